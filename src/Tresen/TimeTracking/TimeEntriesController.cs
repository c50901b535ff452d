using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;
using Tresen.Platform.Views;
using Tresen.Platform.Web;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.TimeTracking;

/// <summary>Booking time, editing and reversing what is booked.</summary>
[Needs(Capability.Work)]
public sealed class TimeEntriesController(TresenDb db, Me me, BookingSheet sheet, TimeProvider clock) : TresenController
{
    DateOnly Today => Zone.DayOf(clock.GetUtcNow());

    [HttpGet("/time/new")]
    public async Task<IResult> New(int? ticket, DateOnly? day, int? replaces, string? customer, string? reason, string? returnTo, CancellationToken cancel)
    {
        var was = replaces is { } id
            ? await db.TimeEntries.VisibleTo(db, me).WithParts.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id && e.ReversedAt != null, cancel)
            : null;
        var number = was?.Ticket?.Number ?? ticket;
        var found = number is null ? null : await TicketAsync(number.Value, cancel);
        if (number is not null && found is null)
        {
            return NotFound();
        }

        var on = was?.Day ?? day ?? Today;
        var whose = customer is null ? null : await db.Customers.Numbered(customer).AsNoTracking().SingleOrDefaultAsync(cancel);
        var offer = await BookingOffer.ReadAsync(db, me, found, on, clock.GetUtcNow(), cancel, was?.Customer ?? whose);
        var form = was is null ? offer.Blank(on) : BookingForm.Of(was);
        (form.Replaces, form.Reason) = (was?.Id, was is null ? null : reason);
        form.ReturnTo = Local(returnTo) ?? (found is null ? null : $"/tickets/{found.Number}/time");
        return BookingPage.Of(new(offer, form));
    }

    [HttpPost("/time")]
    public async Task<IResult> Book([FromForm] BookingForm form, [FromForm] bool more, [FromForm] int? remove, CancellationToken cancel)
    {
        var ticket = form.Ticket is { } number ? await db.TicketToChangeAsync(me, number, cancel) : null;
        if (form.Ticket is not null && ticket is null)
        {
            ModelState.AddModelError(nameof(form.Ticket), "Dieses Ticket gibt es nicht.");
        }

        if (form.Lines.Count == 0)
        {
            form.Lines.Add(new BookingLine()); // asks for what is missing
        }

        if (BookingSheet.Rearranges(form, more, remove, ModelState))
        {
            return await AgainAsync(form, cancel);
        }

        if (!ModelState.IsValid || await sheet.BookAsync(form, ticket, ModelState, cancel) is not { } entries)
        {
            db.ChangeTracker.Clear();
            return await AgainAsync(form, cancel, 422);
        }

        await db.SaveChangesAsync(cancel);
        return Done(Local(form.ReturnTo) ?? TimePage.Href(entries[0].Day, false, null), Told(entries, ticket));
    }

    /// <summary>What the sheet comes to as it stands; changes nothing.</summary>
    [HttpPost("/time/worth")]
    [OwnWork]
    public async Task<IResult> Worth([FromForm] BookingForm form, CancellationToken cancel)
    {
        var ticket = form.Ticket is { } number ? await TicketAsync(number, cancel) : null;
        return BookingWorth.Of(new(form.Lines.Count, form.Ticket is not null && ticket is null ? [] : await sheet.WorthAsync(form, ticket, cancel), me.Can(Capability.SeePrices)));
    }

    [HttpGet("/time/{id:int}")]
    [Staff]
    public async Task<IResult> Show(int id, string? returnTo, CancellationToken cancel) =>
        await db.TimeEntries.VisibleTo(db, me).WithParts.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, cancel) is { } entry && MayOpen(entry)
            ? await PageAsync(entry, BookingForm.Of(entry), returnTo, cancel)
            : NotFound();

    [HttpPost("/time/{id:int}")]
    public async Task<IResult> Change(int id, [FromForm] BookingForm form, [FromForm] int version, CancellationToken cancel)
    {
        var ticket = form.Ticket is { } number ? await db.TicketToChangeAsync(me, number, cancel) : null;
        if (await db.TimeEntryToChangeAsync(me, id, cancel) is not { } entry || !MayOpen(entry))
        {
            return NotFound();
        }

        if (form.Ticket is not null && ticket is null)
        {
            ModelState.AddModelError(nameof(form.Ticket), "Dieses Ticket gibt es nicht.");
        }

        if (version != entry.Version)
        {
            ModelState.AddModelError("", "Jemand anders hat diese Buchung inzwischen geändert. Oben steht, was jetzt gilt; noch einmal speichern übernimmt Ihre Eingabe.");
            return await PageAsync(entry, form, form.ReturnTo, cancel, 409);
        }

        if (!ModelState.IsValid || !await sheet.ChangeAsync(entry, form, ticket, ModelState, cancel))
        {
            db.ChangeTracker.Clear();
            return await PageAsync(await db.TimeEntries.WithParts.AsNoTracking().SingleAsync(e => e.Id == id, cancel), form, form.ReturnTo, cancel, 422);
        }

        await db.SaveChangesAsync(cancel);
        return Done(Local(form.ReturnTo) ?? TimePage.Href(entry.Day, false, entry.PerformerId == me.Id ? null : entry.PerformerId), "Gespeichert. Die frühere Fassung bleibt erhalten.");
    }

    [HttpPost("/time/{id:int}/reversal")]
    public async Task<IResult> Reverse(int id, [FromForm] string? reason, [FromForm] bool anew, CancellationToken cancel)
    {
        if (await db.TimeEntryToChangeAsync(me, id, cancel) is not { } entry || !MayOpen(entry))
        {
            return NotFound();
        }

        var by = await db.Staff.SingleAsync(s => s.Id == me.Id, cancel);
        var rules = await db.TimeRulesAsync(cancel);
        reason = reason?.Length > 300 ? reason[..300] : reason ?? "";
        if (!Try(() => db.Add(entry.Reverse(reason, by, me, rules, clock.GetUtcNow()))))
        {
            db.ChangeTracker.Clear();
            entry = await db.TimeEntries.WithParts.AsNoTracking().SingleAsync(e => e.Id == id, cancel);
            return await PageAsync(entry, BookingForm.Of(entry), null, cancel, 422);
        }

        await db.SaveChangesAsync(cancel);
        if (anew)
        {
            return Done($"/time/new?replaces={id}&reason={Uri.EscapeDataString(reason.Trim())}", "Storniert. Bitte jetzt richtig buchen.");
        }

        return Done(entry.Ticket is { } ticket ? $"/tickets/{ticket.Number}/time" : TimePage.Href(entry.Day, false, null), "Storniert: Der Gegeneintrag steht daneben.");
    }

    // What belongs to no ticket is a person's own time: read by who did or wrote it, and by those who book for others.
    bool MayOpen(TimeEntry entry) => entry.TicketId is not null || entry.PerformerId == me.Id || entry.RecorderId == me.Id
        || me.Can(Capability.BookForOthers) || me.Can(Capability.TimeAdministration) || me.Can(Capability.Billing);

    async Task<IResult> AgainAsync(BookingForm form, CancellationToken cancel, int status = 200)
    {
        var ticket = form.Ticket is { } number ? await TicketAsync(number, cancel) : null;
        var customer = form.CustomerId is { } id ? await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) : null;
        return BookingPage.Of(new(await BookingOffer.ReadAsync(db, me, ticket, form.Day ?? Today, clock.GetUtcNow(), cancel, customer), form), status);
    }

    async Task<IResult> PageAsync(TimeEntry entry, BookingForm form, string? returnTo, CancellationToken cancel, int status = 200)
    {
        form.ReturnTo = Local(returnTo);
        entry = await db.TimeEntries.AsNoTracking().WithParts.Include(e => e.Versions).ThenInclude(v => v.By).AsSplitQuery().SingleAsync(e => e.Id == entry.Id, cancel);
        var row = await db.TimeEntries.Where(e => e.Id == entry.Id).AsRows(db, me).SingleAsync(cancel);
        var offer = await BookingOffer.ReadAsync(db, me, null, entry.Day, clock.GetUtcNow(), cancel, entry.Customer);
        return TimeEntryPage.Of(new(entry, row, entry.IsEditableAt(clock.GetUtcNow()), offer, form, entry.Version), status);
    }

    Task<Ticket?> TicketAsync(int number, CancellationToken cancel) => db.Tickets.VisibleTo(me).AsNoTracking()
        .Include(t => t.Customer).Include(t => t.BillTo).Include(t => t.Department).ThenInclude(d => d.Company).SingleOrDefaultAsync(t => t.Number == number, cancel);

    string? Local(string? path) => Url.IsLocalUrl(path) ? path : null;

    static string Told(IReadOnlyList<TimeEntry> entries, Ticket? ticket) => ticket is null
        ? Words.Of("{0} gebucht für {1}.", TimeShow.Of(entries), entries[0].Customer.Name)
        : Words.Of("{0} gebucht auf Ticket {1}.", TimeShow.Of(entries), ticket.Number);
}
