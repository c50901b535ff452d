using Tresen.Platform;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Conversations;

/// <summary>Forwarding moves the dialogue, not the ticket: another department answers, and it comes back.</summary>
public sealed partial class Conversation
{
    /// <summary>Where it lies at the moment, if it was forwarded. <see cref="Forwardings"/> must be loaded.</summary>
    public Forwarding? OpenForwarding => forwardings.LastOrDefault(f => f.IsOpen);

    /// <summary>Hands it to another department (<em>An andere Abteilung weiterleiten</em>), with a word on what is wanted.</summary>
    public void Forward(Department to, string remark, StaffMember by, Siblings beside, DateTimeOffset at)
    {
        if (to.Id == DepartmentId)
        {
            throw new BrokenRuleException("Das Gespräch liegt schon in dieser Abteilung.", "DepartmentId");
        }

        if (!to.IsActive)
        {
            throw new BrokenRuleException("Diese Abteilung ist nicht mehr in Gebrauch. Bitte eine andere wählen.", "DepartmentId");
        }

        if (string.IsNullOrWhiteSpace(remark))
        {
            throw new BrokenRuleException("Bitte schreiben, worum es geht.", "Remark");
        }

        forwardings.Add(new Forwarding(Department, to, remark.Trim(), by, at));
        Ticket.Record(TicketVerb.Forwarded, by, at, from: Said.Of(Department), to: Said.Of(to), conversation: Number);
        MoveTo(to, beside, at);
        Pass(Here, beside, at);
    }

    /// <summary>The ticket's people take it back to the ticket's department (<em>zurückholen</em>).</summary>
    public void TakeBack(StaffMember by, Siblings beside, DateTimeOffset at)
    {
        var lying = OpenForwarding ?? throw new BrokenRuleException("Das Gespräch ist nicht weitergeleitet.");
        Ticket.Record(TicketVerb.TakenBack, by, at, from: Said.Of(lying.To), to: Said.Of(Ticket.Department), conversation: Number);
        foreach (var open in forwardings.Where(f => f.IsOpen))
        {
            open.End(ForwardingEnd.TakenBack, "", by, at);
        }

        MoveTo(Ticket.Department, beside, at);
        Pass(Here, beside, at);
    }

    /// <summary>The department gives it back to whom it came from, with a word (<em>zurückgeben</em>).</summary>
    public void GiveBack(string remark, StaffMember by, Siblings beside, DateTimeOffset at)
    {
        var lying = OpenForwarding ?? throw new BrokenRuleException("Das Gespräch ist nicht weitergeleitet.");
        if (string.IsNullOrWhiteSpace(remark))
        {
            throw new BrokenRuleException("Bitte schreiben, was dabei herauskam.", "Remark");
        }

        Ticket.Record(TicketVerb.GivenBack, by, at, from: Said.Of(lying.To), to: Said.Of(lying.From), conversation: Number);
        lying.End(ForwardingEnd.GivenBack, remark.Trim(), by, at);
        MoveTo(lying.From, beside, at);
        Pass(Here, beside, at);
    }

    /// <summary>The department has answered the customer: it goes back by itself, and its people hear of it.</summary>
    void ComeBackAnswered(StaffMember by, Siblings beside, DateTimeOffset at)
    {
        if (OpenForwarding is { } lying)
        {
            Ticket.Record(TicketVerb.GivenBack, by, at, from: Said.Of(lying.To), to: Said.Of(lying.From), conversation: Number);
            lying.End(ForwardingEnd.Answered, "", by, at);
            MoveTo(lying.From, beside, at);
        }
    }

    void MoveTo(Department to, Siblings beside, DateTimeOffset at)
    {
        if (!beside.StandIn(DepartmentId))
        {
            Ticket.NoLongerShowTo(DepartmentId);
        }

        (Department, DepartmentId, Assignee, AssigneeId, ChangedAt) = (to, to.Id, null, null, at);
        Ticket.ShowTo(to.Id);
    }
}

/// <summary>How a forwarding ended; the numbers are stored.</summary>
public enum ForwardingEnd
{
    Open,
    TakenBack,
    GivenBack,
    Answered,
}

/// <summary>One way of a dialogue to another department and back.</summary>
public sealed class Forwarding
{
    Forwarding()
    {
    }

    internal Forwarding(Department from, Department to, string remark, StaffMember by, DateTimeOffset at) =>
        (From, FromId, To, ToId, Remark, By, ById, At) = (from, from.Id, to, to.Id, remark, by, by.Id, at);

    public int Id { get; private set; }

    public int ConversationId { get; private set; }

    public int FromId { get; private set; }

    public Department From { get; private set; } = null!;

    public int ToId { get; private set; }

    public Department To { get; private set; } = null!;

    public int ById { get; private set; }

    public StaffMember By { get; private set; } = null!;

    public DateTimeOffset At { get; private set; }

    /// <summary>What is wanted. Never leaves the house.</summary>
    public string Remark { get; private set; } = "";

    public ForwardingEnd Ending { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public int? EndedById { get; private set; }

    public StaffMember? EndedBy { get; private set; }

    /// <summary>What came of it.</summary>
    public string EndRemark { get; private set; } = "";

    public bool IsOpen => Ending == ForwardingEnd.Open;

    internal void End(ForwardingEnd ending, string remark, StaffMember by, DateTimeOffset at) =>
        (Ending, EndRemark, EndedBy, EndedById, EndedAt) = (ending, remark, by, by.Id, at);

    internal void Erase() => (Remark, EndRemark) = ("", "");
}
