using System.Linq.Expressions;
using Tresen.Platform.Text;
using Tresen.Platform.Time;
using Tresen.Platform.Views;
using Tresen.Tickets;
using CultureInfo = System.Globalization.CultureInfo;
using NumberStyles = System.Globalization.NumberStyles;

namespace Tresen.Workbench.Overview;

/// <summary>Everything that a list of tickets can be filtered by.</summary>
public static partial class Criteria
{
    /// <summary>Open (the default), waiting, closed, all.</summary>
    public const string State = "state";

    /// <summary>Free text.</summary>
    public const string Text = "q";

    /// <summary>All of them, in the order in which they are named on the screen.</summary>
    public static readonly IReadOnlyList<Criterion> All =
    [
        Typed(Text, "Suche", Matching),
        // "open" is what lists show anyway.
        One(State, "Zustand", new() { ["waiting"] = "wartet", ["closed"] = "abgeschlossen", ["all"] = "alle, auch abgeschlossene" }, (state, _) => state switch
        {
            "waiting" => t => t.Category == Category.WaitingForCustomer || t.Category == Category.WaitingForThirdParty,
            "closed" => t => t.Category == Category.Closed,
            _ => t => true,
        }),
        Of("progress", "Status", nameof(Asking.Progresses), (ids, _) => t => ids.Contains(t.ProgressId)),
        new()
        {
            Key = "priority",
            Label = "Prio",
            Many = true,
            Reads = value => Priorities!.ContainsKey(value) ? value : null,
            Says = (value, _) => TicketWords.Of(Priorities![value]),
            Fits = (values, _) =>
            {
                var wanted = values.Select(v => Priorities![v]).ToList();
                return t => wanted.Contains(t.Priority);
            },
        },
        Flag("mine", "Meine Tickets", Mine),
        Flag("helping", "Ich helfe mit", Helping),
        Flag("concern", "Geht mich an", Concerning),
        Flag("unassigned", "Nicht zugewiesen", _ => t => t.AssigneeId == null),
        Of("assignee", "Zugewiesen an", nameof(Asking.Staff), (ids, _) => t => ids.Contains(t.AssigneeId!.Value)),
        Flag("ours", "Meine Abteilungen", asking =>
        {
            var departments = asking.Me.Departments;
            return t => departments.Contains(t.DepartmentId);
        }),
        Of("department", "Abteilung", nameof(Asking.Departments), (ids, _) => t => ids.Contains(t.DepartmentId)),
        Of("area", "Bereich", nameof(Asking.Areas), (ids, _) => t => ids.Contains(t.AreaId!.Value)),
        Of("kind", "Art", nameof(Asking.Kinds), (ids, _) => t => ids.Contains(t.KindId)),
        Of("channel", "Eingang", nameof(Asking.Channels), (ids, _) => t => ids.Contains(t.ChannelId)),
        Of("tag", "Tags", nameof(Asking.Tags), (ids, _) => t => t.Tags.Any(x => ids.Contains(x.TagId))),
        One("due", "Fällig", new() { ["overdue"] = "überfällig", ["today"] = "heute", ["now"] = "heute oder überfällig", ["week"] = "diese Woche", ["none"] = "ohne Termin" }, Due),
        Flag("broken", "Zusage überfällig", asking =>
        {
            var now = asking.Now;
            return t => t.Category != Category.Closed && (t.SolveBy <= now || (t.ReactedAt == null && t.ReactBy <= now));
        }),
        One("ball", "Ball bei", new() { ["us"] = "uns", ["customer"] = "beim Kunden", ["inside"] = "intern", ["nobody"] = "niemandem" }, (who, _) =>
        {
            var ball = Enum.Parse<Ball>(who, ignoreCase: true);
            return t => t.Ball == ball;
        }),
        One("approval", "Freigabe", new() { ["waiting"] = "wartet", ["granted"] = "freigegeben", ["declined"] = "abgelehnt", ["mine"] = "wartet auf mich" }, Approval),
        Flag("extra", "Kd. bezahlt extra", _ => t => t.IsChargedExtra),
        Flag("replied", "Antwort nach Abschluss", _ => t => t.ReplyAfterClosingAt != null),
        new()
        {
            Key = "customer",
            Label = "Kunde",
            Reads = Short,
            Says = (value, asking) => asking.Names.GetValueOrDefault(("customer", value), value),
            Fits = (values, _) =>
            {
                var number = values[0];
                return t => t.Customer!.Number == number || t.Customer.FormerNumbers.Contains(" " + number + " ");
            },
        },
        new()
        {
            Key = "device",
            Label = "Gerät",
            Reads = Id,
            Says = (value, asking) => asking.Names.GetValueOrDefault(("device", value), value),
            Fits = (values, _) =>
            {
                var device = int.Parse(values[0], CultureInfo.InvariantCulture);
                return t => t.Devices.Any(d => d.DeviceId == device);
            },
        },
        .. ColumnTexts,
    ];

    static readonly Dictionary<string, Criterion> Known = All.ToDictionary(c => c.Key);

    /// <summary>The names of priorities in the address.</summary>
    static Dictionary<string, Priority> Priorities { get; } = Enum.GetValues<Priority>().ToDictionary(p => p.ToString().ToLowerInvariant());

    /// <summary>The criterion of that name in the address, if there is one.</summary>
    public static Criterion? Find(string key) => Known.GetValueOrDefault(key);

    /// <summary>Mine, and those of people who are away today and whose deputy I am.</summary>
    static Expression<Func<Ticket, bool>> Mine(Asking asking)
    {
        var (me, today) = (asking.Me.Id, asking.Today);
        return t => t.AssigneeId == me || t.Assignee!.Absences.Any(a => a.DeputyId == me && a.From <= today && a.To >= today);
    }

    static Expression<Func<Ticket, bool>> Helping(Asking asking)
    {
        var me = asking.Me.Id;
        return t => t.People.Any(p => p.StaffMemberId == me && p.Part == TicketPart.Helper);
    }

    /// <summary>Mine, what I help with, what nobody in my departments has taken yet, and every emergency there, whoever has it.</summary>
    static Expression<Func<Ticket, bool>> Concerning(Asking asking)
    {
        var departments = asking.Me.Departments;
        return Expressions.Or(Expressions.Or(Mine(asking), Helping(asking)), t => (t.AssigneeId == null || t.Priority == Priority.Emergency) && departments.Contains(t.DepartmentId));
    }

    static Expression<Func<Ticket, bool>> Due(string when, Asking asking)
    {
        var (now, today, sunday) = (asking.Now, Zone.EndOf(asking.Today), Zone.EndOf(asking.Sunday));
        return when switch
        {
            "overdue" => t => t.DueAt <= now && t.Category != Category.Closed,
            "today" => t => t.DueAt > now && t.DueAt <= today,
            "now" => t => t.DueAt <= today && t.Category != Category.Closed,
            "week" => t => t.DueAt > now && t.DueAt <= sunday,
            _ => t => t.DueAt == null,
        };
    }

    static Expression<Func<Ticket, bool>> Approval(string state, Asking asking) => state switch
    {
        "waiting" => t => t.ApprovalState == ApprovalState.Waiting,
        "granted" => t => t.ApprovalState == ApprovalState.Granted,
        "declined" => t => t.ApprovalState == ApprovalState.Declined,
        _ => TicketQueries.AwaitsDecisionOf(asking.Me),
    };

    /// <summary>Whose number, subject, requester, serial number, customer, description or remark contains every word.</summary>
    static Expression<Func<Ticket, bool>> Matching(string text, Asking asking) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(SortKey.ForSearch).Where(word => word.Length > 0).Take(6)
        .Select(word => (Expression<Func<Ticket, bool>>)(t => t.SearchKey.Contains(word) || t.Customer!.SearchKey.Contains(word)
            || asking.Texts.Any(s => s.TicketId == t.Id && s.MessageId == null && s.Key.Contains(word))))
        .Aggregate((Expression<Func<Ticket, bool>>)(t => true), Expressions.And);

    static string? Id(string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id.ToString(CultureInfo.InvariantCulture) : null;

    static string? Short(string value) => PlainText.Line(value) is { Length: > 0 and <= 100 } text ? text : null;

    static Criterion Flag(string key, string label, Func<Asking, Expression<Func<Ticket, bool>>> fits) => new()
    {
        Key = key,
        Label = label,
        Reads = value => value == "1" ? value : null,
        Says = (_, _) => "",
        Fits = (_, asking) => fits(asking),
    };

    static Criterion One(string key, string label, Dictionary<string, string> values, Func<string, Asking, Expression<Func<Ticket, bool>>> fits) => new()
    {
        Key = key,
        Label = label,
        Reads = value => values.ContainsKey(value) ? value : null,
        Says = (value, _) => Words.Of(values[value]),
        Fits = (chosen, asking) => fits(chosen[0], asking),
    };

    static Criterion Of(string key, string label, string list, Func<List<int>, Asking, Expression<Func<Ticket, bool>>> fits) => new()
    {
        Key = key,
        Label = label,
        Many = true,
        Reads = Id,
        Says = (value, asking) => asking.NameOf(list, int.Parse(value, CultureInfo.InvariantCulture)) is { Length: > 0 } name ? name : value,
        Fits = (values, asking) => fits([.. values.Select(v => int.Parse(v, CultureInfo.InvariantCulture))], asking),
    };

    internal static Criterion Typed(string key, string label, Func<string, Asking, Expression<Func<Ticket, bool>>> fits) => new()
    {
        Key = key,
        Label = label,
        Reads = Short,
        Says = (value, _) => value,
        Fits = (values, asking) => fits(values[0], asking),
    };
}
