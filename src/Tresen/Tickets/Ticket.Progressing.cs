using Tresen.Platform;
using Tresen.Platform.Time;
using Tresen.Staff;

namespace Tresen.Tickets;

/// <summary>How far it is. Closing and reopening have a chapter of their own.</summary>
public sealed partial class Ticket
{
    public int ProgressId { get; private set; }

    public Progress Progress { get; private set; } = null!;

    /// <summary>The status' category, kept here because every list filters by it.</summary>
    public Category Category { get; private set; }

    /// <summary><em>Termin</em>: when somebody is expected, for statuses that ask for it.</summary>
    public DateTimeOffset? Appointment { get; private set; }

    /// <summary><em>Wiedervorlage</em>: a waiting ticket comes back on this day by itself.</summary>
    public DateOnly? FollowUpOn { get; private set; }

    /// <summary>Where it stood before it began to wait, and comes back to.</summary>
    public int? BeforeWaitingId { get; private set; }

    public Progress? BeforeWaiting { get; private set; }

    public bool IsClosed => Category == Category.Closed;

    /// <summary>Changes the status to one that isn't closed.</summary>
    /// <param name="to">The status. A closed one is refused: closing asks more (<see cref="Close"/>).</param>
    /// <param name="said">What was said along with it.</param>
    public void Advance(Progress to, Entering said, StaffMember? by, DateTimeOffset at)
    {
        var (followUpOn, appointment) = (said.FollowUpOn, said.Appointment);
        if (to.Category == Category.Closed || IsClosed)
        {
            throw new BrokenRuleException(IsClosed
                ? "Das Ticket ist abgeschlossen. Bitte zuerst wieder öffnen."
                : "Zum Abschließen bitte „Ticket schließen“ benutzen: dort werden Gespräche und Zeiten geklärt.", "ProgressId");
        }

        if (to.BeginsWork)
        {
            MustBeApprovedToStart();
        }

        if (to.IsWaiting && followUpOn is null)
        {
            throw new BrokenRuleException("Bitte sagen, wann das Ticket wieder vorgelegt werden soll.", nameof(FollowUpOn));
        }

        if (to.AsksForAppointment && appointment is null)
        {
            throw new BrokenRuleException("Bitte den Termin eintragen.", nameof(Appointment));
        }

        if (to.IsWaiting && followUpOn <= Zone.DayOf(at))
        {
            throw new BrokenRuleException("Die Wiedervorlage muss in der Zukunft liegen.", nameof(FollowUpOn));
        }

        if (to != Progress)
        {
            MustHave(to, said);
            if (to.AsksForRemark && said.Remark.Trim().Length == 0)
            {
                throw new BrokenRuleException("Zu diesem Status gehört eine Bemerkung. Bitte in einem Satz sagen, was ist.", Given.Name(nameof(Given.Remark)));
            }
        }

        var waited = Progress.IsWaiting;
        Enter(to, TicketVerb.Progressed, by, at);
        Note(nameof(Entering.Remark), Said.Nothing, Said.Text(said.Remark.Trim()));
        if (by is not null && to.Category != Category.New)
        {
            React(at);
        }

        // Who waits hasn't got the ball; who goes on working has.
        if (to.IsWaiting && Ball == Ball.Us)
        {
            Pass(to.Category == Category.WaitingForCustomer ? Ball.Customer : Ball.Nobody, at);
        }
        else if (waited && !to.IsWaiting && Ball != Ball.Inside)
        {
            Pass(Ball.Us, at);
        }

        Note(nameof(FollowUpOn), FollowUpOn?.ToString("O"), to.IsWaiting ? followUpOn?.ToString("O") : null);
        FollowUpOn = to.IsWaiting ? followUpOn : null;
        if (to.AsksForAppointment)
        {
            Note(nameof(Appointment), Appointment?.ToString("O"), appointment?.ToString("O"));
            Appointment = appointment;
        }

        void Note(string field, Said from, Said until)
        {
            if (until != Said.Nothing && from != until)
            {
                Record(TicketVerb.Changed, by, at, field, from, until);
            }
        }
    }

    /// <summary>The follow-up day has come: back to where it stood before it began to wait.</summary>
    /// <param name="otherwise">Where that isn't known, or is no longer in use.</param>
    public void ComeBack(Progress otherwise, DateTimeOffset at)
    {
        if (Progress.IsWaiting)
        {
            Enter(BeforeWaiting is { IsActive: true } before ? before : otherwise, TicketVerb.CameBack, null, at);
            FollowUpOn = null;
            (Ball, WaitingSince) = (Ball.Us, at);
        }
    }

    /// <summary>What that status asks for must be there, given along with it or before.</summary>
    void MustHave(Progress to, Entering said)
    {
        if (to.AsksForAssignee && AssigneeId is null && Assignee is null)
        {
            throw new BrokenRuleException("In diesem Status muss jemand zuständig sein. Bitte jemanden wählen.", Given.Name(nameof(Given.AssigneeId)));
        }

        if (to.AsksForDue && DueOn is null)
        {
            throw new BrokenRuleException("Zu diesem Status gehört ein Tag, bis zu dem das Ticket abgeschlossen sein soll. Bitte eintragen.", Given.Name(nameof(Given.DueOn)));
        }

        if (said.Fields.FirstOrDefault(f => f.IsActive && to.AskedFields.Contains(f.Id) && ValueOf(f).Length == 0) is { } empty)
        {
            throw new BrokenRuleException($"In diesem Status muss „{empty.Title}“ ausgefüllt sein.", Given.Name(empty));
        }
    }

    void Enter(Progress to, TicketVerb verb, StaffMember? by, DateTimeOffset at)
    {
        if (to == Progress)
        {
            return;
        }

        if (!Progress.IsWaiting || !to.IsWaiting)
        {
            BeforeWaiting = to.IsWaiting ? Progress : null;
            BeforeWaitingId = BeforeWaiting?.Id;
        }

        Stepped();
        Record(verb, by, at, nameof(Progress), Said.Of(Progress), Said.Of(to));
        (Progress, ProgressId, Category) = (to, to.Id, to.Category);
    }

    /// <summary>The version grows, but how far the work is was not part of what was approved.</summary>
    void Stepped()
    {
        ApprovedVersion = ApprovedVersion == Version ? Version + 1 : ApprovedVersion;
        Version++;
    }
}

/// <summary>What is said when a ticket enters a status.</summary>
/// <param name="Fields">The free fields that there are: a status may ask for some of them.</param>
public sealed record Entering(IReadOnlyList<FreeField> Fields)
{
    /// <summary>Nothing, where there are no free fields.</summary>
    public static readonly Entering Silently = new([]);

    /// <summary>For a waiting status: when it comes back.</summary>
    public DateOnly? FollowUpOn { get; init; }

    /// <summary>For a status that asks for one.</summary>
    public DateTimeOffset? Appointment { get; init; }

    /// <summary>What is to be remembered; stands in the history.</summary>
    public string Remark { get; init; } = "";
}
