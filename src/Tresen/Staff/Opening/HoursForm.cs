using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Tresen.Platform;
using Tresen.Platform.Time;

namespace Tresen.Staff.Opening;

/// <summary>Business hours and Bundesland as typed, of a company or of a department that has its own.</summary>
public sealed class HoursForm
{
    const string TooLong = "Bitte höchstens {1} Zeichen.";

    /// <summary>Of a department: whether it has hours of its own.</summary>
    public bool HasOwnHours { get; set; }

    [StringLength(100, ErrorMessage = TooLong)]
    public string? Monday { get; set; }

    [StringLength(100, ErrorMessage = TooLong)]
    public string? Tuesday { get; set; }

    [StringLength(100, ErrorMessage = TooLong)]
    public string? Wednesday { get; set; }

    [StringLength(100, ErrorMessage = TooLong)]
    public string? Thursday { get; set; }

    [StringLength(100, ErrorMessage = TooLong)]
    public string? Friday { get; set; }

    [StringLength(100, ErrorMessage = TooLong)]
    public string? Saturday { get; set; }

    [StringLength(100, ErrorMessage = TooLong)]
    public string? Sunday { get; set; }

    /// <summary>ISO 3166-2 without <c>DE-</c>. Of a department: empty where it is the company's.</summary>
    public string? Bundesland { get; set; }

    /// <summary>Names of <see cref="RegionalHolidays"/>.</summary>
    public string[] Regional { get; set => field = [.. (value ?? []).Where(r => !string.IsNullOrEmpty(r)).Order(StringComparer.Ordinal)]; } = [];

    /// <summary>The week as typed, from Monday.</summary>
    public IReadOnlyList<(DayOfWeek Day, string? Typed)> Week =>
    [
        (DayOfWeek.Monday, Monday), (DayOfWeek.Tuesday, Tuesday), (DayOfWeek.Wednesday, Wednesday), (DayOfWeek.Thursday, Thursday),
        (DayOfWeek.Friday, Friday), (DayOfWeek.Saturday, Saturday), (DayOfWeek.Sunday, Sunday),
    ];

    /// <summary>The regional holidays that are ticked.</summary>
    public RegionalHolidays RegionalHolidays =>
        Regional.Aggregate(RegionalHolidays.None, (all, name) => Enum.TryParse<RegionalHolidays>(name, out var one) && Enum.IsDefined(one) ? all | one : all);

    /// <summary>Reads the week; null, with sentences beside the days, where it can't be read.</summary>
    /// <exception cref="BrokenRuleException">It is never open.</exception>
    public BusinessHours? Read(ModelStateDictionary state)
    {
        var days = new List<IReadOnlyList<OpenSpan>>();
        foreach (var (day, typed) in Week)
        {
            if (!BusinessHours.TryReadDay(typed, out var spans, out var sentence))
            {
                state.AddModelError(day.ToString(), sentence);
            }

            days.Add(spans);
        }

        return state.IsValid ? BusinessHours.Of(days) : null;
    }

    /// <summary>The form for a company as stored.</summary>
    public static HoursForm Of(Company company) => Of(company.Hours, company.Bundesland, company.Regional, false);

    /// <summary>The form for a department as stored; without its own hours the days are empty.</summary>
    public static HoursForm Of(Department department) => Of(department.Hours, department.Bundesland, department.Regional, department.Hours is not null);

    static HoursForm Of(BusinessHours? hours, string? bundesland, RegionalHolidays regional, bool own) => new()
    {
        HasOwnHours = own,
        Monday = hours?.Typed(DayOfWeek.Monday),
        Tuesday = hours?.Typed(DayOfWeek.Tuesday),
        Wednesday = hours?.Typed(DayOfWeek.Wednesday),
        Thursday = hours?.Typed(DayOfWeek.Thursday),
        Friday = hours?.Typed(DayOfWeek.Friday),
        Saturday = hours?.Typed(DayOfWeek.Saturday),
        Sunday = hours?.Typed(DayOfWeek.Sunday),
        Bundesland = bundesland,
        Regional = [.. Enum.GetValues<RegionalHolidays>().Where(r => r != RegionalHolidays.None && regional.HasFlag(r)).Select(r => r.ToString())],
    };
}

/// <summary>Days on which the firm is closed, as typed. Without an end it is one day.</summary>
public sealed class ClosedDaysForm
{
    [Required(ErrorMessage = "Bitte den ersten Tag eingeben.")]
    public DateOnly? From { get; set; }

    public DateOnly? To { get; set; }

    [Required(ErrorMessage = "Bitte sagen, wie diese Tage heißen, zum Beispiel Betriebsferien.")]
    [StringLength(Company.MostClosedName, ErrorMessage = "Bitte höchstens {1} Zeichen.")]
    public string? Name { get; set; }
}
