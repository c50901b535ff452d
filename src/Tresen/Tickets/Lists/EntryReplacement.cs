using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Jobs;

namespace Tresen.Tickets.Lists;

/// <summary>Removes an entry of a list that is in use: puts another in its place, batch by batch, and removes it when nothing names it
/// any more. May stop and begin again anywhere.</summary>
public sealed class EntryReplacement(TresenDb db, IEnumerable<IListUse> uses, TimeProvider clock) : IWorker
{
    const string JobKind = "replace-entry";

    /// <inheritdoc/>
    public string Kind => JobKind;

    /// <summary>The job that removes that entry of that list.</summary>
    /// <param name="to">What takes its place; null: nothing.</param>
    public static Job JobFor(string list, ListEntry from, ListEntry? to, DateTimeOffset at) =>
        new(JobKind, string.Create(CultureInfo.InvariantCulture, $"{list}/{from.Id}/{to?.Id ?? 0}"), at);

    /// <summary>Which entries of that list are on their way out: their ids, and those of what takes their place (0: nothing).</summary>
    public static async Task<IReadOnlyDictionary<int, int>> LeavingAsync(TresenDb db, string list, CancellationToken cancel)
    {
        var prefix = list + "/";
        var subjects = await db.Set<Job>().Where(j => j.Kind == JobKind && j.Subject.StartsWith(prefix)).Select(j => j.Subject).ToListAsync(cancel);
        return subjects.Select(s => s.Split('/')).ToDictionary(s => int.Parse(s[1], CultureInfo.InvariantCulture), s => int.Parse(s[2], CultureInfo.InvariantCulture));
    }

    /// <inheritdoc/>
    public async Task WorkAsync(string subject, CancellationToken cancel)
    {
        var parts = subject.Split('/');
        var (list, fromId, toId) = (parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture));
        foreach (var use in uses)
        {
            while (await StepAsync(list, fromId, toId, use, cancel))
            {
            }
        }

        await StepAsync(list, fromId, toId, null, cancel);
    }

    /// <summary>One batch of one use; without any, the removal.</summary>
    async Task<bool> StepAsync(string list, int fromId, int toId, IListUse? use, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        await using var work = await WriteScope.BeginAsync(db, cancel);
        if (await db.ListEntryAsync(list, fromId, cancel) is not { } from)
        {
            return false; // done before
        }

        var to = toId == 0 ? null : await db.ListEntryAsync(list, toId, cancel) ?? throw new InvalidOperationException("What takes its place is gone.");
        var goesOn = use is not null && await use.ReplaceAsync(db, from, to, clock.GetUtcNow(), cancel);
        if (use is null)
        {
            db.Remove(from);
        }

        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        return goesOn;
    }
}
