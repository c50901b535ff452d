using Tresen.Platform.Identity;

namespace Tresen.Staff;

/// <summary>A preset of rights.</summary>
/// <param name="Name">As stored.</param>
/// <param name="Title">As shown, German.</param>
/// <param name="Rights">What it presets.</param>
public sealed record Role(string Name, string Title, Capability Rights)
{
    public static readonly Role Agent = new("agent", "Sachbearbeitung", Capability.Work | Capability.SeePrices | Capability.MasterData);

    public static readonly Role Lead = new("lead", "Leitung", Agent.Rights | Capability.Approve | Capability.BookForOthers);

    public static readonly Role Bookkeeping = new("bookkeeping", "Buchhaltung", Agent.Rights | Capability.Billing | Capability.TimeAdministration | Capability.BookForOthers);

    public static readonly Role ReadOnly = new("readonly", "Nur lesen", Capability.None);

    public static readonly Role Administrator = new("administrator", "Administration", Lead.Rights | Bookkeeping.Rights | Capability.Administration);

    /// <summary>All presets, in the order shown.</summary>
    public static readonly IReadOnlyList<Role> All = [Agent, Lead, Bookkeeping, ReadOnly, Administrator];

    /// <summary>The role of that name, else the one that may least.</summary>
    public static Role Named(string name) => All.FirstOrDefault(r => r.Name == name) ?? ReadOnly;
}
