using Tresen.Mail.Reading;

namespace Tresen.Tests.Mail.Reading;

/// <summary>Answers as the mail programs that people here use write them.</summary>
public sealed class ReplyTests
{
    const string Own = "Guten Tag,\n\ndas passt, kommen Sie bitte am Donnerstag.\n\nMit freundlichen Grüßen\nKarin Müller";

    [Theory]
    [InlineData("Outlook, deutsch", "\n\nMüller Bau GmbH\nDeichstraße 4, 26721 Emden\nTel. 04921 55511\nwww.muellerbau.example\n\nVon: Hafen Service <service@hafen.example>\nGesendet: Dienstag, 24. November 2026 09:12\nAn: Karin Müller <karin@muellerbau.example>\nBetreff: Termin [Ticket 10417 · Nr. 202611240001]\n\nWann passt es Ihnen?")]
    [InlineData("Outlook, mit Strich", "\n\n________________________________\nVon: Hafen Service <service@hafen.example>\nGesendet: Dienstag, 24. November 2026 09:12\nAn: Karin Müller <karin@muellerbau.example>\nBetreff: Termin\n\nWann passt es Ihnen?")]
    [InlineData("Outlook, englisch", "\n\nFrom: Hafen Service <service@hafen.example>\nSent: Tuesday, 24 November 2026 09:12\nTo: Karin Müller <karin@muellerbau.example>\nSubject: Termin\n\nWann passt es Ihnen?")]
    [InlineData("Outlook, alt", "\n\n-----Ursprüngliche Nachricht-----\nVon: Hafen Service [mailto:service@hafen.example]\nGesendet: Dienstag, 24. November 2026 09:12\nAn: Karin Müller\nBetreff: Termin\n\nWann passt es Ihnen?")]
    [InlineData("Apple Mail", "\n\n> Am 24.11.2026 um 09:12 schrieb Hafen Service <service@hafen.example>:\n> \n> Wann passt es Ihnen?")]
    [InlineData("iPhone", "\n\nVon meinem iPhone gesendet\n\n> Am 24.11.2026 um 09:12 schrieb Hafen Service <service@hafen.example>:\n> \n> ﻿Wann passt es Ihnen?")]
    [InlineData("Gmail", "\n\nAm Di., 24. Nov. 2026 um 09:12 Uhr schrieb Hafen Service <\nservice@hafen.example>:\n\n> Wann passt es Ihnen?\n>")]
    [InlineData("Gmail, englisch", "\n\nOn Tue, Nov 24, 2026 at 9:12 AM Hafen Service <service@hafen.example>\nwrote:\n\n> Wann passt es Ihnen?\n>")]
    [InlineData("Thunderbird", "\n\n-- \nMüller Bau GmbH\nDeichstraße 4\n\nAm 24.11.26 um 09:12 schrieb Hafen Service:\n> Wann passt es Ihnen?")]
    [InlineData("GMX und web.de", "\n \n\nGesendet: Dienstag, 24. November 2026 um 09:12 Uhr\nVon: \"Hafen Service\" <service@hafen.example>\nAn: karin@muellerbau.example\nBetreff: Termin\n\nWann passt es Ihnen?")]
    [InlineData("web.de mobil", "\n\n--\nDiese Nachricht wurde von meinem Android Mobiltelefon mit WEB.DE Mail gesendet.\n\nAm 24.11.26, 09:12 schrieb Hafen Service <service@hafen.example>:\n\n> Wann passt es Ihnen?")]
    [InlineData("Outlook mobil", "\n\nHolen Sie sich Outlook für iOS<https://aka.ms/o0ukef>\n________________________________\nVon: Hafen Service <service@hafen.example>\nGesendet: Tuesday, November 24, 2026 9:12:00 AM\nAn: Karin Müller <karin@muellerbau.example>\nBetreff: Termin\n\nWann passt es Ihnen?")]
    [InlineData("Samsung", "\n\n\nVon meinem/meiner Galaxy gesendet\n\n-------- Ursprüngliche Nachricht --------\nVon: Hafen Service <service@hafen.example>\nDatum: 24.11.26 09:12 (GMT+01:00)\nAn: Karin Müller <karin@muellerbau.example>\nBetreff: Termin\n\nWann passt es Ihnen?")]
    [InlineData("Windows Mail", "\n\nGesendet von Mail für Windows\n\nVon: Hafen Service\nGesendet: Dienstag, 24. November 2026 09:12\nAn: Karin Müller\nBetreff: Termin\n\nWann passt es Ihnen?")]
    public void The_answer_stands_without_quote_and_signature(string program, string after) => ReplyText.Of(Own + after).ShouldBe(Own, program);

    [Fact]
    public void Answers_between_the_quotes_are_kept() =>
        ReplyText.Of("Am 24.11.26 um 09:12 schrieb Hafen Service:\n> Wann passt es Ihnen?\n\nAm Donnerstag.\n\n> Und wo?\n\nIn Halle 2.\n\n-- \nKarin Müller")
            .ReplaceLineEndings("\n").ShouldBe("Am Donnerstag.\n\n\nIn Halle 2.");

    [Fact]
    public void An_answer_below_the_quote_is_found() =>
        ReplyText.Of("Am 24.11.26 um 09:12 schrieb Hafen Service:\n> Wann passt es Ihnen?\n\nAm Donnerstag.").ShouldBe("Am Donnerstag.");

    [Theory]
    [InlineData("Guten Tag,\n\nam 3.4. schrieb ich Ihnen um 14:20 Folgendes:\n\nDer Drucker druckt nicht.")]
    [InlineData("Bitte so eintragen:\n\nAn: Halle 2\nDatum: Freitag\n\nDanke")]
    [InlineData("Ergebnis:\n> 5 mm: zu groß")]
    [InlineData("")]
    public void What_only_looks_like_a_quote_is_kept(string text) => ReplyText.Of(text).ShouldContain(text.Split('\n')[0]);

    [Fact]
    public void A_mail_passed_on_without_a_word_keeps_its_text() =>
        ReplyText.Of("-------- Weitergeleitete Nachricht --------\nVon: Jens Ohlsen\nDatum: gestern\nBetreff: Tor klemmt\n\nDas Tor klemmt.").ShouldContain("Das Tor klemmt.");

    [Fact]
    public void B21_no_text_takes_long()
    {
        foreach (var text in new[] { new string('>', 500_000), string.Join('\n', Enumerable.Repeat("Von: Gesendet: An:", 20_000)), new string(' ', 300_000) + ":", string.Join('\n', Enumerable.Repeat("Am 24.11.26 um 09:12 schrieb", 20_000)), new string('a', 1_000_000) })
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            ReplyText.Of(text);
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
        }
    }
}
