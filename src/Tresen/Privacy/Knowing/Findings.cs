using Tresen.Privacy.Keeping;

namespace Tresen.Privacy.Knowing;

/// <summary>What is stored about a person, by kind and in figures, as it is shown before anything is taken away or deleted.</summary>
/// <param name="Tickets">Those that they asked for, with how long each is kept.</param>
/// <param name="Waiting">Mails to them that still go out.</param>
/// <param name="Places">The customers they act for.</param>
/// <param name="Mentions">Texts of others that name them, by what they are.</param>
public sealed record Findings(
    Person Person,
    IReadOnlyList<FoundTicket> Tickets,
    int MessagesFrom,
    int MessagesTo,
    int Drafts,
    int Files,
    int RawMails,
    int OutgoingMails,
    int Waiting,
    int ImportRows,
    IReadOnlyList<string> Places,
    IReadOnlyList<(string Kind, int Count)> Mentions,
    DateOnly Today)
{
    /// <summary>Those that the law, or somebody, wants kept.</summary>
    public IEnumerable<FoundTicket> Kept => Tickets.Where(t => !t.MayGo(Today) && !t.IsOpen);

    /// <summary>Those whose content goes.</summary>
    public IEnumerable<FoundTicket> Going => Tickets.Where(t => t.MayGo(Today));

    /// <summary>Those that have to be closed before.</summary>
    public IEnumerable<FoundTicket> Open => Tickets.Where(t => t.IsOpen && t.Retention.Class != RetentionClass.LegalHold);

    /// <summary>Whether they can be erased now.</summary>
    public bool MayErase => !Open.Any() && Waiting == 0;
}

/// <summary>A ticket that somebody asked for.</summary>
public sealed record FoundTicket(int Id, int Number, string Subject, bool IsOpen, Retention Retention)
{
    /// <summary>Whether nothing stands against emptying it on that day: no duty, or it is over.</summary>
    public bool MayGo(DateOnly today) => !IsOpen && (Retention.Class == RetentionClass.None || Retention.IsOverOn(today));
}
