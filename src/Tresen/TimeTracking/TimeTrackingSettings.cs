using Tresen.Platform.Settings;

namespace Tresen.TimeTracking;

/// <summary>The settings about booking time.</summary>
public sealed class TimeTrackingSettings : ISettings
{
    public static readonly SettingArea OfTime = new("time", "Zeiten und Tätigkeiten");

    /// <inheritdoc/>
    public static IEnumerable<SettingSheet> Sheets =>
    [
        new SettingSheet<TimeRules>(OfTime)
            .Kept(r => r.EditableWorkingDays, "Änderbar bis Ende des … Werktags danach").Kept(r => r.BookableDays, "Buchbar für so viele Tage zurück")
            .Kept(r => r.ClosedUntil, "Abgeschlossen bis").Kept(r => r.ProposedWhyNot, "Abrechnen, voreingestellt: nein, sondern", TimeShow.Of),
        new SettingSheet<Activity>(OfTime).Called(a => a.Name)
            .Kept(a => a.Name, "Name").Kept(a => a.English, "Auf Englisch").Kept(a => a.Position, "Reihenfolge").Kept(a => a.Accounting, "Abrechnung", TimeShow.Of)
            .Kept(a => a.RoundUpTo, "Aufrunden auf (Minuten)").Kept(a => a.Price, "Preis").Kept(a => a.IsBillable, "Wird abgerechnet").Kept(a => a.IsActive, "In Gebrauch"),
    ];
}
