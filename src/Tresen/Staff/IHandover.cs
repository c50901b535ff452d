using Tresen.Platform.Data;

namespace Tresen.Staff;

/// <summary>What a slice keeps in somebody's hands. Whoever leaves hands it over first; the slices to the right say what
/// there is and how it changes hands.</summary>
public interface IHandover
{
    /// <summary>How it is called, German, for “12 offene Tickets”.</summary>
    string Title { get; }

    /// <summary>How much of it that person has.</summary>
    Task<int> CountAsync(TresenDb db, StaffMember person, CancellationToken cancel);

    /// <summary>Gives all of it to somebody else; to be saved with their leaving.</summary>
    Task HandOverAsync(TresenDb db, StaffMember from, StaffMember to, StaffMember by, DateTimeOffset at, CancellationToken cancel);
}
