using System.Diagnostics;
using AngleSharp.Html.Parser;
using MimeKit;
using Tresen.Mail.Reading;

namespace Tresen.Bench;

/// <summary>How long it takes to understand a mail, beside what it costs to parse it at all.</summary>
static class MailReading
{
    const int Mails = 2_000;
    const int Rounds = 3;

    public static void Measure()
    {
        var mails = Enumerable.Range(0, Mails).Select(i => (Sort: MixedMails.SortOf(i), Raw: MixedMails.Raw(i, "service@hafen.example"))).ToList();
        var plain = mails.Where(m => m.Sort != MixedMails.Sort.Html).Select(m => m.Raw).ToList();
        var html = mails.Where(m => m.Sort == MixedMails.Sort.Html).Select(m => m.Raw).ToList();
        var bodies = html.ConvertAll(raw => Parsed(raw).HtmlBody!);

        Console.WriteLine("""

            | reading mails, one core | mails/s | MB/s | floor mails/s | times the floor |
            |---|--:|--:|--:|--:|
            """);
        Line("headers, text and files, without HTML; floor: MimeKit parses and decodes", plain, raw => MailReader.Read(new MemoryStream(raw)), Bare);
        Line("mails with HTML, all of it; floor: MimeKit parses and decodes", html, raw => MailReader.Read(new MemoryStream(raw)), Bare);
        Line("cleaning their HTML alone; floor: AngleSharp parses it", bodies.ConvertAll(System.Text.Encoding.UTF8.GetBytes), raw => MailHtml.Read(System.Text.Encoding.UTF8.GetString(raw), new HashSet<string>()),
            raw => new HtmlParser().ParseDocument(System.Text.Encoding.UTF8.GetString(raw)).Dispose());
    }

    static void Line(string what, List<byte[]> mails, Action<byte[]> ours, Action<byte[]> floor)
    {
        var (own, bare) = (Best(mails, ours), Best(mails, floor));
        Console.WriteLine($"| {what} | {mails.Count / own.TotalSeconds:N0} | {mails.Sum(m => m.Length) / 1e6 / own.TotalSeconds:N0} | {mails.Count / bare.TotalSeconds:N0} | {own / bare:0.0} |");
    }

    static TimeSpan Best(List<byte[]> mails, Action<byte[]> read)
    {
        mails.Take(200).ToList().ForEach(read); // warm
        return Enumerable.Range(0, Rounds).Select(_ =>
        {
            var clock = Stopwatch.StartNew();
            mails.ForEach(read);
            return clock.Elapsed;
        }).Min();
    }

    static MimeMessage Parsed(byte[] raw) => MimeMessage.Load(new MemoryStream(raw));

    /// <summary>What no reader can do without: the header's people, the texts, the content of the files.</summary>
    static void Bare(byte[] raw)
    {
        var message = Parsed(raw);
        _ = (message.From.Count, message.To.Count, message.Subject, message.MessageId, message.Date, message.References.Count, message.TextBody, message.HtmlBody);
        foreach (var file in message.Attachments.OfType<MimePart>())
        {
            file.Content?.DecodeTo(Stream.Null);
        }
    }
}
