using Tresen.Platform;
using Tresen.Platform.Text;

namespace Tresen.Articles;

/// <summary>Something sold or serviced, with a price; some are hourly rates.</summary>
public sealed class Article : ISorted
{
    Article()
    {
    }

    /// <summary>An article by its number.</summary>
    public Article(string number, string name, string unit, Money price, bool isHourlyRate = false)
    {
        Number = PlainText.Line(number);
        if (Number.Length == 0)
        {
            throw new BrokenRuleException("Bitte die Artikelnummer eingeben.", "Number");
        }

        Describe(name, unit, price, isHourlyRate);
    }

    public int Id { get; private set; }

    public string Number { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string SearchKey { get; private set; } = "";

    /// <summary>By number.</summary>
    public string SortKey { get; private set; } = "";

    /// <summary>What the price is for: <c>Stück</c>, <c>h</c>, <c>m</c>.</summary>
    public string Unit { get; private set; } = "";

    public Money Price { get; private set; }

    /// <summary>Whether its price is an hour's, such as the old module's „Expressstundensatz“.</summary>
    public bool IsHourlyRate { get; private set; }

    public bool IsActive { get; private set; } = true;

    /// <summary>The price as a rate; null where it isn't an hour's.</summary>
    public HourlyRate? Rate => IsHourlyRate ? new HourlyRate(Price.Cents) : null;

    /// <summary>Changes what it is and costs. What is booked or billed already keeps its price.</summary>
    public void Describe(string name, string unit, Money price, bool isHourlyRate)
    {
        Name = PlainText.Line(name);
        if (Name.Length == 0)
        {
            throw new BrokenRuleException("Bitte die Bezeichnung eingeben.", "Name");
        }

        (Unit, Price, IsHourlyRate) = (isHourlyRate ? "h" : PlainText.Line(unit) is { Length: > 0 } typed ? typed : "Stück", price, isHourlyRate);
        SearchKey = Platform.Text.SortKey.ForSearch($"{Number} {Name}");
        SortKey = Platform.Text.SortKey.Of(Number);
    }

    /// <summary>Takes it out of use, or back.</summary>
    public void Use(bool isActive) => IsActive = isActive;
}
