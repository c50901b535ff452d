using Tresen.Platform.Time;

namespace Tresen.Post;

/// <summary>What happens on the server to a mail that was taken in.</summary>
public enum AfterIntake
{
    /// <summary>It is moved to <see cref="Mailbox.DoneFolder"/>.</summary>
    Move,

    /// <summary>It stays and is marked as read; by POP3 it just stays.</summary>
    Flag,

    /// <summary>It is deleted, while there is a backup of Tresen from the last day.</summary>
    Delete,
}

/// <summary>How mails are fetched; the numbers are stored.</summary>
public enum FetchProtocol
{
    Imap,

    /// <summary>For mailboxes that can't do better: one folder, nothing can be moved or marked.</summary>
    Pop3,
}

/// <summary>Taking mails out of the mailbox by IMAP or POP3.</summary>
public sealed partial class Mailbox
{
    /// <summary>So often in a row a sign-in is refused before nothing more is tried.</summary>
    public const int MostRefusals = 3;

    static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);
    static readonly TimeSpan ClocksDiffer = TimeSpan.FromHours(1);

    /// <summary>POP3 servers are often asked once a minute at most.</summary>
    static readonly TimeSpan PopPause = TimeSpan.FromMinutes(1);

    /// <summary>The server that mails are fetched from, whatever it speaks.</summary>
    public MailServer Imap { get; private set; } = MailServer.None;

    /// <summary>What that server speaks.</summary>
    public FetchProtocol Protocol { get; private set; }

    /// <summary>Whether mails can be put into folders of the server.</summary>
    public bool HasFolders => Imap.IsSetUp && Protocol == FetchProtocol.Imap;

    /// <summary>The folder that is fetched.</summary>
    public string Folder { get; private set; } = "INBOX";

    public AfterIntake AfterIntake { get; private set; }

    /// <summary>Where mails go that were taken in; created when it is missing.</summary>
    public string DoneFolder { get; private set; } = "Tresen";

    /// <summary>Whether mails that lay there before the first connection are taken in too. Nobody is told of them, and no
    /// program answers them.</summary>
    public bool TakesOldMail { get; private set; }

    /// <summary>The first day whose mails are taken in, where <see cref="TakesOldMail"/>; null: all.</summary>
    public DateOnly? TakesFrom { get; private set; }

    /// <summary>When the folder was opened for the first time; null: not yet.</summary>
    public DateTimeOffset? ConnectedAt { get; private set; }

    /// <summary>The server's UIDVALIDITY under which <see cref="FirstUid"/> counts; by POP3 a number of our own below zero, for the server
    /// as it was set up then.</summary>
    public long UidValidity { get; private set; }

    /// <summary>Mails with a smaller UID lay there before and are left alone.</summary>
    public long FirstUid { get; private set; }

    /// <summary>Mails with a smaller UID lay there before the first connection; 0: the server counts anew since, and days decide.</summary>
    public long NewFromUid { get; private set; }

    /// <summary>When fetching last succeeded.</summary>
    public DateTimeOffset? FetchedAt { get; private set; }

    /// <summary>Not before this instant: a broken server is asked at growing gaps.</summary>
    public DateTimeOffset? NextFetchAt { get; private set; }

    /// <summary>Failures in a row.</summary>
    public int FetchFailures { get; private set; }

    /// <summary>What is wrong with fetching, as a plain sentence; empty: nothing.</summary>
    public string FetchError { get; private set; } = "";

    /// <summary>Times in a row that the server refused the sign-in.</summary>
    public int FetchRefusals { get; private set; }

    /// <summary>Fetching waits for a person: the server refused the sign-in, and trying on would lock the account.</summary>
    public bool IsFetchingPaused { get; private set; }

    /// <summary>Since when; null: it isn't.</summary>
    public DateTimeOffset? FetchingPausedAt { get; private set; }

    /// <summary>Until when a node looks into it; another one leaves it alone. Null or past: nobody does. By the database's clock.</summary>
    public DateTimeOffset? FetchLeaseUntil { get; private set; }

    /// <summary>Whether a mail that the server received then lies before what is taken in. Asked only where UIDs don't say it: servers
    /// tell whole seconds, by clocks of their own, and a mail too many is better than one lost.</summary>
    public bool LeavesAlone(DateTimeOffset received) => TakesOldMail
        ? TakesFrom is { } day && received < Zone.StartOf(day)
        : NewFromUid == 0 && ConnectedAt is { } since && received < since - ClocksDiffer;

    /// <summary>Changes where and how mails are fetched. Another server or folder begins anew.</summary>
    /// <param name="takesFrom">The first day whose mails are taken in, where older ones are; null: all.</param>
    public void FetchFrom(MailServer server, FetchProtocol protocol, string folder, AfterIntake afterIntake, string doneFolder, bool takesOldMail, DateOnly? takesFrom)
    {
        if ((server.Host, server.User, protocol, folder) != (Imap.Host, Imap.User, Protocol, Folder))
        {
            (ConnectedAt, FetchedAt, UidValidity, FirstUid, NewFromUid) = (null, null, 0, 0, 0);
        }

        if ((takesOldMail, takesOldMail ? takesFrom : null) != (TakesOldMail, TakesFrom) && protocol == FetchProtocol.Imap)
        {
            UidValidity = 0; // looked through anew from there on; what is known stays known
        }

        if (protocol == FetchProtocol.Pop3 && afterIntake == AfterIntake.Move)
        {
            afterIntake = AfterIntake.Flag;
        }

        (Imap, Protocol, Folder, AfterIntake, DoneFolder) = (server, protocol, folder, afterIntake, doneFolder);
        (TakesOldMail, TakesFrom) = (takesOldMail, takesOldMail ? takesFrom : null);
        (FetchError, NextFetchAt) = ("", null);
        FetchSoon();
    }

    /// <summary>The folder was opened for the first time, or the server began to count anew.</summary>
    /// <param name="firstUid">The first UID to look at.</param>
    /// <param name="nextUid">The UID that the next mail gets.</param>
    public void Connected(long uidValidity, long firstUid, long nextUid, DateTimeOffset at) =>
        (UidValidity, FirstUid, NewFromUid, ConnectedAt) = (uidValidity, firstUid, ConnectedAt is null ? nextUid : 0, ConnectedAt ?? at);

    /// <summary>Whether a mail lay there before the first connection.</summary>
    public bool IsOld(long uidValidity, long uid, DateTimeOffset received) =>
        uidValidity > 0 && (uidValidity == UidValidity && NewFromUid > 0 ? uid < NewFromUid : ConnectedAt is { } since && received < since - ClocksDiffer);

    /// <summary>Fetching succeeded.</summary>
    public void Fetched(DateTimeOffset at)
    {
        FetchedAt = at;
        FetchError = "";
        FetchSoon();
        NextFetchAt = Protocol == FetchProtocol.Pop3 ? at + PopPause : null;
    }

    /// <summary>It is tried again with the next round, even if the server refused the sign-in.</summary>
    public void FetchSoon() => (NextFetchAt, FetchFailures, FetchRefusals, IsFetchingPaused, FetchingPausedAt) = (null, 0, 0, false, null);

    /// <summary>The server refused the sign-in. After the third time nothing more is tried until somebody has looked: providers
    /// lock accounts at which a wrong password is tried on and on.</summary>
    /// <param name="isFinal">Trying again is no use from the first time on.</param>
    public void FetchRefused(string sentence, DateTimeOffset at, bool isFinal = false)
    {
        FetchFailed(sentence, at);
        FetchRefusals++;
        IsFetchingPaused = isFinal || FetchRefusals >= MostRefusals;
        FetchingPausedAt = IsFetchingPaused ? FetchingPausedAt ?? at : null;
    }

    /// <summary>Fetching failed; the next try comes later each time.</summary>
    public void FetchFailed(string sentence, DateTimeOffset at)
    {
        FetchError = sentence;
        FetchFailures++;
        var pause = TimeSpan.FromSeconds(30 * Math.Pow(2, Math.Min(FetchFailures - 1, 10)));
        NextFetchAt = at + (pause < LongestPause ? pause : LongestPause);
    }
}
