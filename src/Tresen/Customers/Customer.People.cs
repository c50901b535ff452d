using Tresen.Platform;
using Tresen.Platform.Text;

namespace Tresen.Customers;

/// <summary>Contacts, sites and mail domains of a customer.</summary>
public sealed partial class Customer
{
    static readonly HashSet<string> Freemail = new(StringComparer.OrdinalIgnoreCase)
    {
        "gmail.com", "googlemail.com", "gmx.de", "gmx.net", "gmx.at", "gmx.ch", "web.de", "t-online.de", "outlook.com", "outlook.de", "hotmail.com", "hotmail.de",
        "live.com", "live.de", "msn.com", "yahoo.com", "yahoo.de", "icloud.com", "me.com", "mac.com", "aol.com", "aol.de", "freenet.de", "arcor.de", "mail.de",
        "posteo.de", "mailbox.org", "proton.me", "protonmail.com", "vodafone.de", "1und1.de", "online.de", "email.de", "magenta.de", "kabelmail.de", "tutanota.com",
    };

    readonly List<CustomerContact> contacts = [];
    readonly List<Site> sites = [];
    readonly List<CustomerDomain> domains = [];

    public IReadOnlyList<CustomerContact> Contacts => contacts;

    public IReadOnlyList<Site> Sites => sites;

    public IReadOnlyList<CustomerDomain> Domains => domains;

    /// <summary>That person acts for this customer from now on. One person may act for several.</summary>
    public CustomerContact ActsThrough(Contact person, string role)
    {
        var place = new CustomerContact(this, person, role);
        contacts.Add(place);
        return place;
    }

    /// <summary>A place of the customer's.</summary>
    public Site HasSite(string name, string street, string postalCode, string town, string accessNote = "")
    {
        var site = new Site(this, name, street, postalCode, town, accessNote);
        sites.Add(site);
        return site;
    }

    /// <summary>Mail from that domain is this customer's. A freemail domain belongs to nobody.</summary>
    public void OwnsDomain(string domain)
    {
        domain = Normal(domain);
        if (!MailAddress.IsUsable("x@" + domain))
        {
            throw new BrokenRuleException("Bitte Domains wie firma.example eingeben, je Zeile eine.", "Domains");
        }

        if (Freemail.Contains(domain))
        {
            throw new BrokenRuleException($"{domain} ist ein Freemail-Anbieter: Seine Adressen gehören keinem einzelnen Kunden. Bitte die Person als Ansprechpartner anlegen.", "Domains");
        }

        if (!domains.Exists(d => d.Domain == domain))
        {
            domains.Add(new CustomerDomain(this, domain));
        }
    }

    /// <summary>Mail from that domain is no longer taken for this customer's.</summary>
    public void LosesDomain(string domain) => domains.RemoveAll(d => d.Domain == domain);

    /// <summary>Mail from these domains is this customer's, and from no other.</summary>
    public void OwnsDomains(IReadOnlyList<string> all)
    {
        foreach (var domain in all)
        {
            OwnsDomain(domain);
        }

        domains.RemoveAll(d => !all.Any(a => Normal(a) == d.Domain));
    }

    static string Normal(string domain) => domain.Trim().TrimStart('@').ToLowerInvariant();
}

/// <summary>A person outside; perhaps acting for several customers.</summary>
public sealed class Contact
{
    Contact()
    {
    }

    /// <summary>A person by name.</summary>
    public Contact(string salutation, string firstName, string lastName, string mail, string phone, string mobile = "")
        => Describe(salutation, firstName, lastName, mail, phone, mobile);

    public int Id { get; private set; }

    /// <summary><c>Frau</c>, <c>Herr</c> or nothing.</summary>
    public string Salutation { get; private set; } = "";

    public string FirstName { get; private set; } = "";

    public string LastName { get; private set; } = "";

    /// <summary>In lower case, trimmed; empty when unknown.</summary>
    public string Mail { get; private set; } = "";

    /// <summary>E.164 where it could be read.</summary>
    public string Phone { get; private set; } = "";

    public string Mobile { get; private set; } = "";

    public string SearchKey { get; private set; } = "";

    /// <summary>Last name first.</summary>
    public string SortKey { get; private set; } = "";

    /// <summary>First and last name.</summary>
    public string Name => $"{FirstName} {LastName}".Trim();

    /// <summary>How a letter to them begins.</summary>
    public string Greeting => Salutation switch
    {
        "Frau" => $"Sehr geehrte Frau {LastName},",
        "Herr" => $"Sehr geehrter Herr {LastName},",
        _ => Name.Length > 0 ? $"Guten Tag {Name}," : "Sehr geehrte Damen und Herren,",
    };

    /// <summary>Changes name and how they are reached.</summary>
    public void Describe(string salutation, string firstName, string lastName, string mail, string phone, string mobile)
    {
        (Salutation, FirstName, LastName) = (salutation is "Frau" or "Herr" ? salutation : "", PlainText.Line(firstName), PlainText.Line(lastName));
        if (Name.Length == 0)
        {
            throw new BrokenRuleException("Bitte den Namen der Person eingeben.", "LastName");
        }

        (Mail, Phone, Mobile) = (MailAddress.Normal(mail), PhoneNumber.Normal(phone), PhoneNumber.Normal(mobile));
        SearchKey = Platform.Text.SortKey.ForSearch($"{Name} {Mail} {Phone} {Mobile}");
        SortKey = Platform.Text.SortKey.Of($"{LastName} {FirstName}");
    }
}

/// <summary>A person's part at a customer, perhaps until a day.</summary>
public sealed class CustomerContact
{
    CustomerContact()
    {
    }

    internal CustomerContact(Customer customer, Contact person, string role) => (Customer, Contact, Role) = (customer, person, role);

    public int Id { get; private set; }

    public int CustomerId { get; private set; }

    public Customer Customer { get; private set; } = null!;

    public int ContactId { get; private set; }

    public Contact Contact { get; private set; } = null!;

    /// <summary>What they are there: <c>Geschäftsführung</c>, <c>IT-Leitung</c>, <c>Hausverwaltung</c>.</summary>
    public string Role { get; private set; } = "";

    /// <summary>The last day on which they act for the customer.</summary>
    public DateOnly? Until { get; private set; }

    /// <summary>Changes what they are there and until when.</summary>
    public void Describe(string role, DateOnly? until) => (Role, Until) = (PlainText.Line(role), until);

    internal void GoTo(Customer customer) => (Customer, CustomerId) = (customer, customer.Id);
}

/// <summary>A place of a customer's (<em>Standort</em>).</summary>
public sealed class Site
{
    Site()
    {
    }

    internal Site(Customer customer, string name, string street, string postalCode, string town, string accessNote)
    {
        Customer = customer;
        Describe(name, street, postalCode, town, accessNote);
    }

    public int Id { get; private set; }

    public int CustomerId { get; private set; }

    public Customer Customer { get; private set; } = null!;

    public string Name { get; private set; } = "";

    public string Street { get; private set; } = "";

    public string PostalCode { get; private set; } = "";

    public string Town { get; private set; } = "";

    /// <summary>How to get in: key box, doorbell, whom to ask.</summary>
    public string AccessNote { get; private set; } = "";

    /// <summary>Whether it is offered for new work; what was done there keeps it.</summary>
    public bool IsActive { get; private set; } = true;

    /// <summary>Changes name, address and how to get in.</summary>
    public void Describe(string name, string street, string postalCode, string town, string accessNote)
    {
        Name = PlainText.Line(name);
        if (Name.Length == 0)
        {
            throw new BrokenRuleException("Bitte eingeben, wie der Standort heißt.", "Name");
        }

        (Street, PostalCode, Town, AccessNote) = (PlainText.Line(street), PlainText.Line(postalCode), PlainText.Line(town), PlainText.Lines(accessNote));
    }

    /// <summary>Takes it out of use, or back.</summary>
    public void Use(bool isActive) => IsActive = isActive;

    internal void GoTo(Customer customer) => (Customer, CustomerId) = (customer, customer.Id);
}

/// <summary>A mail domain that is one customer's alone.</summary>
public sealed class CustomerDomain
{
    CustomerDomain()
    {
    }

    internal CustomerDomain(Customer customer, string domain) => (Customer, Domain) = (customer, domain);

    public int Id { get; private set; }

    public int CustomerId { get; private set; }

    public Customer Customer { get; private set; } = null!;

    public string Domain { get; private set; } = "";

    internal void GoTo(Customer customer) => (Customer, CustomerId) = (customer, customer.Id);
}
