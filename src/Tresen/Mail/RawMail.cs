using Tresen.Platform.Files;
using Tresen.Post;

namespace Tresen.Mail;

/// <summary>What became of a mail that arrived; the numbers are stored.</summary>
public enum RawMailState
{
    /// <summary>Stored and not read yet.</summary>
    Waiting,

    /// <summary>It became a message.</summary>
    Taken,

    /// <summary>It needed no message: our own coming back, the same twice.</summary>
    Ignored,

    /// <summary>It lies in the tray <em>Prüfen</em>: somebody has to look.</summary>
    Review,

    /// <summary>Somebody called it spam, or a rule did.</summary>
    Spam,

    /// <summary>It is a business letter of a person who was erased: kept because the law asks for the original, shown to nobody but
    /// administrators.</summary>
    Sealed,

    /// <summary>It is erased; that it was fetched stays known, so that it isn't fetched anew.</summary>
    Erased,
}

/// <summary>Why a mail lies in the tray, or needed no message; the numbers are stored.</summary>
public enum RawMailReason
{
    None,

    /// <summary><em>Zu groß</em>: left on the server, only its header is here.</summary>
    TooLarge,

    /// <summary><em>Nicht lesbar</em>: over a limit or no mail at all.</summary>
    Unreadable,

    /// <summary><em>Lesen dreimal fehlgeschlagen</em>.</summary>
    Failed,

    /// <summary><em>Ohne Absender</em>: nobody to belong to.</summary>
    NoSender,

    /// <summary>A stranger who names a ticket of somebody else.</summary>
    Stranger,

    /// <summary>An automatic answer or a bounce that belongs to nothing of ours.</summary>
    Automatic,

    /// <summary>Somebody who says to be one of our staff.</summary>
    StaffAddress,

    /// <summary>Our own mail has come back.</summary>
    OwnMail,

    /// <summary>The very same bytes were taken in before.</summary>
    Duplicate,

    /// <summary><em>Der Server gibt sie nicht heraus</em>: it cuts the line, stalls or says no at this one mail; perhaps its header
    /// is here.</summary>
    NotGiven,

    /// <summary>It lay there before what is taken in, and is only known.</summary>
    TooOld,

    /// <summary>Somebody who worked here once, or who may not see what they write into.</summary>
    FormerStaff,

    /// <summary>A service asks whether our address is ours (threat A18).</summary>
    Registration,

    /// <summary>A rule for mails put it away; its name stands in the detail.</summary>
    Rule,
}

/// <summary>A mail as it arrived, stored before anything reads it and before the server is told.</summary>
public sealed class RawMail
{
    /// <summary>So often reading is tried.</summary>
    public const int MostAttempts = 3;

    RawMail()
    {
    }

    /// <summary>The mail with that UID, whose bytes lie in that file, which it holds.</summary>
    /// <param name="serverKey">What a POP3 server calls it.</param>
    public RawMail(Mailbox mailbox, long uidValidity, long uid, StoredFile file, DateTimeOffset receivedAt, DateTimeOffset at, string serverKey = "")
    {
        (MailboxId, UidValidity, Uid, ServerKey) = (mailbox.Id, uidValidity, uid, serverKey);
        IsOld = mailbox.IsOld(uidValidity, uid, receivedAt);
        (FileId, Sha256, Bytes) = (file.Id, file.Sha256, file.Bytes);
        (ReceivedAt, FetchedAt) = (receivedAt, at);
        file.Hold();
    }

    public int Id { get; private set; }

    public int MailboxId { get; private set; }

    public Mailbox Mailbox { get; private set; } = null!;

    /// <summary>The server's count under which the UID holds.</summary>
    public long UidValidity { get; private set; }

    public long Uid { get; private set; }

    /// <summary>What a POP3 server calls it (UIDL), whose number <see cref="Uid"/> is then; empty: it came another way.</summary>
    public string ServerKey { get; private set; } = "";

    /// <summary>Of its content; the same content twice in a mailbox is one mail.</summary>
    public string Sha256 { get; private set; } = "";

    public int FileId { get; private set; }

    /// <summary>Its size on the server.</summary>
    public long Bytes { get; private set; }

    /// <summary>When the server received it.</summary>
    public DateTimeOffset ReceivedAt { get; private set; }

    public DateTimeOffset FetchedAt { get; private set; }

    /// <summary>It lay there before the first connection: nobody is told of it, and no program answers it.</summary>
    public bool IsOld { get; private set; }

    /// <summary>When the server was told (moved or flagged); null: not yet.</summary>
    public DateTimeOffset? SettledAt { get; private set; }

    public RawMailState State { get; private set; }

    public RawMailReason Reason { get; private set; }

    /// <summary>Only a part of it is here, if anything; the rest is on the server alone. Whatever is decided about it, only its coming
    /// changes that.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>What exactly is wrong, for the tray.</summary>
    public string Detail { get; private set; } = "";

    /// <summary>How often reading failed, or the server didn't give it.</summary>
    public int Attempts { get; private set; }

    /// <summary>The sender's address as read, for the tray; empty: unknown.</summary>
    public string From { get; private set; } = "";

    /// <summary>The subject as read, for the tray.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>The ticket that it led to.</summary>
    public int? TicketId { get; private set; }

    /// <summary>Who and what it says it is, as far as it could be read.</summary>
    public void IsReadAs(string from, string subject) => (From, Subject) = (Short(from), Short(subject));

    /// <summary>Only its header was fetched, because it is too large.</summary>
    public void IsTooLarge(long bytes)
    {
        (Bytes, IsPartial) = (bytes, true);
        Review(RawMailReason.TooLarge, "");
    }

    /// <summary>The server doesn't give it away; it is tried again a few times.</summary>
    /// <param name="sentence">What the server did.</param>
    public void IsNotGiven(string sentence)
    {
        Attempts++; // asked for once more in vain
        IsPartial = true;
        Review(RawMailReason.NotGiven, sentence);
    }

    /// <summary>Whether the server is asked for it once more.</summary>
    public bool IsAskedFor => State == RawMailState.Review && Reason == RawMailReason.NotGiven && Attempts < MostAttempts;

    /// <summary>Whether it may still be brought from the server: asked for, or left alone there so far.</summary>
    public bool IsToCome => IsAskedFor || (State == RawMailState.Ignored && Reason == RawMailReason.TooOld);

    /// <summary>Asked for again, it was found to lie on the server no more.</summary>
    public void IsGone()
    {
        Attempts = MostAttempts;
        Review(RawMailReason.NotGiven, "Die Mail liegt nicht mehr auf dem Mailserver. Was von ihr hier ist, ist alles.");
    }

    /// <summary>The server counts anew, and that is its number now.</summary>
    public void IsNow(long uidValidity, long uid) => (UidValidity, Uid) = (uidValidity, uid);

    /// <summary>Its size as the server tells it, which needn't be that of what it gives.</summary>
    public void IsToldAs(long bytes) => Bytes = bytes;

    /// <summary>A person wants what is still on the server to be asked for again.</summary>
    public void AskAgain() => (Reason, Attempts) = (RawMailReason.NotGiven, 0);

    /// <summary>Whether all or a part of it is on the server alone, and reading it again here is no use.</summary>
    public bool IsOnServer => State == RawMailState.Review && IsPartial;

    /// <summary>It lay there before what is taken in.</summary>
    public void IsTooOld()
    {
        IsOld = true;
        Ignore(RawMailReason.TooOld);
    }

    /// <summary>When it was received, where that was found out later.</summary>
    public void WasReceived(DateTimeOffset at) => ReceivedAt = at;

    /// <summary>What the server didn't give has come after all; where only its header has, that is said next.</summary>
    /// <returns>The file that it held before; the caller releases it.</returns>
    public int Arrive(StoredFile file, DateTimeOffset receivedAt, DateTimeOffset at)
    {
        var before = FileId;
        (FileId, Sha256, Bytes, ReceivedAt, FetchedAt) = (file.Id, file.Sha256, file.Bytes, receivedAt, at);
        file.Hold();
        (State, Reason, Detail, IsPartial) = (RawMailState.Waiting, RawMailReason.None, "", false); // how often it was asked for still counts, if only its header has come
        return before;
    }

    /// <summary>The server was told, or there is none to be told.</summary>
    public void Settle(DateTimeOffset at) => SettledAt = at;

    /// <summary>The server has it again where it had been told to take it away.</summary>
    public void BeToldAgain() => SettledAt = null;

    /// <summary>It led to a message at that ticket.</summary>
    public void BecomeMessage(int ticketId) => (State, Reason, Detail, TicketId) = (RawMailState.Taken, RawMailReason.None, "", ticketId);

    /// <summary>The message that it became was moved to that ticket.</summary>
    public void GoAlong(int ticketId) => TicketId = ticketId;

    /// <summary>It needs no message.</summary>
    public void Ignore(RawMailReason reason) => (State, Reason) = (RawMailState.Ignored, reason);

    /// <summary>A rule says that nobody is to be bothered; it can be had back (<see cref="BringBack"/>).</summary>
    public void PutAway(string rule, bool asSpam) => (State, Reason, Detail) = (asSpam ? RawMailState.Spam : RawMailState.Ignored, RawMailReason.Rule, rule);

    /// <summary>Somebody has to look.</summary>
    public void Review(RawMailReason reason, string detail) => (State, Reason, Detail) = (RawMailState.Review, reason, detail.Length > 1000 ? detail[..1000] : detail);

    /// <summary>Reading it failed; after the last try it goes into the tray. Says whether it is tried again.</summary>
    public bool Fail(string detail)
    {
        Attempts++;
        if (Attempts < MostAttempts)
        {
            Detail = Short(detail);
            return true;
        }

        Review(RawMailReason.Failed, detail);
        return false;
    }

    /// <summary>Reading it was begun and never ended, each time: it takes the program down with it, and isn't read again by itself.</summary>
    public void TakesUsDown() => Review(RawMailReason.Failed, Detail.Length > 0 ? Detail : "Beim Lesen brach Tresen jedes Mal ab.");

    /// <summary>A person asks to read it once more.</summary>
    public void ReadAgain() => (State, Reason, Detail, Attempts) = (RawMailState.Waiting, RawMailReason.None, "", 0);

    /// <summary>A person calls it spam.</summary>
    public void CallSpam() => State = RawMailState.Spam;

    /// <summary>Whether it was called spam, a rule put it away, or the program found that it needs no message: it can be had back.</summary>
    public bool IsPutAway => State == RawMailState.Spam || (State == RawMailState.Ignored && Reason != RawMailReason.TooOld);

    /// <summary>A person wants to look at it after all.</summary>
    public void BringBack() => (State, TicketId) = (RawMailState.Review, null);

    /// <summary>Its person was erased, and the law wants the original kept.</summary>
    public void Seal(string pseudonym) => (State, From, Subject, Detail) = (RawMailState.Sealed, pseudonym, "", "");

    /// <summary>Nothing of it is left but that it was there. The caller releases what it held.</summary>
    /// <param name="nothing">The file without content, which it holds instead.</param>
    public void Erase(StoredFile nothing)
    {
        nothing.Hold();
        (FileId, Bytes) = (nothing.Id, 0); // the hash stays: the server may count anew and still have it
        (State, Reason, From, Subject, Detail) = (RawMailState.Erased, RawMailReason.None, "", "", "");
    }

    /// <summary>Its ticket is deleted.</summary>
    /// <param name="ticketId">Where what it said stands now; null: nowhere, and it must be erased.</param>
    public void OutliveTicket(int? ticketId) => TicketId = ticketId;

    static string Short(string text) => text.Length > 300 ? text[..299] + "…" : text;
}
