using Tresen.Platform.Data;

namespace Tresen.Staff;

/// <summary>What a slice keeps in somebody's hands. Whoever leaves hands it over first; the slices to the right say what
/// there is and how it changes hands.</summary>
public interface IHandover
{
    /// <summary>Names it in forms.</summary>
    string Key { get; }

    /// <summary>What of it that person has; null: nothing.</summary>
    Task<Belonging?> OfAsync(TresenDb db, StaffMember person, CancellationToken cancel);

    /// <summary>Gives all of it to somebody else; to be saved with their leaving.</summary>
    /// <param name="to">Null only where nobody has to take it over (<see cref="Belonging.NeedsSuccessor"/>).</param>
    Task HandOverAsync(TresenDb db, StaffMember from, StaffMember? to, StaffMember by, DateTimeOffset at, CancellationToken cancel);
}

/// <summary>Work that is somebody's.</summary>
/// <param name="Text">How much of what, for the reader: “12 offene Tickets”.</param>
public sealed record Belonging(string Text)
{
    /// <summary>What becomes of it where it isn't simply the successor's, for the reader; empty: it is.</summary>
    public string Note { get; init; } = "";

    /// <summary>Whether somebody has to take it over.</summary>
    public bool NeedsSuccessor { get; init; } = true;
}
