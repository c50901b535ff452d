using System.Collections;
using System.Reflection;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Tresen.Platform.Files;
using Tresen.Platform.Time;
using Tresen.Platform.Views;
using Rich = Tresen.Platform.Text.RichText;

namespace Tresen.Platform.Forms;

/// <summary>Two people edit the same thing at once: changes of different fields merge, changes of the same field are both
/// shown and nothing is lost.</summary>
/// <remarks>Each form carries what it showed when it was opened (<c>&lt;Was Of="stored" /&gt;</c>). A field is mine when I
/// typed something else than it was, theirs when something else is stored by now. Controllers call
/// <see cref="Web.TresenController.MergeAsync"/> before anything else.</remarks>
public static class FieldMerge
{
    /// <summary>Prefix of the hidden fields that say what the form showed.</summary>
    public const string Was = "was";

    /// <summary>Puts what others stored meanwhile into the fields that I left alone, and reports the fields that both
    /// changed. False when there are such fields: answer 409 with the same page.</summary>
    public static bool Into<TForm>(TForm mine, TForm was, TForm stored, ModelStateDictionary state, FormState form, Func<string, object?, string>? show)
    {
        var merged = true;
        foreach (var field in Fields(typeof(TForm)))
        {
            var (m, w, s) = (field.GetValue(mine), field.GetValue(was), field.GetValue(stored));
            var unreadable = state.TryGetValue(field.Name, out var entry) && entry.RawValue is not null && entry.ValidationState == ModelValidationState.Invalid && IsEmpty(m);
            if (Same(typeof(TForm), field, s, stored, w, was) || (!unreadable && Same(typeof(TForm), field, m, mine, s, stored)))
            {
                continue; // nobody else changed it, or to the same
            }

            if (!unreadable && Same(typeof(TForm), field, m, mine, w, was))
            {
                field.SetValue(mine, s);
                state.Remove(field.Name);
                continue;
            }

            merged = false;
            form.ShowTheirs(field.Name, show?.Invoke(field.Name, s) is { Length: > 0 } text ? text : Readable(typeof(TForm), field, s));
            state.AddModelError(field.Name, "Jemand anders hat dieses Feld inzwischen geändert. Beides steht hier; noch einmal speichern übernimmt Ihre Eingabe.");
        }

        return merged;
    }

    /// <summary>The values of a form as its fields would post them, for the hidden fields.</summary>
    public static IEnumerable<(string Name, string Value)> Posted(object stored)
    {
        foreach (var field in Fields(stored.GetType()))
        {
            if (field.GetValue(stored) is IEnumerable list and not string)
            {
                foreach (var item in list)
                {
                    yield return ($"{Was}.{field.Name}", Typed(item));
                }
            }
            else
            {
                yield return ($"{Was}.{field.Name}", Typed(field.GetValue(stored)));
            }

            if (IsRich(stored.GetType(), field))
            {
                yield return ($"{Was}.{field.Name}Format", "html");
            }
        }
    }

    static IEnumerable<PropertyInfo> Fields(Type form) => form.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p is { CanRead: true, CanWrite: true } && p.PropertyType != typeof(Upload[]) && !IsFormat(form, p));

    static bool IsFormat(Type form, PropertyInfo field) => field.Name.EndsWith("Format", StringComparison.Ordinal) && form.GetProperty(field.Name[..^6]) is not null;

    static bool IsRich(Type form, PropertyInfo field) => field.PropertyType == typeof(string) && form.GetProperty(field.Name + "Format") is not null;

    static bool Same(Type form, PropertyInfo field, object? a, object? ofA, object? b, object? ofB)
    {
        if (IsRich(form, field))
        {
            // The editor writes the same text as other HTML than we store.
            return Flat(form, field, a, ofA) == Flat(form, field, b, ofB);
        }

        if (field.PropertyType != typeof(string) && field.PropertyType.IsAssignableTo(typeof(IEnumerable)))
        {
            return Items(a).ToHashSet().SetEquals(Items(b));
        }

        return Normal(a).Equals(Normal(b));
    }

    static string Flat(Type form, PropertyInfo field, object? value, object? of)
    {
        var isHtml = form.GetProperty(field.Name + "Format")!.GetValue(of) as string == "html" || (value as string)?.Contains('<', StringComparison.Ordinal) == true;
        return Rich.ToPlain(Rich.Clean(value as string, isHtml)).ReplaceLineEndings("\n").Trim();
    }

    static IEnumerable<object> Items(object? list) => (list as IEnumerable ?? Array.Empty<object>()).Cast<object>();

    static object Normal(object? value) => value switch
    {
        null => "",
        string text => text.ReplaceLineEndings("\n").Trim(),
        _ => value,
    };

    static bool IsEmpty(object? value) => Normal(value) is "" || value!.Equals(value.GetType().IsValueType ? Activator.CreateInstance(value.GetType()) : null);

    static string Readable(Type form, PropertyInfo field, object? value) =>
        IsEmpty(value) && value is not bool ? Words.Of("(leer)")
        : IsRich(form, field) ? Rich.ToPlain(value as string)
        : value is bool yes ? Words.Of(yes ? "ja" : "nein")
        : value is IEnumerable list and not string ? string.Join(", ", Items(list).Select(Typed))
        : Typed(value);

    static string Typed(object? value) => value switch
    {
        null => "",
        bool yes => yes ? "true" : "false",
        HourlyRate rate => Show.Typed(rate)!,
        Money money => Show.Typed(money)!,
        decimal number => Show.Typed(number)!,
        DateOnly day => Show.Typed(day)!,
        TimeOnly time => time.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture),
        Duration duration => duration.ToString(),
        IFormattable other => other.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
