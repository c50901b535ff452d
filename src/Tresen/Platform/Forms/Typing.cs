using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Tresen.Platform.Time;
using Tresen.Platform.Views;

namespace Tresen.Platform.Forms;

/// <summary>Reads what people type into dates, times, numbers, amounts and durations, the German way and the technical way
/// alike. What can't be read stays in the field with a sentence beside it.</summary>
public static class Typing
{
    /// <summary>Reads one typed value; false with a sentence for its reader when it can't be.</summary>
    public delegate bool Reader<T>(string typed, DateOnly today, out T value, out string sentence);

    /// <summary><c>12,5</c> or <c>12.5</c>. Thousands marks are refused, because <c>1.234</c> may mean either.</summary>
    public static bool Number(string typed, DateOnly today, out decimal value, out string sentence)
    {
        sentence = Words.Of("Bitte eine Zahl wie 12,5 eingeben, ohne Tausenderpunkt.");
        typed = typed.Trim().Replace(" ", "", StringComparison.Ordinal);
        var marks = typed.Count(c => c is ',' or '.');
        value = 0;
        return marks <= 1 && decimal.TryParse(typed.Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
            && Math.Abs(value) < 1_000_000_000_000;
    }

    /// <summary>More than this is a typing error; and sums and products of amounts stay within what is kept.</summary>
    const decimal MostEuros = 100_000_000;

    /// <summary>An amount in euros, not negative, with at most two decimals.</summary>
    public static bool Amount(string typed, DateOnly today, out Money value, out string sentence)
    {
        var read = Number(typed.Replace("€", "", StringComparison.Ordinal).Replace("EUR", "", StringComparison.OrdinalIgnoreCase), today, out var euros, out sentence);
        value = read ? Money.Of(euros) : Money.Zero;
        sentence = read && euros < 0 ? Words.Of("Der Betrag kann nicht negativ sein.") : Words.Of("Bitte einen Betrag wie 89,50 eingeben, ohne Tausenderpunkt.");
        return read && euros is >= 0 and < MostEuros && value.Euros == euros;
    }

    /// <summary>A rate in euros an hour.</summary>
    public static bool Rate(string typed, DateOnly today, out HourlyRate value, out string sentence)
    {
        var read = Amount(typed.Replace("/h", "", StringComparison.Ordinal), today, out var amount, out sentence);
        value = new HourlyRate(amount.Cents);
        sentence = read ? sentence : Words.Of("Bitte einen Stundensatz wie 89,50 eingeben.");
        return read;
    }

    /// <summary><c>31.12.2026</c>, <c>31.12.26</c>, <c>31.12.</c> (the next one), the same with slashes as the British do,
    /// <c>2026-12-31</c>, <c>heute</c>, <c>morgen</c>, <c>+5</c>.</summary>
    public static bool Day(string typed, DateOnly today, out DateOnly value, out string sentence)
    {
        typed = typed.Trim().ToLowerInvariant();
        sentence = Words.Of("Das Datum „{0}“ gibt es nicht. Bitte wie {1} eingeben.", typed.Length > 30 ? typed[..30] + "…" : typed, Show.Day(new DateOnly(today.Year, 12, 31)));
        typed = typed.Replace('/', '.');
        switch (typed)
        {
            case "heute" or "today":
                value = today;
                return true;
            case "morgen" or "tomorrow":
                value = today.AddDays(1);
                return true;
        }

        if (typed.StartsWith('+') && int.TryParse(typed.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= 3650)
        {
            value = today.AddDays(days);
            return true;
        }

        if (DateOnly.TryParseExact(typed, ["d.M.yyyy", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out value))
        {
            return value.Year is >= 1990 and <= 2100;
        }

        string[] parts = typed.Split('.', StringSplitOptions.TrimEntries) is { Length: 2 } yearless ? [.. yearless, ""] : typed.Split('.', StringSplitOptions.TrimEntries);
        if (parts.Length == 3 && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var day) && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var month)
            && month is >= 1 and <= 12 && day >= 1)
        {
            var year = parts[2].Length switch
            {
                0 => today.Year,
                2 when int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var two) => 2000 + two,
                _ => 0,
            };
            if (year >= 1990 && day <= DateTime.DaysInMonth(year, month))
            {
                value = new DateOnly(year, month, day);
                value = parts[2].Length == 0 && value < today ? value.AddYears(1) : value;
                return true;
            }
        }

        return false;
    }

    /// <summary><c>8:30</c>, <c>08:30</c>, <c>830</c>, <c>8</c>.</summary>
    public static bool Clock(string typed, DateOnly today, out TimeOnly value, out string sentence)
    {
        sentence = Words.Of("Bitte eine Uhrzeit wie 8:30 eingeben.");
        typed = typed.Trim().Replace('.', ':');
        if (typed.All(char.IsAsciiDigit) && typed.Length is >= 1 and <= 4)
        {
            typed = typed.Length <= 2 ? typed + ":00" : typed[..^2] + ":" + typed[^2..];
        }

        return TimeOnly.TryParseExact(typed, ["H:mm", "H:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out value);
    }

    /// <summary>A duration; see <see cref="Duration"/>.</summary>
    public static bool Span(string typed, DateOnly today, out Duration value, out string sentence) => Duration.TryRead(typed, out value, out sentence);

    sealed class Binder<T>(Reader<T> reader, TimeProvider clock) : IModelBinder
        where T : struct
    {
        public Task BindModelAsync(ModelBindingContext context)
        {
            var given = context.ValueProvider.GetValue(context.ModelName);
            if (given == ValueProviderResult.None)
            {
                return Task.CompletedTask;
            }

            context.ModelState.SetModelValue(context.ModelName, given);
            var typed = given.FirstValue;
            if (string.IsNullOrWhiteSpace(typed))
            {
                if (Nullable.GetUnderlyingType(context.ModelType) is null)
                {
                    context.ModelState.TryAddModelError(context.ModelName, Words.Of("Bitte ausfüllen."));
                }
                else
                {
                    context.Result = ModelBindingResult.Success(null);
                }
            }
            else if (typed.Length <= 60 && reader(typed, Zone.DayOf(clock.GetUtcNow()), out var value, out var sentence))
            {
                context.Result = ModelBindingResult.Success(value);
            }
            else
            {
                reader(typed.Length <= 60 ? typed : typed[..60], Zone.DayOf(clock.GetUtcNow()), out _, out sentence);
                context.ModelState.TryAddModelError(context.ModelName, sentence);
            }

            return Task.CompletedTask;
        }
    }

    /// <summary>Offers the binders for all types that are typed.</summary>
    public sealed class Provider(TimeProvider clock) : IModelBinderProvider
    {
        /// <inheritdoc/>
        public IModelBinder? GetBinder(ModelBinderProviderContext context)
        {
            var type = Nullable.GetUnderlyingType(context.Metadata.ModelType) ?? context.Metadata.ModelType;
            return type == typeof(decimal) ? new Binder<decimal>(Number, clock)
                : type == typeof(Money) ? new Binder<Money>(Amount, clock)
                : type == typeof(HourlyRate) ? new Binder<HourlyRate>(Rate, clock)
                : type == typeof(DateOnly) ? new Binder<DateOnly>(Day, clock)
                : type == typeof(TimeOnly) ? new Binder<TimeOnly>(Clock, clock)
                : type == typeof(Duration) ? new Binder<Duration>(Span, clock)
                : null;
        }
    }
}
