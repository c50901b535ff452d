using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Text;

namespace Tresen.Customers;

/// <summary>The tables of this slice, and questions about customers.</summary>
public static class CustomerQueries
{
    /// <summary>The number range of customers.</summary>
    public const string Range = "customer";

    /// <summary>The first number where nothing else is set.</summary>
    public const int FirstNumber = 10_001;

    static readonly HashSet<string> LegalForms = ["gmbh", "ag", "kg", "ohg", "ug", "ek", "ev", "eg", "gbr", "co", "se", "mbh", "und", "die", "der", "firma"];

    /// <summary>The words of a name, folded, without punctuation, legal form and small words. Where single letters are all there is
    /// (<c>H &amp; M</c>), they are one word.</summary>
    public static IReadOnlyList<string> NameWords(string? name)
    {
        var all = string.Concat((name ?? "").Select(c => char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.NonSpacingMark ? c : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(SortKey.ForSearch).ToList();
        var words = all.Where(w => (w.Length > 1 || (w.Length == 1 && char.IsAsciiDigit(w[0]))) && !LegalForms.Contains(w)).ToList(); // Filiale 1 isn't Filiale 2
        return words.Count > 0 ? words : string.Concat(all.Where(w => w.Length == 1)) is { Length: > 1 } letters ? [letters] : [];
    }

    extension(TresenDb db)
    {
        /// <summary>The records whose bookings stand on that customer's account: its own and those that went into it.</summary>
        public IQueryable<int> RecordsOf(int customer) => db.Set<Customer>().Where(c => c.Id == customer || c.MergedIntoId == customer).Select(c => c.Id);

        public DbSet<Customer> Customers => db.Set<Customer>();

        public DbSet<Contact> Contacts => db.Set<Contact>();

        public DbSet<CustomerContact> CustomerContacts => db.Set<CustomerContact>();

        public DbSet<Site> Sites => db.Set<Site>();

        public DbSet<CustomerFile> CustomerFiles => db.Set<CustomerFile>();

        /// <summary>The next number that no customer has.</summary>
        public async Task<string> NextCustomerNumberAsync(CancellationToken cancel)
        {
            while (true)
            {
                var number = (await db.DrawNumberAsync(Range, FirstNumber, cancel)).ToString(System.Globalization.CultureInfo.InvariantCulture);
                if (!await db.Customers.AnyAsync(c => c.Number == number, cancel))
                {
                    return number;
                }
            }
        }
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
            return customers.Where(c => c.MergedIntoId == null && (c.Number == number || c.SortKey == key || c.FormerNumbers.Contains(" " + number + " ")));
        }

        /// <summary>The one with that number, now or before two records became one.</summary>
        public IQueryable<Customer> Numbered(string? number) =>
            customers.Where(c => c.MergedIntoId == null && (c.Number == number || (number != null && c.FormerNumbers.Contains(" " + number + " "))));

        /// <summary>Who may be the same as somebody of that name, mail, phone or VAT id: one who already has the mail, the number or
        /// the id, or all words of the name that aren't its legal form.</summary>
        public IQueryable<Customer> Resembling(string? name, string? mail, string? phone, string? vatId)
        {
            var (address, number, tax) = (MailAddress.Normal(mail), PhoneNumber.Normal(phone), VatId.Normal(vatId));
            var words = NameWords(name).Take(3).ToList();
            var (byName, first, second, third) = (words.Exists(w => w.Length > 2), words.ElementAtOrDefault(0) ?? "", words.ElementAtOrDefault(1) ?? "", words.ElementAtOrDefault(2) ?? "");
            return customers.Where(c => (address != "" && (c.Mail == address || c.Contacts.Any(p => p.Contact.Mail == address)))
                || (number != "" && (c.Phone == number || c.Contacts.Any(p => p.Contact.Phone == number || p.Contact.Mobile == number)))
                || (tax != "" && c.VatId == tax)
                || (byName && c.SearchKey.Contains(first) && c.SearchKey.Contains(second) && c.SearchKey.Contains(third)));
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
