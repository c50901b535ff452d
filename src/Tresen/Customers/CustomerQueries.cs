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
        /// <summary>Whose number, name, town, phone (in any notation), mail or contact contains every word of the text.</summary>
        public IQueryable<Customer> Matching(string? text)
        {
            foreach (var (key, phone) in SortKey.Words(text))
            {
                customers = customers.Where(c => c.SearchKey.Contains(key) || c.SearchKey.Contains(phone)
                    || c.Contacts.Any(p => p.Contact.SearchKey.Contains(key) || p.Contact.SearchKey.Contains(phone)));
            }

            return customers;
        }

        /// <summary>Whose number or name is exactly that: what was typed into a field without choosing from the list.</summary>
        public IQueryable<Customer> Called(string? text)
        {
            var (number, key) = (PlainText.Line(text), SortKey.Of(text ?? ""));
            return customers.Where(c => c.Number == number || c.SortKey == key);
        }

        /// <summary>Those in use.</summary>
        public IQueryable<Customer> Active => customers.Where(c => c.IsActive);

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

    extension(IQueryable<Contact> contacts)
    {
        /// <summary>Whose name, mail or phone (in any notation) contains every word of the text.</summary>
        public IQueryable<Contact> Matching(string? text)
        {
            foreach (var (key, phone) in SortKey.Words(text))
            {
                contacts = contacts.Where(c => c.SearchKey.Contains(key) || c.SearchKey.Contains(phone));
            }

            return contacts;
        }

        /// <summary>Who acts for that customer on that day.</summary>
        public IQueryable<Contact> ActingFor(int customerId, DateOnly today, TresenDb db) =>
            contacts.Where(c => db.Set<CustomerContact>().Any(p => p.ContactId == c.Id && p.CustomerId == customerId && (p.Until == null || p.Until >= today)));
    }
}
