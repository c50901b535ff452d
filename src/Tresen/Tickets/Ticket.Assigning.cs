using Tresen.Platform;
using Tresen.Staff;

namespace Tresen.Tickets;

/// <summary>Who does it.</summary>
public sealed partial class Ticket
{
    /// <summary>The one responsible person (<em>Zuständig</em>).</summary>
    public int? AssigneeId { get; private set; }

    public StaffMember? Assignee { get; private set; }

    /// <summary>Gives the ticket to somebody, or to nobody.</summary>
    public void Assign(StaffMember? to, StaffMember? by, DateTimeOffset at)
    {
        if (to is { IsActive: false })
        {
            throw new BrokenRuleException($"{to.Name} arbeitet nicht mehr hier. Bitte jemand anders wählen.", "AssigneeId");
        }

        if (to?.Id != AssigneeId || (to is not null && Assignee != to))
        {
            Version++;
            Record(TicketVerb.Assigned, by, at, nameof(Assignee), Said.Text(Assignee?.Name, AssigneeId), Said.Of(to));
            (Assignee, AssigneeId) = (to, to?.Id);
            if (IsUnaccepted && to is not null && to == by)
            {
                Accept(to, at);
            }
        }
    }

    /// <summary>Whether giving it to that person shows it to somebody from whom its confidential department hides it.
    /// <see cref="People"/> and the department's members must be loaded.</summary>
    public bool WouldOpenTo(StaffMember person) => Department.HidesFrom(person) && AssigneeId != person.Id && !people.Exists(p => p.StaffMemberId == person.Id);

    /// <summary>Refuses where giving it to that person would show it to them, and nobody can be asked back.</summary>
    public void MustNotOpenTo(StaffMember person, string field)
    {
        if (WouldOpenTo(person))
        {
            throw new BrokenRuleException($"{person.Name} gehört nicht zu {Department.Name} und sähe das Ticket dann. Bitte in der rechten Spalte des Tickets zuweisen.", field);
        }
    }

    /// <summary>Moves the ticket to another department, which is responsible from then on: its rate and its rule of approval
    /// hold. Its company must be loaded, and <see cref="Shares"/>.</summary>
    /// <exception cref="BrokenRuleException">Dialogues would go along that this person doesn't see.</exception>
    public void MoveTo(Department department, StaffMember? by, DateTimeOffset at)
    {
        if (department.Id == DepartmentId)
        {
            return;
        }

        if (!department.IsActive)
        {
            throw new BrokenRuleException($"Die Abteilung {department.Name} ist nicht mehr in Gebrauch. Bitte eine andere wählen.", nameof(DepartmentId));
        }

        // Dialogues that stand here go along, and whoever sees the ticket as a helper would see them there.
        if (by is not null && Department.HidesFrom(by) && shares.Exists(s => s.DepartmentId == DepartmentId))
        {
            throw HasUnseen(Department);
        }

        Edit(nameof(Department), Said.Of(Department), Said.Of(department), by, at);
        (Department, DepartmentId) = (department, department.Id);
        AcceptanceFollows(null, at);
        RateFollows(by, at);
        ApprovalFollowsDepartment(by, at);
        PromiseFollows(by, at);
    }

    /// <summary>Why somebody may not take elsewhere what lies in a department that hides it from them.</summary>
    public static BrokenRuleException HasUnseen(Department department) =>
        new($"Darin liegen Gespräche, die Sie nicht sehen. Bitte jemanden aus {department.Name} bitten.");

    /// <summary>Somebody helps or watches. <see cref="People"/> must be loaded.</summary>
    public void Involve(StaffMember person, TicketPart part, StaffMember? by, DateTimeOffset at)
    {
        var known = people.Find(p => p.StaffMemberId == person.Id || p.StaffMember == person);
        if (known?.Part == part)
        {
            return;
        }

        if (known is null)
        {
            people.Add(new TicketPerson(person, part));
        }
        else
        {
            known.Part = part;
        }

        Record(TicketVerb.Involved, by, at, part.ToString(), to: Said.Of(person));
    }

    /// <summary>Somebody no longer helps or watches. <see cref="People"/> must be loaded.</summary>
    public void Excuse(StaffMember person, StaffMember? by, DateTimeOffset at)
    {
        if (people.RemoveAll(p => p.StaffMemberId == person.Id) > 0)
        {
            Record(TicketVerb.Excused, by, at, nameof(People), Said.Of(person));
        }
    }

    /// <summary>That department sees the ticket, because one of its conversations stands there; its own
    /// department too, which may become another while that one stays. <see cref="Shares"/> must be loaded.</summary>
    public void ShowTo(int departmentId)
    {
        if (!shares.Exists(s => s.DepartmentId == departmentId))
        {
            shares.Add(new TicketShare(departmentId));
        }
    }

    /// <summary>None of its conversations stands there any longer. <see cref="Shares"/> must be loaded.</summary>
    public void NoLongerShowTo(int departmentId) => shares.RemoveAll(s => s.DepartmentId == departmentId);
}
