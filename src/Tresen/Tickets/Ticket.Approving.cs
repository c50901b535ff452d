using System.Globalization;
using Tresen.Platform;
using Tresen.Platform.Identity;
using Tresen.Staff;

namespace Tresen.Tickets;

/// <summary>Where the approval (<em>Freigabe</em>) of a ticket stands.</summary>
public enum ApprovalState
{
    NotNeeded,
    Waiting,
    Granted,
    Declined,
}

/// <summary>Why an approval is asked for.</summary>
public enum ApprovalReason
{
    Department,
    RateRose,
    PlannedRose,
    ChargedExtra,
    BookedPast,
    AskedAgain,
}

/// <summary>Approval by the person responsible. It never stops writing down worked time; emergencies start at once and are
/// approved afterwards.</summary>
public sealed partial class Ticket
{
    readonly List<Approval> approvals = [];
    readonly List<CostApproval> costApprovals = [];

    /// <summary>Kept here because closing, starting and filtering ask for it.</summary>
    public ApprovalState ApprovalState { get; private set; }

    /// <summary>The fields' version that was approved last; a larger <see cref="Version"/> shows <em>geändert seit Freigabe</em>.</summary>
    public int? ApprovedVersion { get; private set; }

    /// <summary>What the approval covers: planned time, or what was booked by then if that was more.</summary>
    public int? ApprovedMinutes { get; private set; }

    /// <summary>Every approval asked for, with who decided and what they saw.</summary>
    public IReadOnlyList<Approval> Approvals => approvals;

    /// <summary>The customer's own consents to costs (<em>Kostenfreigabe</em>), recorded by hand.</summary>
    public IReadOnlyList<CostApproval> CostApprovals => costApprovals;

    /// <summary>What the planned time costs at the ticket's rate.</summary>
    public Money PlannedAmount => Rate.For(PlannedMinutes ?? 0);

    public bool ChangedSinceApproval => ApprovalState == ApprovalState.Granted && ApprovedVersion < Version;

    /// <summary>Whether the department wants this ticket approved: it wants any, and the planned or booked amount is above its limit.</summary>
    public bool WantsApproval => Department.ApprovalPoint != ApprovalPoint.Never
        && (Department.ApprovalAbove is not { } above || PlannedAmount > above || BookedAmount > above);

    /// <summary>Asks for approval if the department wants one and none was asked for yet. Call when a new ticket is complete.</summary>
    public void AskForApprovalIfWanted(StaffMember? by, DateTimeOffset at)
    {
        if (ApprovalState == ApprovalState.NotNeeded && WantsApproval)
        {
            Ask(ApprovalReason.Department, by, at);
        }
    }

    /// <summary>Asks again after a refusal.</summary>
    /// <param name="remark">What has changed since, for who decides; may be empty.</param>
    public void AskAgain(StaffMember by, string remark, DateTimeOffset at)
    {
        if (ApprovalState != ApprovalState.Declined)
        {
            throw new BrokenRuleException("Eine neue Freigabe kann nur nach einer Ablehnung erbeten werden.");
        }

        Ask(ApprovalReason.AskedAgain, by, at, Approval.Fitting(remark, "Remark"));
    }

    /// <summary>Whether that person may decide: lead and deputies of the department, administrators where none of them can;
    /// not who does the work, unless the department allows it. <see cref="Staff.Department.Members"/> must be loaded.</summary>
    public bool MayBeDecidedBy(Me me)
    {
        var isApprover = me.Leads.Contains(DepartmentId) || (WhoMayDecide().Count == 0 && me.IsAdministrator);
        return isApprover && MayDecideBesidesWorking(me.Id);
    }

    /// <summary>Lead and deputies of the department who may decide, the lead first; where there is nobody, administrators may.</summary>
    public IReadOnlyList<StaffMember> WhoMayDecide() => [.. Department.Members
        .Where(m => m.Standing != Standing.Member && m.StaffMember.IsActive && MayDecideBesidesWorking(m.StaffMemberId))
        .OrderBy(m => m.Standing == Standing.Lead ? 0 : 1).ThenBy(m => m.StaffMember.SortKey, StringComparer.Ordinal).Select(m => m.StaffMember)];

    bool MayDecideBesidesWorking(int person) => AssigneeId != person || Department.AllowsSelfApproval;

    /// <summary>Grants the approval of what <paramref name="seenVersion"/> said.</summary>
    /// <exception cref="StaleException">It changed since it was seen: show the difference and ask again (409).</exception>
    public void Grant(StaffMember by, Me me, int seenVersion, string remark, DateTimeOffset at)
    {
        var approval = Undecided(me);
        if (seenVersion != Version)
        {
            throw new StaleException(seenVersion, Version);
        }

        approval.Decide(true, by, Approval.Fitting(remark, "Remark"), Snapshot(), Version, isSelf: AssigneeId == by.Id, at);
        (ApprovalState, ApprovedVersion) = (ApprovalState.Granted, Version);
        ApprovedMinutes = Math.Max(PlannedMinutes ?? 0, BookedMinutes);
        Record(TicketVerb.ApprovalGranted, by, at, nameof(Approvals), to: Said.Text(remark));
    }

    /// <summary>Declines with a reason; the assignee is told.</summary>
    public void Decline(StaffMember by, Me me, string reason, DateTimeOffset at)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new BrokenRuleException("Bitte sagen, warum nicht: die Zuständigen sollen wissen, was fehlt.", "Reason");
        }

        Undecided(me).Decide(false, by, Approval.Fitting(reason, "Reason"), Snapshot(), Version, isSelf: AssigneeId == by.Id, at);
        ApprovalState = ApprovalState.Declined;
        Record(TicketVerb.ApprovalDeclined, by, at, nameof(Approvals), to: Said.Text(reason));
    }

    /// <summary>The customer agreed to costs.</summary>
    /// <param name="who">Who said so.</param>
    /// <param name="how">By phone, by mail of that date …</param>
    public void CustomerAgreed(string who, DateOnly on, string how, Money? upTo, StaffMember by, DateTimeOffset at)
    {
        if (string.IsNullOrWhiteSpace(who))
        {
            throw new BrokenRuleException("Bitte eintragen, wer die Kosten freigegeben hat.", "Who");
        }

        costApprovals.Add(new CostApproval(who.Trim(), on, how.Trim(), upTo, by, at));
        Record(TicketVerb.CostsApproved, by, at, nameof(CostApprovals), to: Said.Text(who.Trim()));
    }

    /// <summary>Refuses the closing mail where the department wants an approval before it.</summary>
    public void MustBeApprovedForClosingMail() => MustBeApproved(ApprovalPoint.BeforeClosingMail,
        "Vor der Abschlussmail an den Kunden braucht dieses Ticket eine Freigabe. Bitte ohne Mail abschließen oder die Freigabe abwarten.");

    /// <summary>Refuses billing where the department wants an approval before it.</summary>
    public void MustBeApprovedForBilling() => MustBeApproved(ApprovalPoint.BeforeBilling,
        $"Ticket {Number} ist noch nicht freigegeben und darf noch nicht abgerechnet werden.");

    void MustBeApprovedToStart()
    {
        if (Priority != Priority.Emergency)
        {
            MustBeApproved(ApprovalPoint.BeforeStart, "Dieses Ticket ist noch nicht freigegeben. Die Arbeit kann danach beginnen; nur Notfälle beginnen sofort.");
        }
    }

    void MustBeApproved(ApprovalPoint point, string otherwise)
    {
        if (Department.ApprovalPoint == point && WantsApproval && ApprovalState is ApprovalState.Waiting or ApprovalState.Declined)
        {
            throw new BrokenRuleException(otherwise);
        }
    }

    /// <summary>What raises the costs opens the approval again; a ticket that grows above the department's limit needs one.</summary>
    void ApprovalFollows(bool rose, ApprovalReason reason, StaffMember? by, DateTimeOffset at)
    {
        if (Id != 0 && rose && Department is not null && WantsApproval && ApprovalState is ApprovalState.Granted or ApprovalState.NotNeeded)
        {
            Ask(reason, by, at);
        }
    }

    void ApprovalFollowsBooking(DateTimeOffset at)
    {
        var allowed = (ApprovedMinutes ?? 0) * (100L + Department.ApprovalTolerance) / 100;
        if (WantsApproval && ((ApprovalState == ApprovalState.Granted && BookedMinutes > allowed) || ApprovalState == ApprovalState.NotNeeded))
        {
            Ask(ApprovalState == ApprovalState.Granted ? ApprovalReason.BookedPast : ApprovalReason.Department, null, at);
        }
    }

    /// <summary>Another department, another rule: it may want an approval, or want none of what waits.</summary>
    void ApprovalFollowsDepartment(StaffMember? by, DateTimeOffset at)
    {
        if (Id != 0 && !IsClosed)
        {
            AskForApprovalIfWanted(by, at);
        }

        if (ApprovalState == ApprovalState.Waiting && Department.ApprovalPoint == ApprovalPoint.Never)
        {
            ApprovalState = ApprovalState.NotNeeded;
        }
    }

    void Ask(ApprovalReason reason, StaffMember? by, DateTimeOffset at, string remark = "")
    {
        approvals.Add(new Approval(reason, by, remark, at));
        ApprovalState = ApprovalState.Waiting;
        Record(TicketVerb.ApprovalAsked, by, at, nameof(Approvals), remark.Length > 0 ? reason.ToString() : Said.Nothing, remark.Length > 0 ? Said.Text(remark) : reason.ToString());
    }

    Approval Undecided(Me me)
    {
        var approval = approvals.LastOrDefault(a => a.DecidedAt is null);
        if (approval is null || ApprovalState != ApprovalState.Waiting)
        {
            throw new BrokenRuleException("Hier wartet keine Freigabe. Vielleicht hat schon jemand entschieden.");
        }

        return MayBeDecidedBy(me)
            ? approval
            : throw new BrokenRuleException(AssigneeId == me.Id
                ? "Die eigene Arbeit gibt jemand anders frei: Leitung oder Vertretung der Abteilung."
                : "Freigeben dürfen Leitung und Vertretung der Abteilung.");
    }

    /// <summary>What who decides sees, kept with the decision.</summary>
    string Snapshot() => string.Create(CultureInfo.GetCultureInfo("de-DE"),
        $"{Subject} · {Rate.Euros:N2} €/h · geplant {PlannedMinutes ?? 0} min · gebucht {BookedMinutes} min · extra: {(IsChargedExtra ? "ja" : "nein")} · Zuständig: {Assignee?.Name ?? "niemand"}");
}

/// <summary>Somebody decides on what has changed since they saw it.</summary>
public sealed class StaleException(int seen, int now) : Exception($"Version {seen} was seen, {now} stands.")
{
    public int Seen => seen;

    public int Now => now;
}

/// <summary>An approval: who asked and why, who decided, when, on which version and content.</summary>
public sealed class Approval
{
    /// <summary>Characters that a remark has room for.</summary>
    public const int MostRemark = 2000;

    Approval()
    {
    }

    internal Approval(ApprovalReason reason, StaffMember? askedBy, string remark, DateTimeOffset at) =>
        (Reason, AskedBy, AskedById, AskedRemark, AskedAt) = (reason, askedBy, askedBy?.Id is 0 ? null : askedBy?.Id, remark, at);

    public int Id { get; private set; }

    public int TicketId { get; private set; }

    public ApprovalReason Reason { get; private set; }

    public int? AskedById { get; private set; }

    public StaffMember? AskedBy { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }

    /// <summary>What who asked says to it.</summary>
    public string AskedRemark { get; private set; } = "";

    public int? DecidedById { get; private set; }

    public StaffMember? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public bool? IsGranted { get; private set; }

    /// <summary>Decided by who does the work, which the department allows.</summary>
    public bool IsSelfApproval { get; private set; }

    public string DecisionRemark { get; private set; } = "";

    /// <summary>The ticket's version that was decided on …</summary>
    public int? Version { get; private set; }

    /// <summary>… and what it said.</summary>
    public string ContentSeen { get; private set; } = "";

    internal void Erase() => (AskedRemark, DecisionRemark, ContentSeen) = ("", "", "");

    internal static string Fitting(string remark, string field) =>
        remark.Length <= MostRemark ? remark : throw new BrokenRuleException($"Bitte höchstens {MostRemark} Zeichen.", field);

    internal void Decide(bool isGranted, StaffMember by, string remark, string content, int version, bool isSelf, DateTimeOffset at) =>
        (IsGranted, DecidedBy, DecidedById, DecisionRemark, ContentSeen, Version, IsSelfApproval, DecidedAt) = (isGranted, by, by.Id, remark, content, version, isSelf, at);
}

/// <summary>A consent of the customer's to costs.</summary>
public sealed class CostApproval
{
    CostApproval()
    {
    }

    internal CostApproval(string who, DateOnly on, string how, Money? upTo, StaffMember by, DateTimeOffset at) =>
        (Who, On, How, UpTo, By, ById, At) = (who, on, how, upTo, by, by.Id, at);

    public int Id { get; private set; }

    public int TicketId { get; private set; }

    /// <summary>Who at the customer's agreed.</summary>
    public string Who { get; private set; } = "";

    public DateOnly On { get; private set; }

    /// <summary>In which way: by phone, by mail.</summary>
    public string How { get; private set; } = "";

    /// <summary>Up to which amount; null: without limit.</summary>
    public Money? UpTo { get; private set; }

    public int ById { get; private set; }

    public StaffMember By { get; private set; } = null!;

    public DateTimeOffset At { get; private set; }
}
