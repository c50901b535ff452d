using Tresen.Platform;

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
