using System.Globalization;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Tickets;

namespace Tresen.Conversations.Relating;

/// <summary>How people name a ticket when they type.</summary>
public static class TicketNames
{
    extension(TresenDb db)
    {
        /// <summary>Tickets by number, dialogue's number, words of the subject, requester or customer; those that this person may see.</summary>
        public IQueryable<Ticket> TicketsCalled(Me me, string? typed)
        {
            var text = (typed ?? "").Trim().TrimStart('#');
            var all = db.Tickets.VisibleTo(me);
            if (text.Length == 0)
            {
                return all.Where(t => false);
            }

            var first = text.Split(' ')[0];
            if (long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && (first == text || number >= TicketQueries.FirstNumber))
            {
                var dialogues = db.Conversations.VisibleTo(me).Where(c => c.Number == number);
                return all.Where(t => t.Number == number || dialogues.Any(c => c.TicketId == t.Id));
            }

            return text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(6).Select(Tresen.Platform.Text.SortKey.ForSearch)
                .Aggregate(all, (found, word) => found.Where(t => t.SearchKey.Contains(word) || t.Customer!.SearchKey.Contains(word)));
        }
    }
}
