using Tresen.Customers;
using Tresen.Platform;
using Tresen.Platform.Text;
using Tresen.Staff;
using Tresen.Tickets;
using Tresen.TimeTracking;

namespace Tresen.Billing;

/// <summary>Bookings and material that went into one invoice or order together (<em>Abrechnung</em>). It can be taken back; the row stays.</summary>
public sealed class BillingRun
{
    readonly List<BilledEntry> entries = [];
    readonly List<BilledMaterial> material = [];

    BillingRun()
    {
    }

    /// <summary>Marks bookings and material as billed under that reference.</summary>
    /// <param name="payer">On whose <em>Zeitkonto</em> they all stand.</param>
    /// <param name="reference">Number of the invoice or order; required.</param>
    /// <param name="booked">With their parts.</param>
    /// <param name="used">With their tickets.</param>
    public BillingRun(Customer payer, string? reference, IReadOnlyCollection<TimeEntry> booked, IReadOnlyCollection<MaterialLine> used, StaffMember by, DateTimeOffset at)
    {
        Reference = PlainText.Line(reference ?? "");
        if (Reference.Length is 0 or > 60)
        {
            throw new BrokenRuleException("Bitte die Nummer der Rechnung oder des Auftrags eingeben, höchstens 60 Zeichen.", "Reference");
        }

        if (booked.Count + used.Count == 0)
        {
            throw new BrokenRuleException("Bitte die Buchungen ankreuzen, die abgerechnet sind.");
        }

        if (booked.Any(e => e.BillToId != payer.Id && e.BillTo.MergedIntoId != payer.Id) || used.Any(m => (m.Ticket.BillToId ?? m.Ticket.CustomerId) != payer.Id && m.BilledToId != payer.Id))
        {
            throw new BrokenRuleException("Alle Buchungen einer Abrechnung gehören auf dasselbe Zeitkonto.");
        }

        (Payer, PayerId, By, ById, At) = (payer, payer.Id, by, by.Id, at);
        foreach (var ticket in booked.Select(e => e.Ticket).OfType<Ticket>().Concat(used.Select(m => m.Ticket)).Distinct())
        {
            ticket.MustBeApprovedForBilling();
            ticket.Record(TicketVerb.Billed, by, at, nameof(BillingRun), to: Reference);
        }

        foreach (var entry in booked)
        {
            entries.Add(new BilledEntry(entry));
            entry.Bill(Reference, at);
        }

        foreach (var line in used)
        {
            material.Add(new BilledMaterial(line));
            line.Bill(payer, Reference, at);
        }
    }

    public int Id { get; private set; }

    public int PayerId { get; private set; }

    public Customer Payer { get; private set; } = null!;

    public string Reference { get; private set; } = "";

    public int ById { get; private set; }

    public StaffMember By { get; private set; } = null!;

    public DateTimeOffset At { get; private set; }

    public int? TakenBackById { get; private set; }

    public StaffMember? TakenBackBy { get; private set; }

    public DateTimeOffset? TakenBackAt { get; private set; }

    public string TakenBackReason { get; private set; } = "";

    public IReadOnlyList<BilledEntry> Entries => entries;

    public IReadOnlyList<BilledMaterial> Material => material;

    /// <summary>What was billed: bookings and lines of material.</summary>
    public int Count => entries.Count + material.Count;

    /// <summary>Accounted minutes of its bookings.</summary>
    public int Minutes => entries.Sum(e => e.Minutes);

    /// <summary>What it came to.</summary>
    public Money Amount => new(entries.Sum(e => e.Amount.Cents) + material.Sum(m => m.Amount.Cents));

    /// <summary>Its bookings and material are open again. <see cref="Entries"/> and <see cref="Material"/> must be loaded with their parts.</summary>
    public void TakeBack(string? reason, StaffMember by, DateTimeOffset at)
    {
        if (TakenBackAt is not null)
        {
            throw new BrokenRuleException("Diese Abrechnung ist schon zurückgenommen.");
        }

        var said = PlainText.Line(reason ?? "");
        if (said.Length is 0 or > 300)
        {
            throw new BrokenRuleException("Bitte in einem Satz sagen, warum die Abrechnung zurückgenommen wird.", "Reason");
        }

        (TakenBackBy, TakenBackById, TakenBackAt, TakenBackReason) = (by, by.Id, at, said);
        foreach (var ticket in entries.Select(e => e.TimeEntry.Ticket).OfType<Ticket>().Concat(material.Select(m => m.MaterialLine.Ticket)).Distinct())
        {
            ticket.Record(TicketVerb.Unbilled, by, at, nameof(BillingRun), Reference, Said.Text(said));
        }

        foreach (var entry in entries)
        {
            entry.TimeEntry.Unbill(at);
        }

        foreach (var line in material)
        {
            line.MaterialLine.Unbill(at);
        }
    }
}

/// <summary>A booking in a run, with the figures that it was billed at.</summary>
public sealed class BilledEntry
{
    BilledEntry()
    {
    }

    internal BilledEntry(TimeEntry entry) => (TimeEntry, TimeEntryId, Minutes, Amount) = (entry, entry.Id, entry.AccountedMinutes, entry.Amount);

    public int Id { get; private set; }

    public int BillingRunId { get; private set; }

    public int TimeEntryId { get; private set; }

    public TimeEntry TimeEntry { get; private set; } = null!;

    public int Minutes { get; private set; }

    public Money Amount { get; private set; }
}

/// <summary>A line of material in a run, with the amount that it was billed at.</summary>
public sealed class BilledMaterial
{
    BilledMaterial()
    {
    }

    internal BilledMaterial(MaterialLine line) => (MaterialLine, MaterialLineId, Amount) = (line, line.Id, line.Amount);

    public int Id { get; private set; }

    public int BillingRunId { get; private set; }

    public int MaterialLineId { get; private set; }

    public MaterialLine MaterialLine { get; private set; } = null!;

    public Money Amount { get; private set; }
}
