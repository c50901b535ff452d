using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace Tresen.Customers;

/// <summary>Value added tax ids (<em>USt-IdNr.</em>) as they are kept: upper case, nothing between.</summary>
public static partial class VatId
{
    /// <summary><c>DE123456789</c> from <c>de 123 456 789</c>.</summary>
    public static string Normal(string? typed) => string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '.'))).ToUpperInvariant();

    /// <summary>Whether it has the form of one; German ones have nine digits. Whether it exists only the tax office knows.</summary>
    public static bool IsReadable(string? typed) => Normal(typed) is var id && (id.StartsWith("DE", StringComparison.Ordinal) ? German().IsMatch(id) : Foreign().IsMatch(id));

    [GeneratedRegex("^DE[0-9]{9}$", RegexOptions.NonBacktracking)]
    private static partial Regex German();

    [GeneratedRegex("^[A-Z]{2,3}[0-9A-Z+*]{2,13}$", RegexOptions.NonBacktracking)]
    private static partial Regex Foreign();
}

/// <summary>On a form's field for a VAT id.</summary>
public sealed class ReadableVatIdAttribute() : ValidationAttribute("Bitte eine USt-IdNr. wie DE123456789 eingeben.")
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is not string typed || string.IsNullOrWhiteSpace(typed) || VatId.IsReadable(typed);
}
