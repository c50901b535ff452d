using System.Globalization;
using System.Text;
using MimeKit;
using Tresen.Conversations;
using Tresen.Platform.Time;

namespace Tresen.Mail.Reading;

/// <summary>Reads appointments (RFC 5545) as programs really write them: what, when, where. What it doesn't understand it leaves
/// out; everything is text (threat B05).</summary>
static class Invitations
{
    const int MostBytes = 256 * 1024;

    const int MostAppointments = 5;

    const int MostText = 10_000;

    /// <summary>Whether the part is a calendar.</summary>
    public static bool Is(MimeEntity part) => part is MimePart
        && (part.ContentType.IsMimeType("text", "calendar") || part.ContentType.IsMimeType("application", "ics")
            || (part.ContentDisposition?.FileName ?? part.ContentType.Name ?? "").EndsWith(".ics", StringComparison.OrdinalIgnoreCase));

    /// <summary>The appointments in that part.</summary>
    public static IReadOnlyList<Finding> In(MimeEntity part)
    {
        if (part is not MimePart { Content: { } content })
        {
            return [];
        }

        using var decoded = new MemoryStream();
        content.DecodeTo(decoded);
        return decoded.Length > MostBytes ? [] : In(MailText.Of(new TextPart("calendar") { Content = content, ContentType = { Charset = part.ContentType.Charset ?? "utf-8" } }, new HashSet<string>()));
    }

    /// <summary>The appointments in that text.</summary>
    public static IReadOnlyList<Finding> In(string text)
    {
        var (found, method, inside) = (new List<Finding>(), "", new Stack<string>());
        var fields = new Dictionary<string, Line>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in Unfolded(text).Select(Line.Of).OfType<Line>())
        {
            switch (line.Name)
            {
                case "BEGIN":
                    inside.Push(line.Value.Trim().ToUpperInvariant());
                    if (inside.Peek() == "VEVENT")
                    {
                        fields.Clear();
                    }

                    break;
                case "END":
                    if (inside.TryPop(out var ended) && ended == "VEVENT" && found.Count < MostAppointments)
                    {
                        found.Add(Appointment(fields, method));
                    }

                    break;
                case "METHOD" when inside.Count <= 1:
                    method = line.Value.Trim().ToUpperInvariant();
                    break;
                default:
                    if (inside.TryPeek(out var within) && within == "VEVENT")
                    {
                        fields.TryAdd(line.Name, line);
                    }

                    break;
            }
        }

        return found;
    }

    static Finding Appointment(Dictionary<string, Line> fields, string method)
    {
        var (from, until) = (When(fields.GetValueOrDefault("DTSTART")), When(fields.GetValueOrDefault("DTEND")));
        var isAllDay = from?.IsDay == true;
        if (until is null && from is { } start && fields.TryGetValue("DURATION", out var duration) && Lasts(duration.Value) is { } length)
        {
            until = (start.At + length, start.IsDay);
        }

        var answer = method is "REPLY" or "COUNTER" && fields.TryGetValue("ATTENDEE", out var attendee) ? attendee : null;
        var isOff = method == "CANCEL" || (fields.TryGetValue("STATUS", out var status) && status.Value.Trim().Equals("CANCELLED", StringComparison.OrdinalIgnoreCase));
        return new Finding(answer is not null ? FindingKind.InvitationAnswer : isOff ? FindingKind.Cancellation : FindingKind.Invitation)
        {
            Who = Cut(answer is not null ? Named(answer) : fields.TryGetValue("ORGANIZER", out var organizer) ? Named(organizer) : "", 300),
            Title = Cut(Said(fields, "SUMMARY"), 500),
            Text = answer is not null ? answer.Parameter("PARTSTAT").ToUpperInvariant() : CutLines(fields.TryGetValue("DESCRIPTION", out var description) ? Unescaped(description.Value) : ""),
            Place = Cut(Said(fields, "LOCATION"), 500),
            From = from?.At,
            Until = isAllDay ? until?.At ?? from?.At.AddDays(1) : until?.At,
            IsAllDay = isAllDay,
            IsRepeated = fields.ContainsKey("RRULE"),
        };
    }

    static string Said(Dictionary<string, Line> fields, string name) => fields.TryGetValue(name, out var line) ? MailText.Line(Unescaped(line.Value)) : "";

    static string Named(Line person)
    {
        var (name, address) = (MailText.Line(person.Parameter("CN")), MailText.Line(person.Value));
        address = address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? address[7..] : "";
        return name.Length > 0 && address.Length > 0 && name != address ? $"{name} <{address}>" : name.Length > 0 ? name : address;
    }

    static (DateTimeOffset At, bool IsDay)? When(Line? line)
    {
        if (line is null)
        {
            return null;
        }

        var value = line.Value.Trim();
        if (DateTime.TryParseExact(value.TrimEnd('Z', 'z'), ["yyyyMMdd'T'HHmmss", "yyyyMMdd'T'HHmm", "yyyyMMdd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && time.Year is > 1900 and < 9000)
        {
            if (value.Length == 8)
            {
                return (Zone.StartOf(DateOnly.FromDateTime(time)), true);
            }

            var zone = value.EndsWith('Z') || value.EndsWith('z') ? TimeZoneInfo.Utc : Known(line.Parameter("TZID")) ?? Zone.Local;
            return (new DateTimeOffset(time, zone.GetUtcOffset(time)), false);
        }

        return null;
    }

    /// <summary>The zone by its name here or in Windows; of paths (<c>/freeassociation.sourceforge.net/Europe/Berlin</c>) the end.</summary>
    static TimeZoneInfo? Known(string name)
    {
        var parts = name.Trim('"', '/', ' ').Split('/');
        foreach (var id in new[] { string.Join('/', parts), string.Join('/', parts.TakeLast(2)) })
        {
            if (id.Length is > 0 and < 100 && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
            {
                return zone;
            }
        }

        return null;
    }

    static TimeSpan? Lasts(string duration)
    {
        try
        {
            var text = duration.Trim().ToUpperInvariant();
            return text.EndsWith('W') && int.TryParse(text.Trim('P', 'W', '+'), CultureInfo.InvariantCulture, out var weeks) && weeks is > 0 and < 1000
                ? TimeSpan.FromDays(7 * weeks)
                : System.Xml.XmlConvert.ToTimeSpan(text.TrimStart('+')) is { Ticks: > 0, TotalDays: < 10_000 } span ? span : null;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return null;
        }
    }

    static IEnumerable<string> Unfolded(string text)
    {
        var line = new StringBuilder();
        foreach (var part in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (part.StartsWith(' ') || part.StartsWith('\t'))
            {
                line.Append(part, 1, part.Length - 1);
                continue;
            }

            if (line.Length > 0)
            {
                yield return line.ToString();
            }

            line.Clear().Append(part);
        }

        yield return line.ToString();
    }

    static string Unescaped(string value)
    {
        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            text.Append(value[i] != '\\' || i == value.Length - 1 ? value[i] : value[++i] is 'n' or 'N' ? '\n' : value[i]);
        }

        return text.ToString();
    }

    static string CutLines(string text)
    {
        var lines = MailText.Lines(text).Trim();
        return lines.Length > MostText ? lines[..MostText] + "…" : lines;
    }

    static string Cut(string text, int most) => text.Length > most ? text[..(most - 1)] + "…" : text;

    /// <summary>A line of a calendar: a name, parameters, a value.</summary>
    sealed record Line(string Name, string Parameters, string Value)
    {
        public static Line? Of(string text)
        {
            var quoted = false;
            for (var i = 0; i < text.Length; i++)
            {
                quoted ^= text[i] == '"';
                if (text[i] == ':' && !quoted)
                {
                    var head = text[..i];
                    var end = head.IndexOf(';', StringComparison.Ordinal);
                    return new((end < 0 ? head : head[..end]).Trim().ToUpperInvariant(), end < 0 ? "" : head[end..], text[(i + 1)..]);
                }
            }

            return null;
        }

        public string Parameter(string name)
        {
            var at = Parameters.IndexOf($";{name}=", StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                return "";
            }

            var rest = Parameters[(at + name.Length + 2)..];
            return rest.StartsWith('"') ? rest[1..].Split('"')[0] : rest.Split(';')[0];
        }
    }
}
