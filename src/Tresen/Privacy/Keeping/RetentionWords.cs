using Tresen.Platform.Views;

namespace Tresen.Privacy.Keeping;

/// <summary>How keeping and its end read.</summary>
static class RetentionWords
{
    /// <summary>What a run came to.</summary>
    public static string Of(RetentionRun run) => Words.Of("Tickets: {0} (Belege {1}, Geschäftsbriefe {2}, ohne Pflicht {3}), Nachrichten: {4}, Mails im Original: {5}, Dateien: {6}, Buchungen: {7}",
        run.Tickets, run.VoucherTickets, run.LetterTickets, run.FreeTickets, run.Messages, run.RawMails, run.Files, run.Bookings);

    /// <summary>What tickets of a class are.</summary>
    public static string Of(RetentionClass why) => why switch
    {
        RetentionClass.Voucher => Words.Of("Belege: es wurde Zeit gebucht oder etwas abgerechnet"),
        RetentionClass.BusinessLetter => Words.Of("Geschäftsbriefe: Tickets von Kunden"),
        _ => Words.Of("Ohne Pflicht: eigene und solche ohne Kunden"),
    };

    /// <summary>Why something stays.</summary>
    public static string Of(Staying why) => why switch
    {
        Staying.Open => Words.Of("in Arbeit"),
        Staying.Held => Words.Of("Löschsperre"),
        Staying.Unbilled => Words.Of("noch nicht abgerechnet"),
        Staying.BookedAnew => Words.Of("neu gebucht auf einem Ticket, das noch da ist"),
        Staying.InYears => Words.Of("Jahre noch nicht vorbei"),
        _ => Words.Of("keine Pflicht, und keine Frist gesagt"),
    };

    /// <summary>Who or what began a run.</summary>
    public static string Of(RunCause cause, string? by) => cause switch
    {
        RunCause.Night => Words.Of("von selbst"),
        RunCause.Command => Words.Of("Befehlszeile"),
        RunCause.Replay => Words.Of("beim Zurückspielen"),
        _ => by ?? "",
    };
}
