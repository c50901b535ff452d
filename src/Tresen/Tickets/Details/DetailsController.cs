using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;
using Tresen.Platform.Views;

namespace Tresen.Tickets.Details;

/// <summary>All fields of a ticket.</summary>
public sealed class DetailsController(TresenDb db, Me me, TimeProvider clock) : TicketController(db, me, clock)
{
    readonly TresenDb db = db;

    [HttpGet("/tickets/{number:int}/details")]
    [Staff]
    [TicketTab("Details", 20)]
    public async Task<IResult> Show(int number, CancellationToken cancel)
    {
        if (await TicketFrame.ReadAsync(db, Me, number, Now, cancel) is not { } frame)
        {
            return NotFound();
        }

        return DetailsPage.Of(await DataAsync(frame, null, cancel));
    }

    [HttpPost("/tickets/{number:int}/details")]
    [Needs(Capability.Work)]
    public async Task<IResult> Save(int number, [FromForm] TicketForm form, CancellationToken cancel)
    {
        if (await db.TicketToChangeAsync(Me, number, cancel) is not { } ticket)
        {
            return NotFound();
        }

        var fields = await db.FreeFields.AsNoTracking().ToListAsync(cancel);
        var merged = await MergeAsync(form, TicketForm.Of(ticket, Me.Can(Capability.SeePrices), fields), await ReadableAsync(cancel));
        if (!merged)
        {
            // A record stands for both its text and its id: one sentence is enough.
            foreach (var name in new[] { "Customer", "Contact", "BillTo", "Article", "Device" }.Where(n => ModelState[n + "Name"]?.Errors.Count > 0))
            {
                ModelState[name + "Id"]?.Errors.Clear();
            }
        }

        var chosen = await ChosenRecords.FindAsync(db, form, ModelState, Zone.DayOf(Now), cancel);
        if (Dictation.RequesterIn(form, chosen).Name.Length == 0)
        {
            ModelState.AddModelError(nameof(form.RequesterName), "Bitte eintragen, wer sich gemeldet hat, oder einen Kunden wählen.");
        }

        var (by, assigned) = (await MyselfAsync(cancel), ticket.AssigneeId);
        if (ModelState.IsValid)
        {
            await chosen.FindTagsAsync(db, form.Tags, cancel);
        }

        if (!merged || !ModelState.IsValid || !Try(() => ticket.Tell(form, chosen, Me, by, Now)))
        {
            db.ChangeTracker.Clear();
            var frame = await TicketFrame.ReadAsync(db, Me, number, Now, cancel);
            return DetailsPage.Of(await DataAsync(frame!, form, cancel), merged ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict);
        }

        var warning = ticket.AssigneeId == assigned ? "" : await db.WarningOfSightAsync(ticket.AssigneeId, ticket.DepartmentId, cancel);
        await db.SaveChangesAsync(cancel);
        var stillVisible = await db.Tickets.VisibleTo(Me).AnyAsync(t => t.Id == ticket.Id, cancel);
        return Done(stillVisible ? $"/tickets/{number}/details" : "/tickets", Words.Of("Gespeichert.") + warning);
    }

    async Task<DetailsPage.Data> DataAsync(TicketFrame.Data frame, TicketForm? typed, CancellationToken cancel)
    {
        var fields = await db.FreeFields.AsNoTracking().ToListAsync(cancel);
        var stored = TicketForm.Of(frame.Ticket, frame.SeesPrices, fields);
        var source = TicketWords.Of(frame.Ticket.RateSource) + (frame.Ticket.RateSurcharge > 0 ? Words.Of(", Notfall +{0} %", frame.Ticket.RateSurcharge) : "");
        return new DetailsPage.Data(frame, stored, await TicketFields.ReadAsync(db, Me, typed ?? stored, Now, cancel) with { RateSource = source });
    }

    /// <summary>How a stored id reads to people, where two changed the same field.</summary>
    async Task<Func<string, object?, string>> ReadableAsync(CancellationToken cancel)
    {
        var departments = await db.Set<Tresen.Staff.Department>().ToDictionaryAsync(d => d.Id, d => d.Name, cancel);
        var staff = await db.Set<Tresen.Staff.StaffMember>().ToDictionaryAsync(s => s.Id, s => s.Name, cancel);
        var kinds = await db.Kinds.ToDictionaryAsync(k => k.Id, k => k.Title, cancel);
        var areas = await db.Areas.ToDictionaryAsync(a => a.Id, a => a.Title, cancel);
        var channels = await db.Channels.ToDictionaryAsync(c => c.Id, c => c.Title, cancel);
        var sites = await db.Set<Tresen.Customers.Site>().ToDictionaryAsync(s => s.Id, s => s.Name, cancel);
        return (field, value) => (field, value) switch
        {
            (nameof(TicketForm.DepartmentId), int id) => departments.GetValueOrDefault(id, ""),
            (nameof(TicketForm.AssigneeId), int id) => staff.GetValueOrDefault(id, ""),
            (nameof(TicketForm.KindId), int id) => kinds.GetValueOrDefault(id, ""),
            (nameof(TicketForm.AreaId), int id) => areas.GetValueOrDefault(id, ""),
            (nameof(TicketForm.ChannelId), int id) => channels.GetValueOrDefault(id, ""),
            (nameof(TicketForm.SiteId), int id) => sites.GetValueOrDefault(id, ""),
            (nameof(TicketForm.Priority), Priority priority) => TicketWords.Of(priority),
            (nameof(TicketForm.HelperIds) or nameof(TicketForm.WatcherIds), int[] ids) => string.Join(", ", ids.Select(i => staff.GetValueOrDefault(i, ""))),
            _ => "",
        };
    }
}
