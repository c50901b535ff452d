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
    }

    extension(IQueryable<StaffMember> staff)
    {
        /// <summary>Who works here now, by name.</summary>
        public IQueryable<StaffMember> Active => staff.Where(s => s.IsActive).OrderBy(s => s.Name);
    }

    extension(IQueryable<Department> departments)
    {
        /// <summary>Those in use, by name.</summary>
        public IQueryable<Department> Active => departments.Where(d => d.IsActive).OrderBy(d => d.Name);
    }
}
