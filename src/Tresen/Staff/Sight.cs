using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;

namespace Tresen.Staff;

/// <summary>What people of ours may see while they aren't asking: for whoever writes to them.</summary>
public static class Sight
{
    extension(TresenDb db)
    {
        /// <summary>Each of these people, if they still work here, with the rights that hold at this moment.</summary>
        public async Task<IReadOnlyDictionary<int, Me>> SightOfAsync(IReadOnlyCollection<int> people, CancellationToken cancel)
        {
            var found = await db.Set<StaffMember>().Where(s => s.IsActive && people.Contains(s.Id))
                .Select(s => new { s.Id, s.Name, s.Mail, s.Rights, Places = s.Memberships.Select(m => new { m.DepartmentId, m.Standing }).ToList() })
                .ToListAsync(cancel);
            var confidential = await db.Set<Department>().Where(d => d.IsConfidential).Select(d => d.Id).ToListAsync(cancel);
            return found.ToDictionary(s => s.Id, s => new Me(
                s.Id,
                s.Name,
                s.Mail,
                s.Rights,
                [.. s.Places.Select(p => p.DepartmentId)],
                [.. s.Places.Where(p => p.Standing is Standing.Lead or Standing.Deputy).Select(p => p.DepartmentId)],
                s.Rights.HasFlag(Capability.Administration) ? [] : [.. confidential.Except(s.Places.Select(p => p.DepartmentId))]));
        }
    }
}
