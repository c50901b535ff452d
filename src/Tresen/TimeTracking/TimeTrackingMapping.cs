using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tresen.TimeTracking;

sealed class TimeEntryMapping : IEntityTypeConfiguration<TimeEntry>
{
    public void Configure(EntityTypeBuilder<TimeEntry> entry)
    {
        entry.ToTable("time_entries");
        entry.Property(e => e.Place).HasMaxLength(150);
        entry.Property(e => e.Description).HasMaxLength(4000);
        entry.Property(e => e.InternalComment).HasMaxLength(4000);
        entry.Property(e => e.BillingReference).HasMaxLength(60);
        entry.Property(e => e.Version).IsConcurrencyToken();
        entry.Ignore(e => e.UnbilledMinutes).Ignore(e => e.IsReversal);

        entry.HasIndex(e => new { e.PerformerId, e.Day }); // the day and week of a person
        entry.HasIndex(e => new { e.TicketId, e.Day }); // the ticket's tab Zeiten
        entry.HasIndex(e => new { e.BillToId, e.BilledAt, e.Day }); // Zeitkonto
        entry.HasIndex(e => e.ReversesId).IsUnique(); // nothing is reversed twice, whoever sends it twice

        entry.HasOne(e => e.Performer).WithMany().OnDelete(DeleteBehavior.Restrict);
        entry.HasOne(e => e.Recorder).WithMany().OnDelete(DeleteBehavior.Restrict);
        entry.HasOne(e => e.ConfirmedBy).WithMany().OnDelete(DeleteBehavior.Restrict);
        entry.HasOne(e => e.Ticket).WithMany().OnDelete(DeleteBehavior.Restrict);
        entry.HasOne(e => e.Customer).WithMany().OnDelete(DeleteBehavior.Restrict);
        entry.HasOne(e => e.BillTo).WithMany().OnDelete(DeleteBehavior.Restrict);
        entry.HasOne(e => e.Department).WithMany().OnDelete(DeleteBehavior.Restrict);
        entry.HasOne(e => e.Activity).WithMany().OnDelete(DeleteBehavior.Restrict);
        entry.HasOne(e => e.Reverses).WithMany().HasForeignKey(e => e.ReversesId).OnDelete(DeleteBehavior.Restrict);
        entry.HasOne<TimeEntry>().WithMany().HasForeignKey(e => e.ReplacesId).OnDelete(DeleteBehavior.Restrict);
        entry.HasMany(e => e.Versions).WithOne().HasForeignKey(v => v.TimeEntryId).OnDelete(DeleteBehavior.Restrict);
    }
}

sealed class TimeEntryVersionMapping : IEntityTypeConfiguration<TimeEntryVersion>
{
    public void Configure(EntityTypeBuilder<TimeEntryVersion> version)
    {
        version.ToTable("time_entry_versions");
        version.Property(v => v.Place).HasMaxLength(150);
        version.Property(v => v.Description).HasMaxLength(4000);
        version.Property(v => v.InternalComment).HasMaxLength(4000);
        version.HasIndex(v => new { v.TimeEntryId, v.Number }).IsUnique();
        version.HasOne(v => v.By).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}

sealed class ActivityMapping : IEntityTypeConfiguration<Activity>
{
    public void Configure(EntityTypeBuilder<Activity> activity) => activity.ToTable("activities").Ignore(a => a.Title);
}

sealed class TimeRulesMapping : IEntityTypeConfiguration<TimeRules>
{
    public void Configure(EntityTypeBuilder<TimeRules> rules) => rules.ToTable("time_rules");
}
