using MimeKit;
using MimeKit.Utils;
using Tresen.Mail.Reading;

namespace Tresen.Mail.Fetching;

/// <summary>What the header of a mail says that fetching asks for. Never throws; what can't be read isn't there.</summary>
/// <param name="Received">When the last server received it, which its topmost Received says; null: it doesn't.</param>
/// <param name="Written">When it was written, as its writer says.</param>
sealed record MailHead(string MessageId, DateTimeOffset? Received, DateTimeOffset? Written)
{
    const int MostBytes = 256 * 1024;

    /// <summary>Reads it from the start of a mail.</summary>
    public static MailHead Of(Stream mail)
    {
        try
        {
            var (start, length) = (new byte[MostBytes], 0);
            while (length < start.Length && mail.Read(start, length, start.Length - length) is > 0 and var read)
            {
                length += read;
            }

            var headers = HeaderList.Load(new MemoryStream(start, 0, length));
            return new(MailReader.Ids(headers[HeaderId.MessageId]) is [var id, ..] ? id : "", Time(headers[HeaderId.Received]?.Split(';')[^1]), Time(headers[HeaderId.Date]));
        }
        catch (Exception e) when (e is FormatException or IOException or ArgumentException)
        {
            return new("", null, null);
        }
    }

    static DateTimeOffset? Time(string? text) => text is not null && DateUtils.TryParse(text, out var time) ? time : null;
}
