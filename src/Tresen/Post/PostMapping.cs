using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tresen.Platform.Files;

namespace Tresen.Post;

sealed class MailboxMapping : IEntityTypeConfiguration<Mailbox>
{
    /// <summary>Some providers' access tokens have thousands of letters, and locked away they are longer still.</summary>
    const int LongToken = 32_000;

    public void Configure(EntityTypeBuilder<Mailbox> mailbox)
    {
        mailbox.ToTable("mailboxes");
        mailbox.HasIndex(m => m.Address).IsUnique(); // intake: is that one of ours
        mailbox.Property(m => m.Signature).HasMaxLength(4000);
        mailbox.Property(m => m.Confirmation).HasMaxLength(4000);
        mailbox.Property(m => m.FetchError).HasMaxLength(1000);
        mailbox.Property(m => m.SendError).HasMaxLength(1000);
        mailbox.ComplexProperty(m => m.Imap, server => server.Property(s => s.Secret).HasMaxLength(2000));
        mailbox.ComplexProperty(m => m.Smtp, server => server.Property(s => s.Secret).HasMaxLength(2000));
        mailbox.ComplexProperty(m => m.OAuth, client => client.Property(c => c.Secret).HasMaxLength(2000));
        mailbox.Property(m => m.RefreshToken).HasMaxLength(LongToken);
        mailbox.Property(m => m.AccessToken).HasMaxLength(LongToken);
        mailbox.Ignore(m => m.HasTypedTokens).Ignore(m => m.HasTypedRefreshToken);
        mailbox.HasOne(m => m.Department).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}

sealed class DeadAddressMapping : IEntityTypeConfiguration<DeadAddress>
{
    public void Configure(EntityTypeBuilder<DeadAddress> address)
    {
        address.ToTable("dead_addresses");
        address.HasIndex(a => new { a.Address, a.DepartmentId }).IsUnique(); // whom mail doesn't reach
        address.HasOne<Staff.Department>().WithMany().HasForeignKey(a => a.DepartmentId).OnDelete(DeleteBehavior.Restrict);
        address.HasOne(a => a.ClearedBy).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}

sealed class OutgoingMailMapping : IEntityTypeConfiguration<OutgoingMail>
{
    const int LongText = 4_000_000;

    public void Configure(EntityTypeBuilder<OutgoingMail> mail)
    {
        mail.ToTable("outgoing_mails");
        mail.Property(m => m.Id).ValueGeneratedNever();
        mail.Ignore(m => m.Outstanding);
        mail.Property(m => m.Attempts).IsConcurrencyToken(); // two that begin to send the same mail: one fails
        mail.HasIndex(m => m.MessageId).IsUnique();
        mail.HasIndex(m => new { m.State, m.CreatedAt }); // the outbox
        mail.HasIndex(m => new { m.MailboxId, m.State }); // a mailbox' queue
        mail.Property(m => m.Subject).HasMaxLength(1000);
        mail.Property(m => m.Text).HasMaxLength(LongText);
        mail.Property(m => m.Html).HasMaxLength(LongText);
        mail.Property(m => m.Particulars).HasMaxLength(2000);
        mail.Property(m => m.References).HasMaxLength(6000);
        mail.Property(m => m.LastError).HasMaxLength(1000);
        mail.Property(m => m.Proof).HasMaxLength(300);
        mail.Property(m => m.ThreadIndex).HasMaxLength(100);
        mail.HasOne(m => m.Mailbox).WithMany().OnDelete(DeleteBehavior.Restrict);
        mail.HasOne<Staff.Department>().WithMany().HasForeignKey(m => m.DepartmentId).OnDelete(DeleteBehavior.Restrict);
        mail.HasOne<StoredFile>().WithMany().HasForeignKey(m => m.BytesFileId).OnDelete(DeleteBehavior.Restrict);
        mail.HasMany(m => m.Recipients).WithOne().HasForeignKey(r => r.OutgoingMailId).OnDelete(DeleteBehavior.Cascade);
        mail.HasMany(m => m.Attachments).WithOne().HasForeignKey(a => a.OutgoingMailId).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class OutgoingRecipientMapping : IEntityTypeConfiguration<OutgoingRecipient>
{
    public void Configure(EntityTypeBuilder<OutgoingRecipient> recipient)
    {
        recipient.ToTable("outgoing_recipients");
        recipient.Ignore(r => r.IsPutOff);
        recipient.Property(r => r.Error).HasMaxLength(1000);
        recipient.HasIndex(r => r.Address); // who got what; automatic mails per address
    }
}

sealed class OutgoingAttachmentMapping : IEntityTypeConfiguration<OutgoingAttachment>
{
    public void Configure(EntityTypeBuilder<OutgoingAttachment> attachment)
    {
        attachment.ToTable("outgoing_attachments");
        attachment.HasOne<StoredFile>().WithMany().HasForeignKey(a => a.FileId).OnDelete(DeleteBehavior.Restrict);
    }
}
