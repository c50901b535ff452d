using System.Linq.Expressions;
using System.Text.RegularExpressions;
using Tresen.Platform.Text;
using Tresen.Platform.Time;
using Tresen.Platform.Views;
using Tresen.Tickets;
using CultureInfo = System.Globalization.CultureInfo;

namespace Tresen.Workbench.Overview;

/// <summary>The text filters over the columns, as the retired module had them: what is typed above a column is looked for in
/// what the column shows.</summary>
public static partial class Criteria
{
    /// <summary>What stands before a column's name in the address: <c>in.subject</c>.</summary>
    public const string Column = "in.";

    static IEnumerable<Criterion> ColumnTexts =>
    [
        Typed(Column + "number", "Ticket", (text, _) => t => t.Number.ToString().Contains(text)),
        Typed(Column + "subject", "Betreff", (text, _) =>
        {
            var (key, folded) = (SortKey.Of(text), SortKey.ForSearch(text));
            return t => t.SortKey.Contains(key) || t.SortKey.Contains(folded);
        }),
        Typed(Column + "customer", "Kunde", (text, _) =>
        {
            var key = SortKey.ForSearch(text);
            return t => t.Customer!.SearchKey.Contains(key) || (t.CustomerId == null && t.SearchKey.Contains(key));
        }),
        Typed(Column + "priority", "Prio", (text, _) =>
        {
            var wanted = Priorities.Values.Where(p => Says(TicketWords.Of(p), text)).ToList();
            return t => wanted.Contains(t.Priority);
        }),
        Typed(Column + "approval", "Freigabe", (text, _) =>
        {
            var wanted = ApprovalNames.Where(p => Says(Words.Of(p.Value), text)).Select(p => p.Key).ToList();
            return t => wanted.Contains(t.ApprovalState);
        }),
        NameIn("assignee", "Zugewiesen an", nameof(Asking.Staff), ids => t => ids.Contains(t.AssigneeId!.Value)),
        NameIn("department", "Abteilung", nameof(Asking.Departments), ids => t => ids.Contains(t.DepartmentId)),
        NameIn("area", "Bereich", nameof(Asking.Areas), ids => t => ids.Contains(t.AreaId!.Value)),
        NameIn("kind", "Art", nameof(Asking.Kinds), ids => t => ids.Contains(t.KindId)),
        NameIn("channel", "Eingang", nameof(Asking.Channels), ids => t => ids.Contains(t.ChannelId)),
        NameIn("progress", "Status", nameof(Asking.Progresses), ids => t => ids.Contains(t.ProgressId)),
        NameIn("tags", "Tags", nameof(Asking.Tags), ids => t => t.Tags.Any(x => ids.Contains(x.TagId))),
        Typed(Column + "device", "Gerät", (text, _) =>
        {
            var (key, serial) = (SortKey.ForSearch(text), text.ToLowerInvariant());
#pragma warning disable CA1862 // the database lowers the letters
            return t => t.Devices.Any(d => d.Device.SearchKey.Contains(key)) || t.SerialNumber.ToLower().Contains(serial);
#pragma warning restore CA1862
        }),
        Typed(Column + "date", "Datum", (text, _) => Days(text) is var (from, until) ? t => t.CreatedAt >= from && t.CreatedAt < until : Nothing),
        // The instant something is due at is the end of its day.
        Typed(Column + "due", "Fällig", (text, _) => Days(text) is var (from, until) ? t => t.DueAt > from && t.DueAt <= until : Nothing),
        Typed(Column + "waiting", "Wartet seit", (text, _) => Days(text) is var (from, until) ? t => t.WaitingSince >= from && t.WaitingSince < until : Nothing),
        Typed(Column + "closed", "Abgeschlossen", (text, _) => Days(text) is var (from, until) ? t => t.ClosedAt >= from && t.ClosedAt < until : Nothing),
        Typed(Column + "planned", "Geplant", (text, _) => Minutes(text) is var (least, most) ? t => t.PlannedMinutes >= least && t.PlannedMinutes <= most : Nothing),
        Typed(Column + "booked", "Gebucht", (text, _) => Minutes(text) is var (least, most) ? t => t.BookedMinutes >= least && t.BookedMinutes <= most : Nothing),
        .. Enumerable.Range(1, FreeField.Most).Select(slot => Typed(Column + "free" + slot, "Freies Feld", (text, _) =>
        {
            var lower = text.ToLowerInvariant();
#pragma warning disable CA1862 // the database lowers the letters
            return t => t.FreeValues.Any(v => v.FreeField.Slot == slot && v.Value.ToLower().Contains(lower));
#pragma warning restore CA1862
        })),
    ];

    /// <summary>The German names of the states of an approval; none where none is needed.</summary>
    public static IReadOnlyDictionary<ApprovalState, string> ApprovalNames { get; } = new Dictionary<ApprovalState, string>
    {
        [ApprovalState.Waiting] = "wartet auf Freigabe",
        [ApprovalState.Granted] = "freigegeben",
        [ApprovalState.Declined] = "abgelehnt",
    };

    static Expression<Func<Ticket, bool>> Nothing => t => false;

    static Criterion NameIn(string column, string label, string list, Func<IReadOnlyList<int>, Expression<Func<Ticket, bool>>> fits) =>
        Typed(Column + column, label, (text, asking) => fits(asking.Containing(list, text)));

    static bool Says(string shown, string text) => SortKey.ForSearch(shown).Contains(SortKey.ForSearch(text), StringComparison.Ordinal);

    /// <summary><c>24.11.2026</c>, <c>11.2026</c> and <c>2026</c> as the instants between which they lie; null where it is no date.</summary>
    internal static (DateTimeOffset From, DateTimeOffset Until)? Days(string text)
    {
        var parts = DateText().Match(text);
        if (!parts.Success)
        {
            return null;
        }

        var (day, month, year) = (Part("day"), Part("month"), Part("year"));
        year = year is null ? null : year < 100 ? year + 2000 : year;
        var first = year is < 1990 or > 2100 || month is 0 or > 12 || day == 0 || (day is not null && day > DateTime.DaysInMonth(year ?? 2000, month ?? 1)) || year is null
            ? (DateOnly?)null
            : new DateOnly(year.Value, month ?? 1, day ?? 1);
        return first is { } from ? (Zone.StartOf(from), Zone.StartOf(day is not null ? from.AddDays(1) : month is not null ? from.AddMonths(1) : from.AddYears(1))) : null;

        int? Part(string name) => parts.Groups[name] is { Success: true } group ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : null;
    }

    /// <summary><c>1,5</c>, <c>&gt;2</c>, <c>&lt;0:30</c> as the least and most minutes.</summary>
    internal static (int Least, int Most)? Minutes(string text) =>
        !Duration.TryRead(text.TrimStart('<', '>', '=', ' '), out var duration, out _) ? null
        : text.StartsWith('>') ? (duration.Minutes + 1, int.MaxValue)
        : text.StartsWith('<') ? (int.MinValue, duration.Minutes - 1)
        : (duration.Minutes, duration.Minutes);

    [GeneratedRegex(@"^(?:(?:(?<day>\d{1,2})\.)?(?<month>\d{1,2})\.)?(?<year>\d{4}|(?<=\.)\d{2})$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex DateText();
}
