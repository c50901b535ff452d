using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Api;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;
using Tresen.Platform.Views;
using Tresen.Platform.Web;
using Tresen.Tickets;
using Tresen.Workbench.Overview;
using Tresen.Workbench.Views;

namespace Tresen.Workbench.Bulk;

/// <summary>Changing many tickets in one go: those that were ticked, or all that a list shows.</summary>
[Needs(Capability.Work)]
public sealed class BulkController(TresenDb db, TimeProvider clock, Me me) : TresenController
{
    const int MostShown = 200;

    /// <summary>Says how many it is about and asks what shall become of them.</summary>
    [HttpGet("/tickets/bulk")]
    public async Task<IResult> Ask([FromQuery] BulkForm form, CancellationToken cancel)
    {
        ModelState.Clear(); // the address says which tickets; nothing was typed yet
        var about = await AboutAsync(form, cancel);
        form.SeenAt = clock.GetUtcNow().UtcTicks;
        return about.Count == 0 ? Done(about.Address.Href, Words.Of("Bitte zuerst Tickets auswählen.")) : await PageAsync(form, about, 200, cancel);
    }

    [HttpPost("/tickets/bulk")]
    [OwnWork]
    public async Task<IResult> Change([FromForm] BulkForm form, CancellationToken cancel)
    {
        var about = await AboutAsync(form, cancel);
        if (form.All && about.Count != form.Confirmed)
        {
            ModelState.AddModelError("", "Inzwischen passen andere Tickets zu diesen Filtern: die Zahl hat sich geändert. Bitte noch einmal bestätigen.");
            return await PageAsync(form, about, 409, cancel);
        }

        if (!ModelState.IsValid || !await FitsAsync(form, cancel))
        {
            return await PageAsync(form, about, 422, cancel);
        }

        var numbers = form.All ? await about.Tickets.Select(t => t.Number).ToListAsync(cancel) : form.N ?? [];
        var outcome = await new BulkChange(db, me, form, clock.GetUtcNow()).RunAsync(numbers, cancel);
        if (Request.IsForProgram())
        {
            return ApiAnswers.Of(outcome);
        }

        return outcome.Refused.Count == 0
            ? Done(about.Address.Href, Sentence(outcome))
            : BulkOutcomePage.Of(new(outcome, Sentence(outcome), about.Address.Href));
    }

    /// <summary>Asks for what a status needs before the first ticket is touched.</summary>
    async Task<bool> FitsAsync(BulkForm form, CancellationToken cancel)
    {
        if (form.IsEmpty)
        {
            ModelState.AddModelError("", "Bitte wählen, was sich ändern soll.");
        }

        var progress = form.ProgressId is { } id ? await db.Progresses.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel) : null;
        if (progress is { IsWaiting: true } && form.FollowUpOn is null)
        {
            ModelState.AddModelError(nameof(form.FollowUpOn), "Bitte sagen, wann die Tickets wieder vorgelegt werden sollen.");
        }

        if (progress is { AsksForAppointment: true } && form.AppointmentOn is null)
        {
            ModelState.AddModelError(nameof(form.AppointmentOn), "Bitte den Termin eintragen.");
        }
        else if (form is { AppointmentOn: not null, AppointmentAt: null })
        {
            ModelState.AddModelError(nameof(form.AppointmentAt), "Um wie viel Uhr? Die Zeit steht auch in Mails an den Kunden.");
        }

        if (form.FollowUpOn is { } day && day <= Zone.DayOf(clock.GetUtcNow()))
        {
            ModelState.AddModelError(nameof(form.FollowUpOn), "Die Wiedervorlage muss in der Zukunft liegen.");
        }

        return ModelState.IsValid;
    }

    async Task<About> AboutAsync(BulkForm form, CancellationToken cancel)
    {
        var address = ListAddress.Read(form.List, await db.SavedViews.For(me).ToListAsync(cancel));
        var asking = await Asking.ReadAsync(db, me, clock.GetUtcNow(), cancel);
        var numbers = form.N ?? [];
        var tickets = form.All
            ? new TicketListing(db, asking, address.Filter, address.Order).Tickets
            : db.Tickets.VisibleTo(me).Where(t => numbers.Contains(t.Number));
        var count = await tickets.CountAsync(cancel);
        if (!form.All)
        {
            form.N = await tickets.OrderBy(t => t.Number).Select(t => t.Number).ToListAsync(cancel); // only those that may be seen
        }

        await asking.NameAsync(db, address.Filter, cancel);
        return new About(address, asking, tickets, count);
    }

    async Task<IResult> PageAsync(BulkForm form, About about, int status, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var tickets = await about.Tickets.OrderBy(t => t.Number).Take(MostShown).Select(t => new BulkPage.Line(t.Number, t.Subject)).ToListAsync(cancel);
        var staff = await db.StaffChoicesAsync(about.Asking.Today, cancel);
        return BulkPage.Of(new(form, about.Count, tickets, about.Address, about.Asking, staff), status);
    }

    static string Sentence(BulkChange.Outcome outcome)
    {
        var changed = outcome.Changed == 1 ? Words.Of("1 Ticket geändert") : Words.Of("{0} Tickets geändert", outcome.Changed);
        var untouched = outcome.Untouched == 0 ? "" : ", " + Words.Of("{0} waren schon so", outcome.Untouched);
        return changed + untouched + (outcome.Refused.Count == 0 ? "." : ", " + Words.Of("{0} nicht", outcome.Refused.Count) + ".");
    }

    sealed record About(ListAddress Address, Asking Asking, IQueryable<Ticket> Tickets, int Count);
}
