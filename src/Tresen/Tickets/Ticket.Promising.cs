using Tresen.Platform.Time;
using Tresen.Staff;

namespace Tresen.Tickets;

/// <summary>What the department has promised: by when somebody reacts, by when it is solved. Reckoned in the department's working
/// time from when the ticket came in, and anew from when its department or priority changed, unless it was met or missed by then.</summary>
public sealed partial class Ticket
{
    /// <summary>The promised reaction; null: none is promised.</summary>
    public DateTimeOffset? ReactBy { get; private set; }

    /// <summary>When the customer first got an answer: a mail of ours, a call written down, a person setting a status, or closing.</summary>
    public DateTimeOffset? ReactedAt { get; private set; }

    /// <summary>The promised solution, which closing meets; null: none is promised.</summary>
    public DateTimeOffset? SolveBy { get; private set; }

    /// <summary>What of it can become late.</summary>
    public Deadlines Deadlines => new(CreatedAt, ReactedAt is null ? ReactBy : null, SolveBy, DueOn, DueAt);

    /// <summary>The customer got an answer. The first counts.</summary>
    public void React(DateTimeOffset at) => ReactedAt = ReactedAt < at ? ReactedAt : at; // a mail that leaves later may have come first

    /// <summary>The answer of that instant was taken back before it left.</summary>
    public void NoReactionYet(DateTimeOffset at) => ReactedAt = ReactedAt == at ? null : ReactedAt;

    /// <summary>It came in, went to another department, got another priority or was opened again. The department's company must be loaded.</summary>
    void PromiseFollows(StaffMember? by, DateTimeOffset at)
    {
        if (IsClosed || Department is not { Company: not null } department)
        {
            return;
        }

        var promise = department.PromiseFor((int)Priority);
        if (ReactedAt is null && !(ReactBy < at))
        {
            ReactBy = Changed(nameof(ReactBy), ReactBy, promise.ReactionMinutes);
        }

        if (!(SolveBy < at))
        {
            SolveBy = Changed(nameof(SolveBy), SolveBy, promise.SolutionMinutes);
        }

        DateTimeOffset? Changed(string field, DateTimeOffset? from, int? minutes)
        {
            DateTimeOffset? to = minutes is { } much ? department.WorkingTime.Add(at, TimeSpan.FromMinutes(much)) : null;
            if (Id != 0 && from != to)
            {
                Record(TicketVerb.Changed, by, at, field, from?.ToString("O"), to?.ToString("O"));
            }

            return to;
        }
    }
}

/// <summary>By when something is to be done on a ticket that is open.</summary>
/// <param name="CreatedAt">When it came in.</param>
/// <param name="ReactBy">The promised reaction, as long as nobody has reacted.</param>
/// <param name="SolveBy">The promised solution.</param>
/// <param name="DueOn"><em>Abschluss bis</em>, the day …</param>
/// <param name="DueAt">… and the instant.</param>
public sealed record Deadlines(DateTimeOffset CreatedAt, DateTimeOffset? ReactBy, DateTimeOffset? SolveBy, DateOnly? DueOn, DateTimeOffset? DueAt)
{
    /// <summary>What was due longer ago than this is no longer told: a step that is set up today says nothing of last month.</summary>
    static readonly TimeSpan StaysDue = TimeSpan.FromDays(3);

    /// <summary>What is to be told now: reminders of deadlines to come, and steps of escalation.</summary>
    /// <param name="department">The responsible one, with its company.</param>
    public IEnumerable<Alarm> Due(Department department, DateTimeOffset now)
    {
        foreach (var of in Enum.GetValues<Deadline>())
        {
            if (At(of) is not { } deadline)
            {
                continue;
            }

            if (deadline > now && ReminderOf(of, deadline, department) is { } reminder && IsNow(reminder))
            {
                yield return new Alarm(TicketVerb.Reminded, of.ToString(), deadline);
            }

            foreach (var step in department.Escalation.Where(s => s.Of == of && IsNow(Instant(s.Minutes, deadline, department.WorkingTime))))
            {
                yield return new Alarm(TicketVerb.Escalated, step.Key, deadline);
            }
        }

        bool IsNow(DateTimeOffset at) => at <= now && at > now - StaysDue && at > CreatedAt;
    }

    DateTimeOffset? At(Deadline of) => of switch
    {
        Deadline.Reaction => ReactBy,
        Deadline.Solution => SolveBy,
        _ => DueAt,
    };

    /// <summary>As the day opens so many working days before the day; so much working time before an instant.</summary>
    DateTimeOffset? ReminderOf(Deadline of, DateTimeOffset deadline, Department department)
    {
        var (days, minutes, time) = (department.Company.RemindDays, department.Company.RemindMinutes, department.WorkingTime);
        return of == Deadline.Due && DueOn is { } day && deadline == Zone.EndOf(day)
            ? days == 0 ? null : time.NextOpening(Zone.StartOf(time.AddWorkingDays(day, -days)))
            : minutes == 0 ? null : Instant(-minutes, deadline, time);
    }

    static DateTimeOffset Instant(int minutes, DateTimeOffset deadline, WorkingTime time) =>
        minutes switch
        {
            < 0 => time.Subtract(deadline, TimeSpan.FromMinutes(-minutes)),
            0 => deadline,
            _ => time.Add(deadline, TimeSpan.FromMinutes(minutes)),
        };
}

/// <summary>What is told of a deadline; recorded in the history, so that it is told once.</summary>
/// <param name="Verb">A reminder or an escalation.</param>
/// <param name="Key">The deadline's name, or the key of the step.</param>
/// <param name="Deadline">The instant that it is about: a deadline that was moved is another.</param>
public sealed record Alarm(TicketVerb Verb, string Key, DateTimeOffset Deadline)
{
    /// <summary>The deadline as the history keeps it.</summary>
    public string Kept => Deadline.UtcDateTime.ToString("O");
}
