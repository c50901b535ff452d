using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tresen.Platform.Text;

namespace Tresen.Tickets;

sealed class TicketMapping : IEntityTypeConfiguration<Ticket>
{
    public void Configure(EntityTypeBuilder<Ticket> ticket)
    {
        ticket.ToTable("tickets");
        ticket.Property(t => t.Subject).HasMaxLength(200);
        ticket.Property(t => t.Description).HasMaxLength(RichText.MostLength);
        ticket.Property(t => t.InternalRemark).HasMaxLength(100_000);
        ticket.Property(t => t.SearchKey).HasMaxLength(1500);
        ticket.Property(t => t.Version).IsConcurrencyToken();
        ticket.Property(t => t.HistoryLength).IsConcurrencyToken(); // two lines in the same place would break the chain
        ticket.Property(t => t.HistorySeal).HasMaxLength(64);
        ticket.Property(t => t.AlertKey).HasMaxLength(200);
        ticket.Ignore(t => t.IsClosed).Ignore(t => t.IsBilled).Ignore(t => t.ProposedRate).Ignore(t => t.PlannedAmount).Ignore(t => t.WantsApproval).Ignore(t => t.ChangedSinceApproval).Ignore(t => t.MaterialAmount).Ignore(t => t.HistoryHolds).Ignore(t => t.DueTime).Ignore(t => t.Deadlines).Ignore(t => t.IsUnaccepted).Ignore(t => t.NextEmergencyCall).Ignore(t => t.OpenSteps).Ignore(t => t.IsMerged);

        ticket.HasIndex(t => t.Number).IsUnique();
        ticket.HasIndex(t => new { t.Category, t.Priority, t.WaitingSince }); // the view Dran
        ticket.HasIndex(t => new { t.DepartmentId, t.Category });
        ticket.HasIndex(t => new { t.AssigneeId, t.Category });
        ticket.HasIndex(t => new { t.CustomerId, t.Number }); // the customer's tab Service
        ticket.HasIndex(t => new { t.Category, t.DueAt }); // overdue, due this week
        ticket.HasIndex(t => t.ProgressId);
        ticket.HasIndex(t => new { t.ApprovalState, t.DepartmentId }); // waiting for approval
        ticket.HasIndex(t => t.EmergencySince).HasFilter("emergency_since is not null"); // emergencies that nobody has taken
        ticket.HasIndex(t => t.AlertKey).HasFilter("alert_key is not null"); // the open ticket of the same alert
        ticket.HasIndex(t => t.FollowUpOn); // comes back by itself
        ticket.HasIndex(t => t.ReplyAfterClosingAt); // replies after closing that nobody looked at

        ticket.HasOne(t => t.Customer).WithMany().OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne(t => t.Follows).WithMany().HasForeignKey(t => t.FollowsId).OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne(t => t.MergedInto).WithMany().HasForeignKey(t => t.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne(t => t.BillTo).WithMany().OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne(t => t.Contact).WithMany().OnDelete(DeleteBehavior.SetNull);
        ticket.HasOne(t => t.Site).WithMany().OnDelete(DeleteBehavior.SetNull);
        ticket.HasOne(t => t.Department).WithMany().OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne(t => t.Area).WithMany().OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne(t => t.Kind).WithMany().OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne(t => t.Channel).WithMany().OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne(t => t.Progress).WithMany().OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne(t => t.BeforeWaiting).WithMany().OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne(t => t.Article).WithMany().OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne(t => t.Assignee).WithMany().OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne(t => t.CreatedBy).WithMany().OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne(t => t.ClosedBy).WithMany().OnDelete(DeleteBehavior.Restrict);
        ticket.HasMany(t => t.People).WithOne().HasForeignKey(p => p.TicketId).OnDelete(DeleteBehavior.Cascade);
        ticket.HasMany(t => t.Devices).WithOne().HasForeignKey(d => d.TicketId).OnDelete(DeleteBehavior.Cascade);
        ticket.HasMany(t => t.Tags).WithOne().HasForeignKey(d => d.TicketId).OnDelete(DeleteBehavior.Cascade);
        ticket.HasMany(t => t.Shares).WithOne().HasForeignKey(d => d.TicketId).OnDelete(DeleteBehavior.Cascade);
        ticket.HasMany(t => t.Closings).WithOne().HasForeignKey(c => c.TicketId).OnDelete(DeleteBehavior.Cascade);
        ticket.HasMany(t => t.Approvals).WithOne().HasForeignKey(a => a.TicketId).OnDelete(DeleteBehavior.Cascade);
        ticket.HasMany(t => t.CostApprovals).WithOne().HasForeignKey(a => a.TicketId).OnDelete(DeleteBehavior.Cascade);
        ticket.HasMany(t => t.Files).WithOne().HasForeignKey(f => f.TicketId).OnDelete(DeleteBehavior.Cascade);
        ticket.HasMany(t => t.Material).WithOne(m => m.Ticket).HasForeignKey(m => m.TicketId).OnDelete(DeleteBehavior.Cascade);
        ticket.HasMany(t => t.Steps).WithOne().HasForeignKey(s => s.TicketId).OnDelete(DeleteBehavior.Cascade);
        ticket.HasMany(t => t.FreeValues).WithOne().HasForeignKey(v => v.TicketId).OnDelete(DeleteBehavior.Cascade);
        ticket.HasMany(t => t.Events).WithOne().HasForeignKey(e => e.TicketId).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class TicketPersonMapping : IEntityTypeConfiguration<TicketPerson>
{
    public void Configure(EntityTypeBuilder<TicketPerson> person)
    {
        person.ToTable("ticket_people").HasKey(p => new { p.TicketId, p.StaffMemberId });
        person.HasOne(p => p.StaffMember).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}

sealed class TicketDeviceMapping : IEntityTypeConfiguration<TicketDevice>
{
    public void Configure(EntityTypeBuilder<TicketDevice> device)
    {
        device.ToTable("ticket_devices").HasKey(d => new { d.TicketId, d.DeviceId });
        device.HasOne(d => d.Device).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}

sealed class TicketTagMapping : IEntityTypeConfiguration<TicketTag>
{
    public void Configure(EntityTypeBuilder<TicketTag> tag)
    {
        tag.ToTable("ticket_tags").HasKey(t => new { t.TicketId, t.TagId });
        tag.HasOne(t => t.Tag).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}

sealed class TicketShareMapping : IEntityTypeConfiguration<TicketShare>
{
    public void Configure(EntityTypeBuilder<TicketShare> share) => share.ToTable("ticket_shares").HasKey(s => new { s.TicketId, s.DepartmentId });
}

sealed class ClosingMapping : IEntityTypeConfiguration<Closing>
{
    public void Configure(EntityTypeBuilder<Closing> closing)
    {
        closing.ToTable("closings");
        closing.Property(c => c.Report).HasMaxLength(RichText.MostLength);
        closing.HasOne(c => c.By).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}

sealed class ApprovalMapping : IEntityTypeConfiguration<Approval>
{
    public void Configure(EntityTypeBuilder<Approval> approval)
    {
        approval.ToTable("approvals");
        approval.Property(a => a.AskedRemark).HasMaxLength(Approval.MostRemark);
        approval.Property(a => a.DecisionRemark).HasMaxLength(Approval.MostRemark);
        approval.Property(a => a.ContentSeen).HasMaxLength(2000);
        approval.HasOne(a => a.AskedBy).WithMany().OnDelete(DeleteBehavior.Restrict);
        approval.HasOne(a => a.DecidedBy).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}

sealed class CostApprovalMapping : IEntityTypeConfiguration<CostApproval>
{
    public void Configure(EntityTypeBuilder<CostApproval> approval)
    {
        approval.ToTable("cost_approvals");
        approval.HasOne(a => a.By).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}

sealed class TicketEventMapping : IEntityTypeConfiguration<TicketEvent>
{
    public void Configure(EntityTypeBuilder<TicketEvent> entry)
    {
        entry.ToTable("ticket_events");
        entry.Property(e => e.Field).HasMaxLength(60);
        entry.Property(e => e.Seal).HasMaxLength(64);
        entry.Property(e => e.FromTextHash).HasMaxLength(64);
        entry.Property(e => e.ToTextHash).HasMaxLength(64);
        entry.Ignore(e => e.Before).Ignore(e => e.After).Ignore(e => e.HasBefore).Ignore(e => e.HasAfter).Ignore(e => e.ConcernsTicket);
        entry.HasIndex(e => new { e.TicketId, e.Position }).IsUnique(); // the tab Verlauf
        entry.HasOne(e => e.By).WithMany().HasForeignKey(e => e.ById).OnDelete(DeleteBehavior.Restrict);
        entry.HasOne(e => e.FromText).WithMany().HasForeignKey(e => e.FromTextHash).OnDelete(DeleteBehavior.Restrict);
        entry.HasOne(e => e.ToText).WithMany().HasForeignKey(e => e.ToTextHash).OnDelete(DeleteBehavior.Restrict);
        entry.Navigation(e => e.FromText).AutoInclude();
        entry.Navigation(e => e.ToText).AutoInclude();
    }
}

sealed class ProgressMapping : IEntityTypeConfiguration<Progress>
{
    public void Configure(EntityTypeBuilder<Progress> progress)
    {
        progress.ToTable("progresses");
        progress.Ignore(p => p.Title).Ignore(p => p.IsWaiting).Ignore(p => p.AsksForNothing);
        progress.PrimitiveCollection(p => p.AskedFields);
    }
}

sealed class KindMapping : IEntityTypeConfiguration<Kind>
{
    public void Configure(EntityTypeBuilder<Kind> kind)
    {
        kind.ToTable("kinds").Ignore(k => k.Title);
        kind.Property(k => k.Color).HasMaxLength(10).HasDefaultValue("grey");
    }
}

sealed class AreaMapping : IEntityTypeConfiguration<Area>
{
    public void Configure(EntityTypeBuilder<Area> area)
    {
        area.ToTable("areas").Ignore(a => a.Title);
        area.Property(a => a.Color).HasMaxLength(10).HasDefaultValue("grey");
    }
}

sealed class ChannelMapping : IEntityTypeConfiguration<Channel>
{
    public void Configure(EntityTypeBuilder<Channel> channel)
    {
        channel.ToTable("channels").Ignore(c => c.Title);
        channel.Property(c => c.Color).HasMaxLength(10).HasDefaultValue("grey");
    }
}

sealed class TagMapping : IEntityTypeConfiguration<Tag>
{
    public void Configure(EntityTypeBuilder<Tag> tag)
    {
        tag.ToTable("tags").Ignore(t => t.Title);
        tag.Property(t => t.Color).HasMaxLength(10).HasDefaultValue("grey");
        tag.HasIndex(t => t.Name).IsUnique();
    }
}

sealed class TicketFileMapping : IEntityTypeConfiguration<TicketFile>
{
    public void Configure(EntityTypeBuilder<TicketFile> file)
    {
        file.ToTable("ticket_files");
        file.HasOne(f => f.Content).WithMany().OnDelete(DeleteBehavior.Restrict);
        file.HasOne(f => f.AddedBy).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}

sealed class MaterialLineMapping : IEntityTypeConfiguration<MaterialLine>
{
    public void Configure(EntityTypeBuilder<MaterialLine> line)
    {
        line.ToTable("material_lines");
        line.Ignore(m => m.Quantity).Ignore(m => m.Amount).Ignore(m => m.UnbilledAmount);
        line.HasOne(m => m.Article).WithMany().OnDelete(DeleteBehavior.Restrict);
        line.Property(m => m.BillingReference).HasMaxLength(60);
        line.HasIndex(m => m.BilledToId); // what is billed on a customer's Zeitkonto
        line.HasOne(m => m.BilledTo).WithMany().HasForeignKey(m => m.BilledToId).OnDelete(DeleteBehavior.Restrict);
        line.HasOne(m => m.AddedBy).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}

sealed class FreeFieldMapping : IEntityTypeConfiguration<FreeField>
{
    public void Configure(EntityTypeBuilder<FreeField> field)
    {
        field.ToTable("free_fields").Ignore(f => f.Title).Ignore(f => f.Options);
        field.Property(f => f.OptionLines).HasMaxLength(12_000);
        field.HasIndex(f => f.Slot).IsUnique();
    }
}

sealed class FreeValueMapping : IEntityTypeConfiguration<FreeValue>
{
    public void Configure(EntityTypeBuilder<FreeValue> value)
    {
        value.ToTable("free_values").HasKey(v => new { v.TicketId, v.FreeFieldId });
        value.Property(v => v.Value).HasMaxLength(1000);
        value.HasOne(v => v.FreeField).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}
