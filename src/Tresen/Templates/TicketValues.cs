using System.Globalization;
using Tresen.Platform.Time;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Templates;

/// <summary>What a ticket knows, by placeholder. Mails are German, whatever language the screen has.</summary>
public static class TicketValues
{
    static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");

    /// <summary>The values for a mail about that ticket.</summary>
    /// <param name="ticket">With its parts.</param>
    /// <param name="writer">Who writes.</param>
    /// <param name="seesPrices">Whether the writer may see rates; else there is none to insert.</param>
    /// <param name="conversation">The dialogue's number; null: not drawn yet.</param>
    public static IReadOnlyDictionary<string, string> Of(Ticket ticket, StaffMember writer, bool seesPrices, long? conversation, DateTimeOffset now)
    {
        var contact = ticket.Contact;
        var device = ticket.Devices.Count > 0 ? ticket.Devices[0].Device : null;
        return new Dictionary<string, string>
        {
            ["ANREDE"] = contact?.Salutation ?? "",
            ["NAME"] = ticket.RequesterName.Length > 0 ? ticket.RequesterName : contact?.Name ?? "",
            ["GRUSSWORT"] = Greeting(ticket),
            ["ANSPRECHPARTNER"] = contact?.Name ?? ticket.RequesterName,
            ["MITARBEITER"] = writer.Name,
            ["MITARBEITER_TELEFON"] = writer.Phone,
            ["MITARBEITER_EMAIL"] = writer.Mail,
            ["TICKET"] = ticket.Number.ToString(German),
            ["BETREFF"] = ticket.Subject,
            ["NUMMER"] = conversation?.ToString(German) ?? "",
            ["KUNDE"] = ticket.Customer?.Name ?? "",
            ["KUNDENNUMMER"] = ticket.Customer?.Number ?? "",
            ["GERAET"] = device?.Name ?? ticket.Article?.Name ?? "",
            ["SERIENNUMMER"] = device?.SerialNumber ?? ticket.SerialNumber,
            ["TERMIN"] = ticket.Appointment is { } at ? Zone.WallClock(at).ToString("dddd, d. MMMM yyyy, HH:mm 'Uhr'", German) : "",
            ["ABSCHLUSS_BIS"] = ticket.DueOn?.ToString("d", German) + (ticket.DueTime is { } time ? $", {time:HH:mm} Uhr" : ""),
            ["STATUS"] = ticket.Progress.Name,
            ["FIRMA"] = ticket.Department.Company.Name,
            ["ABTEILUNG"] = ticket.Department.Name,
            ["STUNDENSATZ"] = seesPrices && ticket.Rate.CentsPerHour > 0 ? ticket.Rate.Euros.ToString("N2", German) + " €" : "",
            ["DATUM"] = Zone.DayOf(now).ToString("d", German),
        };
    }

    /// <summary>How a mail to whoever asked begins.</summary>
    public static string Greeting(Ticket ticket) =>
        ticket.Contact is { } contact ? contact.Greeting
        : ticket.RequesterName.Length > 0 ? $"Guten Tag {ticket.RequesterName},"
        : "Sehr geehrte Damen und Herren,";
}
