using Tresen.Platform.Identity;

namespace Tresen.Staff;

/// <summary>The rights as people read them.</summary>
public static class Rights
{
    /// <summary>All of them in the order shown: title and what it allows, German.</summary>
    public static readonly IReadOnlyList<(Capability Right, string Title, string Allows)> All =
    [
        (Capability.Work, "Tickets bearbeiten", "Anfragen aufnehmen, Tickets bearbeiten, mit Kunden schreiben, eigene Zeiten buchen"),
        (Capability.MasterData, "Stammdaten", "Kunden, Ansprechpartner, Standorte, Geräte und Artikel anlegen und ändern"),
        (Capability.SeePrices, "Preise sehen", "Stundensätze, Preise und Beträge sehen"),
        (Capability.Approve, "Freigeben", "Zeiten anderer bestätigen und Ansichten für alle merken; Tickets gibt frei, wer in der Abteilung Leitung oder Vertretung ist"),
        (Capability.BookForOthers, "Für andere buchen", "Zeiten für Kolleginnen und Kollegen erfassen"),
        (Capability.TimeAdministration, "Zeitverwaltung", "Stundensätze am Ticket ändern, Buchungen anderer berichtigen, Arten der Abwesenheit sehen"),
        (Capability.Billing, "Abrechnung", "Zeiten als abgerechnet kennzeichnen und das zurücknehmen, Stundensätze der Kunden ändern"),
        (Capability.EvaluatePersons, "Personen auswerten", "Zahlen über einzelne Personen sehen; jeder Blick wird festgehalten"),
        (Capability.Administration, "Administration", "Alles unter Administration, und die Arbeit aller Abteilungen sehen"),
    ];

    /// <summary>The single rights in a set of them.</summary>
    public static IEnumerable<Capability> Each(this Capability rights) => All.Select(r => r.Right).Where(r => (rights & r) != 0);

    /// <summary>The titles of the rights in a set of them.</summary>
    public static IEnumerable<string> Titles(this Capability rights) => All.Where(r => (rights & r.Right) != 0).Select(r => r.Title);

    /// <summary>One set of several.</summary>
    public static Capability Together(this IEnumerable<Capability> rights) => rights.Aggregate(Capability.None, (all, one) => all | one);
}
