using Microsoft.EntityFrameworkCore;
using Tresen.Devices;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Platform.Time;
using Tresen.Platform.Views;
using Tresen.Staff;

namespace Tresen.Tickets.JobSheets;

/// <summary>What stands on the sheet that goes along to the customer (<em>Arbeitsschein</em>): one page, without prices and without
/// what never leaves the house. The page to print and the PDF show the same.</summary>
/// <param name="Ticket">With all its parts and its material.</param>
/// <param name="Devices">Those that have room, each with what was done to it last.</param>
/// <param name="Now">When it is made.</param>
public sealed record JobSheet(Ticket Ticket, IReadOnlyList<JobSheet.Thing> Devices, DateTimeOffset Now)
{
    const int MostDevices = 6, MostMaterial = 12, LastJobs = 3;

    /// <summary>A device and the last tickets about it that the reader may see, the newest first.</summary>
    public sealed record Thing(Device Device, IReadOnlyList<Job> Jobs);

    /// <summary>An earlier ticket.</summary>
    /// <param name="At">When it was closed, else when it came.</param>
    public sealed record Job(int Number, string Subject, DateTimeOffset At);

    /// <summary>Something with its name.</summary>
    public sealed record Fact(string Name, string Value);

    /// <summary>Reads it; null where there is no such ticket for this person.</summary>
    public static async Task<JobSheet?> ReadAsync(TresenDb db, Me me, int number, DateTimeOffset now, CancellationToken cancel)
    {
        var ticket = await db.Tickets.VisibleTo(me).WithParts.Include(t => t.Material.OrderBy(m => m.Id))
            .AsNoTrackingWithIdentityResolution().SingleOrDefaultAsync(t => t.Number == number, cancel);
        if (ticket is null)
        {
            return null;
        }

        List<Thing> things = [];
        foreach (var device in ticket.Devices.Take(MostDevices))
        {
            things.Add(new(device.Device, await db.Tickets.VisibleTo(me).Where(t => t.Id != ticket.Id && t.Devices.Any(d => d.DeviceId == device.DeviceId))
                .OrderByDescending(t => t.Number).Take(LastJobs).Select(t => new Job(t.Number, t.Subject, t.ClosedAt ?? t.CreatedAt)).ToListAsync(cancel)));
        }

        return new(ticket, things, now);
    }

    /// <summary>Who does the work.</summary>
    public Company Firm => Ticket.Department.Company;

    /// <summary>Street and town in one line.</summary>
    public string FirmAddress => Line(", ", Firm.Street, $"{Firm.PostalCode} {Firm.Town}");

    /// <summary>What is to be known first: priority, dates, who.</summary>
    public IReadOnlyList<Fact> Facts =>
    [
        new(Words.Of("Priorität"), TicketWords.Of(Ticket.Priority)),
        new(Words.Of("Termin"), Show.Instant(Ticket.Appointment)),
        new(Words.Of("Abschluss bis"), Show.Due(Ticket.DueOn, Ticket.DueAt)),
        new(Words.Of("Geplant"), Show.Hours(Ticket.PlannedMinutes)),
        new(Words.Of("Zuständig"), Ticket.Assignee?.Name ?? ""),
        new(Words.Of("Abteilung"), Ticket.Department.Name),
    ];

    /// <summary>Who the work is for; the first line is their name.</summary>
    public IReadOnlyList<string> Customer => Ticket.Customer is { } customer
        ? [customer.Name, .. Filled(Words.Of("Kundennummer {0}", customer.Number), customer.Street, $"{customer.PostalCode} {customer.Town}")]
        : [Ticket.RequesterName];

    /// <summary>Whom to ask for.</summary>
    public string Contact => Ticket.Contact?.Name ?? Ticket.RequesterName;

    /// <summary>How they are reached: two numbers at most.</summary>
    public IReadOnlyList<string> Phones => [.. Filled(Ticket.Contact?.Phone, Ticket.Contact?.Mobile, Ticket.RequesterPhone, Ticket.Customer?.Phone).Distinct().Take(2).Select(p => PhoneNumber.IsReadable(p) ? PhoneNumber.Shown(p) : p)];

    /// <summary>Where; null where nobody knows.</summary>
    public WorkPlace? Place => WorkPlace.Of(Ticket);

    /// <summary>The place's name and address.</summary>
    public IReadOnlyList<string> PlaceLines => Place is { } place ? [.. Filled(place.Name, place.Street, $"{place.PostalCode} {place.Town}")] : [];

    /// <summary>How many devices found no room.</summary>
    public int MoreDevices => Ticket.Devices.Count - Devices.Count;

    /// <summary>A device that is known by what was said of it alone.</summary>
    public string UnknownDevice => Ticket.Devices.Count > 0 ? "" : Line(" · ", Ticket.Article?.Name, Ticket.SerialNumber.Length > 0 ? Words.Of("SN {0}", Ticket.SerialNumber) : "");

    /// <summary>What a device is known by, in one line.</summary>
    public string Marks(Device device) => Line(" · ",
        device.SerialNumber.Length > 0 ? Words.Of("SN {0}", device.SerialNumber) : "",
        device.Tag.Length > 0 ? Words.Of("Inv. {0}", device.Tag) : "",
        device.IsUnderWarranty(Zone.DayOf(Now)) switch
        {
            true => Words.Of("Garantie bis {0}", Show.Day(device.WarrantyUntil)),
            false => Words.Of("Garantie abgelaufen am {0}", Show.Day(device.WarrantyUntil)),
            _ => "",
        });

    /// <summary>An earlier job in one line.</summary>
    public static string Said(Job job) => $"{Show.Day(job.At)} · {job.Number} · {job.Subject}";

    /// <summary>The material that has room, quantity first.</summary>
    public IReadOnlyList<string> Material => [.. Ticket.Material.Take(MostMaterial).Select(m => $"{Show.Typed(m.Quantity)} {m.Unit} {m.Text}".Replace("  ", " ", StringComparison.Ordinal))];

    /// <summary>How many lines found no room.</summary>
    public int MoreMaterial => Math.Max(0, Ticket.Material.Count - MostMaterial);

    /// <summary>What is to be done, in plain lines without gaps.</summary>
    public string Task { get; } = string.Join('\n', PlainText.Lines(RichText.ToPlain(Ticket.Description)).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Says that only so many letters of the task have room.</summary>
    public string CutTo(int letters) => Words.Of("Gekürzt: {0:N0} von {1:N0} Zeichen; alles steht im Ticket.", letters, Task.Length);

    /// <summary>What the file is called, without its ending.</summary>
    public string FileName => $"{Words.Of("Arbeitsschein")} {Ticket.Number}";

    static IEnumerable<string> Filled(params string?[] texts) => texts.Where(t => !string.IsNullOrWhiteSpace(t)).Select(t => t!.Trim());

    static string Line(string between, params string?[] texts) => string.Join(between, Filled(texts));
}
