using CsCheck;
using Tresen.Mail.Reading;
using Tresen.Mail.Rules;

namespace Tresen.Tests.Mail.Rules;

/// <summary>What an alert is about, and when it is over.</summary>
public sealed class AlertKeyTests
{
    [Theory]
    [InlineData("** PROBLEM Service Alert: web01/HTTP is CRITICAL **", "** RECOVERY Service Alert: web01/HTTP is OK **", "service web01 http is")]
    [InlineData("Problem: High CPU utilization on db02 (over 90% for 5m)", "Resolved in 12m 3s: High CPU utilization on db02 (over 90% for 5m)", "cpu utilization on db02 over")]
    [InlineData("[FIRING:3] DiskFull backup-nas", "[RESOLVED] DiskFull backup-nas", "diskfull backup-nas")]
    [InlineData("WARNUNG: Speicherplatz auf FILE-SRV 93,4 % (28.11.2026 10:15:03)", "OK: Speicherplatz auf FILE-SRV 71 % (28.11.2026 11:02)", "speicherplatz auf file-srv")]
    [InlineData("AW: Störung Tor 3, Vorgang 4711-8", "Entwarnung Tor 3, Vorgang 4712-9", "tor vorgang")]
    [InlineData("Alarm 2026-11-28T10:00:05Z 8f14e45fceea167a Router 10.0.0.7 down", "Router 10.0.0.7 up", "router 10.0.0.7")]
    [InlineData("Sat Nov 28 10:00:05 CET 2026 web01 is DOWN", "Sun, 29 Nov 2026 08:10 web01 is UP", "web01 is")]
    [InlineData("🔴Down web01", "✅Up web01", "web01")]
    public void What_changes_from_one_alert_to_the_next_is_no_part_of_the_key(string first, string second, string key)
    {
        AlertKey.Of(first).ShouldBe(key);
        AlertKey.Of(second).ShouldBe(key);
    }

    [Theory]
    [InlineData("PROBLEM web01 is DOWN", "PROBLEM web02 is DOWN")]
    [InlineData("Router 10.0.0.7 down", "Router 10.0.0.8 down")]
    [InlineData("CRITICAL: HTTP on web01", "CRITICAL: SSH on web01")]
    public void Two_things_have_two_keys(string one, string other) => AlertKey.Of(one).ShouldNotBe(AlertKey.Of(other));

    [Theory]
    [InlineData("")]
    [InlineData("PROBLEM 4711 (28.11.2026)")]
    public void Where_nothing_lasts_there_is_no_key(string subject) => AlertKey.Of(subject).ShouldBe("");

    [Fact]
    public void B15_a_subject_of_a_megabyte_is_read_no_further_than_people_would() =>
        AlertKey.Of("web01 " + string.Concat(Enumerable.Repeat("at ", 350_000)) + "5").ShouldBe(string.Join(' ', Enumerable.Repeat("at", 58).Prepend("web01"))); // the number that would make times of them stands too far away

    [Theory]
    [InlineData("web01 down since 10 min at 5", "web01")]
    [InlineData("web01 in for on after 5 min s h kb", "web01")]
    public void Words_of_time_go_with_the_number_on_either_side(string subject, string key) => AlertKey.Of(subject).ShouldBe(key);

    [Fact]
    public void A_key_is_short_the_key_of_itself_and_the_same_in_capitals() => Gen.String.Sample(subject =>
        AlertKey.Of(subject) is var key && key.Length <= AlertKey.MostLetters && AlertKey.Of(key) == key);

    [Fact]
    public void Numbers_and_states_anywhere_change_nothing() => Gen.Select(Words("web01", "Speicher", "http", "nas-7", "Büro").Array[1, 6], Words("17", "3,5 %", "OK", "PROBLEM", "10:15", "28.11.2026", "#4711", "250ms").Array[6], Gen.Int[0, 6])
        .Sample((names, noise, at) =>
        {
            var noisy = names.SelectMany((name, i) => i < at ? [noise[i], name] : new[] { name });
            AlertKey.Of(string.Join(' ', noisy)).ShouldBe(AlertKey.Of(string.Join(' ', names).ToUpperInvariant()));
        });

    [Theory]
    [InlineData("** RECOVERY Service Alert: web01/HTTP is OK **")]
    [InlineData("[RESOLVED] DiskFull backup-nas")]
    [InlineData("Problem has been resolved in 5m: High CPU")]
    [InlineData("web01 is UP")]
    [InlineData("Entwarnung: Tor 3")]
    [InlineData("Störung behoben")]
    [InlineData("Leitung wieder da")]
    [InlineData("web01: CRITICAL -> OK")]
    public void The_all_clear_is_heard(string subject) => Recovery.IsIn(subject, []).ShouldBeTrue();

    [Theory]
    [InlineData("** PROBLEM Service Alert: web01/HTTP is CRITICAL **")]
    [InlineData("web01 is DOWN (was UP)")]
    [InlineData("web01: OK -> CRITICAL")]
    [InlineData("Störung noch nicht behoben")]
    [InlineData("Leitung nicht wieder da")]
    [InlineData("Backup fehlgeschlagen")]
    [InlineData("Kupferkabel lieferbar")]
    [InlineData("unresolved: web01")]
    public void What_still_burns_is_no_all_clear(string subject) => Recovery.IsIn(subject, []).ShouldBeFalse();

    [Fact]
    public void A_rule_has_words_of_its_own()
    {
        Recovery.IsIn("Rückkehr zum  Normalbetrieb, Halle 2", ["rückkehr zum normalbetrieb"]).ShouldBeTrue();
        Recovery.IsIn("Rückkehr, Halle 2", ["rückkehr zum normalbetrieb"]).ShouldBeFalse();
        Recovery.IsIn("anything", [" ", ""]).ShouldBeFalse();
    }

    static Gen<string> Words(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    [Theory]
    [InlineData(MailPart.Subject, "", Comparison.Contains, "gewinnspiel", true)]
    [InlineData(MailPart.Subject, "", Comparison.Begins, "großes", true)]
    [InlineData(MailPart.Subject, "", Comparison.Is, "Großes  GEWINNSPIEL", true)]
    [InlineData(MailPart.Subject, "", Comparison.Ends, "Rechnung\nspiel", true)]
    [InlineData(MailPart.Subject, "", Comparison.Contains, "Rechnung", false)]
    [InlineData(MailPart.Subject, "", Comparison.Lacks, "Rechnung\nMahnung", true)]
    [InlineData(MailPart.Subject, "", Comparison.Lacks, "Rechnung\nGewinn", false)]
    [InlineData(MailPart.Subject, "", Comparison.Contains, "Gew.*", false)]
    [InlineData(MailPart.Sender, "", Comparison.Is, "WERBUNG@laden.example", true)]
    [InlineData(MailPart.Sender, "", Comparison.Contains, "Glück", true)]
    [InlineData(MailPart.Domain, "", Comparison.Is, "laden.example", true)]
    [InlineData(MailPart.Domain, "", Comparison.Is, "example", false)]
    [InlineData(MailPart.Body, "", Comparison.Contains, "jetzt klicken", true)]
    [InlineData(MailPart.Header, "x-laune", Comparison.Is, "heiter", true)]
    [InlineData(MailPart.Header, "X-Laune:", Comparison.IsThere, "", true)]
    [InlineData(MailPart.Header, "X-Anders", Comparison.IsMissing, "", true)]
    [InlineData(MailPart.Header, "X-Anders", Comparison.Contains, "heiter", false)]
    [InlineData(MailPart.Attachment, "", Comparison.IsMissing, "", true)]
    public void A_condition_compares_words(MailPart part, string header, Comparison comparison, string text, bool holds) => new RuleCondition(part, header, comparison, text).Holds(new ReadMail
    {
        Subject = "AW: Großes Gewinnspiel",
        From = new Person("werbung@laden.example", "Glücksladen"),
        Text = "Guten Tag,\nbitte jetzt\n  klicken.",
        Headers = [("X-Laune", "heiter")],
    }).ShouldBe(holds);
}
