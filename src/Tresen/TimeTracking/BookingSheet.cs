using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Platform.Time;
using Tresen.Platform.Views;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.TimeTracking;

/// <summary>A sheet of typed lines (<em>Stundenzettel</em>) becoming bookings: by itself, in a ticket, or while closing one.
/// What a rule refuses stands beside the field of the line that it is about.</summary>
public sealed partial class BookingSheet(TresenDb db, Me me, TimeProvider clock)
{
    readonly Dictionary<(int Performer, DateOnly Day), DateTimeOffset> lastEnds = [];

    /// <summary>Books each line that says something; null when one of them is refused. The ticket must have been loaded to be
    /// changed. Nothing is saved yet.</summary>
    public async Task<IReadOnlyList<TimeEntry>?> BookAsync(BookingForm form, Ticket? ticket, ModelStateDictionary state, CancellationToken cancel)
    {
        var shared = await SharedAsync(form, ticket, state, cancel);
        if (shared is null)
        {
            return null;
        }

        var entries = (await DraftAsync(form, shared, state, cancel)).ConvertAll(d => d.Entry);
        if (state.IsValid)
        {
            await AskAboutOverlapsAsync(form, entries, 0, state, cancel);
        }

        db.AddRange(entries);
        return state.IsValid ? entries : null;
    }

    /// <summary>The lines that say something, as the bookings that they would be.</summary>
    async Task<List<(int Line, TimeEntry Entry)>> DraftAsync(BookingForm form, Shared shared, ModelStateDictionary state, CancellationToken cancel)
    {
        var entries = new List<(int, TimeEntry)>();
        for (var i = 0; i < form.Lines.Count; i++)
        {
            var line = form.Lines[i];
            if (i > 0 && line is { IsEmpty: true, ActivityId: null })
            {
                continue;
            }

            if (await WorkAsync(form, line, i, shared, state, cancel) is { } work
                && Try(i, state, () => TimeEntry.Book(work, shared.By, me, shared.Rules, shared.Now)) is { } entry)
            {
                entries.Add((i, entry));
                lastEnds[(entry.PerformerId, entry.Day)] = entry.End;
            }
        }

        return entries;
    }

    /// <summary>Changes a booking to what the form's only line says; false when that is refused.</summary>
    public async Task<bool> ChangeAsync(TimeEntry entry, BookingForm form, Ticket? ticket, ModelStateDictionary state, CancellationToken cancel)
    {
        var shared = await SharedAsync(form, ticket, state, cancel, isNew: false);
        if (shared is null || await WorkAsync(form, form.Lines.FirstOrDefault() ?? new(), 0, shared, state, cancel, entry) is not { } work)
        {
            return false;
        }

        Try(0, state, () =>
        {
            entry.Change(work, shared.By, me, shared.Rules, shared.Now);
            return entry;
        });
        if (state.IsValid)
        {
            await AskAboutOverlapsAsync(form, [entry], entry.Id, state, cancel);
        }

        return state.IsValid;
    }

    sealed record Shared(StaffMember By, Ticket? Ticket, Customer Customer, Department Department, TimeRules Rules, DateOnly Day, TimeEntry? Replaces, DateTimeOffset Now);

    async Task<Shared?> SharedAsync(BookingForm form, Ticket? ticket, ModelStateDictionary state, CancellationToken cancel, bool isNew = true)
    {
        var now = clock.GetUtcNow();
        var customer = ticket?.Customer ?? await CustomerAsync(form, state, cancel);
        if (isNew && customer is not null && form.CustomerId is { } other && ticket?.CustomerId is { } owner && other != owner)
        {
            state.AddModelError(nameof(form.CustomerName), "Dieses Ticket gehört einem anderen Kunden.");
        }

        var department = ticket?.Department ?? await DepartmentAsync(form, state, cancel);
        var replaces = form.Replaces is { } id ? await db.TimeEntries.VisibleTo(db, me).SingleOrDefaultAsync(e => e.Id == id && e.ReversedAt != null, cancel) : null;
        return state.IsValid && customer is not null && department is not null
            ? new Shared(await db.Staff.SingleAsync(s => s.Id == me.Id, cancel), ticket, customer, department, await db.TimeRulesAsync(cancel), form.Day ?? Zone.DayOf(now), replaces, now)
            : null;
    }

    async Task<Customer?> CustomerAsync(BookingForm form, ModelStateDictionary state, CancellationToken cancel)
    {
        var typed = form.CustomerName?.Trim() ?? "";
        var chosen = form.CustomerId is { } id ? await db.Customers.SingleOrDefaultAsync(c => c.Id == id, cancel) : null;
        // Without script the id of the one before stays in its hidden field when another name is typed.
        var found = chosen is not null && (typed.Length == 0 || typed == chosen.Name) ? [chosen]
            : typed.Length == 0 ? []
            : await db.Customers.Where(c => c.IsActive && (c.Number == typed || c.SortKey == SortKey.Of(typed))).OrderBy(c => c.Id).Take(2).ToListAsync(cancel);
        if (found.Count != 1)
        {
            state.AddModelError(nameof(form.CustomerName), typed.Length == 0
                ? "Bitte den Kunden wählen; eigene Arbeit gehört auf den Kunden Intern."
                : "Diesen Kunden gibt es nicht oder mehrmals. Bitte aus den Vorschlägen wählen oder die Kundennummer eingeben.");
        }

        return found.Count == 1 ? found[0] : null;
    }

    async Task<Department?> DepartmentAsync(BookingForm form, ModelStateDictionary state, CancellationToken cancel)
    {
        var id = form.DepartmentId ?? me.Departments.Cast<int?>().FirstOrDefault();
        var department = await db.Departments.Include(d => d.Company).Where(d => d.IsActive && !me.Hidden.Contains(d.Id))
            .Where(d => id == null || d.Id == id).OrderBy(d => d.IsConfidential).ThenBy(d => d.Id).FirstOrDefaultAsync(cancel);
        if (department is null)
        {
            state.AddModelError(nameof(form.DepartmentId), "Bitte die Abteilung wählen.");
        }

        return department;
    }

    async Task<Work?> WorkAsync(BookingForm form, BookingLine line, int index, Shared shared, ModelStateDictionary state, CancellationToken cancel, TimeEntry? was = null)
    {
        var performerId = line.PerformerId ?? was?.PerformerId ?? me.Id;
        var performer = await db.Staff.SingleOrDefaultAsync(s => s.Id == performerId && (s.IsActive || s.Id == (was == null ? 0 : was.PerformerId)), cancel);
        var activity = await db.Activities.SingleOrDefaultAsync(a => a.Id == line.ActivityId && (a.IsActive || a.Id == (was == null ? 0 : was.ActivityId)), cancel);
        if (performer is null || activity is null)
        {
            state.AddModelError(Field(index, performer is null ? nameof(line.PerformerId) : nameof(line.ActivityId)),
                performer is null ? "Bitte wählen, wer gearbeitet hat." : "Bitte die Tätigkeit wählen.");
            return null;
        }

        var standsAt = was is { IsClocked: false } && was.Day == shared.Day ? was.Start : await LastEndAsync(performer.Id, shared.Day, cancel);
        return Try(index, state, () => new Work(performer, shared.Ticket, shared.Customer, shared.Department, activity, line.Read(shared.Day, standsAt, activity.Accounting))
        {
            Kilometres = line.Kilometres,
            Place = form.Place ?? "",
            Description = form.Description ?? "",
            InternalComment = form.InternalComment ?? "",
            WhyNot = line.WhyNot,
            Rate = line.Rate,
            RateReason = line.RateReason ?? "",
            ConfirmsBlocked = form.ConfirmsBlocked,
            Reason = form.Reason ?? "",
            Replaces = shared.Replaces,
        });
    }

    /// <summary>Where the next booking of that person's day stands: at the end of the last one, else at eight.</summary>
    async Task<DateTimeOffset> LastEndAsync(int performer, DateOnly day, CancellationToken cancel)
    {
        if (!lastEnds.TryGetValue((performer, day), out var end))
        {
            end = await db.TimeEntries.LastEndOf(performer, day).FirstOrDefaultAsync(cancel) ?? Zone.At(day, new TimeOnly(8, 0));
            lastEnds[(performer, day)] = end;
        }

        return end;
    }

    /// <summary>Overlaps are warned of: the sheet comes back once and can be confirmed.</summary>
    async Task AskAboutOverlapsAsync(BookingForm form, List<TimeEntry> entries, int except, ModelStateDictionary state, CancellationToken cancel)
    {
        if (form.ConfirmsOverlap)
        {
            return;
        }

        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (!entry.IsClocked)
            {
                continue;
            }

            var (performer, start, end) = (entry.PerformerId, entry.Start, entry.End);
            var near = await db.TimeEntries.AsNoTracking().Include(e => e.Ticket).Include(e => e.Activity)
                .Where(e => e.PerformerId == performer && e.Id != except && e.IsClocked && e.ReversesId == null && e.ReversedAt == null && e.Start < end && e.End > start)
                .OrderBy(e => e.Start).Take(20).ToListAsync(cancel);
            // What ended some seconds after this one begins, or came from elsewhere with seconds, is no overlap.
            var other = near.Find(e => Stretch.WholeMinute(e.End) > start)
                ?? entries.Take(i).FirstOrDefault(e => e.PerformerId == performer && e.IsClocked && e.Start < end && e.End > start);
            if (other is not null)
            {
                state.AddModelError(nameof(form.ConfirmsOverlap), Words.Of("{0} hat von {1} bis {2} schon gebucht: {3}. Trotzdem buchen? Dann bitte unten bestätigen.",
                    entry.Performer.Name, Show.Time(other.Start), Show.Time(other.End), await NamedAsync(other, cancel)));
                return;
            }
        }
    }

    // A ticket that the reader may not see isn't named.
    async Task<string> NamedAsync(TimeEntry other, CancellationToken cancel) =>
        other.Ticket is { } ticket && await db.Tickets.VisibleTo(me).AnyAsync(t => t.Id == ticket.Id, cancel)
            ? $"{other.Activity.Title}, {ticket.Number} {ticket.Subject}" : other.Activity.Title;

    static T? Try<T>(int index, ModelStateDictionary state, Func<T> act)
        where T : class
    {
        try
        {
            return act();
        }
        catch (BrokenRuleException broken)
        {
            state.AddModelError(Field(index, broken.Field), broken.ForReader);
            return null;
        }
    }

    static string Field(int index, string? field) => field switch
    {
        null => "",
        "CustomerId" => nameof(BookingForm.CustomerName),
        _ when typeof(BookingLine).GetProperty(field) is not null => $"{nameof(BookingForm.Lines)}[{index}].{field}",
        _ => field,
    };
}
