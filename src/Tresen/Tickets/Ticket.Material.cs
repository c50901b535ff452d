using System.Globalization;
using Tresen.Articles;
using Tresen.Platform;
using Tresen.Staff;

namespace Tresen.Tickets;

/// <summary>What was used or delivered besides time.</summary>
public sealed partial class Ticket
{
    readonly List<MaterialLine> material = [];

    /// <summary>In the order it was written down, once loaded.</summary>
    public IReadOnlyList<MaterialLine> Material => material;

    /// <summary>What the billable lines cost together.</summary>
    public Money MaterialAmount => material.Where(m => m.IsBillable).Aggregate(Money.Zero, (sum, line) => sum + line.Amount);

    /// <summary>Writes material down: an article or a text of one's own.</summary>
    public MaterialLine Use(Article? article, string text, decimal quantity, Money price, bool isBillable, StaffMember? by, DateTimeOffset at)
    {
        var line = new MaterialLine(article, text, quantity, price, isBillable, by, at);
        material.Add(line);
        Record(TicketVerb.MaterialAdded, by, at, nameof(Material), null, line.InWords);
        return line;
    }

    /// <summary>Changes a line. <see cref="Material"/> must be loaded.</summary>
    public void Change(MaterialLine line, string text, decimal quantity, Money price, bool isBillable, StaffMember? by, DateTimeOffset at)
    {
        var before = line.InWords;
        line.Describe(text, quantity, price, isBillable);
        if (before != line.InWords)
        {
            Record(TicketVerb.MaterialChanged, by, at, nameof(Material), before, line.InWords);
        }
    }

    /// <summary>Takes a line off. <see cref="Material"/> must be loaded.</summary>
    public void TakeOff(MaterialLine line, StaffMember? by, DateTimeOffset at)
    {
        if (material.Remove(line))
        {
            Record(TicketVerb.MaterialRemoved, by, at, nameof(Material), line.InWords);
        }
    }
}

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

    /// <summary>Quantity × price, rounded to cents.</summary>
    public Money Amount => Price.Times(Quantity);

    internal string InWords => string.Create(CultureInfo.GetCultureInfo("de-DE"),
        $"{Quantity:0.###} {Unit} {Text} zu {Price.Euros:N2} €{(IsBillable ? "" : ", nicht abrechenbar")}").Replace("  ", " ", StringComparison.Ordinal);

    internal void Describe(string text, decimal quantity, Money price, bool isBillable)
    {
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
