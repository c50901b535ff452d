using Tresen.Platform;
using Tresen.Platform.Text;
using Tresen.Staff;

namespace Tresen.Tickets;

/// <summary>How long it is kept, and what goes of it when a person is erased. Which of it the law wants kept the slice Privacy knows.</summary>
public sealed partial class Ticket
{
    /// <summary>Since when nothing of it may be deleted (<em>Löschsperre</em>), whatever its age and whoever asks; null: it may.</summary>
    public DateTimeOffset? HeldSince { get; private set; }

    /// <summary>Why not.</summary>
    public string HeldReason { get; private set; } = "";

    /// <summary>Nothing of it is deleted from now on: a lawsuit, an audit.</summary>
    public void Hold(string? reason, StaffMember by, DateTimeOffset at)
    {
        var said = PlainText.Line(reason ?? "");
        if (said.Length is 0 or > 300)
        {
            throw new BrokenRuleException("Bitte in einem Satz sagen, warum nichts gelöscht werden darf, höchstens 300 Zeichen.", "Reason");
        }

        if (HeldSince is not null)
        {
            throw new BrokenRuleException("Für dieses Ticket gilt schon eine Löschsperre.");
        }

        Record(TicketVerb.Held, by, at, to: Said.Text(said));
        (HeldSince, HeldReason) = (at, said);
    }

    /// <summary>It may be deleted again, when its time comes.</summary>
    public void Unhold(StaffMember by, DateTimeOffset at)
    {
        if (HeldSince is null)
        {
            throw new BrokenRuleException("Für dieses Ticket gilt keine Löschsperre.");
        }

        Record(TicketVerb.Unheld, by, at, from: Said.Text(HeldReason));
        (HeldSince, HeldReason) = (null, "");
    }

    /// <summary>Whoever asked is known by a pseudonym alone from now on; the work stays.</summary>
    public void ForgetRequester(string pseudonym, StaffMember? by, DateTimeOffset at)
    {
        MustNotBeHeld();
        (RequesterName, RequesterMail, RequesterPhone) = (pseudonym, "", "");
        (Contact, ContactId) = (null, null);
        Fold();
        Record(TicketVerb.Erased, by, at, to: pseudonym);
    }

    /// <summary>All that was written about it is gone; what it was counted by stays: number, times, lists, people of ours. All parts must be
    /// loaded, the files with their content.</summary>
    public void Erase(string pseudonym, StaffMember? by, DateTimeOffset at)
    {
        ForgetRequester(pseudonym, by, at);
        (Subject, Description, InternalRemark, SerialNumber, AlertKey) = ("(gelöscht)", "", "", "", null);
        Fold();
        freeValues.Clear();
        costApprovals.Clear();
        closings.ForEach(c => c.Erase());
        approvals.ForEach(a => a.Erase());
        foreach (var file in files)
        {
            file.Content.Release(at);
        }

        files.Clear();
        foreach (var entry in events)
        {
            entry.FromText?.Erase();
            entry.ToText?.Erase();
        }
    }

    void MustNotBeHeld()
    {
        if (HeldSince is not null)
        {
            throw new BrokenRuleException($"Für Ticket {Number} gilt eine Löschsperre.");
        }
    }
}
