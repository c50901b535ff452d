namespace Tresen.Tickets;

/// <summary>Reads one ticket's history line by line, in its order, and says where it doesn't hold. Needs no more than one line at a time.</summary>
/// <param name="ticket">The ticket's number.</param>
public sealed class HistoryChain(int ticket)
{
    string seal = "";

    /// <summary>How many lines were read.</summary>
    public int Length { get; private set; }

    /// <summary>The next line. Says whether it stands in its place and says what it said when it was written, erased texts aside.</summary>
    public bool Takes(TicketEvent next)
    {
        var holds = next.Follows(ticket, ++Length, seal);
        seal = next.Seal;
        return holds;
    }

    /// <summary>Whether nothing is missing at its end.</summary>
    /// <param name="length">The ticket's <see cref="Ticket.HistoryLength"/>.</param>
    /// <param name="lastSeal">The ticket's <see cref="Ticket.HistorySeal"/>.</param>
    public bool EndsWith(int length, string lastSeal) => Length == length && seal == lastSeal;
}
