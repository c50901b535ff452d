using Microsoft.AspNetCore.Mvc.ModelBinding;
using Tresen.Tickets;

namespace Tresen.TimeTracking;

/// <summary>What a sheet comes to before it is booked, and its lines: one more, one less.</summary>
public sealed partial class BookingSheet
{
    /// <summary>The bookings that the lines would be, made by the same rules and never saved. What is refused is left out: saving says why.</summary>
    public async Task<IReadOnlyList<(int Line, TimeEntry Entry)>> WorthAsync(BookingForm form, Ticket? ticket, CancellationToken cancel)
    {
        var unasked = new ModelStateDictionary();
        form.ConfirmsBlocked = true; // asked when it is booked
        return await SharedAsync(form, ticket, unasked, cancel) is { } shared ? await DraftAsync(form, shared, unasked, cancel) : [];
    }

    /// <summary>Adds a line or takes one away, if a button asked for that instead of booking.</summary>
    public static bool Rearranges(BookingForm form, bool more, int? remove, ModelStateDictionary state)
    {
        if (!more && remove is null)
        {
            return false;
        }

        foreach (var entry in state.Values)
        {
            entry.Errors.Clear(); // asked for another sheet, not for an opinion
        }

        if (remove is { } gone && gone >= 0 && gone < form.Lines.Count && form.Lines.Count > 1)
        {
            form.Lines.RemoveAt(gone);
            MoveUp(state, gone, form.Lines.Count);
        }
        else if (more)
        {
            form.Lines.Add(new BookingLine { PerformerId = form.Lines.LastOrDefault()?.PerformerId, WhyNot = form.Lines.LastOrDefault()?.WhyNot });
        }

        return true;
    }

    // What was typed follows its line, readable or not.
    static void MoveUp(ModelStateDictionary state, int gone, int left)
    {
        for (var i = gone; i <= left; i++)
        {
            var (here, below) = ($"{nameof(BookingForm.Lines)}[{i}].", $"{nameof(BookingForm.Lines)}[{i + 1}].");
            foreach (var key in state.Keys.Where(k => k.StartsWith(here, StringComparison.OrdinalIgnoreCase)).ToList())
            {
                state.Remove(key);
            }

            foreach (var (key, raw, typed) in state.Where(e => e.Key.StartsWith(below, StringComparison.OrdinalIgnoreCase)).Select(e => (e.Key, e.Value!.RawValue, e.Value.AttemptedValue)).ToList())
            {
                state.SetModelValue(here + key[below.Length..], raw, typed);
            }
        }
    }
}
