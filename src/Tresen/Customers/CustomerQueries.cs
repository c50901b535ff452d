using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Text;

namespace Tresen.Customers;

/// <summary>The tables of this slice, and questions about customers.</summary>
public static class CustomerQueries
{
    /// <summary>The number range of customers.</summary>
    public const string Range = "customer";

    extension(TresenDb db)
    {
        public DbSet<Customer> Customers => db.Set<Customer>();

        public DbSet<Contact> Contacts => db.Set<Contact>();

        public DbSet<CustomerContact> CustomerContacts => db.Set<CustomerContact>();

        public DbSet<Site> Sites => db.Set<Site>();
    }

    extension(IQueryable<Customer> customers)
    {
        /// <summary>Whose number, name, town, phone, mail or contact contains every word of the text.</summary>
        public IQueryable<Customer> Matching(string? text)
        {
            foreach (var word in (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(6))
            {
                var key = SortKey.ForSearch(word);
                customers = customers.Where(c => c.SearchKey.Contains(key) || c.Contacts.Any(p => p.Contact.SearchKey.Contains(key)));
            }

            return customers;
        }

        /// <summary>Who that mail address speaks for: by contact, by the firm's own address, else by a domain of theirs. More
        /// than one is asked, never guessed.</summary>
        public IQueryable<Customer> SpokenForBy(string mail, DateOnly today)
        {
            var address = MailAddress.Normal(mail);
            return customers.Where(c => c.Mail == address || c.Contacts.Any(p => p.Contact.Mail == address && (p.Until == null || p.Until >= today)));
        }

        /// <summary>Whose mail domain that is.</summary>
        public IQueryable<Customer> OwningDomainOf(string mail)
        {
            var domain = MailAddress.DomainOf(mail);
            return customers.Where(c => c.Domains.Any(d => d.Domain == domain));
        }
    }
}
