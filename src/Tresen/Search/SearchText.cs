using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tresen.Conversations;
using Tresen.Platform.Data;
using Tresen.Platform.Text;
using Tresen.Tickets;

namespace Tresen.Search;

/// <summary>What is written on a ticket or in one of its messages, folded for search (<see cref="SortKey.ForSearch"/>). Goes with
/// what it was made from when that is erased.</summary>
public sealed class SearchText
{
    /// <summary>So much of a text is searched.</summary>
    public const int MostCharacters = 20_000;

    SearchText()
    {
    }

    SearchText(Ticket ticket, Message? message, string key) => (Ticket, Message, Key) = (ticket, message, key);

    public int Id { get; private set; }

    public int TicketId { get; private set; }

    public Ticket Ticket { get; private set; } = null!;

    /// <summary>Null: the ticket's own description and remark.</summary>
    public int? MessageId { get; private set; }

    public Message? Message { get; private set; }

    public string Key { get; private set; } = "";

    /// <summary>A text as it is kept here; words are folded one by one, so that a long text stays long.</summary>
    static string Fold(string text) =>
        string.Join(' ', (text.Length > MostCharacters ? text[..MostCharacters] : text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(SortKey.ForSearch));

    static string Of(Ticket ticket) => Fold($"{RichText.ToPlain(ticket.Description)} {RichText.ToPlain(ticket.InternalRemark)}");

    static string Of(Message message) => Fold($"{message.Subject} {message.SenderName} {message.SenderAddress} {message.Reply}");

    /// <summary>Keeps the texts up to date: each in the same save as what it is made from.</summary>
    sealed class Keeping : IBeforeSave
    {
        public static void Add(TresenDb db, DateTimeOffset now)
        {
            var tickets = db.ChangeTracker.Entries<Ticket>().Where(e => Changed(e, nameof(Ticket.Description)) || Changed(e, nameof(Ticket.InternalRemark))).Select(e => e.Entity).ToList();
            var messages = db.ChangeTracker.Entries<Message>().Where(e => Changed(e, nameof(Message.Reply)) || Changed(e, nameof(Message.Subject))).Select(e => e.Entity).ToList();
            foreach (var message in db.ChangeTracker.Entries<Message>().Where(e => e.State == EntityState.Modified && e.Property(m => m.TicketId).IsModified).Select(e => e.Entity).ToList())
            {
                var (id, ticket) = (message.Id, message.TicketId); // it was moved
                db.Set<SearchText>().Where(s => s.MessageId == id).ExecuteUpdate(s => s.SetProperty(x => x.TicketId, ticket));
            }

            foreach (var ticket in tickets)
            {
                var key = Of(ticket);
                if (ticket.Id == 0 || db.Set<SearchText>().Where(s => s.TicketId == ticket.Id && s.MessageId == null).ExecuteUpdate(s => s.SetProperty(x => x.Key, key)) == 0)
                {
                    db.Add(new SearchText(ticket, null, key));
                }
            }

            foreach (var message in messages)
            {
                var key = Of(message);
                if (message.Id == 0 || db.Set<SearchText>().Where(s => s.MessageId == message.Id).ExecuteUpdate(s => s.SetProperty(x => x.Key, key)) == 0)
                {
                    db.Add(new SearchText(message.Ticket ?? db.Tickets.Single(t => t.Id == message.TicketId), message, key));
                }
            }
        }

        static bool Changed(Microsoft.EntityFrameworkCore.ChangeTracking.EntityEntry entry, string property) =>
            entry.State == EntityState.Added || (entry.State == EntityState.Modified && entry.Property(property).IsModified);
    }

    sealed class Mapping : IEntityTypeConfiguration<SearchText>
    {
        public void Configure(EntityTypeBuilder<SearchText> text)
        {
            text.ToTable("search_texts");
            text.Property(s => s.Key).HasMaxLength(2 * MostCharacters); // ß becomes ss
            text.HasIndex(s => new { s.TicketId, s.MessageId });
            text.HasIndex(s => s.MessageId).IsUnique();
            text.HasOne(s => s.Ticket).WithMany().OnDelete(DeleteBehavior.Cascade);
            text.HasOne(s => s.Message).WithMany().OnDelete(DeleteBehavior.Cascade);
        }
    }
}
