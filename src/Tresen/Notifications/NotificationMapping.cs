using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tresen.Notifications;

sealed class NotificationMapping : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> notification)
    {
        notification.ToTable("notifications");
        notification.HasIndex(n => new { n.RecipientId, n.Id }); // the page
        notification.HasIndex(n => new { n.RecipientId, n.ReadAt }); // the bell's number
        notification.HasIndex(n => n.At); // sweeping
        notification.HasOne(n => n.Recipient).WithMany().OnDelete(DeleteBehavior.Restrict);
        notification.HasOne(n => n.Actor).WithMany().OnDelete(DeleteBehavior.Restrict);
        notification.HasOne(n => n.For).WithMany().OnDelete(DeleteBehavior.Restrict);
        notification.HasOne(n => n.Ticket).WithMany().OnDelete(DeleteBehavior.Cascade);
    }
}
