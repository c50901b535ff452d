using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Jobs;
using Tresen.Platform.Time;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Notifications;

/// <summary>Tells those whom it concerns what happened to a ticket, in the program. What each may see is asked at this moment, not
/// when it happened.</summary>
public sealed class Teller(TresenDb db, TimeProvider clock) : IWorker
{
    /// <inheritdoc/>
    public string Kind => TellingJobs.Kind;

    /// <inheritdoc/>
    public async Task WorkAsync(string subject, CancellationToken cancel)
    {
        var number = int.Parse(subject);
        await using var work = await WriteScope.BeginAsync(db, cancel);
        if (await db.Tickets.Where(t => t.Number == number).Select(t => (int?)t.Id).SingleOrDefaultAsync(cancel) is not { } id)
        {
            return;
        }

        await db.LockAsync<Ticket>(id, cancel);
        await TellAsync(id, clock.GetUtcNow(), cancel);
        await db.SaveChangesAsync(cancel);
        await SweepAsync(clock.GetUtcNow(), cancel);
        await work.CommitAsync(cancel);
    }

    async Task TellAsync(int id, DateTimeOffset now, CancellationToken cancel)
    {
        var oldest = now - TellingJobs.StaysNews;
        var events = await db.Set<TicketEvent>().IgnoreAutoIncludes().Include(e => e.By).Where(e => e.TicketId == id && !e.IsTold && e.At > oldest).OrderBy(e => e.Position).ToListAsync(cancel);
        if (events.Count == 0)
        {
            return; // another job of the same minute has told of them
        }

        var ticket = await db.Tickets.WithParts.SingleAsync(t => t.Id == id, cancel);
        var around = await Surroundings.ReadAsync(db, ticket, events, cancel);
        await SettleAsync(id, events, now, cancel);
        var since = now - TellingJobs.OneGo;
        var recent = await db.Notifications.Unread.Where(n => n.TicketId == id && n.At > since).ToListAsync(cancel);
        foreach (var doing in events.GroupBy(e => e.By))
        {
            var audience = new Audience(ticket, around);
            foreach (var entry in doing)
            {
                if (!IsOver(entry, events))
                {
                    audience.Hear(entry);
                }

                entry.Tell();
            }

            foreach (var (news, recipient, absent) in await DeliverableAsync(audience, around, ticket, now, cancel))
            {
                if (recent.Find(n => n.RecipientId == recipient.Id && n.ActorId == doing.Key?.Id && n.ForId == absent?.Id) is { } same)
                {
                    same.Join(news);
                }
                else
                {
                    db.Add(new Notification(recipient, ticket, news, doing.Key, absent, now));
                }
            }
        }
    }

    /// <summary>Whether a request was answered before anybody could be told of it.</summary>
    static bool IsOver(TicketEvent entry, List<TicketEvent> events) => entry.Verb switch
    {
        TicketVerb.ApprovalAsked => events.Exists(e => e.Position > entry.Position && e.Verb is (TicketVerb.ApprovalGranted or TicketVerb.ApprovalDeclined)),
        TicketVerb.Forwarded => events.Exists(e => e.Position > entry.Position && e.Conversation == entry.Conversation && e.Verb is (TicketVerb.GivenBack or TicketVerb.TakenBack)),
        _ => false,
    };

    /// <summary>What somebody has seen to is no longer new for the others who were asked.</summary>
    async Task SettleAsync(int id, List<TicketEvent> events, DateTimeOffset now, CancellationToken cancel)
    {
        News[] over =
        [
            .. events.Exists(e => e.Verb is TicketVerb.ApprovalGranted or TicketVerb.ApprovalDeclined) ? [News.ApprovalAsked] : Array.Empty<News>(),
            .. events.Exists(e => e.Verb is TicketVerb.GivenBack or TicketVerb.TakenBack) ? [News.ForwardedToUs] : Array.Empty<News>(),
        ];
        if (over.Length > 0)
        {
            await db.Notifications.Unread.Where(n => n.TicketId == id && over.Contains(n.News)).ExecuteUpdateAsync(n => n.SetProperty(x => x.ReadAt, now), cancel);
        }
    }

    /// <summary>Those who may see the ticket; and for whoever is away their deputy too, if they may.</summary>
    async Task<List<(News News, StaffMember Recipient, StaffMember? Absent)>> DeliverableAsync(Audience audience, Surroundings around, Ticket ticket, DateTimeOffset now, CancellationToken cancel)
    {
        var today = Zone.DayOf(now);
        var ids = audience.People.ToList();
        var people = await db.Staff.Where(s => s.IsActive && ids.Contains(s.Id)).Include(s => s.Absences.Where(a => a.From <= today && a.To >= today)).ThenInclude(a => a.Deputy).OrderBy(s => s.Id).ToListAsync(cancel);
        var told = new List<(News, StaffMember, StaffMember?)>();
        foreach (var person in people)
        {
            if (await MaySeeAsync(person))
            {
                told.Add((audience.NewsFor(person.Id, person.Id), person, null));
            }

            foreach (var deputy in person.Absences.Select(a => a.Deputy).OfType<StaffMember>().Where(d => d.IsActive && !audience.People.Contains(d.Id)).Distinct())
            {
                if (audience.NewsFor(person.Id, deputy.Id) is not News.None and var news && await MaySeeAsync(deputy))
                {
                    told.Add((news, deputy, person));
                }
            }
        }

        return told;

        async Task<bool> MaySeeAsync(StaffMember person) =>
            around.Sight.TryGetValue(person.Id, out var me) && (me.Hidden.Count == 0 || await db.Tickets.VisibleTo(me).AnyAsync(t => t.Id == ticket.Id, cancel));
    }

    /// <summary>Nobody needs to know for ever who was told what.</summary>
    Task<int> SweepAsync(DateTimeOffset now, CancellationToken cancel)
    {
        var (read, all) = (now - Notification.KeptRead, now - Notification.Kept);
        return db.Notifications.Where(n => n.At < all || (n.At < read && n.ReadAt != null)).ExecuteDeleteAsync(cancel);
    }
}
