using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tresen.Platform.Identity;

namespace Tresen.Staff;

sealed class CompanyMapping : IEntityTypeConfiguration<Company>
{
    public void Configure(EntityTypeBuilder<Company> company)
    {
        company.ToTable("companies");
        company.Property(c => c.Particulars).HasMaxLength(2000);
        company.Property(c => c.Bundesland).HasMaxLength(2);
    }
}

sealed class DepartmentMapping : IEntityTypeConfiguration<Department>
{
    public void Configure(EntityTypeBuilder<Department> department)
    {
        department.ToTable("departments");
        department.HasIndex(d => d.Name).IsUnique();
        department.HasMany(d => d.Members).WithOne(m => m.Department).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class DepartmentMemberMapping : IEntityTypeConfiguration<DepartmentMember>
{
    public void Configure(EntityTypeBuilder<DepartmentMember> member)
    {
        member.ToTable("department_members").HasKey(m => new { m.DepartmentId, m.StaffMemberId });
    }
}

sealed class StaffMemberMapping : IEntityTypeConfiguration<StaffMember>
{
    public void Configure(EntityTypeBuilder<StaffMember> person)
    {
        person.ToTable("staff_members");
        person.HasIndex(p => p.SignInId).IsUnique(); // WhoIsAsking: every request
        person.HasOne<SignIn>().WithMany().HasForeignKey(p => p.SignInId).OnDelete(DeleteBehavior.Restrict);
        person.HasMany(p => p.Memberships).WithOne(m => m.StaffMember).OnDelete(DeleteBehavior.Cascade);
        person.HasMany(p => p.Absences).WithOne(a => a.StaffMember).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class AbsenceMapping : IEntityTypeConfiguration<Absence>
{
    public void Configure(EntityTypeBuilder<Absence> absence)
    {
        absence.ToTable("absences");
        absence.HasOne(a => a.Deputy).WithMany().OnDelete(DeleteBehavior.SetNull);
    }
}
