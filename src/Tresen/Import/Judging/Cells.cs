using System.Diagnostics.CodeAnalysis;
using Tresen.Import.Reading;
using Tresen.Platform;
using Tresen.Platform.Forms;
using Tresen.Platform.Text;

namespace Tresen.Import.Judging;

/// <summary>A line of a file, asked by field. What isn't taken over, and what is empty unless empty cells count, leaves its field alone.</summary>
public sealed class Cells(TableRow row, Assignment assignment, IReadOnlyList<Field> fields, DateOnly today)
{
    public int Line => row.Line;

    /// <summary>What the line says there; null where it says nothing.</summary>
    /// <exception cref="BrokenRuleException">It doesn't fit the field.</exception>
    public string? Given(string field) => Given(field, null);

    /// <summary>The same; a text that stands there already is fine as it is.</summary>
    public string? Given(string field, string? now)
    {
        var column = assignment.ColumnOf(field);
        if (column < 0 || row.At(column) is not { Length: > 0 } text)
        {
            return null;
        }

        var known = fields.First(f => f.Key == field);
        if (text.Length > known.Most)
        {
            throw new BrokenRuleException($"Bitte höchstens {known.Most} Zeichen.", field);
        }

        if (text != now && known.Rule is { } rule && !rule.IsValid(text))
        {
            throw new BrokenRuleException(rule.FormatErrorMessage(field), field);
        }

        return text;
    }

    /// <summary>Whether the line empties that field.</summary>
    public bool Clears(string field) => assignment.BlanksClear && assignment.ColumnOf(field) is >= 0 and var column && row.At(column).Length == 0;

    /// <summary>What will stand there, where <paramref name="now"/> does.</summary>
    public string Or(string field, string now) => Given(field, now) ?? (Clears(field) ? "" : now);

    /// <summary>Yes or no.</summary>
    public bool Yes(string field, bool now) => Given(field) is not { } text ? now : SortKey.ForSearch(text) switch
    {
        "ja" or "j" or "yes" or "y" or "wahr" or "true" or "1" or "x" or "aktiv" or "active" => true,
        "nein" or "n" or "no" or "falsch" or "false" or "0" or "-" or "inaktiv" or "inactive" => false,
        _ => throw new BrokenRuleException("Bitte ja oder nein eintragen.", field),
    };

    /// <summary>A day.</summary>
    public DateOnly? Day(string field, DateOnly? now) => Read(field, Typing.Day, out DateOnly day) ? day : Clears(field) ? null : now;

    /// <summary>A rate in euros an hour.</summary>
    public HourlyRate? Rate(string field, HourlyRate? now) => Read(field, Typing.Rate, out HourlyRate rate) ? rate : Clears(field) ? null : now;

    bool Read<T>(string field, Typing.Reader<T> reader, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        return Given(field) is { } text && (reader(text.Length > 60 ? text[..60] : text, today, out value, out var sentence) ? true : throw new BrokenRuleException(sentence, field));
    }
}
