using System.ComponentModel.DataAnnotations;

namespace Tresen.Privacy.Erasing;

/// <summary>Who is to be erased, and that it is meant.</summary>
public sealed class ErasureForm
{
    public int? Contact { get; set; }

    public string? Mail { get; set; }

    /// <summary>Further spellings, one a line.</summary>
    [StringLength(1000, ErrorMessage = "Bitte höchstens {1} Zeichen.")]
    public string? Others { get; set; }

    public string? Reason { get; set; }

    /// <summary>The name, typed to show that it is meant.</summary>
    public string? TypedName { get; set; }

    /// <summary>The further spellings that are long enough to be looked for.</summary>
    internal IReadOnlyList<string> OtherNames => [.. (Others ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(n => n.Length > 3).Distinct().Take(10)];
}
