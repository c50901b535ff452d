using Tresen.Platform;
using Tresen.Platform.Data;

namespace Tresen.TimeTracking;

/// <summary>The activities that a new installation begins with. A journey is one of three, by how it is charged.</summary>
public static class StandardActivities
{
    /// <summary>Adds them.</summary>
    public static void AddTo(TresenDb db) => db.AddRange(
        new Activity("Arbeit", "Work", 1).Charge(Accounting.Time, Money.Zero, roundUpTo: 15),
        new Activity("Fernwartung", "Remote support", 2).Charge(Accounting.Time, Money.Zero, roundUpTo: 15),
        new Activity("Beratung", "Consulting", 3).Charge(Accounting.Time, Money.Zero, roundUpTo: 15),
        new Activity("Wartung", "Maintenance", 4).Charge(Accounting.Time, Money.Zero, roundUpTo: 15),
        new Activity("Schulung", "Training", 5).Charge(Accounting.Time, Money.Zero, roundUpTo: 30),
        new Activity("Fahrt nach Zeit", "Journey by time", 6),
        new Activity("Fahrt nach Kilometern", "Journey by kilometres", 7).Charge(Accounting.Kilometres, Money.Of(0.80m)),
        new Activity("Anfahrtspauschale", "Call-out charge", 8).Charge(Accounting.Flat, Money.Of(39)),
        new Activity("Organisation", "Administration", 9).Charge(Accounting.Time, Money.Zero, isBillable: false));
}
