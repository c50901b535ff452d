namespace Tresen.Post;

/// <summary>What stands quoted below the answers of a mailbox; the numbers are stored.</summary>
public enum QuotingHabit
{
    /// <summary>The message that is answered.</summary>
    Answered,

    /// <summary>Nothing.</summary>
    None,

    /// <summary>All of the dialogue that each recipient has seen.</summary>
    Whole,
}

/// <summary>Sending from the mailbox by SMTP.</summary>
public sealed partial class Mailbox
{
    public MailServer Smtp { get; private set; } = MailServer.None;

    /// <summary>The server's folder that copies of sent mails are put into; empty: none.</summary>
    public string SentFolder { get; private set; } = "";

    /// <summary>What an answer from here takes along of what was written before.</summary>
    public QuotingHabit Quotes { get; private set; }

    /// <summary>When a mail was last accepted.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>What is wrong with sending, as a plain sentence; empty: nothing.</summary>
    public string SendError { get; private set; } = "";

    /// <summary>Sending waits for a person: the server refused the sign-in, and trying on would lock the account.</summary>
    public bool IsSendingPaused { get; private set; }

    /// <summary>Since when; null: it isn't.</summary>
    public DateTimeOffset? SendingPausedAt { get; private set; }

    /// <summary>Whether a mail that is sent now goes out; otherwise it waits.</summary>
    public bool CanSend => IsActive && Smtp.IsSetUp && !IsSendingPaused;

    /// <summary>Where it stands among those that a department may write from, the first to be proposed: its own; where that isn't
    /// set up for sending, another of the company's, except for a confidential department, which writes from no other.</summary>
    public int StandsBackFor(int departmentId) => (DepartmentId == departmentId, Smtp.IsSetUp || Department.IsConfidential) switch
    {
        (true, true) => 0,
        (false, true) => 1,
        (true, false) => 2,
        _ => 3,
    };

    /// <summary>Changes where and how mails are sent; paused sending may go on.</summary>
    public void SendThrough(MailServer server, string sentFolder)
    {
        (Smtp, SentFolder) = (server, sentFolder);
        ResumeSending();
    }

    /// <summary>Says what its answers quote.</summary>
    public void Quote(QuotingHabit habit) => Quotes = habit;

    /// <summary>A mail was accepted. Of many in one go, one a minute is noted.</summary>
    public void Sent(DateTimeOffset at)
    {
        if (SendError.Length > 0 || SentAt is null || at - SentAt >= TimeSpan.FromMinutes(1))
        {
            (SentAt, SendError) = (at, "");
        }
    }

    /// <summary>Sending failed in a way that concerns the whole mailbox.</summary>
    public void SendFailed(string sentence) => SendError = sentence;

    /// <summary>The server refused the sign-in: nothing more is tried until somebody has looked.</summary>
    public void PauseSending(string sentence, DateTimeOffset at) => (IsSendingPaused, SendError, SendingPausedAt) = (true, sentence, SendingPausedAt ?? at);

    /// <summary>Sending goes on. Whoever calls this queues the waiting mails again.</summary>
    public void ResumeSending() => (IsSendingPaused, SendError, SendingPausedAt) = (false, "", null);
}
