using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Customers;
using Tresen.Mail;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tickets;
using Tresen.Workbench.Overview;

namespace Tresen.Workbench.Home;

/// <summary>What concerns me now: short lists, each the beginning of a list of the overview.</summary>
[Staff]
public sealed class HomeController(TresenDb db, TimeProvider clock, Me me) : TresenController
{
    const int Most = 6;

    [HttpGet("/")]
    public async Task<IResult> Show(CancellationToken cancel)
    {
        var asking = await Asking.ReadAsync(db, me, clock.GetUtcNow(), cancel);
        List<HomePage.ShortList> lists = [];
        foreach (var list in Lists())
        {
            var rows = await new TicketListing(db, asking, list.Address.Filter, list.Address.Order).FirstAsync(Most, cancel);
            if (rows.Count > 0 || list.None.Length > 0)
            {
                lists.Add(list with { Rows = rows });
            }
        }

        var review = me.Can(Capability.Work) ? await db.RawMails.VisibleTo(me).InReview.CountAsync(cancel) : 0;
        var id = me.Id;
        var drafts = await db.Messages.VisibleTo(me).Where(m => m.IsDraft && m.AuthorId == id).OrderByDescending(m => m.At).Take(Most)
            .Select(m => new HomePage.Draft(m.Ticket.Number, m.Subject, m.At)).ToListAsync(cancel);
        var forwarded = await db.Conversations.WaitingFor(me).Forwarded.UrgentFirst.Take(Most)
            .Select(c => new HomePage.Forwarded(c.Number, c.Ticket.Number, c.Subject, c.Ticket.Priority == Priority.Emergency, c.BallSince,
                c.Forwardings.Where(f => f.Ending == ForwardingEnd.Open).OrderByDescending(f => f.Id).Select(f => f.Remark).FirstOrDefault())).ToListAsync(cancel);
        var begun = me.IsAdministrator && !await db.Tickets.AnyAsync(cancel) ? await BegunAsync(cancel) : null;
        return HomePage.Of(new(lists, forwarded, drafts, asking, review, begun));
    }

    /// <summary>How far a new installation has come.</summary>
    async Task<HomePage.Beginnings> BegunAsync(CancellationToken cancel) => new(
        await db.Departments.CountAsync(cancel) > 1,
        await db.Staff.CountAsync(cancel) > 1,
        await db.Mailboxes.AnyAsync(cancel),
        await db.Customers.AnyAsync(c => !c.IsInternal, cancel));

    /// <summary>Whoever belongs to no department is shown those of all.</summary>
    IEnumerable<HomePage.ShortList> Lists()
    {
        var (ours, concern) = me.Departments.Count == 0 ? ("", "") : ("&ours=1", "&concern=1");
        yield return List("Notfälle", "flame", "state=open&priority=emergency" + concern, "Kein Notfall.");
        yield return List("Mir zugewiesen", "user-check", "state=open&mine=1&sort=-changed", "Ihnen ist zurzeit kein offenes Ticket zugewiesen.");
        yield return List("Ich helfe mit", "user-plus", "state=open&helping=1&sort=-changed", "");
        yield return List("Noch nicht angenommen", "user-question", "state=open&unassigned=1" + ours, "Alles hat jemanden, der sich kümmert.");
        yield return List("Dran in meinen Abteilungen", "inbox", "state=open&ball=us" + ours, "Nichts mehr dran.");
        yield return List("Heute fällig oder überfällig", "calendar-due", "due=now&sort=due" + concern, "Heute ist nichts fällig.");
        if (me.Leads.Count > 0 || me.IsAdministrator)
        {
            yield return List("Wartet auf meine Freigabe", "hourglass", "state=all&approval=mine", "Keine Freigabe wartet auf Sie.");
        }

        yield return List("Antworten nach Abschluss", "mail-opened", "replied=1&sort=-changed" + ours, "Keine Antwort auf abgeschlossene Tickets.");
    }

    static HomePage.ShortList List(string title, string icon, string query, string none) => new(title, icon, ListAddress.Read(query, []), none, []);
}
