using System.Globalization;
using Tresen.Platform;
using Tresen.Platform.Time;
using Tresen.Platform.Views;
using Tresen.Tickets.Relations;

namespace Tresen.Tickets.History;

/// <summary>How the history reads: what was done, which field, which value. It is kept by the names in the code.</summary>
public static class HistoryWords
{
    /// <summary>How the ticket stands to another one, with its number.</summary>
    public static string Related(string kind, string? number) => Enum.TryParse<RelationKind>(kind, out var how) ? $"{RelationWords.Of(how)} {number}" : number ?? "";

    /// <summary>What was done.</summary>
    public static string Verb(TicketVerb verb) => verb switch
    {
        TicketVerb.Created => Words.Of("Ticket angelegt"),
        TicketVerb.Assigned => Words.Of("Zuständig"),
        TicketVerb.Progressed => Words.Of("Status"),
        TicketVerb.Closed => Words.Of("Ticket abgeschlossen"),
        TicketVerb.Reopened => Words.Of("Wieder geöffnet"),
        TicketVerb.Involved => Words.Of("Beteiligt"),
        TicketVerb.Excused => Words.Of("Nicht mehr beteiligt"),
        TicketVerb.ApprovalAsked => Words.Of("Freigabe erbeten"),
        TicketVerb.ApprovalGranted => Words.Of("Freigegeben"),
        TicketVerb.ApprovalDeclined => Words.Of("Freigabe abgelehnt"),
        TicketVerb.CostsApproved => Words.Of("Kostenfreigabe des Kunden"),
        TicketVerb.ConversationStarted => Words.Of("Gesprächsverlauf begonnen"),
        TicketVerb.Forwarded => Words.Of("Gespräch weitergeleitet"),
        TicketVerb.TakenBack => Words.Of("Gespräch zurückgeholt"),
        TicketVerb.GivenBack => Words.Of("Gespräch zurückgegeben"),
        TicketVerb.ConversationAssigned => Words.Of("Gespräch zugewiesen"),
        TicketVerb.ConfirmationWithheld => Words.Of("Keine Eingangsbestätigung: heute schon eine, oder zu viele"),
        TicketVerb.MessageIn => Words.Of("Nachricht erhalten"),
        TicketVerb.MessageOut => Words.Of("Nachricht geschrieben"),
        TicketVerb.SendingStopped => Words.Of("Versand angehalten"),
        TicketVerb.MailTroubled => Words.Of("Mail nicht zugestellt"),
        TicketVerb.Ruled => Words.Of("Regel für Mails"),
        TicketVerb.ClosingHeld => Words.Of("Entwarnung, bleibt offen"),
        TicketVerb.RepliedAfterClosing => Words.Of("Antwort nach Abschluss"),
        TicketVerb.ReplySettled => Words.Of("Antwort nach Abschluss erledigt"),
        TicketVerb.Called => Words.Of("Anruf des Kunden"),
        TicketVerb.Noted => Words.Of("Interne Notiz"),
        TicketVerb.Booked => Words.Of("Zeit gebucht"),
        TicketVerb.BookingReversed => Words.Of("Buchung storniert"),
        TicketVerb.FileAdded => Words.Of("Datei hinzugefügt"),
        TicketVerb.FileRemoved => Words.Of("Datei entfernt"),
        TicketVerb.MaterialAdded => Words.Of("Material hinzugefügt"),
        TicketVerb.MaterialChanged => Words.Of("Material geändert"),
        TicketVerb.MaterialRemoved => Words.Of("Material entfernt"),
        TicketVerb.Billed => Words.Of("Abgerechnet"),
        TicketVerb.Unbilled => Words.Of("Abrechnung zurückgenommen"),
        TicketVerb.Accepted => Words.Of("Notfall übernommen"),
        TicketVerb.EmergencyCalled => Words.Of("Notfall nicht übernommen: Leitung und Vertretung gerufen"),
        TicketVerb.CameBack => Words.Of("Wiedervorlage: von selbst zurück"),
        TicketVerb.Linked => Words.Of("Verknüpft"),
        TicketVerb.Unlinked => Words.Of("Verknüpfung gelöst"),
        TicketVerb.ChecklistTaken => Words.Of("Checkliste"),
        TicketVerb.StepAdded => Words.Of("Schritt hinzugefügt"),
        TicketVerb.StepRemoved => Words.Of("Schritt entfernt"),
        TicketVerb.StepDone => Words.Of("Schritt erledigt"),
        TicketVerb.Recurred => Words.Of("Von selbst angelegt"),
        TicketVerb.StepUndone => Words.Of("Schritt wieder offen"),
        TicketVerb.Reminded => Words.Of("Erinnerung"),
        TicketVerb.Escalated => Words.Of("Eskalation"),
        TicketVerb.Held => Words.Of("Löschsperre gesetzt"),
        TicketVerb.Unheld => Words.Of("Löschsperre aufgehoben"),
        TicketVerb.Erased => Words.Of("Angaben über eine Person gelöscht"),
        TicketVerb.MessageMoved => Words.Of("Nachricht verschoben"),
        TicketVerb.ConversationMoved => Words.Of("Gespräch verschoben"),
        TicketVerb.SplitOff => Words.Of("Abgetrennt"),
        TicketVerb.Merged => Words.Of("Zusammengeführt"),
        TicketVerb.MoveUndone => Words.Of("Verschieben rückgängig gemacht"),
        _ => Words.Of("Geändert"),
    };

    /// <summary>A field's label.</summary>
    public static string Field(string field, IReadOnlyList<FreeField> free) => field switch
    {
        nameof(Ticket.Subject) => Words.Of("Betreff"),
        nameof(Ticket.Description) => Words.Of("Beschreibung"),
        nameof(Ticket.InternalRemark) => Words.Of("Interne Bemerkung"),
        nameof(Ticket.RequesterName) => Words.Of("Anfrage von"),
        nameof(Ticket.RequesterMail) => Words.Of("E-Mail"),
        nameof(Ticket.RequesterPhone) => Words.Of("Telefon"),
        nameof(Ticket.Customer) => Words.Of("Kunde"),
        nameof(Ticket.Contact) => Words.Of("Ansprechpartner"),
        nameof(Ticket.Site) => Words.Of("Standort"),
        nameof(Ticket.BillTo) => Words.Of("Rechnung an"),
        nameof(Ticket.Kind) => Words.Of("Art"),
        nameof(Ticket.Area) => Words.Of("Bereich"),
        nameof(Ticket.Channel) => Words.Of("Eingang"),
        nameof(Ticket.Priority) => Words.Of("Priorität"),
        nameof(Ticket.DueOn) => Words.Of("Abschluss bis"),
        nameof(Ticket.PlannedMinutes) => Words.Of("Geplante Dauer"),
        nameof(Ticket.Article) => Words.Of("Artikel"),
        nameof(Ticket.SerialNumber) => Words.Of("Seriennummer"),
        nameof(Ticket.Devices) => Words.Of("Geräte"),
        nameof(Ticket.Tags) => Words.Of("Tags"),
        nameof(Ticket.Rate) => Words.Of("Stundensatz"),
        nameof(Ticket.IsChargedExtra) => Words.Of("Kd. bezahlt extra"),
        nameof(Ticket.Department) => Words.Of("Abteilung"),
        nameof(Ticket.FollowUpOn) => Words.Of("Wiedervorlage"),
        nameof(Ticket.Appointment) => Words.Of("Termin"),
        nameof(Entering.Remark) => Words.Of("Bemerkung"),
        nameof(Ticket.ReactBy) => Words.Of("Zugesagte Reaktion"),
        nameof(Ticket.SolveBy) => Words.Of("Zugesagte Lösung"),
        _ => free.FirstOrDefault(f => field == $"{nameof(FreeField)}.{f.Id}")?.Title ?? Words.Of("Weiteres Feld"),
    };

    /// <summary>Whether its texts are too long to stand in a line; they unfold.</summary>
    public static bool IsLong(TicketEvent entry) => entry.Verb == TicketVerb.Changed && entry.Field is nameof(Ticket.Description) or nameof(Ticket.InternalRemark);

    /// <summary>Whether from and to are shown; amounts only to whoever sees prices.</summary>
    public static bool HasValues(TicketEvent entry, bool seesPrices) =>
        seesPrices || entry.Field is not (nameof(Ticket.Rate) or nameof(Ticket.Material) or "TimeEntry");

    /// <summary>Whether what stands behind it is what was said, no value that took another's place.</summary>
    public static bool EndsInWords(TicketEvent entry) => entry.Verb is TicketVerb.Unbilled or TicketVerb.BookingReversed or TicketVerb.ApprovalDeclined or TicketVerb.ApprovalGranted || entry is { Verb: TicketVerb.ApprovalAsked, HasBefore: true };

    /// <summary>A value for people.</summary>
    public static string Value(string field, string value) => field switch
    {
        nameof(TicketVerb.ClosingHeld) => Words.OfStored(value),
        nameof(Ticket.Priority) when Enum.TryParse<Priority>(value, out var priority) => TicketWords.Of(priority),
        nameof(Ticket.Approvals) when Enum.TryParse<ApprovalReason>(value, out var reason) => TicketWords.Of(reason),
        nameof(Ticket.IsChargedExtra) => Words.Of(value == "True" ? "ja" : "nein"),
        nameof(Ticket.PlannedMinutes) when int.TryParse(value, CultureInfo.InvariantCulture, out var minutes) => Show.Hours(minutes),
        nameof(Ticket.Rate) when long.TryParse(value, CultureInfo.InvariantCulture, out var cents) => Show.Rate(new HourlyRate(cents)),
        nameof(Ticket.DueOn) when DateTime.TryParseExact(value, "s", CultureInfo.InvariantCulture, DateTimeStyles.None, out var due) => Show.Instant(Zone.At(DateOnly.FromDateTime(due), TimeOnly.FromDateTime(due))),
        nameof(Ticket.DueOn) or nameof(Ticket.FollowUpOn) when DateOnly.TryParse(value, CultureInfo.InvariantCulture, out var day) => Show.Day(day),
        nameof(Ticket.Appointment) or nameof(Ticket.ReactBy) or nameof(Ticket.SolveBy) when DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out var at) => Show.Instant(at),
        Ticket.MovedOut => Words.Of("nach Ticket {0}", value),
        Ticket.MovedIn => Words.Of("aus Ticket {0}", value),
        _ when Enum.TryParse<RelationKind>(field, out _) => Related(field, value),
        _ when IsDeadline(field) && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out var deadline) => Show.Instant(deadline),
        _ => value,
    };

    /// <summary>Whether a reminder or a step of escalation stands there.</summary>
    static bool IsDeadline(string field) => Enum.TryParse<Staff.Deadline>(field, out _) || Staff.EscalationStep.Read(field) is not null;
}
