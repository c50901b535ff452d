using Tresen.Platform;
using Tresen.Platform.Text;
using Tresen.Staff;

namespace Tresen.Post;

/// <summary>A mailbox of ours (<em>Mailkonto</em>): the address that a department writes from and is written to at.</summary>
/// <remarks>Told in chapters: Fetching, Sending, Tokens, Answering.</remarks>
public sealed partial class Mailbox
{
    Mailbox()
    {
    }

    /// <summary>A mailbox of that department, which must be loaded with its company.</summary>
    public Mailbox(Department department, string name, string address, string senderName, DateTimeOffset at)
    {
        CreatedAt = at;
        Key = MessageId.NewKey();
        Describe(department, name, address, senderName, "");
    }

    public int Id { get; private set; }

    /// <summary>New requests go to this department; its company's particulars stand under every mail.</summary>
    public int DepartmentId { get; private set; }

    public Department Department { get; private set; } = null!;

    /// <summary>What it is called among us: <c>Service</c>, <c>Buchhaltung</c>.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The address, in lower case.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The name that stands before the address in the mails of this mailbox.</summary>
    public string SenderName { get; private set; } = "";

    /// <summary>Plain text that a new mail is prefilled with at its end; staff may change it there.</summary>
    public string Signature { get; private set; } = "";

    /// <summary>What our Message-IDs are sealed with (<see cref="MessageId"/>); never leaves the house.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Whether it is fetched from and may be written from.</summary>
    public bool IsActive { get; private set; } = true;

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>A new Message-ID for a mail from here.</summary>
    public string NewMessageId() => MessageId.Draw(MailAddress.DomainOf(Address), Key);

    /// <summary>Changes whose it is, what it is called and how its mails are signed.</summary>
    public void Describe(Department department, string name, string address, string senderName, string signature)
    {
        if (!MailAddress.IsUsable(address))
        {
            throw new BrokenRuleException("Bitte eine E-Mail-Adresse wie service@firma.example eingeben.", nameof(Address));
        }

        HeaderText.MustBeClean(senderName, nameof(SenderName));
        (Department, DepartmentId) = (department, department.Id);
        (Name, Address, SenderName, Signature) = (name.Trim(), MailAddress.Normal(address), senderName.Trim(), signature);
    }

    /// <summary>Takes the mailbox out of use, or back. Mails that wait are kept.</summary>
    public void Use(bool isActive) => IsActive = isActive;
}
