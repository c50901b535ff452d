using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tresen.Tickets.Relations;

sealed class TicketLinkMapping : IEntityTypeConfiguration<TicketLink>
{
    public void Configure(EntityTypeBuilder<TicketLink> link)
    {
        link.ToTable("ticket_links");
        link.HasIndex(l => new { l.TicketId, l.OtherId, l.Kind }).IsUnique();
        link.HasIndex(l => l.OtherId); // what belongs to a trouble
        link.HasOne(l => l.Ticket).WithMany().HasForeignKey(l => l.TicketId).OnDelete(DeleteBehavior.Cascade);
        link.HasOne(l => l.Other).WithMany().HasForeignKey(l => l.OtherId).OnDelete(DeleteBehavior.Cascade);
    }
}
