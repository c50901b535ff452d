using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Platform.Data;

namespace Tresen.Mail;

/// <summary>A mail as it arrived goes along with the message that was read from it, in the same save: with it it is kept, erased and deleted.</summary>
sealed class MovedMails : IBeforeSave
{
    public static void Add(TresenDb db, DateTimeOffset now)
    {
        var moved = db.ChangeTracker.Entries<Message>().Where(e => e.State == EntityState.Modified && e.Property(m => m.TicketId).IsModified && e.Entity.RawMailId is not null)
            .ToDictionary(e => e.Entity.RawMailId!.Value, e => e.Entity.TicketId);
        if (moved.Count == 0)
        {
            return;
        }

        var ids = moved.Keys.ToList();
        foreach (var mail in db.RawMails.Where(r => ids.Contains(r.Id)).ToList())
        {
            mail.GoAlong(moved[mail.Id]);
        }

        db.ChangeTracker.DetectChanges();
    }
}
