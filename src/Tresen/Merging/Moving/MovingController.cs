using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Conversations.Moving;
using Tresen.Conversations.Relating;
using Tresen.Platform.Data;
using Tresen.Platform.Forms;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Platform.Web;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Merging.Moving;

/// <summary>What moving a message, a dialogue and a whole ticket have in common: find the other ticket, lock both, ask back. Whoever moves must see both
/// tickets; one that they may not see is answered like one that doesn't exist.</summary>
public abstract class MovingController(TresenDb db, Me me, TimeProvider clock) : TresenController
{
    protected TresenDb Db => db;

    protected Me Me => me;

    protected DateTimeOffset Now { get; } = clock.GetUtcNow();

    /// <summary>Moves it, unless something was refused so far, and saves it; null where it is refused, and the model state says why.</summary>
    private protected async Task<Move?> MoveAsync(Func<Relocation, Task<Move>> act, CancellationToken cancel)
    {
        Move? move = null;
        var relocation = await RelocationAsync(cancel);
        if (ModelState.IsValid && await TryAsync(async () => move = await act(relocation)))
        {
            await db.SaveChangesAsync(cancel);
        }

        return move;
    }

    /// <summary>Says that it isn't there any longer: while this waited for the tickets, somebody else moved it.</summary>
    protected void IsElsewhere() => ModelState.AddModelError("", "Das ist inzwischen in ein anderes Ticket verschoben worden. Bitte noch einmal ansehen.");

    private protected async Task<Relocation> RelocationAsync(CancellationToken cancel) => new(db, await MyselfAsync(cancel), Now);

    protected Task<StaffMember> MyselfAsync(CancellationToken cancel) => db.Staff.SingleAsync(s => s.Id == me.Id, cancel);

    /// <summary>That ticket and the one that was chosen or typed, as the others; null, with a sentence, where there is none.</summary>
    protected async Task<(Ticket From, Ticket To)?> BothAsync(int from, MovingForm form, CancellationToken cancel) =>
        await TargetAsync(form, cancel) is { } to ? await BothAsync(from, to, cancel) : null;

    /// <summary>The id of the ticket that was chosen or typed; of one that was merged, the one that it leads to. A sentence where there is none.</summary>
    async Task<int?> TargetAsync(MovingForm form, CancellationToken cancel)
    {
        if (form.OtherNumber is null && string.IsNullOrWhiteSpace(form.Other))
        {
            ModelState.AddModelError(nameof(form.Other), "Bitte sagen, in welches Ticket.");
            return null;
        }

        var found = form.OtherNumber is { } chosen ? [chosen] : await db.TicketsCalled(me, form.Other).OrderBy(t => t.Number).Select(t => t.Number).Take(2).ToListAsync(cancel);
        if (found is [var number] && await db.LeadingTicketAsync(me, number, cancel) is { } id)
        {
            return id;
        }

        ModelState.AddModelError(nameof(form.Other), found.Count > 1 ? "Das passt auf mehrere Tickets. Bitte aus der Liste wählen oder die Nummer eingeben." : "Dieses Ticket gibt es nicht. Bitte die Nummer prüfen.");
        return null;
    }

    /// <summary>Both tickets, locked in the order of their ids, so that two who move don't wait for each other; null unless this person sees both.</summary>
    /// <param name="locks">Whether they are to be changed.</param>
    protected async Task<(Ticket From, Ticket To)?> BothAsync(int from, int to, CancellationToken cancel, bool locks = true)
    {
        int[] ids = [from, to];
        if (await db.Tickets.VisibleTo(me).CountAsync(t => ids.Contains(t.Id), cancel) < ids.Distinct().Count())
        {
            return null;
        }

        if (locks)
        {
            await db.LockAllAsync(db.Tickets.Where(t => ids.Contains(t.Id)), cancel);
        }

        var both = await db.Tickets.WithParts.Where(t => ids.Contains(t.Id)).ToListAsync(cancel);
        return (both.Single(t => t.Id == from), both.Single(t => t.Id == to));
    }

    /// <summary>Asks back where it would come to another customer's ticket, or before other eyes.</summary>
    protected void MustBeMeant(MovingForm form, Ticket from, Ticket to, IEnumerable<string> others)
    {
        if (!form.OtherCustomer && AreOfOthers(from, to))
        {
            ModelState.AddModelError(nameof(form.OtherCustomer), "Die beiden Tickets gehören verschiedenen Kunden. Soll das so sein, bitte bestätigen.");
        }

        MustBeMeant(form.OtherReaders, others);
    }

    /// <summary>Asks back where it would come before other eyes.</summary>
    protected void MustBeMeant(bool isMeant, IEnumerable<string> others)
    {
        if (!isMeant && string.Join(' ', others.Distinct()) is { Length: > 0 } why)
        {
            ModelState.AddModelError(nameof(MovingForm.OtherReaders), $"{why} {Words.Of("Soll das so sein, bitte bestätigen.")}");
        }
    }

    /// <summary>Refuses where dialogues leave their department that this person doesn't see: they could read them then.</summary>
    protected async Task MustSeeAsync(IReadOnlyCollection<Conversation> leaving, CancellationToken cancel)
    {
        var ids = leaving.Select(c => c.Id).ToList();
        MustSee(leaving.Select(c => (c.Id, c.Department)), await db.Conversations.VisibleTo(me).Where(c => ids.Contains(c.Id)).Select(c => c.Id).ToListAsync(cancel));
    }

    /// <summary>The same of messages, by where they are read now.</summary>
    protected async Task MustSeeAsync(IReadOnlyCollection<(Message Message, Department Now)> leaving, CancellationToken cancel)
    {
        var ids = leaving.Select(m => m.Message.Id).ToList();
        MustSee(leaving.Select(m => (m.Message.Id, m.Now)), await db.Messages.VisibleTo(me).Where(m => ids.Contains(m.Id)).Select(m => m.Id).ToListAsync(cancel));
    }

    static void MustSee(IEnumerable<(int Id, Department Department)> leaving, List<int> seen)
    {
        if (leaving.FirstOrDefault(l => !seen.Contains(l.Id)).Department is { } hidden)
        {
            throw Ticket.HasUnseen(hidden);
        }
    }

    static bool AreOfOthers(Ticket from, Ticket to) => from.CustomerId is not null && to.CustomerId is not null && from.CustomerId != to.CustomerId;

    /// <summary>Before which other eyes it would come, in sentences; none: before no other ones.</summary>
    protected static IEnumerable<string> OtherReaders(Department source, Department target) =>
        source.Id != target.Id && (source.IsConfidential || target.IsConfidential) ? [Words.Of("In {0} lesen andere mit als in {1}.", target.Name, source.Name)] : [];

    /// <summary>The same of a dialogue that goes to that ticket: it may be read elsewhere then, and may open the ticket to the department that it lies with.</summary>
    /// <param name="to">Loaded with its shares.</param>
    protected static IEnumerable<string> OtherReaders(Conversation dialogue, Ticket to) => OtherReaders(dialogue, dialogue.WouldStandIn(to), to);

    /// <summary>The same where it is known where it stands then.</summary>
    protected static IEnumerable<string> OtherReaders(Conversation dialogue, Department then, Ticket to) =>
    [
        .. OtherReaders(dialogue.Department, then),
        .. to.Department.IsConfidential && to.DepartmentId != then.Id && to.Shares.All(s => s.DepartmentId != then.Id)
            ? [Words.Of("Ticket {0} von {1} sieht dann auch {2}.", to.Number, to.Department.Name, then.Name)] : Array.Empty<string>(),
    ];

    /// <summary>The page that asks which ticket, and what becomes of it there.</summary>
    /// <param name="about">What is moved, for people.</param>
    /// <param name="others">Before which other eyes it would come in that ticket.</param>
    protected async Task<IResult> PageAsync(TicketFrame.Data frame, MoveKind what, string about, MovingForm form, Func<Ticket, IEnumerable<string>> others, int status, CancellationToken cancel, bool isNote = false)
    {
        var isAsked = form.OtherNumber is not null || !string.IsNullOrWhiteSpace(form.Other) || Request.Query.ContainsKey(nameof(form.Other));
        var id = isAsked && ModelState.GetFieldValidationState(nameof(form.Other)) != ModelValidationState.Invalid ? await TargetAsync(form, cancel) : null;
        var target = id is null ? null : await TargetAsync(id.Value, frame.Ticket, others, isNote, cancel);
        return MovingPage.Of(new(frame, what, Request.Path, about, form, target), status == StatusCodes.Status200OK && !ModelState.IsValid ? StatusCodes.Status422UnprocessableEntity : status);
    }

    /// <summary>What the page says about the ticket that was chosen.</summary>
    async Task<MovingPage.Target?> TargetAsync(int id, Ticket from, Func<Ticket, IEnumerable<string>> others, bool isNote, CancellationToken cancel)
    {
        if (await db.Tickets.VisibleTo(me).AsNoTracking().Include(t => t.Customer).Include(t => t.Department).Include(t => t.Shares).SingleOrDefaultAsync(t => t.Id == id, cancel) is not { } to)
        {
            return null;
        }

        var dialogues = await db.Conversations.VisibleTo(me).Where(c => c.TicketId == id).OrderBy(c => c.Number).Select(c => new { c.Number, c.Subject }).ToListAsync(cancel);
        return new MovingPage.Target(
            to.Number,
            to.Subject,
            to.Customer?.Name ?? to.RequesterName,
            to.Department.Name,
            [new Choice("0", isNote ? Words.Of("An das Ticket selbst") : Words.Of("Als neues Gespräch")) { Icon = isNote ? "note" : "message-plus" }, .. dialogues.Select(d => new Choice(d.Number.ToString(), $"{d.Number} {d.Subject}") { Icon = "messages" })],
            AreOfOthers(from, to),
            [.. others(to).Distinct()],
            Relocation.PaysAlike(from, to));
    }

    /// <summary>A sentence that offers to undo it.</summary>
    private protected static Flash Told(string sentence, Move move, params Way[] ways) => new(sentence, [.. ways, new Way(Words.Of("Rückgängig machen"), $"/moves/{move.Id}/undoing")]);

    private protected static Way LookAt(Ticket ticket) => new(Words.Of("Ticket {0} ansehen", ticket.Number), $"/tickets/{ticket.Number}");

    /// <summary>Does it and says whether the rules allowed it. Where they didn't, all that was saved on the way is taken back.</summary>
    protected async Task<bool> TryAsync(Func<Task> act)
    {
        const string Before = "before";
        var work = db.Database.CurrentTransaction; // none where a page only asks
        await (work?.CreateSavepointAsync(Before) ?? Task.CompletedTask);
        try
        {
            await act();
            return true;
        }
        catch (Platform.BrokenRuleException broken)
        {
            await (work?.RollbackToSavepointAsync(Before) ?? Task.CompletedTask);
            ModelState.AddModelError(broken.Field ?? "", broken.ForReader);
            return false;
        }
    }
}
