using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Forms;

namespace Tresen.Tickets.Checklists;

/// <summary>The tables of checklists.</summary>
public static class ChecklistQueries
{
    extension(TresenDb db)
    {
        public DbSet<Checklist> Checklists => db.Set<Checklist>();

        public DbSet<TicketStep> TicketSteps => db.Set<TicketStep>();

        /// <summary>The lists that are offered, by name.</summary>
        public async Task<IReadOnlyList<Choice>> ChecklistChoicesAsync(CancellationToken cancel) =>
            [.. (await db.Set<Checklist>().Where(l => l.IsActive).OrderBy(l => l.SortKey).Select(l => new { l.Id, l.Name }).ToListAsync(cancel)).Select(l => new Choice(l.Id.ToString(), l.Name))];
    }
}
