using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tresen.Platform.Files;
using Tresen.Post;
using Tresen.Staff;

namespace Tresen.Conversations;

sealed class ConversationMapping : IEntityTypeConfiguration<Conversation>
{
    public void Configure(EntityTypeBuilder<Conversation> conversation)
    {
        conversation.ToTable("conversations");
        conversation.Ignore(c => c.IsElsewhere).Ignore(c => c.OpenForwarding);
        conversation.HasIndex(c => c.Number).IsUnique(); // an answer finds its dialogue
        conversation.HasIndex(c => new { c.TicketId, c.StartedAt }); // the ticket's timeline
        conversation.HasIndex(c => new { c.DepartmentId, c.Ball, c.BallSince }); // the list Gespräche and its counter
        conversation.HasOne(c => c.Ticket).WithMany().OnDelete(DeleteBehavior.Cascade);
        conversation.HasOne(c => c.Department).WithMany().OnDelete(DeleteBehavior.Restrict);
        conversation.HasOne(c => c.Assignee).WithMany().OnDelete(DeleteBehavior.Restrict);
        conversation.HasOne(c => c.Mailbox).WithMany().OnDelete(DeleteBehavior.Restrict);
        conversation.HasOne(c => c.StartedBy).WithMany().OnDelete(DeleteBehavior.Restrict);
        conversation.HasMany(c => c.Addressees).WithOne().HasForeignKey(a => a.ConversationId).OnDelete(DeleteBehavior.Cascade);
        conversation.HasMany(c => c.Forwardings).WithOne().HasForeignKey(f => f.ConversationId).OnDelete(DeleteBehavior.Cascade);
        conversation.HasMany(c => c.Messages).WithOne(m => m.Conversation).HasForeignKey(m => m.ConversationId).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class ConversationAddresseeMapping : IEntityTypeConfiguration<ConversationAddressee>
{
    public void Configure(EntityTypeBuilder<ConversationAddressee> addressee) => addressee.ToTable("conversation_addressees");
}

sealed class ForwardingMapping : IEntityTypeConfiguration<Forwarding>
{
    public void Configure(EntityTypeBuilder<Forwarding> forwarding)
    {
        forwarding.ToTable("forwardings");
        forwarding.Ignore(f => f.IsOpen);
        forwarding.Property(f => f.Remark).HasMaxLength(2000);
        forwarding.Property(f => f.EndRemark).HasMaxLength(2000);
        forwarding.HasOne(f => f.From).WithMany().OnDelete(DeleteBehavior.Restrict);
        forwarding.HasOne(f => f.To).WithMany().OnDelete(DeleteBehavior.Restrict);
        forwarding.HasOne(f => f.By).WithMany().OnDelete(DeleteBehavior.Restrict);
        forwarding.HasOne(f => f.EndedBy).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}

sealed class MessageMapping : IEntityTypeConfiguration<Message>
{
    const int LongText = 4_000_000;

    public void Configure(EntityTypeBuilder<Message> message)
    {
        message.ToTable("messages");
        message.HasIndex(m => new { m.TicketId, m.At }); // the ticket's timeline
        message.HasIndex(m => m.MessageId); // an answer finds what it answers
        message.HasIndex(m => m.RawMailId).IsUnique(); // a mail is taken in once
        message.HasIndex(m => m.OutgoingMailId); // what became of a mail
        message.Ignore(m => m.Thread).Ignore(m => m.Counts);
        message.Property(m => m.Subject).HasMaxLength(1000);
        message.Property(m => m.References).HasMaxLength(6000);
        message.Property(m => m.Text).HasMaxLength(LongText);
        message.Property(m => m.Html).HasMaxLength(LongText);
        message.Property(m => m.Reply).HasMaxLength(LongText);
        message.Property(m => m.Body).HasMaxLength(LongText);
        message.Property(m => m.Findings).HasMaxLength(LongText);
        message.HasOne(m => m.Ticket).WithMany().OnDelete(DeleteBehavior.Cascade);
        message.HasOne(m => m.Author).WithMany().OnDelete(DeleteBehavior.Restrict);
        message.HasOne(m => m.Answers).WithMany().OnDelete(DeleteBehavior.SetNull);
        message.HasOne<Department>().WithMany().HasForeignKey(m => m.KeptInId).OnDelete(DeleteBehavior.Restrict);
        message.HasOne<OutgoingMail>().WithMany().HasForeignKey(m => m.OutgoingMailId).OnDelete(DeleteBehavior.SetNull);
        message.HasMany(m => m.Addressees).WithOne().HasForeignKey(a => a.MessageId).OnDelete(DeleteBehavior.Cascade);
        message.HasMany(m => m.Attachments).WithOne(a => a.Message).HasForeignKey(a => a.MessageId).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class MessageAddresseeMapping : IEntityTypeConfiguration<MessageAddressee>
{
    public void Configure(EntityTypeBuilder<MessageAddressee> addressee) => addressee.ToTable("message_addressees");
}

sealed class AttachmentMapping : IEntityTypeConfiguration<Attachment>
{
    public void Configure(EntityTypeBuilder<Attachment> attachment)
    {
        attachment.ToTable("attachments");
        attachment.Ignore(a => a.IsPicture).Ignore(a => a.HasThumbnail);
        attachment.HasOne<StoredFile>().WithMany().HasForeignKey(a => a.FileId).OnDelete(DeleteBehavior.Restrict);
    }
}
