using System.Globalization;
using Tresen.Articles;
using Tresen.Customers;
using Tresen.Platform;
using Tresen.Staff;

namespace Tresen.Tickets;

/// <summary>A line of material on a ticket.</summary>
public sealed class MaterialLine
{
    MaterialLine()
    {
    }

    internal MaterialLine(Article? article, string text, decimal quantity, Money price, bool isBillable, StaffMember? by, DateTimeOffset at)
    {
        (Article, ArticleId, Unit) = (article, article?.Id, article?.Unit ?? "");
        (AddedBy, AddedById, AddedAt) = (by, by?.Id, at);
        Describe(string.IsNullOrWhiteSpace(text) ? article?.Name ?? "" : text, quantity, price, isBillable);
    }

    public int Id { get; private set; }

    public int TicketId { get; private set; }

    /// <summary>The ticket it was used for, once loaded.</summary>
    public Ticket Ticket { get; private set; } = null!;

    public int? ArticleId { get; private set; }

    public Article? Article { get; private set; }

    public string Text { get; private set; } = "";

    /// <summary>What the price is for, as the article says: <c>Stück</c>, <c>m</c>.</summary>
    public string Unit { get; private set; } = "";

    /// <summary>The quantity in thousandths, so that both databases reckon alike.</summary>
    public long Thousandths { get; private set; }

    public decimal Quantity => Thousandths / 1000m;

    /// <summary>For one.</summary>
    public Money Price { get; private set; }

    public bool IsBillable { get; private set; }

    public int? AddedById { get; private set; }

    public StaffMember? AddedBy { get; private set; }

    public DateTimeOffset AddedAt { get; private set; }

    /// <summary>On whose account it was billed; null while it is open.</summary>
    public int? BilledToId { get; private set; }

    public Customer? BilledTo { get; private set; }

    public DateTimeOffset? BilledAt { get; private set; }

    /// <summary>Number of the invoice or order that it went into.</summary>
    public string BillingReference { get; private set; } = "";

    /// <summary>Quantity × price, rounded to cents.</summary>
    public Money Amount => Price.Times(Quantity);

    /// <summary>What of it waits to be billed.</summary>
    public Money UnbilledAmount => IsBillable && BilledAt is null ? Amount : Money.Zero;

    /// <summary>It went into that invoice, on that customer's account. From now on it can't be changed, nor by the database (<see cref="MaterialTriggers"/>). The slice
    /// Billing tells; <see cref="Ticket"/> must be loaded.</summary>
    public void Bill(Customer payer, string reference, DateTimeOffset at)
    {
        if (!IsBillable)
        {
            throw new BrokenRuleException("Nicht abrechenbares Material wird nicht abgerechnet.");
        }

        MustBeUnbilled();
        Ticket.Billed(0, Amount, at);
        (BilledTo, BilledToId, BilledAt, BillingReference) = (payer, payer.Id, at, reference);
    }

    /// <summary>It is open again.</summary>
    public void Unbill(DateTimeOffset at)
    {
        (BilledTo, BilledToId, BilledAt, BillingReference) = (null, null, null, "");
        Ticket.Billed(0, -Amount, at);
    }

    internal void GoTo(Ticket to) => (Ticket, TicketId) = (to, to.Id);

    internal void MustBeUnbilled()
    {
        if (BilledAt is not null)
        {
            throw new BrokenRuleException($"{Text} ist schon abgerechnet ({BillingReference}).");
        }
    }

    internal string InWords => string.Create(CultureInfo.GetCultureInfo("de-DE"),
        $"{Quantity:0.###} {Unit} {Text} zu {Price.Euros:N2} €{(IsBillable ? "" : ", nicht abrechenbar")}").Replace("  ", " ", StringComparison.Ordinal);

    internal void Describe(string text, decimal quantity, Money price, bool isBillable)
    {
        MustBeUnbilled();
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new BrokenRuleException("Bitte einen Artikel wählen oder einen Text eingeben.", nameof(Text));
        }

        if (quantity is <= 0 or > 1_000_000)
        {
            throw new BrokenRuleException("Die Menge muss größer als null sein.", nameof(Quantity));
        }

        if (quantity != Math.Round(quantity, 3))
        {
            throw new BrokenRuleException("Die Menge hat höchstens drei Nachkommastellen.", nameof(Quantity));
        }

        (Text, Thousandths, Price, IsBillable) = (text.Trim(), (long)(quantity * 1000), price, isBillable);
    }
}
