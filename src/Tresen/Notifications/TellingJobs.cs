using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Jobs;
using Tresen.Tickets;

namespace Tresen.Notifications;

/// <summary>With each event of a ticket that concerns somebody go the jobs that tell them: in the program at once, where what follows
/// in the same minute joins it; by mail a minute later, so that what one person does in one go is one mail. An emergency is mailed at once.</summary>
public sealed class TellingJobs : IBeforeSave
{
    /// <summary>The kind of job that tells in the program; its subject is the ticket's number.</summary>
    public const string Kind = "tell";

    /// <summary>The kind of job that tells by mail, with the same subject.</summary>
    public const string ByMail = "tell-by-mail";

    /// <summary>What one person does within this time is told at once.</summary>
    public static readonly TimeSpan OneGo = TimeSpan.FromMinutes(1);

    /// <summary>What is entered into the history afterwards (a move from another system) is no news.</summary>
    public static readonly TimeSpan StaysNews = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public static void Add(TresenDb db, DateTimeOffset now)
    {
        var fresh = db.ChangeTracker.Entries<TicketEvent>()
            .Where(e => e.State == EntityState.Added && !e.Entity.IsTold && e.Entity.At > now - StaysNews && Audience.Concerns(e.Entity.Verb, e.Entity.Field))
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
            var (subject, at) = (ticket.Number.ToString(), events.Max(e => e.At));
            db.Add(new Job(Kind, subject, at));
            db.Add(new Job(ByMail, subject, at + (isUrgent ? TimeSpan.Zero : OneGo)));
        }
    }
}
