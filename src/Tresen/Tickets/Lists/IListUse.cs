using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;

namespace Tresen.Tickets.Lists;

/// <summary>What a slice keeps that names entries of the lists. An entry that is removed is replaced there first.</summary>
public interface IListUse
{
    /// <summary>How often the entry is named.</summary>
    Task<int> CountAsync(TresenDb db, ListEntry entry, CancellationToken cancel);

    /// <summary>Puts <paramref name="to"/> in its place (null: nothing) for one batch; to be saved by the caller.</summary>
    /// <returns>Whether there was anything to do: then it is to be called again.</returns>
    Task<bool> ReplaceAsync(TresenDb db, ListEntry from, ListEntry? to, DateTimeOffset at, CancellationToken cancel);
}

/// <summary>The tickets that name an entry.</summary>
public sealed class TicketListUse : IListUse
{
    const int Batch = 100;

    /// <inheritdoc/>
    public Task<int> CountAsync(TresenDb db, ListEntry entry, CancellationToken cancel) => Naming(db, entry).CountAsync(cancel);

    /// <inheritdoc/>
    public async Task<bool> ReplaceAsync(TresenDb db, ListEntry from, ListEntry? to, DateTimeOffset at, CancellationToken cancel)
    {
        var ids = await Naming(db, from).OrderBy(t => t.Id).Select(t => t.Id).Take(Batch).ToListAsync(cancel);
        await db.LockAllAsync<Ticket>(ids, cancel);
        foreach (var ticket in await db.Tickets.WithParts.Where(t => ids.Contains(t.Id)).ToListAsync(cancel))
        {
            ticket.Exchange(from, to, at);
        }

        return ids.Count > 0;
    }

    static IQueryable<Ticket> Naming(TresenDb db, ListEntry entry)
    {
        var id = entry.Id;
        return entry switch
        {
            Progress => db.Tickets.Where(t => t.ProgressId == id || t.BeforeWaitingId == id),
            Kind => db.Tickets.Where(t => t.KindId == id),
            Area => db.Tickets.Where(t => t.AreaId == id),
            Channel => db.Tickets.Where(t => t.ChannelId == id),
            Tag => db.Tickets.Where(t => t.Tags.Any(x => x.TagId == id)),
            _ => db.Tickets.Where(t => t.FreeValues.Any(v => v.FreeFieldId == id)),
        };
    }
}

/// <summary>The statuses that ask for a free field.</summary>
public sealed class ProgressListUse : IListUse
{
    /// <inheritdoc/>
    public async Task<int> CountAsync(TresenDb db, ListEntry entry, CancellationToken cancel) => (await AskingAsync(db, entry, cancel)).Count;

    /// <inheritdoc/>
    public async Task<bool> ReplaceAsync(TresenDb db, ListEntry from, ListEntry? to, DateTimeOffset at, CancellationToken cancel)
    {
        var asking = await AskingAsync(db, from, cancel);
        foreach (var progress in asking)
        {
            var others = progress.AskedFields.Where(f => f != from.Id);
            progress.AsksFor(progress.AsksForAssignee, progress.AsksForDue, progress.AsksForRemark, to is null ? others : others.Append(to.Id));
        }

        return asking.Count > 0;
    }

    static async Task<List<Progress>> AskingAsync(TresenDb db, ListEntry entry, CancellationToken cancel) =>
        entry is FreeField ? [.. (await db.Progresses.ToListAsync(cancel)).Where(p => p.AskedFields.Contains(entry.Id))] : [];
}
