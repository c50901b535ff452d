using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Settings;
using Tresen.Platform.Time;

namespace Tresen.Staff;

sealed class CompanyMapping : IEntityTypeConfiguration<Company>
{
    public void Configure(EntityTypeBuilder<Company> company)
    {
        company.ToTable("companies");
        company.Property(c => c.Particulars).HasMaxLength(2000);
        company.Property(c => c.Bundesland).HasMaxLength(2);
        company.Property(c => c.Hours).HasDefaultValue(BusinessHours.Usual);
        company.Property(c => c.Closed).HasMaxLength(20_000).HasConversion(
            closed => ClosedDays.Stored(closed),
            stored => ClosedDays.FromStored(stored),
            new ValueComparer<IReadOnlyList<ClosedDays>>((a, b) => a!.SequenceEqual(b!), closed => closed.Count, closed => closed));
        company.Property(c => c.RemindDays).HasDefaultValue(1).HasSentinel(-1);
        company.Property(c => c.RemindMinutes).HasDefaultValue(60).HasSentinel(-1);
        company.Ignore(c => c.WorkingTime);
    }
}

sealed class DepartmentMapping : IEntityTypeConfiguration<Department>
{
    public void Configure(EntityTypeBuilder<Department> department)
    {
        department.ToTable("departments");
        department.HasIndex(d => d.Name).IsUnique();
        department.Property(d => d.Bundesland).HasMaxLength(2);
        department.Property(d => d.Promises).HasMaxLength(200).HasConversion(
            promises => Promise.Stored(promises),
            stored => Promise.FromStored(stored),
            new ValueComparer<IReadOnlyList<Promise>>((a, b) => a!.SequenceEqual(b!), promises => promises.Count, promises => promises));
        department.Property(d => d.Escalation).HasMaxLength(1000).HasConversion(
            steps => string.Join(';', steps.Select(s => s.Key)),
            stored => stored.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(key => EscalationStep.Read(key)!).ToList(),
            new ValueComparer<IReadOnlyList<EscalationStep>>((a, b) => a!.SequenceEqual(b!), steps => steps.Count, steps => steps));
        department.Ignore(d => d.WorkingTime);
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

sealed class RoleMapping : IEntityTypeConfiguration<Role>
{
    public void Configure(EntityTypeBuilder<Role> role)
    {
        role.ToTable("roles").HasKey(r => r.Name);
        role.Property(r => r.Name).HasMaxLength(40);
        role.Property(r => r.Title).HasMaxLength(60);
        role.Property(r => r.English).HasMaxLength(60);
    }

    /// <summary>The roles that come with the program are there in each database, and stay as they were changed.</summary>
    sealed class Triggers : ITriggers
    {
        public static IEnumerable<string> Statements(bool postgres) => Role.Presets.Select(r =>
            $"insert into roles (name, title, english, position, rights) values ('{r.Name}', '{r.Title}', '{r.English}', {r.Position}, {(int)r.Rights}) on conflict (name) do nothing");
    }
}

/// <summary>Who changed a setting; the history itself knows nobody.</summary>
sealed class SettingChangeMapping : IEntityTypeConfiguration<SettingChange>
{
    public void Configure(EntityTypeBuilder<SettingChange> change) => change.HasOne<StaffMember>().WithMany().HasForeignKey(c => c.ById).OnDelete(DeleteBehavior.Restrict);
}

sealed class AbsenceMapping : IEntityTypeConfiguration<Absence>
{
    public void Configure(EntityTypeBuilder<Absence> absence)
    {
        absence.ToTable("absences");
        absence.HasOne(a => a.Deputy).WithMany().OnDelete(DeleteBehavior.SetNull);
    }
}
