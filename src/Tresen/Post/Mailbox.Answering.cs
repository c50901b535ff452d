namespace Tresen.Post;

/// <summary>The automatic confirmation that a new request has arrived (<em>Eingangsbestätigung</em>), and where answers arrive.</summary>
public sealed partial class Mailbox
{
    /// <summary>The confirmation's text. <c>{TICKET}</c> becomes the ticket's number; nothing of what the sender wrote is repeated.</summary>
    public const string StandardConfirmation = """
        Guten Tag,

        Ihre Nachricht ist bei uns angekommen und hat die Nummer {TICKET}. Bitte lassen Sie diese Nummer im Betreff stehen, wenn Sie uns dazu schreiben.

        Diese Bestätigung wurde automatisch verschickt.
        """;

    /// <summary>Whether senders of new requests get a confirmation.</summary>
    public bool Confirms { get; private set; }

    /// <summary>What it says.</summary>
    public string Confirmation { get; private set; } = StandardConfirmation;

    /// <summary>Its mails ask for answers at an address of the dialogue's own (<see cref="ReplyAddress"/>). Off at first: whoever has such an address can
    /// sign up with it elsewhere as if they were of the firm (threat A18), and not every mail server delivers it.</summary>
    public bool HasReplyAddresses { get; private set; }

    /// <summary>Whether its mails ask for answers at an address of the dialogue's own, from now on.</summary>
    public void AskForAnswersAtReplyAddresses(bool asks) => HasReplyAddresses = asks;

    /// <summary>Turns the confirmation on or off and changes its text.</summary>
    public void Confirm(bool confirms, string text) => (Confirms, Confirmation) = (confirms, text.Trim().Length == 0 ? StandardConfirmation : text.Trim());
}
