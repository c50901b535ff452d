using Tresen.Platform.Views;

namespace Tresen.Tickets;

/// <summary>How the fixed values of a ticket read on the screen.</summary>
public static class TicketWords
{
    /// <summary>What a free field takes.</summary>
    public static string Of(FreeFieldKind kind) => kind switch
    {
        FreeFieldKind.Number => Words.Of("Zahl"),
        FreeFieldKind.Date => Words.Of("Datum"),
        FreeFieldKind.Choice => Words.Of("Auswahl aus einer Liste"),
        FreeFieldKind.YesNo => Words.Of("ja oder nein"),
        _ => Words.Of("Text"),
    };

    /// <summary>A priority in the reader's language.</summary>
    public static string Of(Priority priority) => priority switch
    {
        Priority.Low => Words.Of("niedrig"),
        Priority.High => Words.Of("hoch"),
        Priority.Emergency => Words.Of("Notfall"),
        _ => Words.Of("normal"),
    };

    /// <summary>A category in the reader's language.</summary>
    public static string Of(Category category) => category switch
    {
        Category.New => Words.Of("neu"),
        Category.InWork => Words.Of("in Arbeit"),
        Category.WaitingForCustomer => Words.Of("wartet auf Kunde"),
        Category.WaitingForThirdParty => Words.Of("wartet auf Dritte"),
        _ => Words.Of("abgeschlossen"),
    };

    /// <summary>The rule that a rate came from.</summary>
    public static string Of(RateSource source) => source switch
    {
        RateSource.Customer => Words.Of("vom Kunden"),
        RateSource.Article => Words.Of("vom Artikel"),
        RateSource.Department => Words.Of("von der Abteilung"),
        RateSource.ByHand => Words.Of("von Hand"),
        _ => Words.Of("Standard der Firma"),
    };

    /// <summary>Why an approval is asked for.</summary>
    public static string Of(ApprovalReason reason) => reason switch
    {
        ApprovalReason.RateRose => Words.Of("Der Stundensatz ist gestiegen."),
        ApprovalReason.PlannedRose => Words.Of("Die geplante Dauer ist gestiegen."),
        ApprovalReason.ChargedExtra => Words.Of("„Kd. bezahlt extra“ wurde gesetzt."),
        ApprovalReason.BookedPast => Words.Of("Es wurde mehr Zeit gebucht als freigegeben."),
        ApprovalReason.AskedAgain => Words.Of("Nach einer Ablehnung erneut erbeten."),
        _ => Words.Of("Die Abteilung verlangt eine Freigabe."),
    };

    /// <summary>What somebody is on a ticket.</summary>
    public static string Of(TicketPart part) => part == TicketPart.Helper ? Words.Of("Hilft mit") : Words.Of("Beobachtet");
}
