namespace Tresen.Post;

/// <summary>How far a mail has come to one recipient; the numbers are stored.</summary>
public enum RecipientState
{
    Waiting,
    Accepted,
    Rejected,
}

/// <summary>Somebody a mail goes to, frozen when it was written.</summary>
public sealed class OutgoingRecipient
{
    OutgoingRecipient()
    {
    }

    internal OutgoingRecipient(AddressLine line, string address, string name) => (Line, Address, Name) = (line, address, name);

    public int Id { get; private set; }

    public Guid OutgoingMailId { get; private set; }

    public AddressLine Line { get; private set; }

    public string Address { get; private set; } = "";

    public string Name { get; private set; } = "";

    public RecipientState State { get; private set; }

    /// <summary>What the server said against this recipient; empty: nothing.</summary>
    public string Error { get; private set; } = "";

    /// <summary>The server takes nothing for them at the moment.</summary>
    internal bool IsPutOff { get; private set; }

    internal void Accept() => (State, Error, IsPutOff) = (RecipientState.Accepted, "", false);

    /// <summary>The server refuses this recipient for good.</summary>
    public void Reject(string sentence) => (State, Error, IsPutOff) = (RecipientState.Rejected, sentence, false);

    /// <summary>The server takes nothing for this recipient at the moment.</summary>
    public void PutOff(string sentence) => (Error, IsPutOff) = (sentence, true);

    /// <summary>The server takes mail for this recipient now, whatever it said before; whether it takes the text is yet to be seen.</summary>
    public void Welcome() => (Error, IsPutOff) = ("", false);

    /// <summary>Takes over what the server said when it was tried with another copy of this row.</summary>
    public void TakeOver(OutgoingRecipient tried) => (State, Error, IsPutOff) = (tried.State, tried.Error, tried.IsPutOff);

    internal void TryAgain() => (State, Error, IsPutOff) = (RecipientState.Waiting, "", false);
}
