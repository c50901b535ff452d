using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tresen.Platform.Files;

namespace Tresen.Mail;

sealed class RawMailMapping : IEntityTypeConfiguration<RawMail>
{
    public void Configure(EntityTypeBuilder<RawMail> mail)
    {
        mail.ToTable("raw_mails");
        mail.HasIndex(m => new { m.MailboxId, m.UidValidity, m.Uid, m.Sha256 }).IsUnique(); // fetched once; a server may give a number twice
        mail.Ignore(m => m.IsAskedFor).Ignore(m => m.IsOnServer).Ignore(m => m.IsPutAway).Ignore(m => m.IsToCome);
        mail.HasIndex(m => new { m.MailboxId, m.Sha256 }); // the same content twice
        mail.HasIndex(m => new { m.State, m.ReceivedAt }); // the tray
        mail.HasIndex(m => m.TicketId);
        mail.HasIndex(m => new { m.MailboxId, m.ServerKey }); // fetched by POP3
        mail.Property(m => m.ServerKey).HasMaxLength(70); // RFC 1939
        mail.Property(m => m.Sha256).HasMaxLength(64).IsFixedLength();
        mail.Property(m => m.Detail).HasMaxLength(1000);
        mail.HasOne(m => m.Mailbox).WithMany().OnDelete(DeleteBehavior.Restrict);
        mail.HasOne<StoredFile>().WithMany().HasForeignKey(m => m.FileId).OnDelete(DeleteBehavior.Restrict);
    }
}
