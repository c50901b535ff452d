using Microsoft.EntityFrameworkCore;
using Tresen.Devices;
using Tresen.Platform.Data;
using Tresen.Platform.Time;
using Tresen.Tickets;
using Tresen.Tickets.Checklists;
using Tresen.Tickets.Recurring;
using Tresen.Tickets.Relations;

namespace Tresen.Demo;

/// <summary>What comes again and again in the invented firm: checklists, maintenance, and one trouble that several customers have.</summary>
sealed class DemoRoutine(TresenDb db, DemoPeople firm, DemoCustomers customers, DateTimeOffset now)
{
    /// <summary>Sets it up; tickets and people must be stored.</summary>
    public async Task MoveInAsync()
    {
        var maintenance = new Checklist("Wartung Gerät", ["Sichtprüfung, Typenschild fotografieren", "Reinigen und schmieren", "Sicherheitseinrichtungen prüfen", "Probelauf mit dem Kunden", "Prüfplakette erneuern"]);
        var workplace = new Checklist("Neuer Arbeitsplatz", ["Rechner einrichten und inventarisieren", "Anmeldung und Postfach anlegen", "Drucker verbinden", "Zugriffe mit der Leitung abstimmen", "Einweisung"]);
        db.AddRange(maintenance, workplace);
        var kind = await db.Kinds.OrderBy(k => k.Position).FirstAsync();
        var today = Zone.DayOf(now);
        var lead = firm.LeadOf(DemoPeople.House);
        var ahead = 5;
        foreach (var device in customers.All.SelectMany(c => customers.Devices[c]).Where(d => d.Article?.Name.Contains("Aufzug", StringComparison.Ordinal) == true || d.Article?.Name.Contains("Tor", StringComparison.Ordinal) == true).Take(4))
        {
            Recurring(device, $"Jährliche Wartung {device.Name}", DemoPeople.House, today.AddDays(ahead += 17), RhythmUnit.Year, 1, maintenance, 120);
        }

        foreach (var server in customers.All.SelectMany(c => customers.Devices[c]).Where(d => d.Article?.Name.Contains("Server", StringComparison.Ordinal) == true).Take(3))
        {
            Recurring(server, $"Datensicherung prüfen: {server.Name}", DemoPeople.It, today.AddDays(ahead += 9), RhythmUnit.Month, 3, null, 45);
        }

        await db.SaveChangesAsync();
        await TroubleAsync();

        void Recurring(Device device, string subject, string department, DateOnly from, RhythmUnit unit, int every, Checklist? list, int minutes)
        {
            var recurring = new RecurringTicket(device.Customer, lead, now);
            recurring.Describe(subject, "<div>Wie im Wartungsvertrag vereinbart. Termin bitte mit dem Kunden abstimmen.</div>", device, firm.Department(department), null, kind, null, Priority.Normal, list, minutes);
            recurring.Schedule(new Rhythm(from, every, unit), null, 14, today);
            db.Add(recurring);
        }
    }

    async Task TroubleAsync()
    {
        var (it, jana) = (firm.Department(DemoPeople.It), firm.LeadOf(DemoPeople.It));
        var reports = (await db.Tickets.WithParts.Where(t => t.DepartmentId == it.Id && t.Category != Category.Closed && t.CustomerId != null && (t.Subject.Contains("WLAN") || t.Subject.Contains("Laufwerk") || t.Subject.Contains("Internet")))
            .OrderByDescending(t => t.Number).ToListAsync()).DistinctBy(t => t.CustomerId).Take(3).ToList();
        if (reports.Count < 2)
        {
            return; // a firm too small for a trouble that many have
        }

        var trouble = new Ticket((int)await db.DrawNumberAsync(TicketQueries.Range, TicketQueries.FirstNumber, default), "Leitungen im Gewerbegebiet Nord gestört",
            new Requester("Störungsstelle Nordnetz", "stoerung@nordnetz.example", "040 555 0199"), it, reports[0].Progress, reports[0].Kind, reports[0].Channel, jana, now);
        trouble.Describe("<div>Nordnetz meldet einen Kabelschaden. Voraussichtlich bis heute Abend behoben.</div>", jana, now);
        trouble.RateAsProposed(jana, now);
        trouble.Assign(jana, jana, now);
        trouble.AskForApprovalIfWanted(jana, now);
        db.Add(trouble);
        await db.SaveChangesAsync();
        List<TicketLink> links = [];
        foreach (var report in reports)
        {
            links.Add(report.Relate(trouble, RelationKind.BelongsTo, links, jana, now)!);
        }

        db.AddRange(links);
        await db.SaveChangesAsync();
    }
}
