using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Platform.Time;
using Tresen.Platform.Views;
using Tresen.Platform.Web;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Workbench.Calls;

/// <summary>The telephone: one field finds who calls, and the call becomes a ticket or joins one that is there.</summary>
[Needs(Capability.Work)]
public sealed class CallsController(TresenDb db, Me me, TimeProvider clock) : TresenController
{
    /// <summary>The page of a call. A telephone system opens it by <c>/anruf?nummer=…</c>.</summary>
    [HttpGet("/calls/new")]
    [Menu("Verkauf", "Anruf", "phone-call", 5)]
    public Task<IResult> New([FromQuery] CallForm form, CancellationToken cancel)
    {
        ModelState.Clear(); // what is typed so far comes along where there is no script, and is looked at when it is sent
        return PageAsync(form, cancel);
    }

    /// <summary>The address for telephone systems, in the language of their settings.</summary>
    [HttpGet("/anruf")]
    public IResult Ring(string? nummer) => Results.LocalRedirect($"/calls/new?q={Uri.EscapeDataString(nummer ?? "")}");

    /// <summary>Writes the call down in the ticket that it is about.</summary>
    [HttpPost("/calls")]
    public async Task<IResult> Join([FromForm] CallForm form, CancellationToken cancel)
    {
        if (form.Ticket is null)
        {
            ModelState.AddModelError(nameof(form.Ticket), "Bitte oben das Ticket ankreuzen, um das es geht, oder seine Nummer eintippen.");
        }

        var ticket = form.Ticket is { } number ? await db.TicketToChangeAsync(me, number, cancel) : null;
        if (form.Ticket is not null && ticket is null)
        {
            return NotFound();
        }

        if (ticket is not null && ModelState.IsValid)
        {
            var by = await db.Staff.SingleAsync(s => s.Id == me.Id, cancel);
            var said = string.Join("\n", new[] { form.Subject, form.Description }.Where(t => !string.IsNullOrWhiteSpace(t)));
            var caller = string.Join(", ", new[] { form.RequesterName, form.RequesterPhone }.Where(p => !string.IsNullOrWhiteSpace(p)));
            Try(() => db.TakeCall(ticket, caller.Length > 0 ? caller : ticket.RequesterName, RichText.Clean(said, isHtml: false), by, clock.GetUtcNow()));
        }

        if (!ModelState.IsValid)
        {
            db.ChangeTracker.Clear();
            return await PageAsync(form, cancel, StatusCodes.Status422UnprocessableEntity);
        }

        await db.SaveChangesAsync(cancel);
        return Done($"/tickets/{form.Ticket}", Words.Of("Der Anruf steht im Ticket {0}.", form.Ticket));
    }

    async Task<IResult> PageAsync(CallForm form, CancellationToken cancel, int status = StatusCodes.Status200OK)
    {
        var (usual, panel, now) = (await db.UsualAsync(me, cancel), await CallerPanel.ReadAsync(db, me, form.Q, form.Pick, clock.GetUtcNow(), cancel), clock.GetUtcNow());
        form.DepartmentId ??= usual.DepartmentId;
        return CallPage.Of(
            new(
                form,
                panel with { Ticket = form.Ticket ?? panel.Ticket, Chosen = form.DeviceIds.Length > 0 ? form.DeviceIds : panel.Chosen },
                usual,
                await db.DepartmentChoicesAsync(cancel),
                await db.StaffChoicesAsync(Zone.DayOf(now), cancel),
                await db.MembersByDepartmentAsync(cancel)),
            status);
    }
}
