using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Forms;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;

namespace Tresen.Tickets.Details;

/// <summary>All fields of a ticket, new or known.</summary>
public sealed partial class TicketFields
{
    /// <summary>What the fields show and offer.</summary>
    public sealed record Data(
        TicketForm Form,
        bool SeesPrices,
        IReadOnlyList<Choice> Departments,
        IReadOnlyList<Choice> Kinds,
        IReadOnlyList<Choice> Areas,
        IReadOnlyList<Choice> Channels,
        IReadOnlyList<Choice> Staff,
        IReadOnlyDictionary<int, IReadOnlyList<string>> Members,
        IReadOnlyList<Choice> Sites,
        IReadOnlyList<Choice> Devices,
        IReadOnlyList<FreeField> FreeFields,
        string? RateSource = null);

    /// <summary>Reads what the fields offer for this form. An entry that is no longer in use is offered where the ticket has it.</summary>
    public static async Task<Data> ReadAsync(TresenDb db, Me me, TicketForm form, DateTimeOffset now, CancellationToken cancel)
    {
        var devices = form.DeviceIds;
        return new Data(
            form,
            me.Can(Capability.SeePrices),
            await db.DepartmentChoicesAsync(cancel),
            await EntriesAsync(db.Kinds, form.KindId),
            await EntriesAsync(db.Areas, form.AreaId),
            await EntriesAsync(db.Channels, form.ChannelId),
            await db.StaffChoicesAsync(Zone.DayOf(now), cancel),
            await db.MembersByDepartmentAsync(cancel),
            await db.SiteChoicesAsync(form.CustomerId, cancel),
            devices.Length == 0 ? [] : [.. (await db.Set<Tresen.Devices.Device>().Where(d => devices.Contains(d.Id)).Select(d => new { d.Id, d.Name, d.SerialNumber }).ToListAsync(cancel)).Select(d => new Choice(d.Id.ToString(), $"{d.Name} {d.SerialNumber}".Trim()))],
            await db.FreeFields.AsNoTracking().Where(f => f.IsActive).OrderBy(f => f.Position).ToListAsync(cancel));

        async Task<IReadOnlyList<Choice>> EntriesAsync<T>(IQueryable<T> entries, int? kept)
            where T : ListEntry =>
            [.. (await entries.AsNoTracking().Where(e => e.IsActive || e.Id == kept).OrderBy(e => e.Position).ToListAsync(cancel)).Select(e => new Choice(e.Id.ToString(), e.Title))];
    }
}
