using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;

namespace Tresen.Post;

/// <summary>Which addresses mail doesn't reach.</summary>
public static class DeadAddressQueries
{
    extension(TresenDb db)
    {
        public DbSet<DeadAddress> DeadAddresses => db.Set<DeadAddress>();

        /// <summary>A server said that there is nobody; to be saved.</summary>
        /// <param name="departmentId">Whose mail it was.</param>
        public async Task MarkDeadAsync(string address, int departmentId, string said, DateTimeOffset at, CancellationToken cancel)
        {
            var normal = MailAddress.Normal(address);
            if (normal.Length is 0 or > 300)
            {
                return;
            }

            // Two nodes may hear it in the same moment, and what else they write down with it must not fail by that.
            var now = at.UtcDateTime;
            await db.Database.ExecuteSqlAsync($"insert into dead_addresses (address, department_id, said, since, last_at, times) values ({normal}, {departmentId}, '', {now}, {now}, 0) on conflict (address, department_id) do nothing", cancel);
            (await db.DeadAddresses.SingleAsync(a => a.Address == normal && a.DepartmentId == departmentId, cancel)).Say(said, at);
        }

        /// <summary>A mail came from there: it lives; to be saved.</summary>
        public async Task ReviveAsync(string address, DateTimeOffset at, CancellationToken cancel)
        {
            foreach (var known in await db.DeadAddresses.Where(a => a.Address == address && a.ClearedAt == null).ToListAsync(cancel))
            {
                known.Clear(null, at);
            }
        }

        /// <summary>Those of these addresses that mail doesn't reach, by the address, as far as this person may know whom was written to.</summary>
        public async Task<IReadOnlyDictionary<string, DeadAddress>> DeadOfAsync(Me me, IEnumerable<string> addresses, CancellationToken cancel)
        {
            var normal = addresses.Select(MailAddress.Normal).Where(a => a.Length > 0).Distinct().ToList();
            return normal.Count == 0 ? new Dictionary<string, DeadAddress>()
                : (await db.DeadAddresses.VisibleTo(me).AsNoTracking().Where(a => a.ClearedAt == null && normal.Contains(a.Address)).ToListAsync(cancel)).GroupBy(a => a.Address).ToDictionary(g => g.Key, g => g.MaxBy(a => a.LastAt)!);
        }
    }

    extension(IQueryable<DeadAddress> addresses)
    {
        /// <summary>Those that departments wrote to whose work this person may see.</summary>
        public IQueryable<DeadAddress> VisibleTo(Me me)
        {
            var hidden = me.Hidden;
            return addresses.Where(a => !hidden.Contains(a.DepartmentId));
        }
    }
}
