using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Conversations.Moving;
using Tresen.Platform;
using Tresen.Platform.Files;
using Tresen.Staff;
using Tresen.Tickets;
using Tresen.TimeTracking;

namespace Tresen.Merging.Moving;

/// <summary>Back to where it came from. What came later stays where it is, unless it stands in a dialogue that goes back as a whole.</summary>
sealed partial class Relocation
{
    /// <summary>Undoes it; refuses, with the reason, where that can't be.</summary>
    /// <param name="move">Loaded with its parts and sides.</param>
    /// <param name="from">The ticket that it came from …</param>
    /// <param name="to">… and where it went.</param>
    public async Task UndoAsync(Move move, Ticket from, Ticket to, CancellationToken cancel)
    {
        await MustBeUndoableAsync(move, from, to, cancel);
        var (talks, there) = (await TalksAsync(from, cancel), await TalksAsync(to, cancel));
        var untouched = move.Sides.Where(s => s.After == (s.IsTicket ? new[] { from, to }.First(t => t.Id == s.PartId).TurnNow() : talks.Concat(there).FirstOrDefault(c => c.Id == s.PartId)?.TurnNow())).ToHashSet();
        foreach (var part in move.Parts.OrderBy(p => p.Kind == MovePartKind.Assignee ? 1 : 0).ThenByDescending(p => p.Id)) // who saw to it, once it stands where it stood
        {
            await PutBackAsync(part, from, to, talks, there, cancel);
        }

        await db.SaveChangesAsync(cancel); // so that what is asked next is asked of how it stands now
        await EndBegunAsync(move, to, cancel);
        if (move.Kind == MoveKind.Merge && move.Sides.FirstOrDefault(s => s.IsTicket && s.PartId == from.Id)?.ProgressId is { } before)
        {
            from.ComeApart(await db.Progresses.SingleAsync(p => p.Id == before, cancel));
        }

        await TurnBackAsync(move, untouched, from, to, cancel);
        from.TellMoved(TicketVerb.MoveUndone, to, by, at);
        move.Undo(by, at);
        if (IsSplit(move) && await IsEmptyAsync(to, cancel))
        {
            to.MergeInto(from, await db.ClosingProgressAsync(cancel), by, at); // its number stays alive
        }
    }

    /// <summary>Refuses, with the reason, where it can't be undone.</summary>
    public async Task MustBeUndoableAsync(Move move, Ticket from, Ticket to, CancellationToken cancel)
    {
        move.MustBeUndoable(at);
        if ((to.IsMerged ? to : move.Kind != MoveKind.Merge && from.IsMerged ? from : null) is { } merged)
        {
            throw new BrokenRuleException($"Ticket {merged.Number} ist seither in einem anderen aufgegangen. Bitte das zuerst rückgängig machen.");
        }

        var (messages, dialogues, copies) = (Ids(MovePartKind.Message), Ids(MovePartKind.Dialogue), Ids(MovePartKind.Copied));
        var movedOn = await db.Messages.Where(m => messages.Contains(m.Id)).Select(m => new { m.Id, m.TicketId, m.ConversationId }).ToListAsync(cancel);
        if (movedOn.Exists(m => m.TicketId != to.Id || move.Of(MovePartKind.Message).All(p => p.PartId != m.Id || p.ToId != m.ConversationId))
            || await db.Conversations.AnyAsync(c => dialogues.Contains(c.Id) && c.TicketId != to.Id, cancel)
            || await db.Messages.AnyAsync(m => copies.Contains(m.Id) && m.TicketId != to.Id, cancel))
        {
            throw new BrokenRuleException("Etwas davon ist seither weiter verschoben worden. Bitte das zuerst rückgängig machen.");
        }

        // A message goes back into the dialogue it came from only where that still belongs to the ticket.
        var sources = move.Of(MovePartKind.Message).Select(p => p.FromId).OfType<int>().Distinct().ToList();
        if (await db.Conversations.CountAsync(c => sources.Contains(c.Id) && c.TicketId == from.Id, cancel) < sources.Count)
        {
            throw new BrokenRuleException("Das Gespräch, aus dem die Nachricht kam, ist seither selbst verschoben worden. Bitte das zuerst rückgängig machen.");
        }

        var (bookings, lines) = (Ids(MovePartKind.Booking), Ids(MovePartKind.Material));
        var locked = await db.TimeEntries.Where(e => bookings.Contains(e.Id) && e.BilledAt != null).OrderBy(e => e.Id).Select(e => e.BillingReference).FirstOrDefaultAsync(cancel)
            ?? await db.Material.Where(m => lines.Contains(m.Id) && m.BilledAt != null).OrderBy(m => m.Id).Select(m => m.BillingReference).FirstOrDefaultAsync(cancel)
            ?? (move.Kind == MoveKind.Merge ? await db.TimeEntries.Where(e => e.TicketId == from.Id && e.BilledAt > move.At).OrderBy(e => e.Id).Select(e => e.BillingReference).FirstOrDefaultAsync(cancel) : null);
        if (locked is not null)
        {
            throw new BrokenRuleException($"Etwas davon ist seither abgerechnet ({locked}). Bitte zuerst die Abrechnung zurücknehmen.");
        }

        if (await db.Tickets.Where(t => t.Id == to.Id).SelectMany(t => t.Approvals).AnyAsync(a => a.DecidedAt > move.At && a.IsGranted == true, cancel)
            || await db.Tickets.Where(t => t.Id == to.Id).SelectMany(t => t.CostApprovals).AnyAsync(a => a.At > move.At, cancel))
        {
            throw new BrokenRuleException($"Ticket {to.Number} ist seither freigegeben worden, mit dem, was dorthin kam. Das bleibt jetzt so.");
        }

        if (to.HeldSince is not null && from.HeldSince is null)
        {
            throw new BrokenRuleException($"Für Ticket {to.Number} gilt eine Löschsperre: Was dort steht, bleibt dort.");
        }

        List<int> Ids(MovePartKind kind) => [.. move.Of(kind).Select(p => p.PartId)];
    }

    async Task PutBackAsync(MovePart part, Ticket from, Ticket to, List<Conversation> talks, List<Conversation> there, CancellationToken cancel)
    {
        switch (part.Kind)
        {
            case MovePartKind.Message when await db.Messages.SingleOrDefaultAsync(m => m.Id == part.PartId, cancel) is { } message:
                message.GoTo(part.FromId is { } source ? talks.Find(c => c.Id == source) : null, from);
                break;
            case MovePartKind.Dialogue when there.Find(c => c.Id == part.PartId) is { } dialogue:
                foreach (var message in await db.Messages.Where(m => m.ConversationId == dialogue.Id).ToListAsync(cancel))
                {
                    message.GoTo(dialogue, from);
                }

                dialogue.GoTo(from, Others(there, dialogue), Others(talks, dialogue), at);
                there.Remove(dialogue);
                talks.Add(dialogue);
                break;
            case MovePartKind.Department when Talk(part.PartId) is { } dialogue && dialogue.DepartmentId == part.ToId && await db.Departments.SingleOrDefaultAsync(d => d.Id == part.FromId, cancel) is { } department:
                dialogue.StandAgain(department, null, Others(dialogue.TicketId == from.Id ? talks : there, dialogue), at);
                break;
            case MovePartKind.Assignee when Talk(part.PartId) is { AssigneeId: null } dialogue && await db.Staff.SingleOrDefaultAsync(s => s.Id == part.FromId && s.IsActive, cancel) is { } assignee:
                dialogue.StandAgain(dialogue.Department, assignee, Siblings.None, at);
                break;
            case MovePartKind.Kept when await db.Messages.SingleOrDefaultAsync(m => m.Id == part.PartId && m.KeptInId == part.ToId, cancel) is { } note:
                note.KeepIn(part.FromId);
                break;
            case MovePartKind.Copied when await db.Messages.Include(m => m.Attachments).SingleOrDefaultAsync(m => m.Id == part.PartId && m.TicketId == to.Id, cancel) is { } copy:
                var contents = copy.Attachments.Select(a => a.FileId).ToList();
                (await db.Set<StoredFile>().Where(f => contents.Contains(f.Id)).ToListAsync(cancel)).ForEach(f => f.Release(at));
                db.Remove(copy);
                break;
            case MovePartKind.File when await db.TicketFiles.SingleOrDefaultAsync(f => f.Id == part.PartId && f.TicketId == to.Id, cancel) is { } file:
                file.GoTo(from);
                break;
            case MovePartKind.Booking when await db.TimeEntries.Include(e => e.Ticket).SingleOrDefaultAsync(e => e.Id == part.PartId && e.TicketId == to.Id && e.ReversedAt == null, cancel) is { } entry:
                entry.GoTo(from, by, at);
                break;
            case MovePartKind.Material when await db.Material.SingleOrDefaultAsync(m => m.Id == part.PartId && m.TicketId == to.Id, cancel) is { } line:
                to.HandOver(line, from);
                break;
            case MovePartKind.Person when to.People.FirstOrDefault(p => p.StaffMemberId == part.PartId) is { } person:
                to.Excuse(person.StaffMember, by, at);
                break;
        }

        Conversation? Talk(int id) => talks.Find(c => c.Id == id) ?? there.Find(c => c.Id == id);
    }

    /// <summary>A dialogue that began with what went back, and in which nothing came since, was never needed.</summary>
    async Task EndBegunAsync(Move move, Ticket to, CancellationToken cancel)
    {
        foreach (var begun in move.Of(MovePartKind.Begun))
        {
            if (await db.Conversations.WithParts.SingleOrDefaultAsync(c => c.Id == begun.PartId && c.TicketId == to.Id && !c.Messages.Any() && !c.Forwardings.Any(), cancel) is not { } dialogue)
            {
                continue;
            }

            if (!Others(await TalksAsync(to, cancel), dialogue).StandIn(dialogue.DepartmentId))
            {
                to.NoLongerShowTo(dialogue.DepartmentId);
            }

            db.Remove(dialogue);
            await db.SaveChangesAsync(cancel);
        }
    }

    /// <summary>Who had to act before has to again, where nothing has happened since; else whoever the dialogues say that it is.</summary>
    async Task TurnBackAsync(Move move, HashSet<MoveSide> untouched, Ticket from, Ticket to, CancellationToken cancel)
    {
        foreach (var side in move.Sides.Where(s => !s.IsTicket))
        {
            if (await db.Conversations.WithParts.SingleOrDefaultAsync(c => c.Id == side.PartId, cancel) is { } dialogue)
            {
                await TurnBackAsync(dialogue, side, untouched.Contains(side), cancel);
            }
        }

        foreach (var ticket in new[] { from, to })
        {
            var side = move.Sides.FirstOrDefault(s => s.IsTicket && s.PartId == ticket.Id);
            if (side is null || untouched.Contains(side))
            {
                ticket.TakeTurn(side?.Before ?? ticket.TurnNow());
                if (ticket.ReplyAfterClosingAt is { } reply && side is { ReplyAfter: null })
                {
                    db.Add(LateReplyWorker.JobFor(ticket, reply)); // somebody has to look at it again
                }

                continue;
            }

            await WeighAsync(ticket, cancel);
        }
    }

    async Task TurnBackAsync(Conversation dialogue, MoveSide side, bool isUntouched, CancellationToken cancel)
    {
        if (isUntouched)
        {
            dialogue.TakeTurn(side.Before);
            return;
        }

        // Something came since: the last message that counts decides, unless somebody settled it.
        if (dialogue.Ball != Ball.Nobody)
        {
            var last = (await db.Messages.AsNoTracking().Where(m => m.ConversationId == dialogue.Id && !m.IsDraft && m.Kind != MessageKind.Note)
                .OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(50).ToListAsync(cancel)).Find(m => m.Counts);
            dialogue.TakeTurnBy(last, at);
        }
    }

    /// <summary>The ticket's turn, from what its dialogues say; without any it stays as it is, and comes to us where it was nobody's.</summary>
    async Task WeighAsync(Ticket ticket, CancellationToken cancel)
    {
        var turns = (await TalksAsync(ticket, cancel)).ConvertAll(c => c.TurnNow());
        var next = turns.OrderBy(t => t.Since).Aggregate((Turn?)null, (best, t) => best is null || t.GoesBefore(best) ? t : best);
        if (!ticket.IsClosed && next is not null)
        {
            ticket.TakeTurn(ticket.TurnNow() with { Ball = next.Ball, Since = next.Since });
        }
        else if (!ticket.IsClosed && ticket.Ball == Ball.Nobody)
        {
            ticket.TakeTurn(ticket.TurnNow() with { Ball = Ball.Us, Since = at });
        }

        var heard = await db.Messages.Where(m => m.TicketId == ticket.Id && ((m.Kind == MessageKind.In && !m.IsAutomatic) || (m.Kind == MessageKind.Note && m.SenderName != ""))).MaxAsync(m => (DateTimeOffset?)m.At, cancel);
        ticket.TakeTurn(ticket.TurnNow() with { HeardAt = heard ?? ticket.HeardAt });
    }

    static bool IsSplit(Move move) => move.Kind is MoveKind.SplitMessage or MoveKind.SplitPassage or MoveKind.SplitFiles;

    /// <summary>Whether nothing lies on it: nobody has worked with it since it was split off.</summary>
    async Task<bool> IsEmptyAsync(Ticket ticket, CancellationToken cancel)
    {
        await db.SaveChangesAsync(cancel);
        return !ticket.IsClosed
            && !await db.Messages.AnyAsync(m => m.TicketId == ticket.Id, cancel) && !await db.Conversations.AnyAsync(c => c.TicketId == ticket.Id, cancel)
            && !await db.TimeEntries.AnyAsync(e => e.TicketId == ticket.Id, cancel) && !await db.Material.AnyAsync(m => m.TicketId == ticket.Id, cancel)
            && !await db.TicketFiles.AnyAsync(f => f.TicketId == ticket.Id, cancel) && !await db.Tickets.AnyAsync(t => t.MergedIntoId == ticket.Id, cancel);
    }
}
