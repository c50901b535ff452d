namespace Tresen.Workbench.Views;

/// <summary>A view that everybody has.</summary>
/// <param name="Key">Its name in the address.</param>
/// <param name="Label">German.</param>
/// <param name="Query">What it shows.</param>
public sealed record BuiltInView(string Key, string Label, string Query)
{
    /// <summary>What to do next: open, ball with us, emergencies first, then who waits longest.</summary>
    public static readonly BuiltInView Dran = new("dran", "Dran", "state=open&ball=us");

    /// <summary>All, in the order of the left column.</summary>
    public static readonly IReadOnlyList<BuiltInView> All =
    [
        Dran,
        new("mine", "Meine", "state=open&mine=1"),
        new("unassigned", "Nicht zugewiesen", "state=open&unassigned=1"),
        new("emergencies", "Notfälle", "state=open&priority=emergency"),
        new("overdue", "Überfällig", "due=overdue&sort=due"),
        new("week", "Diese Woche fällig", "due=week&sort=due"),
        new("approval", "Warten auf Freigabe", "state=all&approval=waiting"),
        new("waiting", "Wartet", "state=waiting"),
        new("open", "Alle offenen", "state=open"),
        new("closed", "Abgeschlossene", "state=closed&sort=-closed"),
    ];
}
