namespace Tresen.Platform.Identity;

/// <summary>Who is asking: the signed-in staff member with the rights that hold at this moment. Read afresh for every request.</summary>
/// <param name="Id">The staff member.</param>
/// <param name="Name">As shown.</param>
/// <param name="Mail">Their address.</param>
/// <param name="Rights">What they may do.</param>
/// <param name="Departments">Departments they belong to as member, lead or deputy.</param>
/// <param name="Leads">Departments whose lead or deputy they are.</param>
/// <param name="Hidden">Confidential departments whose work they may not see. Empty for administrators.</param>
public sealed record Me(
    int Id,
    string Name,
    string Mail,
    Capability Rights,
    IReadOnlyList<int> Departments,
    IReadOnlyList<int> Leads,
    IReadOnlyList<int> Hidden)
{
    /// <summary>Their password was made up by somebody else: before anything they choose one.</summary>
    public bool MustChoosePassword { get; init; }

    /// <summary>They look and change nothing, whatever rights they have.</summary>
    public bool MayOnlyRead { get; init; }

    /// <summary>The administrator who looks as this person (<em>Ansicht als …</em>); null: it is the person.</summary>
    public Watcher? Watcher { get; init; }

    /// <summary>The name of the token by which a program asks in their name; null: they ask themselves.</summary>
    public string? Token { get; init; }

    /// <summary>Whether all these rights are held.</summary>
    public bool Can(Capability rights) => (Rights & rights) == rights;

    /// <summary>Whether billable time and material for a customer who is blocked (<em>gesperrt</em>) may be confirmed: by leads and bookkeeping.</summary>
    public bool MayConfirmBlocked => Can(Capability.Billing) || Can(Capability.Approve);

    /// <summary>Whether everything may be seen and administered.</summary>
    public bool IsAdministrator => Can(Capability.Administration);
}

/// <summary>Who looks as somebody else.</summary>
public sealed record Watcher(int Id, string Name);
