using System.ComponentModel.DataAnnotations;

namespace Tresen.Merging.Moving;

/// <summary>What of a message becomes a ticket of its own.</summary>
public enum SplitOff
{
    /// <summary>All of it: the message goes there.</summary>
    Message,

    /// <summary>A passage is quoted there; the message stays.</summary>
    Passage,

    /// <summary>Files of it stand there too; the message stays.</summary>
    Files,
}

/// <summary>A new ticket made of a message or a part of it, as typed.</summary>
public sealed class SplittingForm
{
    public SplitOff What { get; set; }

    /// <summary>As long as the message that it stands in.</summary>
    [StringLength(4_000_000, ErrorMessage = "Bitte höchstens {1} Zeichen.")]
    public string? Passage { get; set; }

    public int[] Files { get; set; } = [];

    [StringLength(200, ErrorMessage = "Bitte höchstens 200 Zeichen.")]
    public string? Subject { get; set; }

    public int? DepartmentId { get; set; }

    /// <summary>That others read it there is meant.</summary>
    public bool OtherReaders { get; set; }
}
