using System.Text;
using Tresen.Mail.Reading;

namespace Tresen.Tests.Mail.Reading;

/// <summary>Whose word about a sender counts.</summary>
public sealed class VerdictTests
{
    const string Ours = "mx.hafen.example";
    const string Pass = "dmarc=pass (p=reject) header.from=muellerbau.example";

    [Theory]
    [InlineData($"Authentication-Results: {Ours}; spf=pass smtp.mailfrom=muellerbau.example; {Pass}", Ours, Proof.Passed)]
    [InlineData($"Authentication-Results: MX.Hafen.Example 1;\n dmarc=PASS\n header.from=MuellerBau.example", Ours, Proof.Passed)]
    [InlineData($"Authentication-Results: {Ours}; dmarc=fail (p=none) header.from=muellerbau.example", Ours, Proof.Failed)]
    [InlineData($"Authentication-Results: {Ours}; dmarc=none header.from=muellerbau.example", Ours, Proof.Unknown)]
    [InlineData($"Authentication-Results: {Ours}; dmarc=temperror header.from=muellerbau.example", Ours, Proof.Unknown)]
    [InlineData($"Authentication-Results: {Ours}; spf=pass smtp.mailfrom=muellerbau.example", Ours, Proof.Unknown)]
    [InlineData($"Authentication-Results: {Ours}; none", Ours, Proof.Unknown)]
    [InlineData("Subject: nichts", Ours, Proof.Unknown)]
    // Nobody is trusted, or somebody else.
    [InlineData($"Authentication-Results: {Ours}; {Pass}", "", Proof.Unknown)]
    [InlineData($"Authentication-Results: mx.boese.example; {Pass}", Ours, Proof.Unknown)]
    // As Microsoft 365 writes it, without its name.
    [InlineData("Authentication-Results: spf=pass (sender IP is 192.0.2.7)\n smtp.mailfrom=muellerbau.example; dkim=pass (signature was verified)\n header.d=muellerbau.example;dmarc=pass action=none\n header.from=muellerbau.example;compauth=pass reason=100", Verdict.Nameless, Proof.Passed)]
    public void The_server_that_we_trust_is_believed(string header, string trusted, Proof proof) => Of(header, trusted).ShouldBe(proof);

    [Theory]
    // Below the server's own one stands the sender's.
    [InlineData($"Authentication-Results: {Ours}; dmarc=fail header.from=muellerbau.example\nAuthentication-Results: {Ours}; {Pass}", Proof.Failed)]
    [InlineData($"Authentication-Results: {Ours}; spf=none\nAuthentication-Results: {Ours}; {Pass}", Proof.Unknown)]
    // What the server wrote can't be read, because of what the sender had it write.
    [InlineData($"Authentication-Results: {Ours}; spf=fail smtp.mailfrom=\"; ((( dmarc\nAuthentication-Results: {Ours}; {Pass}", Proof.Unknown)]
    // In a comment, in a quoted string, in another header.
    [InlineData($"Authentication-Results: {Ours} (x; {Pass}); dmarc=fail header.from=muellerbau.example", Proof.Failed)]
    [InlineData($"Authentication-Results: {Ours} ({Pass}); spf=none", Proof.Unknown)]
    [InlineData($"Authentication-Results: {Ours}; spf=none reason=\"; {Pass}\"", Proof.Unknown)]
    [InlineData($"ARC-Authentication-Results: i=1; {Ours}; {Pass}", Proof.Unknown)]
    [InlineData($"X-Authentication-Results: {Ours}; {Pass}", Proof.Unknown)]
    [InlineData($"Authentication-Results: mx.boese.example ({Ours}); {Pass}", Proof.Unknown)]
    [InlineData($"Authentication-Results: {Ours}.boese.example; {Pass}", Proof.Unknown)]
    // Two results, or one for another domain.
    [InlineData($"Authentication-Results: {Ours}; {Pass}; dmarc=fail header.from=muellerbau.example", Proof.Unknown)]
    [InlineData($"Authentication-Results: {Ours}; dmarc=pass header.from=boese.example", Proof.Unknown)]
    [InlineData($"Authentication-Results: {Ours}; dmarc=pass", Proof.Unknown)]
    [InlineData($"Authentication-Results: {Ours}; dmarc=pass smtp.from=muellerbau.example", Proof.Unknown)]
    public void A09_only_the_topmost_result_of_our_server_counts(string header, Proof proof) => Of(header, Ours).ShouldBe(proof);

    [Fact]
    public void A09_a_mail_of_several_senders_is_from_nobody_for_sure() =>
        Verdict.Of(Read($"Authentication-Results: {Ours}; {Pass}\nFrom: karin@muellerbau.example, fremd@boese.example\nSubject: x\n\nText"), Ours).ShouldBe(Verdict.Unknown);

    [Theory]
    [InlineData("Von: Karin Müller <karin@muellerbau.example>\nGesendet: Montag, 3. August 2026 10:00\nAn: Theo Brandt\nBetreff: Tor", "karin@muellerbau.example", "Karin Müller")]
    [InlineData("Von: Karin Müller [mailto:karin@muellerbau.example]\nGesendet: Montag\nAn: Theo\nBetreff: Tor", "karin@muellerbau.example", "Karin Müller")]
    [InlineData("*Von:* \"Müller, Karin\" <karin@muellerbau.example>\n*Gesendet:* Montag\n*An:* Theo\n*Betreff:* Tor", "karin@muellerbau.example", "Müller, Karin")]
    [InlineData("---------- Forwarded message ---------\nFrom: <karin@muellerbau.example>\nDate: Mon, Aug 3, 2026\nSubject: Tor\nTo: Theo", "karin@muellerbau.example", "")]
    [InlineData("-------- Weitergeleitete Nachricht --------\nBetreff: Tor\nDatum: Mon, 3 Aug 2026\nVon: Karin Müller <karin@muellerbau.example>\nAn: theo@hafen.example", "karin@muellerbau.example", "Karin Müller")]
    [InlineData("Von: Karin Müller aus der Verwaltung der Müller Bau GmbH\n <karin@muellerbau.example>\nGesendet: Montag\nAn: Theo\nBetreff: Tor", "karin@muellerbau.example", "Karin Müller aus der Verwaltung der Müller Bau GmbH")]
    [InlineData("Von: Karin Müller\nGesendet: Montag\nAn: Theo\nBetreff: Tor", null, null)]
    [InlineData("Von: meinem Chef karin@muellerbau.example weiß ich nichts.", null, null)]
    [InlineData("kein Kopf", null, null)]
    public void Who_wrote_what_was_passed_on_is_read_from_its_head(string head, string? address, string? name)
    {
        var writer = ForwardedMail.Writer(Read($"From: theo@hafen.example\nSubject: WG: Tor\nContent-Type: text/plain; charset=utf-8\n\nBitte ansehen.\n\n{head}\n\nDas Tor klemmt."));
        (writer?.Address, writer?.Name).ShouldBe((address, name));
    }

    [Fact]
    public void Who_wrote_what_lies_in_the_mail_is_read_from_there()
    {
        var raw = "From: theo@hafen.example\nSubject: WG: Tor\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=g\n\n--g\nContent-Type: text/plain\n\nBitte.\n--g\nContent-Type: message/rfc822\n\nFrom: Karin Mueller <karin@muellerbau.example>\nSubject: Tor\n\nKlemmt.\n--g--\n";
        ForwardedMail.Writer(Read(raw)).ShouldBe(new Person("karin@muellerbau.example", "Karin Mueller"));
    }

    [Theory]
    [InlineData("no-reply@slack.example", "Bestätigen Sie Ihre E-Mail-Adresse", true)]
    [InlineData("noreply@github.example", "[GitHub] Please verify your email address.", true)]
    [InlineData("account-security@cloud.example", "Your verification code is 123456", true)]
    [InlineData("verify@dienst.example", "Ihr Bestätigungscode: 482911", true)]
    [InlineData("nicht-antworten@portal.example", "Passwort zurücksetzen", true)]
    [InlineData("feedback@slack.example", "Join the Hafen workspace on Slack", true)]
    // What people write, and what programs write otherwise.
    [InlineData("karin@muellerbau.example", "Bitte bestätigen Sie Ihre E-Mail-Adresse", false)]
    [InlineData("karin@muellerbau.example", "Passwort zurücksetzen für den Kassenrechner", false)]
    [InlineData("no-reply@shop.example", "Ihre Bestellung 4711 ist unterwegs", false)]
    [InlineData("noreply@nagios.example", "PROBLEM: Host fileserver is DOWN", false)]
    [InlineData("confirm@hotel.example", "Ihre Buchung", false)]
    public void A18_a_service_that_asks_whether_an_address_is_ours_is_known(string from, string subject, bool asks) =>
        Registration.Is(Read($"From: {from}\nSubject: =?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(subject))}?=\n\nText")).ShouldBe(asks);

    static Proof Of(string header, string trusted) => Verdict.Of(Read($"{header}\nFrom: Karin <karin@muellerbau.example>\n{(header.StartsWith("Subject", StringComparison.Ordinal) ? "" : "Subject: Tor\n")}\nText"), trusted).Proof;

    static ReadMail Read(string raw) => MailReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(raw.ReplaceLineEndings("\r\n"))));
}
