using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tresen.Billing;

sealed class BillingRunMapping : IEntityTypeConfiguration<BillingRun>
{
    public void Configure(EntityTypeBuilder<BillingRun> run)
    {
        run.ToTable("billing_runs");
        run.Property(r => r.Reference).HasMaxLength(60);
        run.HasIndex(r => new { r.PayerId, r.At }); // the runs below a Zeitkonto
        run.HasOne(r => r.Payer).WithMany().OnDelete(DeleteBehavior.Restrict);
        run.HasOne(r => r.By).WithMany().HasForeignKey(r => r.ById).OnDelete(DeleteBehavior.Restrict);
        run.HasOne(r => r.TakenBackBy).WithMany().HasForeignKey(r => r.TakenBackById).OnDelete(DeleteBehavior.Restrict);
        run.Ignore(r => r.Count).Ignore(r => r.Minutes).Ignore(r => r.Amount);
        run.HasMany(r => r.Material).WithOne().HasForeignKey(m => m.BillingRunId).OnDelete(DeleteBehavior.Restrict);
        run.HasMany(r => r.Entries).WithOne().HasForeignKey(e => e.BillingRunId).OnDelete(DeleteBehavior.Restrict);
    }
}

sealed class BilledEntryMapping : IEntityTypeConfiguration<BilledEntry>
{
    public void Configure(EntityTypeBuilder<BilledEntry> entry)
    {
        entry.ToTable("billed_entries");
        entry.HasIndex(e => e.TimeEntryId); // in which runs a booking was
        entry.HasOne(e => e.TimeEntry).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}

sealed class BilledMaterialMapping : IEntityTypeConfiguration<BilledMaterial>
{
    public void Configure(EntityTypeBuilder<BilledMaterial> material)
    {
        material.ToTable("billed_material");
        material.HasIndex(m => m.MaterialLineId); // in which runs a line was
        material.HasOne(m => m.MaterialLine).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}
