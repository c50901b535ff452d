using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tresen.Tickets;

namespace Tresen.Conversations.Moving;

sealed class MoveMapping : IEntityTypeConfiguration<Move>
{
    public void Configure(EntityTypeBuilder<Move> move)
    {
        move.ToTable("moves");
        move.HasIndex(m => m.FromTicketId); // what can be undone stands in both timelines
        move.HasIndex(m => m.ToTicketId);
        move.HasOne<Ticket>().WithMany().HasForeignKey(m => m.FromTicketId).OnDelete(DeleteBehavior.Cascade);
        move.HasOne<Ticket>().WithMany().HasForeignKey(m => m.ToTicketId).OnDelete(DeleteBehavior.Cascade);
        move.HasOne(m => m.By).WithMany().HasForeignKey(m => m.ById).OnDelete(DeleteBehavior.Restrict);
        move.HasOne(m => m.UndoneBy).WithMany().HasForeignKey(m => m.UndoneById).OnDelete(DeleteBehavior.Restrict);
        move.HasMany(m => m.Parts).WithOne().HasForeignKey(p => p.MoveId).OnDelete(DeleteBehavior.Cascade);
        move.HasMany(m => m.Sides).WithOne().HasForeignKey(s => s.MoveId).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class MovePartMapping : IEntityTypeConfiguration<MovePart>
{
    public void Configure(EntityTypeBuilder<MovePart> part)
    {
        part.ToTable("move_parts");
        part.HasIndex(p => new { p.Kind, p.PartId }); // whether a locked booking may go back
    }
}

sealed class MoveSideMapping : IEntityTypeConfiguration<MoveSide>
{
    public void Configure(EntityTypeBuilder<MoveSide> side)
    {
        side.ToTable("move_sides");
        side.Ignore(s => s.Before).Ignore(s => s.After);
    }
}
