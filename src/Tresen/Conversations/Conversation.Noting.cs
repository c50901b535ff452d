using Tresen.Staff;

namespace Tresen.Conversations;

/// <summary>What is written for ourselves alone.</summary>
public sealed partial class Conversation
{
    /// <summary>An internal note (<em>interne Notiz</em>) in this dialogue; the ball stays where it is.</summary>
    /// <param name="html">Cleaned HTML.</param>
    public Message Note(string html, StaffMember by, DateTimeOffset at)
    {
        var note = Message.Note(Ticket, this, html, by, at);
        messages.Add(note);
        ChangedAt = at;
        return note;
    }
}
