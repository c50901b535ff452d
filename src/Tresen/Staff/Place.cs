namespace Tresen.Staff;

/// <summary>A place in a department as a form posts it, <c>3:Lead</c>: the other side's id and the standing.</summary>
public readonly record struct Place(int Id, Standing Standing)
{
    /// <summary>What standings are called, German.</summary>
    public static readonly IReadOnlyList<(Standing Standing, string Title)> Titles = [(Standing.Member, "Mitglied"), (Standing.Deputy, "Vertretung"), (Standing.Lead, "Leitung")];

    /// <summary>What it is called, German.</summary>
    public string Title => TitleOf(Standing);

    /// <summary>What a standing is called, German.</summary>
    public static string TitleOf(Standing standing) => Titles.First(t => t.Standing == standing).Title;

    /// <summary>Those of the posted texts that can be read; one for each id.</summary>
    public static IReadOnlyDictionary<int, Standing> Read(IEnumerable<string> posted) => posted
        .Select(p => p.Split(':'))
        .Where(p => p.Length == 2 && int.TryParse(p[0], out _) && Enum.TryParse<Standing>(p[1], out var standing) && Enum.IsDefined(standing))
        .GroupBy(p => int.Parse(p[0], System.Globalization.CultureInfo.InvariantCulture))
        .ToDictionary(g => g.Key, g => Enum.Parse<Standing>(g.First()[1]));

    /// <summary>As posted.</summary>
    public override string ToString() => $"{Id}:{Standing}";
}
