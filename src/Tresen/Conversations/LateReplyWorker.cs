using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Jobs;
using Tresen.Tickets;

namespace Tresen.Conversations;

/// <summary>A reply after closing that nobody looked at for a working day takes the work up again by itself.</summary>
public sealed class LateReplyWorker(TresenDb db, TimeProvider clock) : IWorker
{
    const string JobKind = "late-reply";

    /// <inheritdoc/>
    public string Kind => JobKind;

    /// <summary>The job that looks after that ticket, which must be loaded with its department's company; due when a working day has passed.</summary>
    public static Job JobFor(Ticket ticket, DateTimeOffset at) => new(JobKind, ticket.Number.ToString(), ADayAfter(ticket, at));

    /// <inheritdoc/>
    public async Task WorkAsync(string subject, CancellationToken cancel)
    {
        var number = int.Parse(subject);
        await using var work = await WriteScope.BeginAsync(db, cancel);
        var id = await db.Tickets.Where(t => t.Number == number).Select(t => (int?)t.Id).SingleOrDefaultAsync(cancel);
        if (id is null)
        {
            return;
        }

        await db.LockAsync<Ticket>(id.Value, cancel);
        var ticket = await db.Tickets.WithParts.SingleAsync(t => t.Id == id, cancel);
        var now = clock.GetUtcNow();
        if (ticket.ReplyAfterClosingAt is not { } since)
        {
            return; // somebody has looked
        }

        if (ADayAfter(ticket, since) > now)
        {
            db.Add(JobFor(ticket, since));
        }
        else if (ticket.IsBilled)
        {
            return; // billed meanwhile: stays for a person to decide
        }
        else
        {
            ticket.ReopenForReply(await db.ProgressToReopenAsync(cancel), null, now);
        }

        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
    }

    /// <summary>When the working day after that instant has ended in its department.</summary>
    static DateTimeOffset ADayAfter(Ticket ticket, DateTimeOffset at) => ticket.Department.WorkingTime.EndOfNextWorkingDay(at);
}
