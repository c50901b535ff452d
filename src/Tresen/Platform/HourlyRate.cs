namespace Tresen.Platform;

/// <summary>What an hour of work costs, kept as whole cents an hour.</summary>
public readonly record struct HourlyRate(long CentsPerHour) : IComparable<HourlyRate>
{
    /// <summary>A rate in euros an hour, rounded to cents.</summary>
    public static HourlyRate Of(decimal euros) => new(Money.Of(euros).Cents);

    /// <summary>The rate in euros an hour.</summary>
    public decimal Euros => CentsPerHour / 100m;

    /// <summary>What so many minutes cost, rounded to cents, half away from zero.</summary>
    public Money For(int minutes) => new((long)Math.Round(CentsPerHour * (decimal)minutes / 60, MidpointRounding.AwayFromZero));

    /// <summary>The rate with a surcharge in percent, rounded to cents.</summary>
    public HourlyRate With(int surchargePercent) => Of(Euros * (100 + surchargePercent) / 100);

    /// <inheritdoc/>
    public int CompareTo(HourlyRate other) => CentsPerHour.CompareTo(other.CentsPerHour);

    public static bool operator <(HourlyRate a, HourlyRate b) => a.CentsPerHour < b.CentsPerHour;

    public static bool operator >(HourlyRate a, HourlyRate b) => a.CentsPerHour > b.CentsPerHour;

    public static bool operator <=(HourlyRate a, HourlyRate b) => a.CentsPerHour <= b.CentsPerHour;

    public static bool operator >=(HourlyRate a, HourlyRate b) => a.CentsPerHour >= b.CentsPerHour;
}
