using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;

namespace Tresen.Staff;

/// <summary>The tables of this slice, and questions about people and departments.</summary>
public static class StaffQueries
{
    extension(TresenDb db)
    {
        public DbSet<Company> Companies => db.Set<Company>();

        public DbSet<Department> Departments => db.Set<Department>();

        public DbSet<StaffMember> Staff => db.Set<StaffMember>();

        public DbSet<Absence> Absences => db.Set<Absence>();

        public DbSet<Role> Roles => db.Set<Role>();

        /// <summary>Whether nobody else who works here has the right to administer.</summary>
        public async Task<bool> IsLastAdministratorAsync(StaffMember person, CancellationToken cancel) =>
            person is { IsActive: true } && (person.Rights & Platform.Identity.Capability.Administration) != 0
            && !await db.Staff.AnyAsync(s => s.Id != person.Id && s.IsActive && (s.Rights & Platform.Identity.Capability.Administration) != 0, cancel);

        /// <summary>Keeps others who change people's rights out until the work is done, so that two administrators can't take
        /// each other's right away at once.</summary>
        public async Task LockAdministrationAsync(CancellationToken cancel) =>
            await db.LockAsync<Company>(await db.Companies.MinAsync(c => (int?)c.Id, cancel) ?? 0, cancel);
    }

    extension(IQueryable<StaffMember> staff)
    {
        /// <summary>Who works here now, by name.</summary>
        public IQueryable<StaffMember> Active => staff.Where(s => s.IsActive).OrderBy(s => s.Name);
    }

    extension(IQueryable<Role> roles)
    {
        /// <summary>As the administration ordered them.</summary>
        public IQueryable<Role> InOrder => roles.OrderBy(r => r.Position).ThenBy(r => r.Title);
    }

    extension(IQueryable<Department> departments)
    {
        /// <summary>Those in use, by name.</summary>
        public IQueryable<Department> Active => departments.Where(d => d.IsActive).OrderBy(d => d.Name);
    }
}
