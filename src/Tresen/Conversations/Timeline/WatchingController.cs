using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;
using Tresen.Post;
using Tresen.Tickets;

namespace Tresen.Conversations.Timeline;

/// <summary>What an open ticket asks again and again while somebody looks at it. Mostly the answer is that nothing is new, at the
/// price of one look into an index.</summary>
[Staff]
public sealed class WatchingController(TresenDb db, TimeProvider clock, Me me) : TresenController
{
    /// <summary>So many lines of the history are looked at; behind them there is something for everybody.</summary>
    const int Most = 50;

    /// <summary>Whether something happened behind that line of the history which this person may know of.</summary>
    [HttpGet("/tickets/{number:int}/timeline/news")]
    public async Task<IResult> News(int number, int seen, CancellationToken cancel)
    {
        if (await db.Tickets.VisibleTo(me).Where(t => t.Number == number).Select(t => new { t.Id, t.HistoryLength }).SingleOrDefaultAsync(cancel) is not { } ticket)
        {
            return NotFound();
        }

        if (ticket.HistoryLength <= seen)
        {
            return Results.NoContent();
        }

        var known = await KnownDialogues.ReadAsync(db, me, ticket.Id, cancel);
        var events = await db.TicketEvents.AsNoTracking().IgnoreAutoIncludes().Where(e => e.TicketId == ticket.Id && e.Position > seen).OrderByDescending(e => e.Position).Take(Most).ToListAsync(cancel);
        if (events.FindAll(known.MayBeTold) is not { Count: > 0 } news)
        {
            return Results.NoContent();
        }

        var newest = await db.Messages.VisibleTo(me).Where(m => m.TicketId == ticket.Id).OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Select(m => (int?)m.Id).FirstOrDefaultAsync(cancel);
        return NewsBar.Of(new(AddressOfPage(number), news.Exists(e => e.Verb == TicketVerb.MessageIn), newest));
    }

    /// <summary>A message as it stands now, if that isn't what the page shows already.</summary>
    /// <param name="state">How far its mail had come when it was shown …</param>
    /// <param name="attempts">… how often it had been tried …</param>
    /// <param name="troubled">… and whether something was wrong.</param>
    /// <param name="numbered">Whether it shows the number of its dialogue.</param>
    [HttpGet("/messages/{id:int}/item")]
    public async Task<IResult> Message(int id, MailState? state, int attempts, bool troubled, bool numbered, CancellationToken cancel)
    {
        var way = await db.Messages.VisibleTo(me).Where(m => m.Id == id)
            .Select(m => new { Mail = db.Set<OutgoingMail>().Where(o => o.Id == m.OutgoingMailId).Select(o => new { o.State, o.Attempts, IsTroubled = o.LastError != "" }).FirstOrDefault() }).SingleOrDefaultAsync(cancel);
        return way is null ? NotFound()
            : way.Mail is { } mail && mail.State == state && mail.Attempts == attempts && mail.IsTroubled == troubled ? Results.NoContent()
            : MessageFragment.Of(new(await TimelinePage.RowAsync(db, id, cancel), numbered, me.Can(Capability.Work), clock.GetUtcNow()));
    }

    /// <summary>The page that asks, filters and all; the bare ticket where it doesn't say so.</summary>
    string AddressOfPage(int number) =>
        Uri.TryCreate(Request.Headers["HX-Current-URL"].ToString(), UriKind.Absolute, out var page) && page.AbsolutePath == $"/tickets/{number}" ? page.PathAndQuery : $"/tickets/{number}";
}
