using System.ComponentModel.DataAnnotations;
using Tresen.Platform;
using Tresen.Platform.Time;

namespace Tresen.TimeTracking;

/// <summary>Time as a person types it: what all lines share, and a line for each person and activity.</summary>
public class BookingForm
{
    const string TooLong = "Bitte höchstens {1} Zeichen.";

    /// <summary>The ticket's number.</summary>
    public int? Ticket { get; set; }

    [StringLength(200, ErrorMessage = TooLong)]
    public string? CustomerName { get; set; }

    public int? CustomerId { get; set; }

    public int? DepartmentId { get; set; }

    public DateOnly? Day { get; set; }

    [StringLength(150, ErrorMessage = TooLong)]
    public string? Place { get; set; }

    [StringLength(4000, ErrorMessage = TooLong)]
    public string? Description { get; set; }

    [StringLength(4000, ErrorMessage = TooLong)]
    public string? InternalComment { get; set; }

    public List<BookingLine> Lines { get; set; } = [];

    /// <summary>Booked although it overlaps.</summary>
    public bool ConfirmsOverlap { get; set; }

    /// <summary>Booked as billable although the customer is blocked.</summary>
    public bool ConfirmsBlocked { get; set; }

    /// <summary>The reversed booking that this stands for, and why.</summary>
    public int? Replaces { get; set; }

    [StringLength(300, ErrorMessage = TooLong)]
    public string? Reason { get; set; }

    /// <summary>Where to go afterwards; only paths of ours are followed.</summary>
    [StringLength(500, ErrorMessage = TooLong)]
    public string? ReturnTo { get; set; }

    /// <summary>The form with a booking in it, to be edited or booked anew.</summary>
    public static BookingForm Of(TimeEntry entry) => new()
    {
        Ticket = entry.Ticket?.Number,
        CustomerId = entry.CustomerId,
        CustomerName = entry.Customer.Name,
        DepartmentId = entry.DepartmentId,
        Day = entry.Day,
        Place = entry.Place,
        Description = entry.Description,
        InternalComment = entry.InternalComment,
        Lines = [BookingLine.Of(entry)],
    };
}

/// <summary>A line: who did what, how long.</summary>
public sealed class BookingLine
{
    public int? PerformerId { get; set; }

    public int? ActivityId { get; set; }

    public TimeOnly? From { get; set; }

    public TimeOnly? To { get; set; }

    public Duration? Duration { get; set; }

    /// <summary>One of the quick buttons, in minutes; a typed time goes before it.</summary>
    public int? Quick { get; set; }

    public int? Kilometres { get; set; }

    /// <summary>Empty: billable.</summary>
    public NotBillable? WhyNot { get; set; }

    public HourlyRate? Rate { get; set; }

    [StringLength(300, ErrorMessage = "Bitte höchstens {1} Zeichen.")]
    public string? RateReason { get; set; }

    /// <summary>Whether nothing was typed that says something was done.</summary>
    public bool IsEmpty => From is null && To is null && Duration is null && Quick is null && Kilometres is null;

    /// <summary>The line of a booking.</summary>
    public static BookingLine Of(TimeEntry entry) => new()
    {
        PerformerId = entry.PerformerId,
        ActivityId = entry.ActivityId,
        From = entry.IsClocked ? TimeOnly.FromDateTime(Zone.WallClock(entry.Start)) : null,
        To = entry.IsClocked ? TimeOnly.FromDateTime(Zone.WallClock(entry.End)) : null,
        Duration = entry is { IsClocked: false, WorkedMinutes: > 0 } ? new Duration(entry.WorkedMinutes) : null,
        Kilometres = entry.Kilometres,
        WhyNot = entry.WhyNot is NotBillable.Internal or NotBillable.Activity ? null : entry.WhyNot,
        Rate = entry.RateRule == RateRule.Administration ? entry.Rate : null,
        RateReason = entry.RateReason,
    };

    /// <summary>The stretch of work that the line says; one without times stands at <paramref name="standsAt"/> in the order of
    /// the day. Kilometres and flat rates need no time: a proposed start alone says nothing there.</summary>
    public Stretch Read(DateOnly day, DateTimeOffset standsAt, Accounting by = Accounting.Time)
    {
        if (by != Accounting.Time && To is null && Duration is null && Quick is null)
        {
            return Stretch.Lasting(0, standsAt);
        }

        var minutes = Duration?.Minutes ?? (From is null || To is null ? Quick : null);
        switch (From, To, minutes)
        {
            case ({ } from, { } to, var said):
                var stretch = Stretch.Between(day, from, to);
                if (said is not null && said != stretch.Minutes)
                {
                    throw new BrokenRuleException($"Von, bis und Dauer passen nicht zusammen: von bis sind {stretch.Minutes} Minuten. Bitte eines davon leeren.", nameof(Duration));
                }

                return stretch;
            case ({ } from, null, { } lasting):
                return Stretch.From(day, from, lasting);
            case (null, { } to, > 0 and <= Stretch.Longest and var lasting) when lasting <= to.ToTimeSpan().TotalMinutes:
                return Stretch.Between(day, to.AddMinutes(-lasting), to);
            case (null, null, var lasting):
                return Stretch.Lasting(lasting ?? 0, standsAt);
            default:
                throw new BrokenRuleException("Bitte von und bis oder eine Dauer eingeben, z. B. 1,5 oder 1:30 oder 90m.", From is null ? nameof(From) : nameof(To));
        }
    }
}
