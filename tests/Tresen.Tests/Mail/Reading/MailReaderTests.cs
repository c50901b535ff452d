using System.Diagnostics;
using System.Text;
using CsCheck;
using Tresen.Mail.Reading;
using Tresen.Post;

namespace Tresen.Tests.Mail.Reading;

/// <summary>Whatever a mail is, it is read, or it is said why not.</summary>
public sealed class MailReaderTests
{
    const string Head = "From: Karin =?utf-8?Q?M=C3=BCller?= <Karin@MuellerBau.example>\r\nTo: service@hafen.example\r\nSubject: =?utf-8?Q?Tor_klemmt?=\r\nMessage-ID: <a1@muellerbau.example>\r\nDate: Tue, 24 Nov 2026 09:12:00 +0100\r\nMIME-Version: 1.0\r\n";

    [Fact]
    public void A_mail_says_who_what_and_when()
    {
        var mail = Read(Head + "In-Reply-To: <x.y@hafen.example>\r\nReferences: <w@hafen.example> <x.y@hafen.example>\r\nCc: Jens <jens@ohlsen.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nDas Tor klemmt.\r\n");

        mail.From.ShouldBe(new Person("karin@muellerbau.example", "Karin Müller"));
        mail.To.ShouldHaveSingleItem().Address.ShouldBe("service@hafen.example");
        mail.Cc.ShouldHaveSingleItem().Name.ShouldBe("Jens");
        mail.Subject.ShouldBe("Tor klemmt");
        mail.MessageId.ShouldBe("a1@muellerbau.example");
        mail.InReplyTo.ShouldBe(["x.y@hafen.example"]);
        mail.References.ShouldBe(["w@hafen.example", "x.y@hafen.example"]);
        mail.Date.ShouldBe(new DateTimeOffset(2026, 11, 24, 8, 12, 0, TimeSpan.Zero));
        mail.Text.ShouldBe("Das Tor klemmt.");
        mail.Kind.ShouldBe(MailKind.Person);
        mail.Problems.ShouldBeEmpty();
        mail.MayBeAnsweredByPrograms.ShouldBeTrue();
    }

    [Fact]
    public void Pictures_in_the_text_and_files_are_told_apart()
    {
        var mail = Read(Head + """
            Content-Type: multipart/mixed; boundary=m

            --m
            Content-Type: multipart/related; boundary=r

            --r
            Content-Type: text/html; charset=utf-8

            <p onclick="x()">Siehe <img src="cid:bild@x" onerror="y()"><img src="https://spion.example/p.gif" alt="Logo"> und <a href="javascript:z()">hier</a></p>
            --r
            Content-Type: image/png; name="bild.png"
            Content-ID: <bild@x>
            Content-Transfer-Encoding: base64

            iVBORw0KGgo=
            --r--
            --m
            Content-Type: application/pdf
            Content-Disposition: attachment; filename*=utf-8''..%2F..%2FRechnung%20%E2%80%AEfdp.exe
            Content-Transfer-Encoding: base64

            JVBERi0=
            --m--
            """.ReplaceLineEndings("\r\n"));

        mail.Html.ShouldBe("<p>Siehe <img src=\"cid:bild@x\"><img alt=\"Logo\" data-remote=\"https://spion.example/p.gif\"> und <a>hier</a></p>"); // no browser looks there
        mail.Text.ShouldBe("Siehe [Logo] und hier");
        mail.Attachments.Select(a => (a.Name, a.Type, a.Bytes, a.Inline)).ShouldBe([("bild.png", "image/png", 8, true), (mail.Attachments[1].Name, "application/pdf", 5, false)]);
        mail.Attachments[1].Name.ShouldNotContain('/');
        mail.Attachments[1].Name.ShouldNotContain('\u202E');
        mail.Attachments[0].Open().ToArray()[1..4].ShouldBe("PNG"u8.ToArray());
    }

    [Fact]
    public void Explaining_prints_the_fields_that_it_promises()
    {
        var json = MailExplain.InWords(Read(Head + "Content-Type: text/plain\r\n\r\nTor"));

        foreach (var field in new[] { "\"from\":{\"address\":\"karin@muellerbau.example\",\"name\":\"Karin Müller\"}", "\"to\":[", "\"cc\":[]", "\"replyTo\":[]", "\"subject\":", "\"messageId\":", "\"inReplyTo\":[]", "\"references\":[]", "\"date\":\"2026-11-24T09:12:00+01:00\"", "\"text\":\"Tor\"", "\"reply\":\"Tor\"", "\"html\":\"\"", "\"attachments\":[]", "\"kind\":\"person\"", "\"bounce\":null", "\"problems\":[]" })
        {
            json.ShouldContain(field);
        }

        json.ShouldNotContain('\n');
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied", "AutoReply")]
    [InlineData("Auto-Submitted: auto-generated", "Bulk")]
    [InlineData("Precedence: bulk", "Bulk")]
    [InlineData("Precedence: list", "Bulk")]
    [InlineData("Precedence: junk", "Bulk")]
    [InlineData("Precedence: auto_reply", "AutoReply")]
    [InlineData("List-Id: <liste.example>", "Bulk")]
    [InlineData("List-Unsubscribe: <mailto:weg@liste.example>", "Bulk")]
    [InlineData("X-Auto-Response-Suppress: All", "Person")]
    [InlineData("X-Loop: andere@desk.example", "Person")]
    [InlineData("Return-Path: <>", "Person")]
    [InlineData("X-Autoreply: yes", "AutoReply")]
    public void A14_programs_are_told_from_people_and_never_answered_by_a_program(string header, string kind)
    {
        var mail = Read(Head + header + "\r\n\r\nText");

        mail.Kind.ToString().ShouldBe(kind);
        mail.MayBeAnsweredByPrograms.ShouldBeFalse();
    }

    [Theory]
    [InlineData("From: a@eins.example, b@zwei.example", "a@eins.example", "several-from")]
    [InlineData("From: Gruppe: a@eins.example, b@zwei.example;", "a@eins.example", "several-from")]
    [InlineData("From:\r\nSender: s@drei.example", null, "no-from")]
    [InlineData("From: <>", null, "no-from")]
    [InlineData("From: kein Absender", null, "no-from")]
    [InlineData("From: \"support@bank.example\" <x@boese.example>", "x@boese.example", null)]
    [InlineData("From: \"\\\"x\" <<y@eins.example>>", "y@eins.example", null)]
    public void A07_the_writer_is_always_the_same_or_nobody(string from, string? address, string? problem)
    {
        var mail = Read(from + "\r\nReply-To: vip@kunde.example\r\nMessage-ID: <1@x.example>\r\nDate: Tue, 24 Nov 2026 09:12:00 +0100\r\n\r\nText");

        mail.From?.Address.ShouldBe(address);
        if (problem is not null)
        {
            mail.Problems.ShouldContain(problem);
        }
    }

    [Fact]
    public void A07_an_endless_address_is_nobodys() =>
        Read($"From: {new string('a', 5000)}@eins.example\r\n\r\nText").From.ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("Message-ID:\r\n")]
    [InlineData("Message-ID: <>\r\n")]
    public void A12_a_missing_message_id_harms_nobody(string header)
    {
        var mail = Read("From: a@eins.example\r\n" + header + "\r\nText");
        mail.MessageId.ShouldBe("");
        mail.Text.ShouldBe("Text");
    }

    [Fact]
    public void A12_a_message_id_of_five_kilobytes_is_none() =>
        Read($"From: a@eins.example\r\nMessage-ID: <{new string('x', 5000)}@eins.example>\r\n\r\nText").MessageId.ShouldBe("");

    [Fact]
    public void A12_a_folded_message_id_is_read() =>
        Read("From: a@eins.example\r\nMessage-ID:\r\n <gefaltet@eins.example>\r\n\r\nText").MessageId.ShouldBe("gefaltet@eins.example");

    [Theory]
    [InlineData("depth")]
    [InlineData("parts")]
    [InlineData("header")]
    [InlineData("received")]
    public void B15_bombs_break_a_limit_quickly(string kind)
    {
        var mail = new StringBuilder();
        switch (kind)
        {
            case "depth":
                mail.Append("From: a@eins.example\r\nSubject: Bombe\r\n");
                for (var i = 0; i < 5000; i++)
                {
                    mail.Append("Content-Type: multipart/mixed; boundary=b").Append(i).Append("\r\n\r\n--b").Append(i).Append("\r\n");
                }

                break;
            case "parts":
                mail.Append("From: a@eins.example\r\nSubject: Bombe\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n");
                for (var i = 0; i < 50_000; i++)
                {
                    mail.Append("--b\r\nContent-Type: text/plain\r\n\r\nx\r\n");
                }

                break;
            case "header":
                mail.Append("From: a@eins.example\r\nSubject: Bombe\r\nX-Big: ").Append('x', 20_000_000).Append("\r\n\r\nText");
                break;
            default:
                mail.Append("From: a@eins.example\r\nSubject: Bombe\r\n");
                for (var i = 0; i < 200_000; i++)
                {
                    mail.Append("Received: from x by y\r\n");
                }

                mail.Append("\r\nText");
                break;
        }

        var watch = Stopwatch.StartNew();
        var read = Read(mail.ToString());

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        read.Limit.ShouldNotBeNull();
        read.From?.Address.ShouldBe("a@eins.example");
        read.Subject.ShouldBe("Bombe");
    }

    [Fact]
    public void A20_ten_thousand_addressees_are_read_in_time()
    {
        var watch = Stopwatch.StartNew();
        var mail = Read("From: a@eins.example\r\nCc: " + string.Join(",\r\n ", Enumerable.Range(0, 10_000).Select(i => $"p{i}@viele.example")) + "\r\n\r\nText");

        mail.Cc.Count.ShouldBe(10_000);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20)); // a list that is walked once for each would take minutes
    }

    [Theory]
    [InlineData("utf-7", "+ADw-script+AD4-alert(1)+ADw-/script+AD4-")]
    [InlineData("x-unbekannt", "Grüße")]
    [InlineData("utf-32", "abc")]
    [InlineData("iso-2022-jp", "\u001b$B")]
    [InlineData("utf-8", "\u0000\u0007Text")]
    public void B17_odd_charsets_become_readable_text(string charset, string text)
    {
        var mail = MailReader.Read(new MemoryStream([.. Encoding.ASCII.GetBytes($"From: =?x-unknown?B?4pyT?= <a@eins.example>\r\nSubject: =?utf-7?Q?+ADw-b+AD4-?=\r\nContent-Type: text/html; charset={charset}\r\n\r\n"), .. Encoding.Latin1.GetBytes(text)]));

        mail.Html.ShouldNotContain("<script");
        mail.Text.Any(c => char.IsControl(c) && c is not ('\n' or '\t')).ShouldBeFalse();
        mail.From!.Address.ShouldBe("a@eins.example");
    }

    [Fact]
    public void B17_what_old_programs_wrote_in_seven_bits_is_read_and_then_cleaned()
    {
        var mail = Read("From: a@eins.example\r\nSubject: =?utf-7?Q?Fr+APY-sche_+- Hasen?=\r\nContent-Type: text/html; charset=utf-7\r\n\r\n<p>Fr+APY-sche</p>+ADw-script+AD4-alert(1)+ADw-/script+AD4-");
        mail.Subject.ShouldBe("Frösche + Hasen");
        mail.Text.ShouldBe("Frösche");
        mail.Html.ShouldNotContain("script");
    }

    [Fact]
    public void B17_a_broken_letter_doesnt_break_the_others() =>
        MailReader.Read(new MemoryStream([.. Encoding.ASCII.GetBytes("From: a@eins.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"), .. Encoding.UTF8.GetBytes("Grüße aus Köln "), 0xC3, (byte)'.'])).Text.ShouldStartWith("Grüße aus Köln");

    [Fact]
    public void B19_plain_texts_that_differ_are_both_read()
    {
        var mail = Read("From: a@eins.example\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nBitte zahlen.\r\n--b\r\nContent-Type: text/plain\r\n\r\nBitte nicht zahlen.\r\n--b\r\nContent-Type: text/enriched\r\n\r\n<bold>Bitte zahlen.</bold>\r\n--b--\r\n");
        mail.Text.ShouldBe("Bitte zahlen.\nBitte nicht zahlen.");
        mail.Problems.ShouldContain("texts-differ");
    }

    [Theory]
    [InlineData("5.1.1", "550 5.1.1 Unbekannter Empfänger", true)]
    [InlineData("5.2.1", "550 5.2.1 User unknown", true)]
    [InlineData("5.0.0", "550 Host not found", true)]
    [InlineData("5.4.4", "Host or domain name not found", true)]
    [InlineData("5.7.27", "550 Host does not accept mail", true)]
    [InlineData("5.1.1", "552 Mailbox is full", false)]
    [InlineData("5.1.1", "550 5.1.1 mailbox over quota", false)]
    [InlineData("5.2.1", "550 5.2.1 The account is disabled", false)]
    [InlineData("5.7.1", "550 5.7.1 Unknown user, blocked by policy", false)]
    [InlineData("5.0.0", "550 Unknown user (in reply to end of DATA command)", false)]
    [InlineData("5.0.0", "550 rejected after MAIL FROM: no such user here", false)]
    [InlineData("4.2.2", "452 user unknown", false)]
    public void A16_only_what_says_that_nobody_is_there_makes_an_address_wrong(string status, string said, bool isHard)
    {
        var mail = Read("From: MAILER-DAEMON@eins.example\r\nSubject: Unzustellbar\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nIhre Nachricht kam nicht an.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
            + $"Reporting-MTA: dns; eins.example\r\n\r\nFinal-Recipient: rfc822; wer@eins.example\r\nAction: failed\r\nStatus: {status}\r\nDiagnostic-Code: smtp; {said}\r\n\r\n--b--\r\n");
        mail.Kind.ShouldBe(MailKind.Bounce);
        mail.Bounce!.Recipient.ShouldBe("wer@eins.example");
        mail.Bounce.Hard.ShouldBe(isHard);
    }

    [Theory]
    [InlineData("keine-antwort@eins.example", "Fehler", "Die Nachricht ist unzustellbar.", MailKind.Bounce)]
    [InlineData("heike@eins.example", "Fehler", "Die Nachricht ist unzustellbar.", MailKind.Person)]
    [InlineData("staff@eins.example", "complaint about message from 192.0.2.1", "", MailKind.Complaint)]
    public void A16_a_mail_that_a_program_brings_back_is_told_from_one_that_somebody_passes_on(string from, string subject, string text, MailKind kind) =>
        Read($"From: {from}\r\nSubject: {subject}\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n{text}\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: wir@desk.example\r\nSubject: Alt\r\n\r\nAlt\r\n--b--\r\n").Kind.ShouldBe(kind);

    [Fact]
    public void B17_umlauts_survive_a_wrong_charset() =>
        MailReader.Read(new MemoryStream([.. Encoding.ASCII.GetBytes("From: a@eins.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"), .. Encoding.Latin1.GetBytes("Grüße")])).Text.ShouldBe("Grüße");

    [Theory]
    [InlineData("Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<scr=\r\nipt>alert(1)</scr=\r\nipt>Text=0D=0AInjected: ja", "Text\nInjected: ja")]
    [InlineData("Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\nVGV4!!dA==", "Text")]
    [InlineData("Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=C3=BC=ZZ=C3=9Fe=", null)]
    public void B18_content_is_decoded_once(string part, string? text)
    {
        var mail = Read("From: a@eins.example\r\n" + part);
        mail.Html.ShouldNotContain("script");
        mail.Problems.ShouldNotContain("unreadable");
        if (text is not null)
        {
            mail.Text.Replace("\n", " ", StringComparison.Ordinal).ShouldBe(text.Replace("\n", " ", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nText ohne Ende", "Text ohne Ende")]
    [InlineData("Content-Type: multipart/mixed\r\n\r\nGar keine Grenze", "Gar keine Grenze")]
    [InlineData("Content-Type: multipart/mixed; boundary=b\r\n\r\nGrenze kommt nie", "Grenze kommt nie")]
    [InlineData("Content-Type: text/plain\r\nContent-Type: text/html\r\n\r\nText", "Text")]
    [InlineData("Content-Type: multipart/mixed; boundary=b\r\n\r\n--bb\r\n--b\r\n\r\nText\r\n--b--", "Text")]
    [InlineData("Content-Type: unsinn\r\n\r\nText", "Text")]
    public void B19_crooked_mime_still_says_its_text(string rest, string text) => Read("From: a@eins.example\r\n" + rest).Text.ShouldContain(text);

    [Theory]
    [InlineData("message/partial; id=x; number=1; total=2")]
    [InlineData("message/external-body; access-type=URL; URL=\"http://boese.example/\"")]
    [InlineData("message/rfc822")]
    public void B19_mails_in_mails_stay_visible_as_files(string type) =>
        Read($"From: a@eins.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nText\r\n--b\r\nContent-Type: {type}\r\n\r\nFrom: b@zwei.example\r\nSubject: Innen\r\n\r\nInnen\r\n--b--\r\n").Attachments.ShouldHaveSingleItem();

    [Theory]
    [InlineData("\r\n\r\nFrom: a@eins.example\r\nSubject: Tor\r\n\r\nText")]
    [InlineData("From: a@eins.example\rSubject: Tor\r\rText")]
    [InlineData("From a@eins.example Tue Nov 24 09:12:00 2026\r\nFrom: a@eins.example\r\nSubject: Tor\r\n\r\nText")]
    [InlineData("\uFEFFFrom: a@eins.example\nSubject: Tor\n\nText")]
    public void B20_what_stands_before_the_header_does_not_hide_it(string raw)
    {
        var mail = Read(raw);
        (mail.From?.Address, mail.Subject, mail.Text).ShouldBe(("a@eins.example", "Tor", "Text"));
    }

    [Theory]
    [InlineData("links")]
    [InlineData("line")]
    [InlineData("deep")]
    [InlineData("blockquotes")]
    public void B21_large_html_is_read_in_time(string kind)
    {
        var html = kind switch
        {
            "links" => string.Concat(Enumerable.Range(0, 6000).Select(i => $"<p><a href=\"https://x.example/{i}\">Link {i}</a></p>")),
            "line" => "<p>" + string.Concat(Enumerable.Repeat("Wort <b>fett</b> ", 300_000)) + "</p>",
            "deep" => string.Concat(Enumerable.Repeat("<div>", 100_000)) + "Text",
            _ => string.Concat(Enumerable.Repeat("<blockquote>", 300)) + "Text",
        };
        var raw = Encoding.UTF8.GetBytes("From: a@eins.example\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html);
        Read("From: a@eins.example\r\nContent-Type: text/html\r\n\r\n<p>warm</p>");
        var watch = Stopwatch.StartNew();
        var mail = MailReader.Read(new MemoryStream(raw));

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30)); // twice what it should take: others use this machine too
        mail.Text.ShouldNotBeEmpty();
        mail.Limit.ShouldBeNull();
    }

    [Fact]
    public void Any_bytes_are_read_without_an_exception() =>
        Gen.Select(Gen.Int[0, 3].Select(i => new[] { Head, Head + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n", Head + "Content-Type: text/html\r\n\r\n<p>", "" }[i]), Gen.Byte.Array[0, 400])
            .Sample((head, bytes) => MailExplain.InWords(MailReader.Read(new MemoryStream([.. Encoding.UTF8.GetBytes(head), .. bytes]))).Length > 0, iter: 2000);

    [Theory]
    [InlineData("AW: WG: Re[2]: Tor klemmt", "Tor klemmt", false)]
    [InlineData("WG: Tor klemmt", "Tor klemmt", true)]
    [InlineData("Antw: SV: TR: Tor", "Tor", false)]
    [InlineData("Fwd: Tor", "Tor", true)]
    [InlineData("Revision: Tor", "Revision: Tor", false)]
    public void Prefixes_are_known_in_many_languages(string subject, string bare, bool isForward) =>
        (SubjectPrefix.Off(subject), MailSubject.IsForward(subject)).ShouldBe((bare, isForward));

    [Theory]
    [InlineData("AW: Tor [Ticket 10417 · Nr. 202611240001]", 10417, 202611240001)]
    [InlineData("Ticket #202611230417 Tor", null, 202611230417)]
    [InlineData("Angebot 2026 über 10417 Stück", null, null)]
    [InlineData("Re: [#10417] Tor", 10417, null)]
    public void Numbers_are_found_in_subjects(string subject, int? ticket, long? conversation)
    {
        MailSubject.TicketNumbers(subject).ShouldBe(ticket is { } t ? [t] : []);
        MailSubject.ConversationNumbers(subject).ShouldBe(conversation is { } c ? [c] : []);
    }

    [Fact]
    public void R17_a_header_of_a_hundred_thousand_lines_hides_neither_who_wrote_nor_what()
    {
        var raw = new StringBuilder("From: Karin <karin@muellerbau.example>\r\nSubject: Tor\r\n");
        for (var i = 0; i < 100_000; i++)
        {
            raw.Append("X-Z: ").Append(i).Append("\r\n");
        }

        var mail = Read(raw.Append("Message-ID: <unten@muellerbau.example>\r\n\r\nDas Tor klemmt.").ToString());
        (mail.From?.Address, mail.Subject, mail.MessageId, mail.Text, mail.Limit).ShouldBe(("karin@muellerbau.example", "Tor", "unten@muellerbau.example", "Das Tor klemmt.", null));
    }

    static ReadMail Read(string raw) => MailReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(raw)));
}
