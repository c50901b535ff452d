using System.Text;

namespace Tresen.Bench;

/// <summary>Mails as a service desk gets them, always the same for the same number: half of them short texts, a quarter HTML of Outlook
/// with what it quotes, a fifth with a file, some of programs.</summary>
static class MixedMails
{
    static readonly string[] Words = "Das Tor klemmt seit heute Morgen und niemand kommt mehr hinein bitte melden Sie sich der Drucker druckt nur noch halbe Seiten Heizung Kasse Server Anlage Wartung Termin Angebot Rechnung dringend".Split(' ');

    /// <summary>One of these kinds each.</summary>
    public enum Sort
    {
        Text,
        Reply,
        Html,
        File,
        Program,
    }

    /// <summary>The kind of the mail of that number.</summary>
    public static Sort SortOf(int number) => (number % 20) switch
    {
        < 7 => Sort.Text,
        < 10 => Sort.Reply,
        < 15 => Sort.Html,
        < 19 => Sort.File,
        _ => Sort.Program,
    };

    /// <summary>The bytes of that mail.</summary>
    /// <param name="to">The address of the desk.</param>
    public static byte[] Raw(int number, string to)
    {
        var random = new Random(number);
        var sort = SortOf(number);
        var from = (number % 10) switch
        {
            < 4 => "Karin Müller <karin@muellerbau.example>",
            < 6 => "Jens Ohlsen <jens@ohlsen.example>",
            _ => $"Kunde {number} <kunde{number}@firma{number % 700}.example>",
        };
        var head = new StringBuilder()
            .Append($"Return-Path: <{(sort == Sort.Program ? "" : "absender@firma.example")}>\r\n")
            .Append("Received: from mx.firma.example (mx.firma.example [192.0.2.7]) by mx.hafen.example; Tue, 24 Nov 2026 08:00:00 +0100\r\n")
            .Append("Received: from pc (pc.firma.example [192.0.2.8]) by mx.firma.example; Tue, 24 Nov 2026 07:59:58 +0100\r\n")
            .Append($"From: {Encoded(from)}\r\nTo: {to}\r\nSubject: {Encoded($"{Sentence(random, 5)} Nr. {number} für Sie")}\r\nDate: Tue, 24 Nov 2026 07:59:57 +0100\r\n")
            .Append($"Message-ID: <bench.{number}.{random.Next()}@firma.example>\r\nMIME-Version: 1.0\r\n");
        var text = string.Join("\r\n", Enumerable.Range(0, random.Next(3, 25)).Select(_ => Sentence(random, 12) + "."));
        switch (sort)
        {
            case Sort.Reply:
                head.Append("In-Reply-To: <frueher@firma.example>\r\n");
                return Body(head, $"{text}\r\n\r\nAm Mo., 23. Nov. 2026 um 10:00 schrieb Hafen Service <{to}>:\r\n" + string.Join("\r\n", text.Split("\r\n").Select(l => "> " + l)) + "\r\n\r\n-- \r\nKarin Müller\r\nMüller Bau GmbH\r\n");
            case Sort.Html:
                return Alternative(head, text, Html(random, text));
            case Sort.File:
                var file = new byte[random.Next(20_000, 300_000)];
                random.NextBytes(file);
                head.Append("Content-Type: multipart/mixed; boundary=\"grenze\"\r\n\r\n--grenze\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n").Append(text)
                    .Append("\r\n--grenze\r\nContent-Type: application/pdf; name=\"Plan.pdf\"\r\nContent-Disposition: attachment; filename=\"Plan.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\n")
                    .Append(Convert.ToBase64String(file, Base64FormattingOptions.InsertLineBreaks)).Append("\r\n--grenze--\r\n");
                return Encoding.UTF8.GetBytes(head.ToString());
            case Sort.Program:
                head.Append("Auto-Submitted: auto-replied\r\nPrecedence: bulk\r\n");
                return Body(head, "Ich bin bis Montag nicht im Haus.\r\n");
            default:
                return Body(head, text + "\r\n\r\nMit freundlichen Grüßen\r\nKarin Müller\r\n");
        }
    }

    static byte[] Body(StringBuilder head, string text) =>
        Encoding.UTF8.GetBytes(head.Append("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n").Append(text).ToString());

    static byte[] Alternative(StringBuilder head, string text, string html) =>
        Encoding.UTF8.GetBytes(head.Append("Content-Type: multipart/alternative; boundary=\"grenze\"\r\n\r\n--grenze\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n").Append(text)
            .Append("\r\n--grenze\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n").Append(html).Append("\r\n--grenze--\r\n").ToString());

    /// <summary>As Outlook writes it: styles, paragraphs of its own class, the quoted mail in a frame of its own.</summary>
    static string Html(Random random, string text)
    {
        var html = new StringBuilder("<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head><meta charset=\"utf-8\"><style><!--\r\n");
        for (var i = 0; i < 60; i++)
        {
            html.Append($"p.MsoNormal{i}, li.MsoNormal{i} {{margin:0cm; font-size:11.0pt; font-family:\"Calibri\",sans-serif;}}\r\n");
        }

        html.Append("--></style></head><body lang=DE link=blue vlink=purple><div class=WordSection1>\r\n");
        for (var quoted = 0; quoted < random.Next(2, 8); quoted++)
        {
            html.Append("<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b><span style='color:black'>Von:</span></b> Karin Müller &lt;karin@muellerbau.example&gt;<br><b>Gesendet:</b> Montag, 23. November 2026 10:00<br><b>An:</b> Service<br><b>Betreff:</b> Tor</p></div>\r\n");
            foreach (var line in text.Split("\r\n"))
            {
                html.Append($"<p class=MsoNormal><span style='font-size:11.0pt;font-family:\"Calibri\",sans-serif;color:#1F497D'>{line}<o:p></o:p></span></p>\r\n");
            }

            html.Append("<table class=MsoNormalTable border=0><tr><td><a href=\"https://www.muellerbau.example/\">muellerbau.example</a></td><td><img src=\"https://www.muellerbau.example/logo.png\" width=120></td></tr></table>\r\n");
        }

        return html.Append("</div></body></html>").ToString();
    }

    static string Sentence(Random random, int most) => string.Join(' ', Enumerable.Range(0, random.Next(2, most)).Select(_ => Words[random.Next(Words.Length)]));

    static string Encoded(string text) => text.Contains('<', StringComparison.Ordinal) ? $"{Encoded(text[..text.IndexOf('<', StringComparison.Ordinal)].Trim())} {text[text.IndexOf('<', StringComparison.Ordinal)..]}"
        : text.All(char.IsAscii) ? text : $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}?=";
}
