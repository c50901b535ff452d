namespace Tresen.Platform;

/// <summary>An amount in euros, kept as whole cents.</summary>
public readonly record struct Money(long Cents) : IComparable<Money>
{
    /// <summary>Nothing.</summary>
    public static readonly Money Zero = new(0);

    /// <summary>An amount in euros, rounded to cents, half away from zero (kaufmännisch, DIN 1333).</summary>
    public static Money Of(decimal euros) => new((long)Math.Round(euros * 100, MidpointRounding.AwayFromZero));

    /// <summary>The amount in euros.</summary>
    public decimal Euros => Cents / 100m;

    /// <summary>So many pieces at this price, rounded to cents.</summary>
    public Money Times(decimal quantity) => Of(Euros * quantity);

    /// <inheritdoc/>
    public int CompareTo(Money other) => Cents.CompareTo(other.Cents);

    public static Money operator +(Money a, Money b) => new(a.Cents + b.Cents);

    public static Money operator -(Money a, Money b) => new(a.Cents - b.Cents);

    public static Money operator -(Money a) => new(-a.Cents);

    public static bool operator <(Money a, Money b) => a.Cents < b.Cents;

    public static bool operator >(Money a, Money b) => a.Cents > b.Cents;

    public static bool operator <=(Money a, Money b) => a.Cents <= b.Cents;

    public static bool operator >=(Money a, Money b) => a.Cents >= b.Cents;
}
