namespace Tresen.Platform.Time;

/// <summary>A public holiday (<em>gesetzlicher Feiertag</em>).</summary>
/// <param name="Day">When.</param>
/// <param name="Name">Its German name.</param>
public sealed record Holiday(DateOnly Day, string Name);

/// <summary>Holidays that the law gives to some communities of a Land alone; whoever sits in one of them switches them on.</summary>
[Flags]
public enum RegionalHolidays
{
    None = 0,

    /// <summary>Mariä Himmelfahrt in Bayern: where more Catholics than Protestants live, 1,708 of 2,056 communities.</summary>
    Assumption = 1,

    /// <summary>The Friedensfest in the city of Augsburg.</summary>
    PeaceFestival = 2,

    /// <summary>Fronleichnam in some communities of Sachsen (Bautzen, Westlausitzkreis) and Thüringen (Eichsfeld and around).</summary>
    CorpusChristi = 4,
}

/// <summary>The public holidays of the 16 Bundesländer, computed from the laws in force since 1995.</summary>
public static class Holidays
{
    /// <summary>The Bundesländer, ISO 3166-2 without <c>DE-</c>, with their names.</summary>
    public static readonly IReadOnlyDictionary<string, string> Laender = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["BB"] = "Brandenburg",
        ["BE"] = "Berlin",
        ["BW"] = "Baden-Württemberg",
        ["BY"] = "Bayern",
        ["HB"] = "Bremen",
        ["HE"] = "Hessen",
        ["HH"] = "Hamburg",
        ["MV"] = "Mecklenburg-Vorpommern",
        ["NI"] = "Niedersachsen",
        ["NW"] = "Nordrhein-Westfalen",
        ["RP"] = "Rheinland-Pfalz",
        ["SH"] = "Schleswig-Holstein",
        ["SL"] = "Saarland",
        ["SN"] = "Sachsen",
        ["ST"] = "Sachsen-Anhalt",
        ["TH"] = "Thüringen",
    };

    /// <summary>The holidays of that Land in that year, in their order.</summary>
    /// <param name="regional">Those of its regions that count as well; those of other Länder are left out.</param>
    public static IReadOnlyList<Holiday> In(string land, int year, RegionalHolidays regional = RegionalHolidays.None) => [.. All(land, year, regional & RegionalIn(land)).OrderBy(h => h.Day)];

    /// <summary>Those that regions of that Land have.</summary>
    public static RegionalHolidays RegionalIn(string land) => land switch
    {
        "BY" => RegionalHolidays.Assumption | RegionalHolidays.PeaceFestival,
        "SN" or "TH" => RegionalHolidays.CorpusChristi,
        _ => RegionalHolidays.None,
    };

    /// <summary>Easter Sunday by the Gregorian calendar (Lichtenberg's form of Gauss's rule).</summary>
    public static DateOnly Easter(int year)
    {
        var century = year / 100;
        var moon = 15 + (((3 * century) + 3) / 4) - (((8 * century) + 13) / 25);
        var sun = 2 - (((3 * century) + 3) / 4);
        var age = year % 19;
        var seed = ((19 * age) + moon) % 30;
        var correction = (seed + (age / 11)) / 29;
        var fullMoon = 21 + seed - correction;
        var sunday = 7 - ((year + (year / 4) + sun) % 7);
        var distance = 7 - ((fullMoon - sunday) % 7);
        return new DateOnly(year, 3, 1).AddDays(fullMoon + distance - 1);
    }

    static IEnumerable<Holiday> All(string land, int year, RegionalHolidays regional)
    {
        var easter = Easter(year);
        yield return On(1, 1, "Neujahr");
        if (land is "BW" or "BY" or "ST")
        {
            yield return On(1, 6, "Heilige Drei Könige");
        }

        if ((land == "BE" && year >= 2019) || (land == "MV" && year >= 2023))
        {
            yield return On(3, 8, "Frauentag");
        }

        yield return AfterEaster(-2, "Karfreitag");
        if (land == "BB")
        {
            yield return AfterEaster(0, "Ostersonntag");
        }

        yield return AfterEaster(1, "Ostermontag");
        yield return On(5, 1, "Tag der Arbeit");
        if (land == "BE" && year is 2020 or 2025)
        {
            yield return On(5, 8, "Tag der Befreiung");
        }

        yield return AfterEaster(39, "Christi Himmelfahrt");
        if (land == "BB")
        {
            yield return AfterEaster(49, "Pfingstsonntag");
        }

        yield return AfterEaster(50, "Pfingstmontag");
        if (land is "BW" or "BY" or "HE" or "NW" or "RP" or "SL" || regional.HasFlag(RegionalHolidays.CorpusChristi))
        {
            yield return AfterEaster(60, "Fronleichnam");
        }

        if (land == "BE" && year == 2028)
        {
            yield return On(6, 17, "Jahrestag des Aufstandes vom 17. Juni 1953");
        }

        if (regional.HasFlag(RegionalHolidays.PeaceFestival))
        {
            yield return On(8, 8, "Augsburger Friedensfest");
        }

        if (land == "SL" || regional.HasFlag(RegionalHolidays.Assumption))
        {
            yield return On(8, 15, "Mariä Himmelfahrt");
        }

        if (land == "TH" && year >= 2019)
        {
            yield return On(9, 20, "Weltkindertag");
        }

        yield return On(10, 3, "Tag der Deutschen Einheit");
        if (year == 2017 || land is "BB" or "MV" or "SN" or "ST" or "TH" || (year >= 2018 && land is "HB" or "HH" or "NI" or "SH"))
        {
            yield return On(10, 31, "Reformationstag");
        }

        if (land is "BW" or "BY" or "NW" or "RP" or "SL")
        {
            yield return On(11, 1, "Allerheiligen");
        }

        if (land == "SN")
        {
            yield return new Holiday(WednesdayBefore(new DateOnly(year, 11, 23)), "Buß- und Bettag");
        }

        yield return On(12, 25, "1. Weihnachtstag");
        yield return On(12, 26, "2. Weihnachtstag");

        Holiday On(int month, int day, string name) => new(new DateOnly(year, month, day), name);

        Holiday AfterEaster(int days, string name) => new(easter.AddDays(days), name);
    }

    static DateOnly WednesdayBefore(DateOnly day)
    {
        do
        {
            day = day.AddDays(-1);
        }
        while (day.DayOfWeek != DayOfWeek.Wednesday);
        return day;
    }
}
