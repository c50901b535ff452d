using Tresen.Platform.Settings;
using Tresen.Platform.Views;
using Tresen.Tickets.Checklists;

namespace Tresen.Tickets;

/// <summary>The settings of tickets: the lists, and checklists.</summary>
public sealed class TicketSettings : ISettings
{
    public static readonly SettingArea OfStatuses = new("statuses", "Status");

    public static readonly SettingArea OfKinds = new("kinds", "Arten");

    public static readonly SettingArea OfAreas = new("areas", "Bereiche");

    public static readonly SettingArea OfChannels = new("channels", "Eingänge");

    public static readonly SettingArea OfTags = new("tags", "Tags");

    public static readonly SettingArea OfFields = new("fields", "Freifelder");

    public static readonly SettingArea OfChecklists = new("checklists", "Checklisten");

    /// <inheritdoc/>
    public static IEnumerable<SettingSheet> Sheets =>
    [
        Entries<Progress>(OfStatuses)
            .Kept(p => p.Category, "Gruppe", TicketWords.Of).Kept(p => p.Color, "Farbe", Colour).Kept(p => p.BeginsWork, "Die Arbeit hat begonnen")
            .Kept(p => p.AsksForAppointment, "Verlangt einen Termin").Kept(p => p.AsksForAssignee, "Verlangt jemanden, der zuständig ist")
            .Kept(p => p.AsksForDue, "Verlangt „Abschluss bis“").Kept(p => p.AsksForRemark, "Verlangt eine Bemerkung")
            .Kept(p => p.AskedFields, "Verlangt so viele Freifelder", fields => fields.Count.ToString()),
        Entries<Kind>(OfKinds).Kept(k => k.Color, "Farbe", Colour),
        Entries<Area>(OfAreas).Kept(a => a.Color, "Farbe", Colour),
        Entries<Channel>(OfChannels).Kept(c => c.Color, "Farbe", Colour).Not(c => c.Use),
        Entries<Tag>(OfTags).Kept(t => t.Color, "Farbe", Colour).Not(t => t.SortKey),
        Entries<FreeField>(OfFields).Kept(f => f.Kind, "Was hinein gehört", TicketWords.Of).Kept(f => f.OptionLines, "Zur Auswahl steht").Not(f => f.Slot),
        new SettingSheet<Checklist>(OfChecklists).Called(l => l.Name)
            .Kept(l => l.Name, "Name").Kept(l => l.Text, "Schritte").Kept(l => l.IsActive, "In Gebrauch").Not(l => l.SortKey),
    ];

    static SettingSheet<T> Entries<T>(SettingArea area)
        where T : ListEntry =>
        new SettingSheet<T>(area).Called(e => e.Name).Kept(e => e.Name, "Name").Kept(e => e.English, "Englisch").Kept(e => e.Position, "Reihenfolge").Kept(e => e.IsActive, "In Gebrauch");

    static string Colour(string color) => color.ToLowerInvariant() switch
    {
        "blue" => Words.Of("blau"),
        "teal" => Words.Of("petrol"),
        "green" => Words.Of("grün"),
        "yellow" => Words.Of("gelb"),
        "orange" => Words.Of("orange"),
        "red" => Words.Of("rot"),
        "purple" => Words.Of("violett"),
        _ => Words.Of("grau"),
    };
}
