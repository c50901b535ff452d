using Tresen.Platform;

namespace Tresen.Post;

/// <summary>How far a mail has come; the numbers are stored.</summary>
public enum MailState
{
    /// <summary><em>wartet</em>: to be sent when its job is due.</summary>
    Waiting,

    /// <summary><em>wird gesendet</em>: being handed over at this moment.</summary>
    Sending,

    /// <summary><em>angenommen</em>: the server has taken it over, for all its recipients but those marked as refused.</summary>
    Accepted,

    /// <summary><em>abgelehnt</em>: it reached nobody and won't be tried again.</summary>
    Rejected,

    /// <summary><em>ungewiss</em>: the line broke after the text was handed over. Never tried again by itself; a person decides.</summary>
    Uncertain,
}

/// <summary>What went wrong with a mail, the worst last; the numbers are stored.</summary>
public enum Misfortune
{
    None,

    /// <summary>The server has put it off for a while.</summary>
    Delayed,

    /// <summary>Somebody was refused; the others got it, or may.</summary>
    PartlyRejected,

    Rejected,

    Uncertain,
}

/// <summary>The way of a mail to the server, one state after the other.</summary>
public sealed partial class OutgoingMail
{
    /// <summary>How long a mail is tried.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    /// <summary>After so long a mail that is put off is news to whoever wrote it.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromMinutes(15);

    public MailState State { get; private set; }

    /// <summary>The worst that its author was told of it.</summary>
    public Misfortune Told { get; private set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; private set; }

    /// <summary>Since when it is being handed over.</summary>
    public DateTimeOffset? SendingSince { get; private set; }

    /// <summary>When it was first tried; patience counts from here.</summary>
    public DateTimeOffset? FirstTriedAt { get; private set; }

    /// <summary>When it is tried next, if that isn't at once.</summary>
    public DateTimeOffset? NextTry { get; private set; }

    /// <summary>When its author wants it to leave (<em>später senden</em>); null: at once.</summary>
    public DateTimeOffset? SendAt { get; private set; }

    /// <summary>By what it is known to have arrived, where the server didn't say so, as a plain sentence; empty: the server said so.</summary>
    public string Proof { get; private set; } = "";

    /// <summary>What went wrong the last time, as a plain sentence.</summary>
    public string LastError { get; private set; } = "";

    /// <summary>When it was accepted, rejected or became uncertain.</summary>
    public DateTimeOffset? SettledAt { get; private set; }

    /// <summary>The very bytes that went out, kept from the first try on so that a second is the same mail.</summary>
    public int? BytesFileId { get; private set; }

    /// <summary>Those that it still has to be sent to.</summary>
    public IEnumerable<OutgoingRecipient> Outstanding => recipients.Where(r => r.State == RecipientState.Waiting);

    /// <summary>These are its bytes.</summary>
    public void IsWrittenAs(int fileId) => BytesFileId = fileId;

    /// <summary>It isn't handed over before that instant.</summary>
    public void HoldBackUntil(DateTimeOffset due) => NextTry = due > CreatedAt ? due : null;

    /// <summary>Its author wants it to leave later. Until then it can be taken back.</summary>
    public void SendLater(DateTimeOffset due) => SendAt = due;

    /// <summary>It is being handed over from now on: whoever finds it so later can't know whether it arrived.</summary>
    public void BeginSending(DateTimeOffset at)
    {
        if (State != MailState.Waiting)
        {
            throw new InvalidOperationException($"Mail {MessageId} is {State} and can't be sent.");
        }

        (State, SendingSince, NextTry) = (MailState.Sending, at, null);
        FirstTriedAt ??= at;
        Attempts++;
    }

    /// <summary>The server has taken the text over for those who weren't refused or put off.</summary>
    public void Accept(DateTimeOffset at)
    {
        foreach (var recipient in Outstanding.Where(r => !r.IsPutOff))
        {
            recipient.Accept();
        }

        Conclude(at);
    }

    /// <summary>What its author hasn't been told yet; counts as told from now on, so that each is told once.</summary>
    public Misfortune Tell(DateTimeOffset at)
    {
        var now = State switch
        {
            MailState.Uncertain => Misfortune.Uncertain,
            MailState.Rejected => Misfortune.Rejected,
            _ when recipients.Exists(r => r.State == RecipientState.Rejected) => Misfortune.PartlyRejected,
            MailState.Waiting when at - FirstTriedAt >= Delay => Misfortune.Delayed,
            _ => Misfortune.None,
        };
        if (now <= Told)
        {
            return Misfortune.None;
        }

        return Told = now;
    }

    /// <summary>A server on the way reports that it can't be delivered.</summary>
    /// <param name="address">To whom; empty where the report doesn't say so.</param>
    public void ComeBack(string address)
    {
        var missed = recipients.Where(r => r.Address == address || recipients.Count == 1).ToList();
        var whom = address.Length > 0 ? address : string.Join(", ", missed.Select(r => r.Address));
        var sentence = whom.Length > 0 ? $"unzustellbar an {whom}" : "unzustellbar";
        missed.ForEach(r => r.Reject(sentence));
        LastError = LastError.StartsWith("unzustellbar", StringComparison.Ordinal) && !LastError.Contains(sentence, StringComparison.Ordinal) ? $"{LastError}; {sentence}" : sentence;
        if (State == MailState.Accepted && recipients.TrueForAll(r => r.State == RecipientState.Rejected))
        {
            State = MailState.Rejected;
        }
    }

    /// <summary>The server refuses the mail for good.</summary>
    public void Reject(string sentence, DateTimeOffset at)
    {
        foreach (var recipient in Outstanding)
        {
            recipient.Reject(sentence);
        }

        LastError = sentence;
        Conclude(at);
    }

    /// <summary>Nothing was handed over; it is tried again later, up to <see cref="Patience"/>.</summary>
    public void Retry(string sentence, DateTimeOffset at)
    {
        LastError = sentence;
        if (at - (FirstTriedAt ?? at) >= Patience)
        {
            Reject($"Seit drei Tagen nicht zustellbar: {sentence}", at);
            return;
        }

        (State, SendingSince) = (MailState.Waiting, null);
        NextTry = at + Pause(Attempts);
    }

    /// <summary>The server couldn't be reached; counts as a try.</summary>
    public void CouldNotConnect(string sentence, DateTimeOffset at)
    {
        FirstTriedAt ??= at;
        Attempts++;
        Retry(sentence, at);
    }

    /// <summary>Waits without counting as a try: its mailbox is paused.</summary>
    public void Wait(string sentence) => (State, SendingSince, NextTry, LastError) = (MailState.Waiting, null, null, sentence);

    /// <summary>The line broke after the text was handed over.</summary>
    public void BecomeUncertain(string sentence, DateTimeOffset at) =>
        (State, SendingSince, NextTry, LastError, SettledAt) = (MailState.Uncertain, null, null, sentence, at);

    /// <summary>A person decides that an uncertain or rejected mail is sent once more. Whoever has it already isn't sent to again.</summary>
    public void SendAgain()
    {
        if (State is not (MailState.Uncertain or MailState.Rejected))
        {
            throw new BrokenRuleException("Nur ungewisse und abgelehnte Mails können noch einmal gesendet werden.");
        }

        foreach (var recipient in recipients.Where(r => r.State == RecipientState.Rejected))
        {
            recipient.TryAgain();
        }

        (State, FirstTriedAt, SettledAt, LastError, Proof, Told) = (MailState.Waiting, null, null, "", "", Misfortune.None);
    }

    /// <summary>A person knows that an uncertain mail has arrived.</summary>
    public void ConfirmArrival(DateTimeOffset at) => ProveArrival("Von Hand als angekommen vermerkt.", at);

    /// <summary>Something shows that an uncertain mail has arrived, for those whom the server hadn't put off before the text; they are
    /// tried on.</summary>
    /// <param name="proof">By what it is known, as a German sentence.</param>
    /// <param name="at">When it was found out.</param>
    public void ProveArrival(string proof, DateTimeOffset at)
    {
        if (State != MailState.Uncertain)
        {
            throw new BrokenRuleException("Das ist nur bei ungewissen Mails zu sagen.");
        }

        foreach (var recipient in Outstanding.Where(r => r.Error.Length > 0))
        {
            recipient.PutOff(recipient.Error);
        }

        Proof = proof;
        Accept(at);
    }

    /// <summary>What the server said to each recipient decides: put off ones are tried again, else it is settled.</summary>
    public void Conclude(DateTimeOffset at)
    {
        if (Outstanding.Any())
        {
            var waiting = Outstanding.First();
            Retry(waiting.Error, at);
            return;
        }

        State = recipients.Exists(r => r.State == RecipientState.Accepted) ? MailState.Accepted : MailState.Rejected;
        (SendingSince, NextTry, SettledAt) = (null, null, at);
        LastError = State == MailState.Accepted ? "" : LastError.Length > 0 ? LastError : recipients[0].Error;
    }

    /// <summary>1, 2, 4 … minutes up to two hours, with a little chance so that a crowd doesn't come back at once.</summary>
    static TimeSpan Pause(int attempts)
    {
        var minutes = Math.Min(120, Math.Pow(2, Math.Min(attempts - 1, 10)));
        return TimeSpan.FromSeconds((minutes * 60) + Random.Shared.Next(0, (int)(minutes * 12) + 1));
    }
}
