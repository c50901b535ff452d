using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Time;
using Tresen.Platform.Views;

namespace Tresen.Staff.Absences;

/// <summary>Whoever leaves no longer stands in for others: the successor does.</summary>
public sealed class DeputyHandover(TimeProvider clock) : IHandover
{
    /// <inheritdoc/>
    public string Key => "deputyships";

    /// <inheritdoc/>
    public async Task<Belonging?> OfAsync(TresenDb db, StaffMember person, CancellationToken cancel)
    {
        var absent = await Of(db, person).OrderBy(a => a.From).ThenBy(a => a.Id).Select(a => a.StaffMember.Name).ToListAsync(cancel);
        return absent.Count == 0 ? null : new(Words.Of("die Vertretung für {0}", string.Join(", ", absent.Distinct())));
    }

    /// <inheritdoc/>
    public async Task HandOverAsync(TresenDb db, StaffMember from, StaffMember? to, StaffMember by, DateTimeOffset at, CancellationToken cancel) =>
        (await Of(db, from).ToListAsync(cancel)).ForEach(a => a.StandIn(to));

    IQueryable<Absence> Of(TresenDb db, StaffMember person)
    {
        var today = Zone.DayOf(clock.GetUtcNow());
        return db.Absences.Where(a => a.DeputyId == person.Id && a.To >= today && a.StaffMember.IsActive);
    }
}
