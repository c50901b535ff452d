using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tresen.Tickets.Checklists;

sealed class ChecklistMapping : IEntityTypeConfiguration<Checklist>
{
    public void Configure(EntityTypeBuilder<Checklist> list)
    {
        list.ToTable("checklists").Ignore(l => l.Steps);
        list.Property(l => l.Name).HasMaxLength(100);
        list.Property(l => l.Text).HasMaxLength(20_000);
    }
}

sealed class TicketStepMapping : IEntityTypeConfiguration<TicketStep>
{
    public void Configure(EntityTypeBuilder<TicketStep> step)
    {
        step.ToTable("ticket_steps").Ignore(s => s.IsDone);
        step.Property(s => s.Text).HasMaxLength(TicketStep.MostLetters);
        step.Property(s => s.List).HasMaxLength(100);
        step.HasIndex(s => new { s.TicketId, s.Position });
        step.HasOne(s => s.DoneBy).WithMany().HasForeignKey(s => s.DoneById).OnDelete(DeleteBehavior.Restrict);
    }
}
