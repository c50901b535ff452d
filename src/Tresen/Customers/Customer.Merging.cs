using Tresen.Platform;

namespace Tresen.Customers;

/// <summary>Two records of one customer become one. The one that goes stays as a row, because what was booked on it can't be changed,
/// but is found nowhere; its number leads to the one that stays.</summary>
public sealed partial class Customer
{
    /// <summary>The record that this one went into.</summary>
    public int? MergedIntoId { get; private set; }

    public Customer? MergedInto { get; private set; }

    public DateTimeOffset? MergedAt { get; private set; }

    /// <summary>The numbers of the records that went into this one, a space before and after each; empty: none.</summary>
    public string FormerNumbers { get; private set; } = "";

    /// <summary>What those records were called, for who asks by the old name.</summary>
    public string FormerNames { get; private set; } = "";

    /// <summary>The name without legal form and small words, folded: two records of one name differ often in these alone.</summary>
    public string NameKey => NameKeyOf(Name);

    /// <summary><see cref="NameKey"/> of any name; empty where nothing is left.</summary>
    public static string NameKeyOf(string name) => string.Join(' ', CustomerQueries.NameWords(name));

    /// <summary>Takes another record's people, sites, mail domains and whatever this one doesn't know yet. Devices, tickets and files are
    /// told by their slices. Contacts, sites and domains of both must be loaded, and the contacts' persons.</summary>
    /// <exception cref="BrokenRuleException">The two can't be one.</exception>
    public void Absorb(Customer other, DateTimeOffset at)
    {
        MustTake(other);
        TakePeople(other);
        foreach (var site in other.sites.ToList())
        {
            other.sites.Remove(site);
            site.GoTo(this);
            sites.Add(site);
        }

        foreach (var domain in other.domains.ToList())
        {
            other.domains.Remove(domain);
            domain.GoTo(this);
            domains.Add(domain);
        }

        if (Street.Length + PostalCode.Length + Town.Length == 0)
        {
            (Street, PostalCode, Town) = (other.Street, other.PostalCode, other.Town);
        }

        (VatId, Mail, Phone, Rate) = (First(VatId, other.VatId), First(Mail, other.Mail), First(Phone, other.Phone), Rate ?? other.Rate);
        Remark = Both(Remark, other.Remark);
        (NoticeKind, Notice) = (other.NoticeKind > NoticeKind ? other.NoticeKind : NoticeKind, Both(Notice, other.Notice));
        FormerNumbers = $" {string.Join(' ', $"{FormerNumbers} {other.Number} {other.FormerNumbers}".Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct())} ";
        FormerNames = string.Join(", ", new[] { FormerNames, other.Name == Name ? "" : other.Name, other.FormerNames }.Where(n => n.Length > 0));
        other.GoInto(this, at);
        Changed();
    }

    /// <summary>The record that this one went into went into another.</summary>
    public void Follow(Customer into) => (MergedInto, MergedIntoId) = (into, into.Id);

    void MustTake(Customer other)
    {
        if (other == this)
        {
            throw new BrokenRuleException("Das ist derselbe Kunde. Bitte den zweiten Datensatz wählen.", "FromName");
        }

        if (IsInternal || other.IsInternal)
        {
            throw new BrokenRuleException("„Intern“ bleibt für sich: Auf diesen Kunden wird die Arbeit im eigenen Haus gebucht.", "FromName");
        }

        if ((MergedIntoId ?? other.MergedIntoId) is not null)
        {
            throw new BrokenRuleException("Einer der beiden ist schon mit einem anderen zusammengelegt.", "FromName");
        }

        if (FormerNames.Length + other.Name.Length + other.FormerNames.Length > 900 || FormerNumbers.Length + other.FormerNumbers.Length + other.Number.Length > 350)
        {
            throw new BrokenRuleException("In diesen Kunden sind schon zu viele andere eingegangen.", "FromName");
        }
    }

    void TakePeople(Customer other)
    {
        foreach (var place in other.contacts.ToList())
        {
            other.contacts.Remove(place);
            if (!contacts.Exists(p => p.Contact == place.Contact))
            {
                place.GoTo(this);
                contacts.Add(place);
            }
        }

        // A mailbox or a number that only the record that goes had: mails and calls from there must still find the customer.
        var (mail, phone) = (IsNew(other.Mail, Mail, c => c.Mail), IsNew(other.Phone, Phone, c => c.Phone));
        if (mail.Length + phone.Length > 0)
        {
            ActsThrough(new Contact("", "", other.Name, mail, phone), $"bisher Nr. {other.Number}");
        }

        string IsNew(string theirs, string ours, Func<Contact, string> of) =>
            theirs.Length == 0 || ours.Length == 0 || theirs == ours || contacts.Exists(p => of(p.Contact) == theirs) ? "" : theirs;
    }

    void GoInto(Customer into, DateTimeOffset at)
    {
        (MergedInto, MergedIntoId, MergedAt, IsActive, SearchKey, Mail, Phone) = (into, into.Id, at, false, "", "", "");
        (FormerNumbers, FormerNames) = ("", "");
        Version++;
    }

    static string First(string ours, string theirs) => ours.Length > 0 ? ours : theirs;

    static string Both(string ours, string theirs) => ours.Length == 0 || ours == theirs ? theirs : theirs.Length == 0 ? ours : $"{ours}\n{theirs}";
}
