using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Jobs;
using Tresen.Tickets;

namespace Tresen.Notifications;

/// <summary>With each event of a ticket that concerns somebody goes the job that tells them, a minute later, so that what one
/// person does in one go is one notification. An emergency is told at once.</summary>
public sealed class TellingJobs : IBeforeSave
{
    /// <summary>The kind of job; its subject is the ticket's number.</summary>
    public const string Kind = "tell";

    /// <summary>What is entered into the history afterwards (a move from another system) is no news.</summary>
    public static readonly TimeSpan StaysNews = TimeSpan.FromDays(1);

    static readonly TimeSpan OneGo = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public static void Add(TresenDb db, DateTimeOffset now)
    {
        var fresh = db.ChangeTracker.Entries<TicketEvent>()
            .Where(e => e.State == EntityState.Added && e.Entity.At > now - StaysNews && Audience.Concerns(e.Entity.Verb, e.Entity.Field))
            .Select(e => e.Entity).ToHashSet();
        if (fresh.Count == 0)
        {
            return;
        }

        var tickets = db.ChangeTracker.Entries<Ticket>().Select(t => t.Entity).Where(t => t.Events.Any(fresh.Contains)).ToList();
        foreach (var ticket in tickets)
        {
            var events = ticket.Events.Where(fresh.Contains).ToList();
            var isUrgent = ticket.Priority == Priority.Emergency && events.Exists(Audience.BeginsEmergency);
            db.Add(new Job(Kind, ticket.Number.ToString(), events.Max(e => e.At) + (isUrgent ? TimeSpan.Zero : OneGo)));
        }
    }
}
