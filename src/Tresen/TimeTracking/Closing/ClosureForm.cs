using System.ComponentModel.DataAnnotations;
using Tresen.Tickets;

namespace Tresen.TimeTracking.Closing;

/// <summary>Closing a ticket, with or without booked time: one form, one piece of work.</summary>
public sealed class ClosureForm : BookingForm
{
    const string TooLong = "Bitte höchstens {1} Zeichen.";

    /// <summary>Whether time is booked with it.</summary>
    public bool Book { get; set; }

    /// <summary>The closed status that it gets.</summary>
    public int? ProgressId { get; set; }

    /// <summary>What else that status asks for.</summary>
    public Given Given { get; set; } = new();

    /// <summary>The closing report.</summary>
    [StringLength(100_000, ErrorMessage = TooLong)]
    public string? Report { get; set; }

    public string? ReportFormat { get; set; }

    /// <summary>The report goes to the customer.</summary>
    public bool Sends { get; set; }

    [StringLength(2000, ErrorMessage = TooLong)]
    public string? To { get; set; }

    [StringLength(2000, ErrorMessage = TooLong)]
    public string? Cc { get; set; }

    [StringLength(2000, ErrorMessage = TooLong)]
    public string? Bcc { get; set; }

    [StringLength(200, ErrorMessage = TooLong)]
    public string? Subject { get; set; }

    /// <summary>It is done although steps of the checklist are open.</summary>
    public bool DespiteOpenSteps { get; set; }

    /// <summary>What becomes of each dialogue that somebody waits in for us.</summary>
    public List<DialogueAnswer> Dialogues { get; set; } = [];

    /// <summary>Where to go afterwards: the next ticket of the list. Only paths of ours are followed.</summary>
    [StringLength(500, ErrorMessage = TooLong)]
    public string? Next { get; set; }
}

/// <summary>What becomes of a dialogue whose ball is with us.</summary>
public sealed class DialogueAnswer
{
    public long Number { get; set; }

    public DialogueEnd? End { get; set; }
}

/// <summary>The two ends of a dialogue at closing.</summary>
public enum DialogueEnd
{
    /// <summary>Erledigt.</summary>
    Settled,

    /// <summary>Offen lassen: then the ticket stays open too.</summary>
    Open,
}
