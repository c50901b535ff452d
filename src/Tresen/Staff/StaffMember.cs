using Tresen.Platform;
using Tresen.Platform.Identity;

namespace Tresen.Staff;

/// <summary>Somebody who works here.</summary>
public sealed class StaffMember
{
    readonly List<DepartmentMember> memberships = [];
    readonly List<Absence> absences = [];

    StaffMember()
    {
    }

    /// <summary>A person with a role, who signs in by that sign-in.</summary>
    public StaffMember(string name, SignIn signIn, Role role)
    {
        (Name, SortKey) = (name, Platform.Text.SortKey.Of(name));
        Mail = signIn.Email!;
        SignInId = signIn.Id;
        Become(role);
    }

    public int Id { get; private set; }

    public Guid SignInId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The name, as lists sort it.</summary>
    public string SortKey { get; private set; } = "";

    public string Mail { get; private set; } = "";

    public string Phone { get; private set; } = "";

    /// <summary>Name of the <see cref="Role"/> that the rights were preset from.</summary>
    public string RoleName { get; private set; } = "";

    public Capability Rights { get; private set; }

    /// <summary>The screen's language, <c>de</c> or <c>en</c>.</summary>
    public string Language { get; private set; } = "de";

    /// <summary>Whether they are told by mail of what concerns them, besides in the app.</summary>
    public bool WantsMail { get; private set; } = true;

    public bool IsActive { get; private set; } = true;

    public IReadOnlyList<DepartmentMember> Memberships => memberships;

    public IReadOnlyList<Absence> Absences => absences;

    /// <summary>Takes on a role and its rights.</summary>
    public void Become(Role role) => (RoleName, Rights) = (role.Name, role.Rights);

    /// <summary>Takes on a role, or what it presets by now, and keeps what was given to this person alone or taken from them alone.</summary>
    /// <param name="before">What the role that they have preset so far.</param>
    public void Follow(Role role, Capability before)
    {
        var (given, taken) = (Rights & ~before, before & ~Rights);
        (RoleName, Rights) = (role.Name, (role.Rights | given) & ~taken);
    }

    /// <summary>Gives exactly these rights, whatever the role presets.</summary>
    public void Allow(Capability rights) => Rights = rights;

    /// <summary>Changes how they are called and reached.</summary>
    public void Describe(string name, string mail, string phone) =>
        (Name, SortKey, Mail, Phone) = (name, Platform.Text.SortKey.Of(name), mail, phone);

    /// <summary>Changes what they prefer.</summary>
    public void Prefer(string language, bool wantsMail) => (Language, WantsMail) = (language == "en" ? "en" : "de", wantsMail);

    /// <summary>Is away from one day to another, both included, and who stands in.</summary>
    public Absence IsAway(DateOnly from, DateOnly to, StaffMember? deputy)
    {
        if (to < from)
        {
            throw new BrokenRuleException("Das Ende der Abwesenheit liegt vor ihrem Beginn.", "To");
        }

        var absence = new Absence(this, from, to, deputy);
        absences.Add(absence);
        return absence;
    }

    /// <summary>Whether they are away on that day.</summary>
    public bool IsAwayOn(DateOnly day) => absences.Exists(a => a.From <= day && day <= a.To);

    /// <summary>Leaves; somebody else has taken over what was theirs.</summary>
    public void Leave() => IsActive = false;

    /// <summary>Comes back.</summary>
    public void Return() => IsActive = true;
}

/// <summary>Days on which somebody is away. Why is nobody's business here.</summary>
public sealed class Absence
{
    Absence()
    {
    }

    internal Absence(StaffMember person, DateOnly from, DateOnly to, StaffMember? deputy) =>
        (StaffMember, From, To, Deputy) = (person, from, to, deputy);

    public int Id { get; private set; }

    public int StaffMemberId { get; private set; }

    public StaffMember StaffMember { get; private set; } = null!;

    public DateOnly From { get; private set; }

    public DateOnly To { get; private set; }

    public int? DeputyId { get; private set; }

    public StaffMember? Deputy { get; private set; }

    /// <summary>Somebody else stands in, or nobody; never whoever is away.</summary>
    public void StandIn(StaffMember? deputy)
    {
        deputy = deputy?.Id == StaffMemberId ? null : deputy;
        (Deputy, DeputyId) = (deputy, deputy?.Id);
    }
}
