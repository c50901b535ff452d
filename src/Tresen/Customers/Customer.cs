using Tresen.Platform;
using Tresen.Platform.Text;

namespace Tresen.Customers;

/// <summary>How strict a customer's notice (<em>Hinweis</em>) is.</summary>
public enum NoticeKind
{
    None,

    /// <summary>To be read.</summary>
    Information,

    /// <summary><em>Nur Vorkasse</em>.</summary>
    Prepayment,

    /// <summary><em>Gesperrt</em>: nothing billable is booked without asking.</summary>
    Blocked,
}

/// <summary>Who we work for: a firm or a person (the old module's <em>Adresse</em>).</summary>
public sealed partial class Customer : ISorted
{
    Customer()
    {
    }

    /// <summary>A customer by number and name.</summary>
    public Customer(string number, string name, DateTimeOffset at)
    {
        Number = number.Trim();
        if (Number.Length is 0 or > 40 || !Number.Any(char.IsAsciiDigit) || !Number.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_'))
        {
            throw new BrokenRuleException("Die Nummer darf aus Buchstaben, Ziffern, Punkt und Strich bestehen, mit mindestens einer Ziffer.", "Number");
        }

        CreatedAt = at;
        Describe(name, "", "", "", "");
    }

    /// <summary>The firm itself as a customer, for work on ourselves. Each installation has it from the start.</summary>
    public static Customer Intern(DateTimeOffset at)
    {
        var intern = new Customer("10000", "Intern", at);
        intern.BecomeInternal();
        return intern;
    }

    public int Id { get; private set; }

    public string Number { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string SortKey { get; private set; } = "";

    /// <summary>Number, name, town, phone and mail, folded for search.</summary>
    public string SearchKey { get; private set; } = "";

    public string Street { get; private set; } = "";

    public string PostalCode { get; private set; } = "";

    public string Town { get; private set; } = "";

    public string VatId { get; private set; } = "";

    /// <summary>The firm's main address for mail.</summary>
    public string Mail { get; private set; } = "";

    /// <summary>The firm's main number, E.164 where it could be read.</summary>
    public string Phone { get; private set; } = "";

    public NoticeKind NoticeKind { get; private set; }

    /// <summary>Shown at intake, on the ticket and before booking.</summary>
    public string Notice { get; private set; } = "";

    public string Remark { get; private set; } = "";

    /// <summary>What an hour costs this customer; null: as article, department or company say.</summary>
    public HourlyRate? Rate { get; private set; }

    /// <summary>The one customer <em>Intern</em>, for work on ourselves.</summary>
    public bool IsInternal { get; private set; }

    public bool IsActive { get; private set; } = true;

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Grows with each change of its fields.</summary>
    public int Version { get; private set; } = 1;

    /// <summary>Changes name and address.</summary>
    public void Describe(string name, string street, string postalCode, string town, string vatId)
    {
        Name = PlainText.Line(name);
        if (Name.Length == 0)
        {
            throw new BrokenRuleException("Bitte den Namen eingeben.", "Name");
        }

        (Street, PostalCode, Town, VatId) = (PlainText.Line(street), PlainText.Line(postalCode), PlainText.Line(town), Customers.VatId.Normal(vatId));
        SortKey = Platform.Text.SortKey.Of(Name);
        Changed();
    }

    /// <summary>Changes how the firm itself is reached.</summary>
    public void ReachBy(string mail, string phone)
    {
        (Mail, Phone) = (MailAddress.Normal(mail), PhoneNumber.Normal(phone));
        Changed();
    }

    /// <summary>Puts up a notice, or takes it down (<see cref="NoticeKind.None"/>).</summary>
    public void Warn(NoticeKind kind, string notice)
    {
        notice = PlainText.Lines(notice);
        if (kind == NoticeKind.Information && notice.Length == 0)
        {
            throw new BrokenRuleException("Bitte eingeben, worauf hingewiesen werden soll.", "Notice");
        }

        (NoticeKind, Notice, Version) = (kind, kind == NoticeKind.None ? "" : notice, Version + 1);
    }

    /// <summary>Changes what an hour costs this customer.</summary>
    public void Charge(HourlyRate? rate) => (Rate, Version) = (rate, Version + 1);

    /// <summary>Changes the remark.</summary>
    public void Note(string remark) => (Remark, Version) = (PlainText.Lines(remark), Version + 1);

    /// <summary>Takes the customer out of use, or back.</summary>
    public void Use(bool isActive)
    {
        if (IsInternal && !isActive)
        {
            throw new BrokenRuleException("Auf diesen Kunden wird die Arbeit im eigenen Haus gebucht. Er bleibt in Gebrauch.", "IsActive");
        }

        (IsActive, Version) = (isActive, Version + 1);
    }

    /// <summary>This is the firm itself.</summary>
    public void BecomeInternal() => IsInternal = true;

    void Changed()
    {
        SearchKey = Platform.Text.SortKey.ForSearch($"{Number} {Name} {PostalCode} {Town} {Mail} {Phone} {FormerNumbers.Trim()} {FormerNames}".TrimEnd());
        Version++;
    }
}
