using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Conversations.Writing;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Platform.Time;
using Tresen.Platform.Views;
using Tresen.Platform.Web;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tickets;
using Tresen.Tickets.Relations;

namespace Tresen.TimeTracking.Closing;

/// <summary><em>Ticket schließen</em> and <em>Ticket schließen und Zeiterfassung anlegen</em>: status, report, mail, dialogues
/// and booked time are one piece of work, all of it or nothing.</summary>
[Needs(Capability.Work)]
public sealed class ClosureController(TresenDb db, Me me, BookingSheet sheet, TimeProvider clock) : TresenController
{
    [HttpGet("/tickets/{number:int}/closure")]
    public async Task<IResult> Ask(int number, bool book, string? next, string? returnTo, CancellationToken cancel)
    {
        if (await ReadAsync(number, null, cancel) is not { } page)
        {
            return NotFound();
        }

        if (page.Ticket.IsClosed)
        {
            return ReopeningPage.Of(await ReopeningAsync(page.Ticket, cancel));
        }

        var form = page.Form;
        (form.Book, form.Next) = (book, Local(next) ?? Local(returnTo));
        return ClosurePage.Of(page);
    }

    [HttpPost("/tickets/{number:int}/closure")]
    public async Task<IResult> Close(int number, [FromForm] ClosureForm form, [FromForm] bool more, [FromForm] int? remove, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (await db.TicketToChangeAsync(me, number, cancel) is not { } ticket)
        {
            return NotFound();
        }

        if (BookingSheet.Rearranges(form, more, remove, ModelState))
        {
            return ClosurePage.Of((await ReadAsync(number, form, cancel))!);
        }

        var by = await db.Staff.SingleAsync(s => s.Id == me.Id, cancel);
        var dialogues = await WaitingAsync(ticket, cancel);
        CheckAnswers(form, dialogues);
        var entries = ModelState.IsValid && form.Book ? await sheet.BookAsync(form, ticket, ModelState, cancel) : [];
        var report = RichText.Clean(form.Report, form.ReportFormat == "html");
        OutgoingMail? mail = null;
        var staysOpen = form.Dialogues.Any(d => d.End == DialogueEnd.Open);
        if (!ModelState.IsValid || entries is null || !await TryAsync(async () => mail = await FinishAsync(ticket, form, dialogues, report, staysOpen, by, now, cancel)))
        {
            db.ChangeTracker.Clear();
            return ClosurePage.Of((await ReadAsync(number, form, cancel))!, 422);
        }

        await db.SaveChangesAsync(cancel);
        if (staysOpen)
        {
            return Done($"/tickets/{number}", $"Das Ticket {number} bleibt offen, weil ein Gespräch offen bleibt. Was gebucht und erledigt wurde, ist gespeichert; ein Bericht steht als interne Notiz da.");
        }

        var to = Local(form.Next) ?? $"/tickets/{number}";
        var overview = new Way(Words.Of("Zur Übersicht"), "/tickets");
        var closed = new Way(Words.Of("Ticket {0} ansehen", number), $"/tickets/{number}");
        List<Way> ways = to == closed.Href ? [overview] : [closed, overview];
        if (entries.Count > 0)
        {
            ways.Add(new Way(Words.Of("Zeitkonto"), $"/customers/{Uri.EscapeDataString(entries[0].BillTo.Number)}/time-account"));
        }

        return Done(to, new Flash(Told(number, entries, mail), ways));
    }

    [HttpPost("/tickets/{number:int}/closure/reopening")]
    public async Task<IResult> Reopen(int number, [FromForm] string? reason, [FromForm] int? progressId, CancellationToken cancel)
    {
        if (await db.TicketToChangeAsync(me, number, cancel) is not { } ticket)
        {
            return NotFound();
        }

        var by = await db.Staff.SingleAsync(s => s.Id == me.Id, cancel);
        var to = (await db.Progresses.Where(p => p.IsActive && p.Category != Category.Closed && (progressId == null ? p.Category == Category.InWork : p.Id == progressId))
            .OrderBy(p => p.Position).ToListAsync(cancel)).Find(p => p.AsksForNothing);
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > 300)
        {
            ModelState.AddModelError("Reason", "Bitte in einem Satz sagen, warum das Ticket wieder geöffnet wird.");
        }

        if (to is null)
        {
            ModelState.AddModelError("ProgressId", "Bitte einen Status wählen.");
        }

        if (!ModelState.IsValid || !Try(() => ticket.Reopen(to!, reason!.Trim(), by, clock.GetUtcNow())))
        {
            db.ChangeTracker.Clear();
            return ReopeningPage.Of(await ReopeningAsync((await ReadAsync(number, null, cancel))!.Ticket, cancel), 422);
        }

        await db.SaveChangesAsync(cancel);
        return Done($"/tickets/{number}", $"Ticket {number} ist wieder offen. Frühere Abschlüsse, Berichte und Buchungen bleiben.");
    }

    /// <summary>Everything but the booking, in the order in which it is to be read in the history; the mail that goes out with it.</summary>
    async Task<OutgoingMail?> FinishAsync(Ticket ticket, ClosureForm form, List<Conversation> dialogues, string report, bool staysOpen, StaffMember by, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var dialogue in dialogues.Where(d => form.Dialogues.Exists(a => a.Number == d.Number && a.End == DialogueEnd.Settled)))
        {
            dialogue.Settle(await SiblingsAsync(dialogue, dialogues, cancel), now);
        }

        if (staysOpen)
        {
            if (report.Length > 0)
            {
                db.Add(Message.Note(ticket, null, report, by, now)); // nothing that was typed is lost
            }

            return null;
        }

        var to = await db.Progresses.SingleOrDefaultAsync(p => p.Id == form.ProgressId && p.IsActive, cancel)
            ?? throw new Platform.BrokenRuleException("Bitte einen Status wählen.", nameof(form.ProgressId));
        var given = await form.Given.PutOnAsync(ticket, db, by, now, cancel);
        var mail = form.Sends ? await ClosingMail.SendAsync(db, me, ticket, form, report, by, now, cancel) : null;
        ticket.Close(to, report, given.Fields, by, now, form.DespiteOpenSteps);
        return mail;
    }

    /// <summary>Asks about every dialogue that waits for us, also one in which somebody wrote while this form was open.</summary>
    void CheckAnswers(ClosureForm form, List<Conversation> dialogues)
    {
        foreach (var dialogue in dialogues)
        {
            var index = form.Dialogues.FindIndex(d => d.Number == dialogue.Number);
            if (index < 0)
            {
                form.Dialogues.Add(new DialogueAnswer { Number = dialogue.Number });
                index = form.Dialogues.Count - 1;
            }

            if (form.Dialogues[index].End is null)
            {
                ModelState.AddModelError($"{nameof(form.Dialogues)}[{index}].{nameof(DialogueAnswer.End)}", Words.Of("In Nr. {0} wartet jemand auf uns. Bitte wählen: erledigt oder offen lassen.", dialogue.Number));
            }
        }

        form.Dialogues.RemoveAll(d => dialogues.TrueForAll(k => k.Number != d.Number));
    }

    async Task<bool> TryAsync(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (Platform.BrokenRuleException broken)
        {
            ModelState.AddModelError(broken.Field ?? "", broken.ForReader);
            return false;
        }
    }

    Task<List<Conversation>> WaitingAsync(Ticket ticket, CancellationToken cancel) =>
        db.Conversations.VisibleTo(me).WithUs.Where(c => c.TicketId == ticket.Id).OrderBy(c => c.Number).Include(c => c.Department).Include(c => c.Addressees).AsSplitQuery().ToListAsync(cancel);

    // Those that are settled in this same work count as they are now, not as they are stored.
    async Task<Siblings> SiblingsAsync(Conversation dialogue, List<Conversation> changed, CancellationToken cancel)
    {
        var known = changed.ConvertAll(c => c.Id);
        var others = await db.Conversations.Where(c => c.TicketId == dialogue.TicketId && !known.Contains(c.Id)).Select(c => new Sibling(c.DepartmentId, c.Ball)).ToListAsync(cancel);
        return new Siblings([.. others, .. changed.Where(c => c != dialogue).Select(c => new Sibling(c.DepartmentId, c.Ball))]);
    }

    async Task<ClosurePage.Data?> ReadAsync(int number, ClosureForm? form, CancellationToken cancel)
    {
        var ticket = await db.Tickets.VisibleTo(me).AsNoTracking().WithParts.Include(t => t.Closings).ThenInclude(c => c.By).SingleOrDefaultAsync(t => t.Number == number, cancel);
        if (ticket is null)
        {
            return null;
        }

        var today = Zone.DayOf(clock.GetUtcNow());
        var offer = await BookingOffer.ReadAsync(db, me, ticket, today, clock.GetUtcNow(), cancel);
        var dialogues = ticket.IsClosed ? [] : await WaitingAsync(ticket, cancel);
        var progresses = await db.Progresses.AsNoTracking().Where(p => p.IsActive && p.Category == Category.Closed).OrderBy(p => p.Position).ToListAsync(cancel);
        var talk = ticket.IsClosed ? null : await Correspondence.DialogueAsync(db, me, ticket, cancel);
        var from = ticket.IsClosed ? null : await Correspondence.MailboxAsync(db, me, ticket, talk, cancel);
        if (form is null)
        {
            var blank = offer.Blank(today);
            form = new ClosureForm
            {
                Ticket = number,
                Day = today,
                CustomerId = blank.CustomerId,
                CustomerName = blank.CustomerName,
                DepartmentId = blank.DepartmentId,
                Lines = blank.Lines,
                ProgressId = progresses.Count > 0 ? progresses[0].Id : null,
                Subject = ticket.Subject,
                To = talk is null ? ticket.Correspondent()?.Address ?? "" : string.Join(", ", talk.Addressees.Where(a => a.Line == AddressLine.To).Select(a => a.Address)),
                Cc = talk is null ? "" : string.Join(", ", talk.Addressees.Where(a => a.Line == AddressLine.Cc).Select(a => a.Address)),
                Dialogues = dialogues.ConvertAll(d => new DialogueAnswer { Number = d.Number }),
            };
        }

        return new ClosurePage.Data(ticket, form, offer, progresses, dialogues, from)
        {
            Fields = await db.FreeFields.AsNoTracking().OrderBy(f => f.Position).ToListAsync(cancel),
            Staff = await db.StaffChoicesAsync(today, cancel),
            Belonging = ticket.IsClosed ? [] : await db.BelongingTo(me, ticket.Id).Open.OrderBy(t => t.Number).Select(t => t.Number).ToListAsync(cancel),
        };
    }

    async Task<ReopeningPage.Data> ReopeningAsync(Ticket ticket, CancellationToken cancel) => new(
        ticket,
        [.. (await db.Progresses.AsNoTracking().Where(p => p.IsActive && p.Category != Category.Closed).ToListAsync(cancel))
            .Where(p => p.AsksForNothing).OrderBy(p => p.Category == Category.InWork ? 0 : 1).ThenBy(p => p.Position)]);

    string? Local(string? path) => Url.IsLocalUrl(path) ? path : null;

    static string Told(int number, IReadOnlyList<TimeEntry> entries, OutgoingMail? mail)
    {
        var closed = entries.Count == 0
            ? Words.Of("Ticket {0} ist abgeschlossen.", number)
            : Words.Of("Ticket {0} ist abgeschlossen, {1} gebucht.", number, TimeShow.Of(entries));
        return mail switch
        {
            null => closed,
            { Mailbox.CanSend: true } => closed + " " + Words.Of("Der Bericht wird gesendet an {0}.", string.Join(", ", mail.Recipients.Select(r => r.Address))),
            _ => closed + " " + Words.Of("Der Bericht wartet im Postausgang, denn {0} kann nicht senden.", mail.Mailbox.Address),
        };
    }
}
