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
        public async Task MarkDeadAsync(string address, int departmentId, string said, DateTimeOffset at, CancellationToken cancel)
        {
            var normal = MailAddress.Normal(address);
            if (normal.Length is 0 or > 300)
            {
                return;
            }

            if (await db.DeadAddresses.SingleOrDefaultAsync(a => a.Address == normal, cancel) is { } known)
            {
                known.Say(said, at);
            }
            else
            {
                db.Add(new DeadAddress(normal, departmentId, said, at));
            }
        }

        /// <summary>A mail came from there: it lives; to be saved.</summary>
        public async Task ReviveAsync(string address, DateTimeOffset at, CancellationToken cancel)
        {
            if (await db.DeadAddresses.SingleOrDefaultAsync(a => a.Address == address && a.ClearedAt == null, cancel) is { } known)
            {
                known.Clear(null, at);
            }
        }

        /// <summary>Those of these addresses that mail doesn't reach, with what the server said.</summary>
        public async Task<IReadOnlyDictionary<string, DeadAddress>> DeadOfAsync(IEnumerable<string> addresses, CancellationToken cancel)
        {
            var normal = addresses.Select(MailAddress.Normal).Where(a => a.Length > 0).Distinct().ToList();
            return normal.Count == 0 ? new Dictionary<string, DeadAddress>() : await db.DeadAddresses.AsNoTracking().Where(a => a.ClearedAt == null && normal.Contains(a.Address)).ToDictionaryAsync(a => a.Address, cancel);
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
