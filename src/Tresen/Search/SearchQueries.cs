using Tresen.Conversations;
using Tresen.Customers;
using Tresen.Devices;
using Tresen.Platform.Data;
using Tresen.Tickets;

namespace Tresen.Search;

/// <summary>Everything that holds all words of a question. Words are compared as they are: <c>%</c> and <c>_</c> mean nothing more.</summary>
static class SearchQueries
{
    extension(IQueryable<Ticket> tickets)
    {
        /// <summary>By number, subject, requester, serial number, customer, description or remark.</summary>
        public IQueryable<Ticket> Holding(TresenDb db, Question question)
        {
            var texts = db.Set<SearchText>();
            foreach (var word in question.Words)
            {
                tickets = tickets.Where(t => t.SearchKey.Contains(word) || (t.Customer != null && t.Customer.SearchKey.Contains(word))
                    || texts.Any(s => s.TicketId == t.Id && s.MessageId == null && s.Key.Contains(word)));
            }

            return tickets;
        }
    }

    extension(IQueryable<Message> messages)
    {
        /// <summary>By subject, sender or what they wrote, without quotes.</summary>
        public IQueryable<Message> Holding(TresenDb db, Question question)
        {
            var texts = db.Set<SearchText>().Where(s => s.MessageId != null);
            foreach (var word in question.Words)
            {
                texts = texts.Where(s => s.Key.Contains(word));
            }

            return messages.Where(m => texts.Any(s => s.MessageId == m.Id));
        }
    }

    extension(IQueryable<Contact> contacts)
    {
        /// <summary>By name, mail or phone.</summary>
        public IQueryable<Contact> Holding(Question question) => question.Words.Aggregate(contacts, (all, word) => all.Where(c => c.SearchKey.Contains(word)));
    }

    extension(IQueryable<Device> devices)
    {
        /// <summary>By name, serial number or our own label.</summary>
        public IQueryable<Device> Holding(Question question) => question.Words.Aggregate(devices, (all, word) => all.Where(d => d.SearchKey.Contains(word)));
    }
}
