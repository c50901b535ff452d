using Tresen.Platform;
using Tresen.Platform.Time;

namespace Tresen.Staff;

/// <summary>When a department's tickets need an approval (<em>Freigabe</em>).</summary>
public enum ApprovalPoint
{
    Never,

    /// <summary>Before any status past <em>besprochen</em>, and the stopwatch.</summary>
    BeforeStart,

    BeforeClosingMail,

    BeforeBilling,
}

/// <summary>People and rights. Owns tickets and conversations; open (all staff see its work) or confidential (its people and
/// administrators only).</summary>
public sealed class Department
{
    /// <summary>Steps of escalation that a department can have.</summary>
    public const int MostSteps = 10;

    readonly List<DepartmentMember> members = [];

    Department()
    {
    }

    /// <summary>A department of that company.</summary>
    public Department(string name, Company company, bool isConfidential = false) =>
        (Name, SortKey, Company, IsConfidential) = (name, Platform.Text.SortKey.Of(name), company, isConfidential);

    public int Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The name, as lists sort it.</summary>
    public string SortKey { get; private set; } = "";

    public int CompanyId { get; private set; }

    public Company Company { get; private set; } = null!;

    /// <summary><em>Vertraulich</em>: only members, lead, deputies and administrators see its work.</summary>
    public bool IsConfidential { get; private set; }

    /// <summary>What an hour costs here; null: the company's.</summary>
    public HourlyRate? Rate { get; private set; }

    public ApprovalPoint ApprovalPoint { get; private set; }

    /// <summary>An approval is needed only above this amount (planned hours × rate); null: always.</summary>
    public Money? ApprovalAbove { get; private set; }

    /// <summary>Whether the assignee may approve their own ticket, which is then marked.</summary>
    public bool AllowsSelfApproval { get; private set; }

    /// <summary>By how many percent booked time may pass the approved before the approval opens again.</summary>
    public int ApprovalTolerance { get; private set; } = 10;

    /// <summary>For so many days after closing a reply stands under the closed ticket; later it becomes a new one.</summary>
    public int ReplyDays { get; private set; } = 14;

    /// <summary>Business hours of its own; null: the company's.</summary>
    public BusinessHours? Hours { get; private set; }

    /// <summary>The Bundesland of a branch that lies elsewhere; null: the company's.</summary>
    public string? Bundesland { get; private set; }

    /// <summary>Holidays of that branch's region that count as well; of the company's Land the company's.</summary>
    public RegionalHolidays Regional { get; private set; }

    /// <summary>When people are at work here. The company must be loaded.</summary>
    public WorkingTime WorkingTime => new(
        Hours ?? Company.Hours,
        Bundesland is { } land ? Calendar.Of(land, Regional) : Calendar.Of(Company.Bundesland, Company.Regional),
        Company.Closed);

    /// <summary>What is promised, by the level of urgency (0 low to 3 emergency); empty: nothing.</summary>
    public IReadOnlyList<Promise> Promises { get; private set; } = [];

    /// <summary>Who is told when of deadlines that aren't met, in the order of the deadlines and of time.</summary>
    public IReadOnlyList<EscalationStep> Escalation { get; private set; } = [];

    public bool IsActive { get; private set; } = true;

    public IReadOnlyList<DepartmentMember> Members => members;

    /// <summary>Takes somebody in, or changes their standing.</summary>
    public void TakeIn(StaffMember person, Standing standing = Standing.Member)
    {
        var known = members.Find(m => m.StaffMember == person || (person.Id != 0 && m.StaffMemberId == person.Id));
        if (known is null)
        {
            members.Add(new DepartmentMember(this, person, standing));
        }
        else
        {
            known.Standing = standing;
        }
    }

    /// <summary>Somebody leaves the department.</summary>
    public void LetGo(StaffMember person) => members.RemoveAll(m => m.StaffMember == person || (person.Id != 0 && m.StaffMemberId == person.Id));

    /// <summary>Whether its work is hidden from that person of themselves: it is confidential, and they neither belong to it nor
    /// administer. <see cref="Members"/> must be loaded.</summary>
    public bool HidesFrom(StaffMember person) => IsConfidential && (person.Rights & Platform.Identity.Capability.Administration) == 0
        && !members.Exists(m => m.StaffMemberId == person.Id || m.StaffMember == person);

    /// <summary>Who gets here what somebody had who leaves: their successor, or, where its work is hidden from that one, its lead,
    /// else a deputy; null: nobody in particular. <see cref="Members"/> and their people must be loaded.</summary>
    public StaffMember? HeirOf(StaffMember from, StaffMember successor) => !HidesFrom(successor) ? successor
        : members.Where(m => m.Standing != Standing.Member && m.StaffMember.IsActive && m.StaffMemberId != from.Id)
            .OrderByDescending(m => m.Standing).ThenBy(m => m.StaffMemberId).Select(m => m.StaffMember).FirstOrDefault();

    /// <summary>Changes name, visibility and whether it is in use.</summary>
    public void Describe(string name, bool isConfidential, bool isActive) =>
        (Name, SortKey, IsConfidential, IsActive) = (name, Platform.Text.SortKey.Of(name), isConfidential, isActive);

    /// <summary>Becomes part of that company, whose particulars then stand below its mails.</summary>
    public void BelongTo(Company company) => Company = company;

    /// <summary>Changes what an hour costs here.</summary>
    public void Charge(HourlyRate? rate) => Rate = rate;

    /// <summary>Changes when and above which amount an approval is needed.</summary>
    public void AskForApproval(ApprovalPoint point, Money? above, bool allowsSelfApproval, int tolerance = 10) =>
        (ApprovalPoint, ApprovalAbove, AllowsSelfApproval, ApprovalTolerance) = (point, above, allowsSelfApproval, tolerance);

    /// <summary>Changes when it is open and whose holidays count, where that isn't as in the company.</summary>
    public void Open(BusinessHours? hours, string? bundesland, RegionalHolidays regional) =>
        (Hours, Bundesland, Regional) = (hours, bundesland, bundesland is null ? RegionalHolidays.None : regional & Holidays.RegionalIn(bundesland));

    /// <summary>What is promised to tickets of that urgency.</summary>
    public Promise PromiseFor(int urgency) => urgency < Promises.Count ? Promises[urgency] : Promise.None;

    /// <summary>Changes what is promised, by the level of urgency. Tickets that are there keep their times.</summary>
    public void PromiseTimes(IReadOnlyList<Promise> byUrgency)
    {
        foreach (var (promise, urgency) in byUrgency.Select((p, i) => (p, i)))
        {
            if (promise.ReactionMinutes is < 1 or > Promise.MostMinutes || promise.SolutionMinutes is < 1 or > Promise.MostMinutes)
            {
                throw new BrokenRuleException("Bitte eine Dauer zwischen einer Minute und 2000 Stunden eingeben, oder leer lassen.", $"{(promise.ReactionMinutes is < 1 or > Promise.MostMinutes ? "Reaction" : "Solution")}{urgency}");
            }

            if (promise.SolutionMinutes < promise.ReactionMinutes)
            {
                throw new BrokenRuleException("Die Lösung kann nicht vor der Reaktion zugesagt sein.", $"Solution{urgency}");
            }
        }

        Promises = [.. byUrgency];
    }

    /// <summary>Adds a step of escalation.</summary>
    public void Escalate(EscalationStep step)
    {
        if (step.Minutes is < -EscalationStep.MostMinutes or > EscalationStep.MostMinutes)
        {
            throw new BrokenRuleException("Bitte eine Dauer von höchstens 200 Stunden eingeben.", "After");
        }

        if (Escalation.Contains(step))
        {
            throw new BrokenRuleException("Diese Stufe gibt es schon.", "After");
        }

        if (Escalation.Count == MostSteps)
        {
            throw new BrokenRuleException($"Mehr als {MostSteps} Stufen sind nicht vorgesehen.", "After");
        }

        Escalation = [.. Escalation.Append(step).OrderBy(s => s.Of).ThenBy(s => s.Minutes).ThenBy(s => s.Whom)];
    }

    /// <summary>Takes a step of escalation away. False: there is none like it.</summary>
    public bool NoLongerEscalate(EscalationStep step)
    {
        var before = Escalation.Count;
        Escalation = [.. Escalation.Where(s => s != step)];
        return Escalation.Count < before;
    }

    /// <summary>Changes for how many days a reply stands under the closed ticket.</summary>
    public void KeepRepliesFor(int days) => ReplyDays = days;
}

/// <summary>What somebody is in a department.</summary>
public enum Standing
{
    Member,
    Deputy,
    Lead,
}

/// <summary>Somebody's place in a department.</summary>
public sealed class DepartmentMember
{
    DepartmentMember()
    {
    }

    internal DepartmentMember(Department department, StaffMember person, Standing standing) =>
        (Department, StaffMember, Standing) = (department, person, standing);

    public int DepartmentId { get; private set; }

    public Department Department { get; private set; } = null!;

    public int StaffMemberId { get; private set; }

    public StaffMember StaffMember { get; private set; } = null!;

    public Standing Standing { get; internal set; }
}
