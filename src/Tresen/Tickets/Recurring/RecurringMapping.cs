using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tresen.Platform.Text;

namespace Tresen.Tickets.Recurring;

sealed class RecurringTicketMapping : IEntityTypeConfiguration<RecurringTicket>
{
    public void Configure(EntityTypeBuilder<RecurringTicket> recurring)
    {
        recurring.ToTable("recurring_tickets");
        recurring.Ignore(r => r.Rhythm).Ignore(r => r.NextOn);
        recurring.Property(r => r.Subject).HasMaxLength(200);
        recurring.Property(r => r.Description).HasMaxLength(RichText.MostLength);
        recurring.Property(r => r.NextPlace).IsConcurrencyToken();
        recurring.HasOne(r => r.Customer).WithMany().OnDelete(DeleteBehavior.Restrict);
        recurring.HasOne(r => r.Device).WithMany().OnDelete(DeleteBehavior.Restrict);
        recurring.HasOne(r => r.Department).WithMany().OnDelete(DeleteBehavior.Restrict);
        recurring.HasOne(r => r.Assignee).WithMany().OnDelete(DeleteBehavior.Restrict);
        recurring.HasOne(r => r.Kind).WithMany().OnDelete(DeleteBehavior.Restrict);
        recurring.HasOne(r => r.Area).WithMany().OnDelete(DeleteBehavior.Restrict);
        recurring.HasOne(r => r.Checklist).WithMany().OnDelete(DeleteBehavior.SetNull);
        recurring.HasOne(r => r.CreatedBy).WithMany().OnDelete(DeleteBehavior.Restrict);
        recurring.HasMany(r => r.Turns).WithOne().HasForeignKey(t => t.RecurringTicketId).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class RecurringTurnMapping : IEntityTypeConfiguration<RecurringTurn>
{
    public void Configure(EntityTypeBuilder<RecurringTurn> turn)
    {
        turn.ToTable("recurring_turns");
        turn.HasIndex(t => new { t.RecurringTicketId, t.Place }).IsUnique();
        turn.HasOne(t => t.Ticket).WithMany().OnDelete(DeleteBehavior.SetNull);
    }
}
