using System.Collections;
using System.Globalization;
using Microsoft.EntityFrameworkCore.Metadata;
using Tresen.Platform.Views;

namespace Tresen.Platform.Settings;

/// <summary>A setting's value as the history keeps it, alike on both databases, and as it reads.</summary>
static class SettingValue
{
    /// <summary>As it is kept; null: nothing stands there.</summary>
    public static string? Kept(IReadOnlyProperty property, object? value) =>
        (property.GetValueConverter() is { } converter && value is not null ? converter.ConvertToProvider(value) : value) switch
        {
            null or "" => null,
            string text => text,
            bool yes => yes ? "true" : "false",
            Enum one => Convert.ToInt64(one, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
            DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
            IEnumerable many => string.Join(',', many.Cast<object>().Select(o => Convert.ToString(o, CultureInfo.InvariantCulture))) is { Length: > 0 } all ? all : null,
            var other => Convert.ToString(other, CultureInfo.InvariantCulture),
        };

    /// <summary>Whether it may say something about a person, and so can be erased.</summary>
    public static bool IsText(IReadOnlyProperty property) => (property.GetValueConverter()?.ProviderClrType ?? property.ClrType) == typeof(string);

    /// <summary>As it reads, in the reader's language. What can't be read any more stands as it was kept.</summary>
    public static string Shown(IReadOnlyProperty property, SettingField field, string kept)
    {
        try
        {
            var value = Read(property, kept);
            return field.Words is { } words ? words(value) : Usual(value);
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException or ArgumentException or IndexOutOfRangeException or System.Text.Json.JsonException)
        {
            return kept;
        }
    }

    static string Usual(object value) => value switch
    {
        bool yes => yes ? Words.Of("ja") : Words.Of("nein"),
        Money money => Show.Amount(money),
        HourlyRate rate => Show.Rate(rate),
        DateOnly day => Show.Day(day),
        _ => Convert.ToString(value, CultureInfo.CurrentCulture) ?? "",
    };

    static object Read(IReadOnlyProperty property, string kept)
    {
        var converter = property.GetValueConverter();
        var type = converter?.ProviderClrType ?? property.ClrType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        object value = type switch
        {
            _ when type == typeof(string) => kept,
            _ when type == typeof(bool) => kept == "true",
            _ when type == typeof(DateOnly) => DateOnly.ParseExact(kept, "O", CultureInfo.InvariantCulture),
            _ when type.IsEnum => Enum.ToObject(type, long.Parse(kept, CultureInfo.InvariantCulture)),
            _ when type == typeof(IReadOnlyList<int>) => kept.Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToList(),
            _ => Convert.ChangeType(kept, type, CultureInfo.InvariantCulture),
        };
        return converter is null ? value : converter.ConvertFromProvider(value)!;
    }
}
