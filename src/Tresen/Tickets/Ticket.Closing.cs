using Tresen.Platform;
using Tresen.Platform.Text;
using Tresen.Staff;

namespace Tresen.Tickets;

/// <summary>Closing and reopening. A ticket becomes closed only here, and leaves it only here.</summary>
public sealed partial class Ticket
{
    readonly List<Closing> closings = [];

    public DateTimeOffset? ClosedAt { get; private set; }

    public int? ClosedById { get; private set; }

    public StaffMember? ClosedBy { get; private set; }

    /// <summary>Every closing there was, each with its report; reopening removes none.</summary>
    public IReadOnlyList<Closing> Closings => closings;

    /// <summary>Ends the work with a report (cleaned HTML, may be empty where the status doesn't ask for a remark).</summary>
    /// <param name="fields">The free fields that there are: the status may ask for some of them.</param>
    /// <param name="despiteOpenSteps">Somebody said that it is done although steps of the checklist are open.</param>
    public Closing Close(Progress to, string report, IReadOnlyList<FreeField> fields, StaffMember by, DateTimeOffset at, bool despiteOpenSteps = false)
    {
        RichText.MustFit(report, "Report");
        MustBeClosable(to, fields, hasReport: RichText.ToPlain(report).Trim().Length > 0, despiteOpenSteps);
        var closing = new Closing(report, by, at);
        closings.Add(closing);
        End(to, by, at);
        return closing;
    }

    /// <summary>The all-clear has come for what the ticket was begun by: it ends as <see cref="Close"/> ends it, by the same rules, and not while an approval
    /// is awaited. Nobody did it, so there is no report but the message that said so.</summary>
    public void CloseAfterRecovery(Progress to, IReadOnlyList<FreeField> fields, DateTimeOffset at)
    {
        if (ApprovalState is ApprovalState.Waiting or ApprovalState.Declined)
        {
            throw new BrokenRuleException("Eine Freigabe steht noch aus.");
        }

        MustBeClosable(to, fields, hasReport: true, despiteOpenSteps: false);
        End(to, null, at);
    }

    void MustBeClosable(Progress to, IReadOnlyList<FreeField> fields, bool hasReport, bool despiteOpenSteps)
    {
        if (to.Category != Category.Closed)
        {
            throw new BrokenRuleException("Dieser Status schließt kein Ticket.", "ProgressId");
        }

        if (IsClosed)
        {
            throw new BrokenRuleException("Das Ticket ist schon abgeschlossen.");
        }

        if (OpenSteps > 0 && !despiteOpenSteps)
        {
            throw OpenSteps == 1
                ? new BrokenRuleException("Auf der Checkliste ist noch ein Schritt offen. Bitte erledigen oder „trotzdem abschließen“ ankreuzen.", "DespiteOpenSteps")
                : new BrokenRuleException($"Auf der Checkliste sind noch {OpenSteps} Schritte offen. Bitte erledigen oder „trotzdem abschließen“ ankreuzen.", "DespiteOpenSteps");
        }

        MustHave(to, new Entering(fields));
        if (to.AsksForRemark && !hasReport)
        {
            throw new BrokenRuleException("Zu diesem Abschluss gehört ein Bericht. Bitte in einem Satz sagen, was getan wurde.", "Report");
        }
    }

    void End(Progress to, StaffMember? by, DateTimeOffset at)
    {
        React(at);
        Stepped();
        Record(TicketVerb.Closed, by, at, nameof(Progress), Said.Of(Progress), Said.Of(to));
        (Progress, ProgressId, Category) = (to, to.Id, to.Category);
        (ClosedAt, ClosedBy, ClosedById) = (at, by, by?.Id);
        (FollowUpOn, BeforeWaiting, BeforeWaitingId) = (null, null, null);
        (Ball, WaitingSince) = (Ball.Nobody, at);
    }

    /// <summary>Takes the work up again. Earlier closings, reports and bookings stay.</summary>
    public void Reopen(Progress to, string reason, StaffMember? by, DateTimeOffset at)
    {
        if (!IsClosed)
        {
            throw new BrokenRuleException("Das Ticket ist nicht abgeschlossen.");
        }

        if (to.Category == Category.Closed)
        {
            throw new BrokenRuleException("Dieser Status öffnet kein Ticket.", "ProgressId");
        }

        if (to.BeginsWork && by is not null)
        {
            MustBeApprovedToStart();
        }

        Stepped();
        Record(TicketVerb.Reopened, by, at, nameof(Progress), Said.Of(Progress), reason.Length > 0 ? Said.Text($"{to.Name}: {reason}", to.Id) : Said.Of(to));
        (Progress, ProgressId, Category) = (to, to.Id, to.Category);
        (ClosedAt, ClosedBy, ClosedById, ReplyAfterClosingAt) = (null, null, null, null);
        (Ball, WaitingSince) = (Ball.Us, at);
        SolveBy = null; // it was solved in time or late; from now on it counts anew
        PromiseFollows(by, at);
    }
}

/// <summary>One closing of a ticket, with its report (<em>Abschlussbericht</em>).</summary>
public sealed class Closing
{
    Closing()
    {
    }

    internal Closing(string report, StaffMember by, DateTimeOffset at) => (Report, By, At) = (report, by, at);

    public int Id { get; private set; }

    public int TicketId { get; private set; }

    public string Report { get; private set; } = "";

    public int ById { get; private set; }

    public StaffMember By { get; private set; } = null!;

    public DateTimeOffset At { get; private set; }

    internal void Erase() => Report = "";
}
