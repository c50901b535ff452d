using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Tresen.Billing;
using Tresen.Conversations;
using Tresen.Customers;
using Tresen.Devices;
using Tresen.Mail;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Settings;
using Tresen.Tickets;
using Tresen.TimeTracking;

namespace Tresen.Privacy;

/// <summary>What was looked at.</summary>
/// <param name="Bytes">Of the files.</param>
public sealed record Verified(int Tickets, long HistoryLines, int Files, long Bytes, int Bookings, int BillingRuns);

/// <summary>Looks through the whole database, a batch at a time, whether it still says what was written: every ticket's history, that of the settings,
/// every file's content, what is booked and billed. Changes nothing; needs no more memory for many tickets than for few.</summary>
/// <param name="wrong">Told of each thing that doesn't hold, in a sentence.</param>
/// <param name="progress">Told what is being looked at, and how many of it were.</param>
public sealed class Verification(TresenDb db, FileCabinet cabinet, Action<string> wrong, Action<string, int> progress)
{
    const int BatchSize = 500;

    long lines, bytes;

    /// <summary>Looks at everything.</summary>
    public async Task<Verified> RunAsync(CancellationToken cancel = default)
    {
        var tickets = await EachAsync("Tickets", Ids(db.Tickets.Select(t => t.Id)), TicketsAsync, cancel);
        var files = await EachAsync("Dateien", Ids(db.Set<StoredFile>().Select(f => f.Id)), FilesAsync, cancel);
        var bookings = await EachAsync("Buchungen", Ids(db.TimeEntries.Select(e => e.Id)), BookingsAsync, cancel);
        var runs = await EachAsync("Abrechnungen", Ids(db.Set<BillingRun>().Select(r => r.Id)), RunsAsync, cancel);
        await SettingsAsync(cancel);
        return new Verified(tickets, lines, files, bytes, bookings, runs);
    }

    /// <summary>The next batch of ids behind one, in their order.</summary>
    static Func<int, CancellationToken, Task<List<int>>> Ids(IQueryable<int> all) =>
        (after, cancel) => all.Where(id => id > after).OrderBy(id => id).Take(BatchSize).ToListAsync(cancel);

    async Task<int> EachAsync(string what, Func<int, CancellationToken, Task<List<int>>> next, Func<int, int, CancellationToken, Task> look, CancellationToken cancel)
    {
        var (count, after) = (0, 0);
        while (await next(after, cancel) is { Count: > 0 } batch)
        {
            await look(batch[0], batch[^1], cancel);
            db.ChangeTracker.Clear();
            count += batch.Count;
            after = batch[^1];
            progress(what, count);
        }

        return count;
    }

    async Task TicketsAsync(int first, int last, CancellationToken cancel)
    {
        var tickets = await db.Tickets.Where(t => t.Id >= first && t.Id <= last)
            .Select(t => new { t.Id, t.Number, t.HistoryLength, t.HistorySeal, t.BookedMinutes, t.BookedAmount, t.BilledAmount }).ToDictionaryAsync(t => t.Id, cancel);
        var chains = tickets.ToDictionary(t => t.Key, t => new HistoryChain(t.Value.Number));
        await foreach (var line in db.TicketEvents.AsNoTracking().Where(e => e.TicketId >= first && e.TicketId <= last).OrderBy(e => e.TicketId).ThenBy(e => e.Position).AsAsyncEnumerable().WithCancellation(cancel))
        {
            lines++;
            if (chains.TryGetValue(line.TicketId, out var chain) && !chain.Takes(line))
            {
                wrong($"Ticket {tickets[line.TicketId].Number}, Verlauf, Zeile {line.Position}: sagt nicht mehr, was geschrieben wurde, oder davor fehlt etwas.");
            }
        }

        foreach (var ticket in tickets.Values)
        {
            if (!chains[ticket.Id].EndsWith(ticket.HistoryLength, ticket.HistorySeal))
            {
                wrong($"Ticket {ticket.Number}, Verlauf, Zeile {chains[ticket.Id].Length}: endet nicht, wo er enden muss ({ticket.HistoryLength} Zeilen).");
            }
        }

        var booked = (await db.TimeEntries.Where(e => e.TicketId >= first && e.TicketId <= last).Select(e => new { e.TicketId, e.WorkedMinutes, e.Amount, e.BilledAt }).ToListAsync(cancel)).ToLookup(e => e.TicketId!.Value);
        var used = (await db.Material.Where(m => m.TicketId >= first && m.TicketId <= last && m.BilledAt != null).ToListAsync(cancel)).ToLookup(m => m.TicketId);
        foreach (var ticket in tickets.Values)
        {
            var entries = booked[ticket.Id].ToList();
            if (entries.Sum(e => e.WorkedMinutes) != ticket.BookedMinutes || entries.Sum(e => e.Amount.Cents) != ticket.BookedAmount.Cents)
            {
                wrong($"Ticket {ticket.Number}: Die Summe der Buchungen stimmt nicht mit dem Ticket überein.");
            }

            if (entries.Where(e => e.BilledAt is not null).Sum(e => e.Amount.Cents) + used[ticket.Id].Sum(m => m.Amount.Cents) != ticket.BilledAmount.Cents)
            {
                wrong($"Ticket {ticket.Number}: Die Summe des Abgerechneten stimmt nicht mit dem Ticket überein.");
            }
        }
    }

    async Task SettingsAsync(CancellationToken cancel)
    {
        var (count, seal) = (0, "");
        await foreach (var line in db.SettingChanges.AsNoTracking().OrderBy(c => c.Position).AsAsyncEnumerable().WithCancellation(cancel))
        {
            lines++;
            if (!line.Follows(++count, seal))
            {
                wrong($"Änderungen der Einstellungen, Zeile {line.Position}: sagt nicht mehr, was geschrieben wurde, oder davor fehlt etwas.");
            }

            seal = line.Seal;
        }

        var chain = await db.Set<SettingChain>().AsNoTracking().SingleAsync(cancel);
        if ((chain.Length, chain.Seal) != (count, seal))
        {
            wrong($"Änderungen der Einstellungen, Zeile {count}: endet nicht, wo er enden muss ({chain.Length} Zeilen).");
        }

        progress("Einstellungen", count);
    }

    async Task FilesAsync(int first, int last, CancellationToken cancel)
    {
        foreach (var file in await db.Set<StoredFile>().AsNoTracking().Where(f => f.Id >= first && f.Id <= last).OrderBy(f => f.Id).ToListAsync(cancel))
        {
            if (!file.IsComplete)
            {
                continue; // being stored at this moment, or never was to the end: nothing shows it, and it is swept
            }

            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var length = 0L;
            await foreach (var chunk in cabinet.ReadAsync(file.Id, cancel))
            {
                hash.AppendData(chunk);
                length += chunk.Length;
            }

            bytes += length;
            if (length != file.Bytes || Convert.ToHexStringLower(hash.GetHashAndReset()) != file.Sha256)
            {
                wrong($"Datei {file.Id} ({await WhereAsync(file.Id, cancel)}): Der Inhalt ist nicht der, der gespeichert wurde.");
            }

            if (file.References <= 0 && await WhereAsync(file.Id, cancel) is { Length: > 1 } where)
            {
                wrong($"Datei {file.Id} ({where}): wird gebraucht und gilt als herrenlos.");
            }
        }
    }

    /// <summary>What the file hangs on, in words; <c>–</c>: nothing.</summary>
    async Task<string> WhereAsync(int file, CancellationToken cancel) =>
        await db.Set<Attachment>().Where(a => a.FileId == file).Select(a => (int?)a.Message.Ticket.Number).FirstOrDefaultAsync(cancel) is { } message ? $"Nachricht in Ticket {message}"
        : await db.TicketFiles.Where(f => f.ContentId == file).Join(db.Tickets, f => f.TicketId, t => t.Id, (f, t) => (int?)t.Number).FirstOrDefaultAsync(cancel) is { } ticket ? $"Ticket {ticket}"
        : await db.RawMails.Where(m => m.FileId == file).Select(m => (int?)m.Id).FirstOrDefaultAsync(cancel) is { } mail ? $"eingegangene Mail {mail}"
        : await db.CustomerFiles.Where(f => f.FileId == file).Select(f => f.Customer.Number).FirstOrDefaultAsync(cancel) is { } customer ? $"Kunde {customer}"
        : await db.Set<DeviceFile>().AnyAsync(f => f.FileId == file, cancel) ? "Gerät"
        : "–";

    async Task BookingsAsync(int first, int last, CancellationToken cancel)
    {
        var versions = (await db.Set<TimeEntryVersion>().Where(v => v.TimeEntryId >= first && v.TimeEntryId <= last).Select(v => new { v.TimeEntryId, v.Number }).ToListAsync(cancel)).ToLookup(v => v.TimeEntryId, v => v.Number);
        var runs = (await db.Set<BillingRun>().Where(r => r.TakenBackAt == null).SelectMany(r => r.Entries, (r, e) => new { e.TimeEntryId, e.Minutes, e.Amount, r.Reference }).Where(e => e.TimeEntryId >= first && e.TimeEntryId <= last).ToListAsync(cancel)).ToLookup(e => e.TimeEntryId);
        var counters = (await db.TimeEntries.AsNoTracking().Where(e => e.ReversesId >= first && e.ReversesId <= last).Select(e => new { e.ReversesId, e.WorkedMinutes, e.AccountedMinutes, e.Amount }).ToListAsync(cancel)).ToLookup(e => e.ReversesId!.Value);
        await foreach (var entry in db.TimeEntries.AsNoTracking().Include(e => e.Ticket).Where(e => e.Id >= first && e.Id <= last).OrderBy(e => e.Id).AsAsyncEnumerable().WithCancellation(cancel))
        {
            var name = entry.Ticket is { } ticket ? $"Ticket {ticket.Number}, Buchung {entry.Id} vom {entry.Day:dd.MM.yyyy}" : $"Buchung {entry.Id} vom {entry.Day:dd.MM.yyyy}";
            if (!versions[entry.Id].Order().SequenceEqual(Enumerable.Range(1, entry.Version - 1)))
            {
                wrong($"{name}: Von den {entry.Version - 1} früheren Fassungen fehlt eine.");
            }

            if (entry.ReversedAt is not null != counters[entry.Id].Any()
                || counters[entry.Id].Any(c => (c.WorkedMinutes, c.AccountedMinutes, c.Amount.Cents) != (-entry.WorkedMinutes, -entry.AccountedMinutes, -entry.Amount.Cents)))
            {
                wrong($"{name}: Storno und Buchung passen nicht zusammen.");
            }

            if (entry.BilledAt is not null
                ? !runs[entry.Id].Any(r => (r.Reference, r.Minutes, r.Amount) == (entry.BillingReference, entry.AccountedMinutes, entry.Amount))
                : runs[entry.Id].Any())
            {
                wrong($"{name}: Buchung und Abrechnung passen nicht zusammen.");
            }
        }
    }

    async Task RunsAsync(int first, int last, CancellationToken cancel)
    {
        foreach (var run in await db.Set<BillingRun>().AsNoTracking().Include(r => r.Material).ThenInclude(m => m.MaterialLine).Include(r => r.Entries).AsSplitQuery().Where(r => r.Id >= first && r.Id <= last).OrderBy(r => r.Id).ToListAsync(cancel))
        {
            if (run.Count == 0)
            {
                wrong($"Abrechnung {run.Reference} vom {run.At:dd.MM.yyyy}: Sie ist leer.");
            }

            if (run.TakenBackAt is null && run.Material.Any(m => m.MaterialLine.BilledAt is null || m.MaterialLine.BillingReference != run.Reference || m.MaterialLine.Amount != m.Amount))
            {
                wrong($"Abrechnung {run.Reference} vom {run.At:dd.MM.yyyy}: Material und Abrechnung passen nicht zusammen.");
            }
        }
    }
}
