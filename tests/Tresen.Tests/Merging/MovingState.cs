using System.Text;
using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Mail;
using Tresen.Search;
using Tresen.Tests.Conversations;
using Tresen.Tickets;
using Tresen.TimeTracking;

namespace Tresen.Tests.Merging;

/// <summary>Where everything stands: what moving changes and undoing must put back, row by row.</summary>
static class MovingState
{
    /// <summary>All of it, a line a row, ids and all.</summary>
    public static Task<string> Standing(this TresenApp app) => app.Db(async db =>
    {
        var said = new StringBuilder();
        foreach (var t in await db.Tickets.AsNoTracking().Include(t => t.Shares).Include(t => t.People).AsSplitQuery().OrderBy(t => t.Id).ToListAsync())
        {
            said.AppendLine($"ticket {t.Number} progress {t.ProgressId} {t.Category} closed {t.ClosedAt:O} {t.ClosedById} merged {t.MergedIntoId} ball {t.Ball} {t.WaitingSince:O} heard {t.HeardAt:O} reply {t.ReplyAfterClosingAt:O} booked {t.BookedMinutes} {t.BookedAmount.Cents} unbilled {t.UnbilledMinutes} {t.UnbilledAmount.Cents} billed {t.BilledAmount.Cents} shares {string.Join(',', t.Shares.Select(s => s.DepartmentId).Order())} people {string.Join(',', t.People.Select(p => $"{p.StaffMemberId}{p.Part}").Order())}");
        }

        foreach (var c in await db.Conversations.AsNoTracking().Include(c => c.Addressees).OrderBy(c => c.Id).ToListAsync())
        {
            said.AppendLine($"dialogue {c.Number} ticket {c.TicketId} department {c.DepartmentId} assignee {c.AssigneeId} ball {c.Ball} {c.BallSince:O} to {string.Join(',', c.Addressees.Select(a => a.Address).Order())}");
        }

        foreach (var m in await db.Messages.AsNoTracking().Include(m => m.Attachments).OrderBy(m => m.Id).ToListAsync())
        {
            said.AppendLine($"message {m.Id} ticket {m.TicketId} dialogue {m.ConversationId} {m.At:O} kept {m.KeptInId} files {string.Join(',', m.Attachments.Select(a => a.FileId))}");
        }

        foreach (var e in await db.TimeEntries.AsNoTracking().OrderBy(e => e.Id).ToListAsync())
        {
            said.AppendLine($"booking {e.Id} ticket {e.TicketId} {e.WorkedMinutes} {e.Amount.Cents} customer {e.CustomerId} billed {e.BilledAt:O}");
        }

        foreach (var line in await db.TicketFiles.OrderBy(f => f.Id).Select(f => $"file {f.Id} ticket {f.TicketId}").ToListAsync())
        {
            said.AppendLine(line);
        }

        foreach (var line in await db.Material.OrderBy(f => f.Id).Select(f => $"material {f.Id} ticket {f.TicketId}").ToListAsync())
        {
            said.AppendLine(line);
        }

        foreach (var line in await db.RawMails.OrderBy(r => r.Id).Select(r => $"mail {r.Id} ticket {r.TicketId}").ToListAsync())
        {
            said.AppendLine(line);
        }

        foreach (var line in await db.Set<SearchText>().Where(s => s.MessageId != null).OrderBy(s => s.MessageId).Select(s => $"words of {s.MessageId} ticket {s.TicketId}").ToListAsync())
        {
            said.AppendLine(line);
        }

        return said.ToString();
    });

    /// <summary>Histories hold, and each ticket's sums are those of what stands on it.</summary>
    public static Task ShouldHold(this TresenApp app) => app.Db(async db =>
    {
        foreach (var ticket in await db.Tickets.AsNoTracking().Include(t => t.Events).ToListAsync())
        {
            ticket.HistoryHolds.ShouldBeTrue($"history of {ticket.Number}");
            var entries = await db.TimeEntries.AsNoTracking().Where(e => e.TicketId == ticket.Id).ToListAsync();
            (ticket.BookedMinutes, ticket.BookedAmount.Cents).ShouldBe((entries.Sum(e => e.WorkedMinutes), entries.Sum(e => e.Amount.Cents)), $"sums of {ticket.Number}");
        }

        (await db.Messages.CountAsync(m => m.ConversationId != null && m.Conversation!.TicketId != m.TicketId)).ShouldBe(0, "a message stands on its dialogue's ticket");
        return 0;
    });

    /// <summary>Sends the page's form that moves something to that ticket.</summary>
    public static async Task<Answer> Move(this Browser person, string path, int to, params (string Name, string? Value)[] more) =>
        await person.Submit(await person.Open($"{path}?Other={to}"), path, more);

    /// <summary>Undoes the newest move.</summary>
    public static async Task<Answer> Undo(this Browser person, TresenApp app, params (string Name, string? Value)[] more)
    {
        var path = $"/moves/{await app.NewestMove()}/undoing";
        return await person.Submit(await person.Open(path), path, more);
    }

    public static Task<int> NewestMove(this TresenApp app) => app.Db(db => db.Set<Tresen.Conversations.Moving.Move>().Where(m => m.UndoneAt == null).MaxAsync(m => m.Id));

    /// <summary>The only message, or the last one, of that dialogue.</summary>
    public static async Task<int> LastMessage(this TresenApp app, long dialogue) => (await app.Conversation(dialogue)).Messages.OrderBy(m => m.At).ThenBy(m => m.Id).Last().Id;
}
