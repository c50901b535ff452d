using System.Globalization;
using Tresen.Platform;
using Tresen.Platform.Forms;
using Tresen.Platform.Time;
using Tresen.Platform.Views;
using Tresen.Staff;

namespace Tresen.Tickets;

/// <summary>Fields that the administrator names (<em>Freifelder</em>).</summary>
public sealed partial class Ticket
{
    readonly List<FreeValue> freeValues = [];

    public IReadOnlyList<FreeValue> FreeValues => freeValues;

    /// <summary>What stands in that field; empty: nothing. <see cref="FreeValues"/> must be loaded.</summary>
    public string ValueOf(FreeField field) => freeValues.Find(v => v.FreeFieldId == field.Id)?.Value ?? "";

    /// <summary>Fills a field in. What stands there stays, even if the field has become another since. <see cref="FreeValues"/> must be loaded.</summary>
    /// <param name="name">Of the form's field, for the sentence beside it.</param>
    /// <exception cref="BrokenRuleException">It isn't what the field takes.</exception>
    public void Fill(FreeField field, string value, StaffMember? by, DateTimeOffset at, string? name = null)
    {
        value = value.Trim();
        value = value == ValueOf(field) ? value : field.Read(value, name ?? $"Free{field.Slot}", Zone.DayOf(at));
        if (!Edit($"{nameof(FreeField)}.{field.Id}", Said.Text(ValueOf(field)), Said.Text(value), by, at))
        {
            return;
        }

        freeValues.RemoveAll(v => v.FreeFieldId == field.Id && value.Length == 0);
        if (freeValues.Find(v => v.FreeFieldId == field.Id) is { } known)
        {
            known.Say(field, value);
        }
        else if (value.Length > 0)
        {
            freeValues.Add(new FreeValue(field, value));
        }
    }
}

/// <summary>What a free field takes; the numbers are stored.</summary>
public enum FreeFieldKind
{
    Text,

    /// <summary>Kept as German readers write it, <c>12,5</c>.</summary>
    Number,

    /// <summary>A day, kept as <c>31.12.2026</c>.</summary>
    Date,

    /// <summary>One of <see cref="FreeField.Options"/>.</summary>
    Choice,

    /// <summary><c>ja</c> or <c>nein</c>.</summary>
    YesNo,
}

/// <summary>A field that the administrator has added to tickets: <c>Geplant für Version</c>.</summary>
public sealed class FreeField : ListEntry
{
    /// <summary>How many there may be; the ticket's form has as many places.</summary>
    public const int Most = 10;

    /// <summary>So many may be chosen from.</summary>
    public const int MostOptions = 100;

    const int LongestOption = 100;

    static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");

    FreeField()
    {
    }

    /// <summary>A field in that place of the form, 1 to <see cref="Most"/>.</summary>
    public FreeField(string name, string english, int position, int slot)
    {
        Describe(name, english, position);
        Slot = slot;
    }

    /// <summary>Its place in the form, from 1. Stays, whatever its position on the screen.</summary>
    public int Slot { get; private set; }

    public FreeFieldKind Kind { get; private set; }

    /// <summary>What may be chosen; empty for other kinds.</summary>
    public IReadOnlyList<string> Options => OptionLines.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The same as they are kept, one a line.</summary>
    public string OptionLines { get; private set; } = "";

    /// <summary>Takes another kind of value from now on.</summary>
    /// <param name="options">What may be chosen, one a line.</param>
    /// <param name="isFilled">Whether anything stands in it on a ticket: what is there must stay readable.</param>
    /// <exception cref="BrokenRuleException">What is there wouldn't fit, or there is nothing to choose from.</exception>
    public void Take(FreeFieldKind kind, string? options, bool isFilled)
    {
        if (kind != Kind && kind != FreeFieldKind.Text && isFilled)
        {
            throw new BrokenRuleException("In dem Feld steht schon etwas, das dann vielleicht nicht passt. Bitte ein neues Feld anlegen.", "FieldKind");
        }

        List<string> lines = kind != FreeFieldKind.Choice ? [] : [.. (options ?? "").Split('\n').Select(o => Platform.Text.PlainText.Line(o)).Where(o => o.Length > 0).Distinct()];
        if (kind == FreeFieldKind.Choice && lines.Count == 0)
        {
            throw new BrokenRuleException("Bitte eintragen, was zur Auswahl steht.", "FieldOptions");
        }

        if (lines.Count > MostOptions || lines.Exists(o => o.Length > LongestOption))
        {
            throw new BrokenRuleException($"Bitte höchstens {MostOptions} Zeilen von höchstens {LongestOption} Zeichen.", "FieldOptions");
        }

        (Kind, OptionLines) = (kind, string.Join('\n', lines));
    }

    /// <summary>Whether it takes all that the other one holds.</summary>
    public bool TakesAllOf(FreeField other) => Kind == FreeFieldKind.Text || (Kind == other.Kind && !other.Options.Except(Options).Any());

    /// <summary>What was typed as it is kept; empty stays empty.</summary>
    /// <exception cref="BrokenRuleException">It isn't what this field takes.</exception>
    public string Read(string typed, string name, DateOnly today)
    {
        if (typed.Length == 0)
        {
            return "";
        }

        switch (Kind)
        {
            case FreeFieldKind.Number:
                return Typing.Number(typed, today, out var number, out var unreadable) ? number.ToString("0.############", German) : throw new BrokenRuleException(unreadable, name);
            case FreeFieldKind.Date:
                return Typing.Day(typed, today, out var day, out var sentence) ? day.ToString("dd.MM.yyyy", German) : throw new BrokenRuleException(sentence, name);
            case FreeFieldKind.Choice:
                return Options.FirstOrDefault(o => string.Equals(o, typed, StringComparison.OrdinalIgnoreCase)) ?? throw new BrokenRuleException("Das steht nicht zur Auswahl. Bitte eines aus der Liste wählen.", name);
            case FreeFieldKind.YesNo:
                return typed.ToLowerInvariant() switch
                {
                    "ja" or "yes" or "true" or "1" => "ja",
                    "nein" or "no" or "false" or "0" => "nein",
                    _ => throw new BrokenRuleException("Bitte ja oder nein.", name),
                };
            default:
                return typed;
        }
    }

    /// <summary>A kept value as the reader writes it.</summary>
    public string Shown(string value) => Shown(Kind, value);

    /// <summary>A kept value of a field of that kind as the reader writes it; what doesn't fit the kind (any more) as it is.</summary>
    public static string Shown(FreeFieldKind kind, string value) => kind switch
    {
        FreeFieldKind.Number when decimal.TryParse(value, NumberStyles.Number, German, out var number) => number.ToString("0.############", CultureInfo.CurrentCulture),
        FreeFieldKind.Date when DateOnly.TryParseExact(value, "dd.MM.yyyy", German, DateTimeStyles.None, out var day) => Show.Day(day),
        FreeFieldKind.YesNo when value is "ja" => Words.Of("ja"),
        FreeFieldKind.YesNo when value is "nein" => Words.Of("nein"),
        _ => value,
    };

    /// <summary>A kept value as lists sort it: numbers by size, days by time.</summary>
    public string SortKeyOf(string value) => Kind switch
    {
        FreeFieldKind.Number when decimal.TryParse(value, NumberStyles.Number, German, out var number) => (number + 1_000_000_000_000).ToString("0000000000000.000000", CultureInfo.InvariantCulture), // the least that is read is above zero then
        FreeFieldKind.Date when DateOnly.TryParseExact(value, "dd.MM.yyyy", German, DateTimeStyles.None, out var day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Platform.Text.SortKey.Of(value),
    };
}

/// <summary>What stands in a free field of a ticket.</summary>
public sealed class FreeValue
{
    FreeValue()
    {
    }

    internal FreeValue(FreeField field, string value)
    {
        (FreeField, FreeFieldId) = (field, field.Id);
        Say(field, value);
    }

    public int TicketId { get; private set; }

    public int FreeFieldId { get; private set; }

    public FreeField FreeField { get; private set; } = null!;

    public string Value { get; private set; } = "";

    /// <summary>The value, as lists sort it.</summary>
    public string SortKey { get; private set; } = "";

    internal void Say(FreeField field, string value) => (Value, SortKey) = (value, field.SortKeyOf(value));
}
