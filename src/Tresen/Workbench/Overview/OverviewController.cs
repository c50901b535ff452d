using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Shell;
using Tresen.Platform.Views;
using Tresen.Platform.Web;
using Tresen.Tickets;
using Tresen.Workbench.Views;

namespace Tresen.Workbench.Overview;

/// <summary><em>Verkauf &gt; Service &amp; Support</em>: what there is and what is next.</summary>
[Staff]
public sealed class OverviewController(TresenDb db, TimeProvider clock, Me me, Frame frame) : TresenController
{
    [HttpGet("/tickets")]
    [Menu("Verkauf", "Service & Support", "ticket", 10, Badge = "/tickets/count", Counts = "Dran, in allen Abteilungen")]
    public async Task<IResult> List(string? after, string? before, CancellationToken cancel)
    {
        var query = Request.QueryString.Value;
        var saved = await db.SavedViews.For(me).ToListAsync(cancel);
        if (FormAddress.IsOne(query))
        {
            return Results.LocalRedirect(ListAddress.Read(await FormAddress.TidyAsync(db, query, cancel), saved).Href);
        }

        var address = ListAddress.Read(query, saved);
        var asking = await Asking.ReadAsync(db, me, clock.GetUtcNow(), cancel);
        await asking.NameAsync(db, address.Filter, cancel);
        var chosen = TicketColumn.Of(address.Columns
            ?? await db.Set<ViewColumns>().Where(c => c.StaffMemberId == me.Id && c.View == address.View).Select(c => c.Columns).FirstOrDefaultAsync(cancel));
        IReadOnlyList<TicketColumn> columns = [.. chosen.Where(c => c.Exists(asking))];
        var backwards = before is not null;
        var listing = new TicketListing(db, asking, address.Filter, address.Order);
        var page = await listing.PageAsync(Cursor.Read(address.Order, before ?? after), backwards && Cursor.Read(address.Order, before) is not null, columns, cancel);
        return OverviewPage.Of(new(address, page, columns, asking, saved));
    }

    /// <summary>How many tickets an address shows, for badges and views: exact to 999.</summary>
    [HttpGet("/tickets/count")]
    public async Task<IResult> Count(CancellationToken cancel)
    {
        var (listing, _) = await ListingAsync(Request.QueryString.Value, cancel);
        return Results.Text(await listing.CountAsync(cancel) switch
        {
            0 => "",
            > TicketListing.MostCounted => TicketListing.MostCounted + "+",
            var count => count.ToString(),
        });
    }

    /// <summary>The short view that a row unfolds to.</summary>
    [HttpGet("/tickets/{number:int}/short")]
    public async Task<IResult> Short(int number, CancellationToken cancel) =>
        await ShortView.ReadAsync(db.Tickets.VisibleTo(me).Where(t => t.Number == number), cancel) is { } ticket ? ShortView.Of(ticket) : NotFound();

    /// <summary>Goes on to the ticket behind a place of a list; back to the list where there is none.</summary>
    [HttpGet("/tickets/next")]
    public async Task<IResult> Next(string? after, CancellationToken cancel)
    {
        var (listing, address) = await ListingAsync(Request.QueryString.Value, cancel);
        var next = Cursor.Read(address.Order, after) is { } cursor ? await listing.NextAsync(cursor, cancel) : null;
        // What the page before had to say is shown on the page that follows, not on this way there.
        var said = frame.Flash is { } flash && next is not null ? flash with { Sentence = Words.Of("{0} Weiter mit {1} {2}.", flash.Sentence, next.Number, next.Subject) } : frame.Flash;
        return Done(next is null ? address.Href : address.HrefTo(next), said);
    }

    async Task<(TicketListing Listing, ListAddress Address)> ListingAsync(string? query, CancellationToken cancel)
    {
        var address = ListAddress.Read(query, await db.SavedViews.For(me).ToListAsync(cancel));
        var asking = await Asking.ForAsync(address.Filter, db, me, clock.GetUtcNow(), cancel);
        return (new TicketListing(db, asking, address.Filter, address.Order), address);
    }
}
