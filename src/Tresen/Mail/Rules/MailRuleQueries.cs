using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Tickets;

namespace Tresen.Mail.Rules;

/// <summary>Questions about the rules for mails.</summary>
public static class MailRuleQueries
{
    extension(TresenDb db)
    {
        public DbSet<MailRule> MailRules => db.Set<MailRule>();

        /// <summary>The newest open ticket of that alert.</summary>
        public Task<Ticket?> AlertAsync(string key, CancellationToken cancel) => db.Tickets.AsNoTracking().Open.Where(t => t.AlertKey == key).OrderByDescending(t => t.Id).FirstOrDefaultAsync(cancel);
    }

    extension(IQueryable<MailRule> rules)
    {
        /// <summary>In the order in which they are asked.</summary>
        public IQueryable<MailRule> InOrder => rules.OrderBy(r => r.Position).ThenBy(r => r.Id);

        /// <summary>With their conditions and all that they name.</summary>
        public IQueryable<MailRule> WithParts => rules
            .Include(r => r.Conditions.OrderBy(c => c.Position)).Include(r => r.Mailbox)
            .Include(r => r.Department).ThenInclude(d => d!.Company)
            .Include(r => r.Department).ThenInclude(d => d!.Members).ThenInclude(m => m.StaffMember)
            .Include(r => r.Assignee).Include(r => r.Area).Include(r => r.Kind).Include(r => r.Tag)
            .Include(r => r.Customer).ThenInclude(c => c!.MergedInto)
            .AsSplitQuery();
    }
}
