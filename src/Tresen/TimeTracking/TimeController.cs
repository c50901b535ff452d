using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Forms;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;
using Tresen.Platform.Web;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.TimeTracking;

/// <summary><em>Team &gt; Zeiterfassung</em>: a person's day or week, and a ticket's time.</summary>
[Staff]
public sealed class TimeController(TresenDb db, Me me, TimeProvider clock) : TresenController
{
    [HttpGet("/time")]
    [Menu("Team", "Zeiterfassung", "clock", 110)]
    public async Task<IResult> Look(DateOnly? day, string? view, int? person, CancellationToken cancel)
    {
        ModelState.Clear(); // the address says which day; nothing was typed into the form yet
        var today = Zone.DayOf(clock.GetUtcNow());
        var shown = day ?? today;
        var isWeek = view == "week";
        var mayLook = me.Can(Capability.BookForOthers) || me.Can(Capability.TimeAdministration);
        if (person is not null && person != me.Id && !mayLook)
        {
            return NotFound(); // other people's time is nobody's business
        }

        var who = await db.Staff.AsNoTracking().SingleOrDefaultAsync(s => s.Id == (person ?? me.Id), cancel);
        if (who is null)
        {
            return NotFound();
        }

        var from = isWeek ? shown.AddDays(-(((int)shown.DayOfWeek + 6) % 7)) : shown;
        var to = isWeek ? from.AddDays(6) : shown;
        var rows = await db.TimeEntries.VisibleTo(db, me).Where(e => e.PerformerId == who.Id && e.Day >= from && e.Day <= to).AsRows(db, me).ToListAsync(cancel);
        var offer = await BookingOffer.ReadAsync(db, me, null, shown, clock.GetUtcNow(), cancel);
        var form = offer.Blank(shown, TimePage.Href(shown, isWeek, person));
        if (who.Id != me.Id)
        {
            form.Lines[0].PerformerId = who.Id;
            form.Lines[0].From = null;
        }

        return TimePage.Of(new(shown, today, from, to, isWeek, who, person, rows, mayLook ? offer.Staff.Count > 0 ? offer.Staff : await PeopleAsync(cancel) : [], offer, form));
    }

    [HttpGet("/tickets/{number:int}/time")]
    [TicketTab("Zeiten", 40)]
    public async Task<IResult> OfTicket(int number, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (await TicketFrame.ReadAsync(db, me, number, now, cancel) is not { } frame)
        {
            return NotFound();
        }

        var today = Zone.DayOf(now);
        var absorbed = frame.Absorbed.Select(t => t.Id).ToList();
        var rows = await db.TimeEntries.VisibleTo(db, me).Where(e => e.TicketId == frame.Ticket.Id || absorbed.Contains(e.TicketId!.Value)).AsRows(db, me).ToListAsync(cancel);
        var offer = await BookingOffer.ReadAsync(db, me, frame.Ticket, today, now, cancel);
        return TicketTimePage.Of(new(frame, rows, offer, offer.Blank(today, $"/tickets/{number}/time")));
    }

    Task<List<Choice>> PeopleAsync(CancellationToken cancel) => db.Staff.Active.Select(s => new Choice(s.Id.ToString(), s.Name, null)).ToListAsync(cancel);
}
