using System.ComponentModel.DataAnnotations;

namespace Tresen.Conversations.Troubles;

/// <summary>One answer to everybody whom a trouble concerns.</summary>
public sealed class TroubleAnswerForm
{
    /// <summary>The text between salutation and signature, with placeholders.</summary>
    [StringLength(200_000, ErrorMessage = "Bitte höchstens {1} Zeichen.")]
    public string? Body { get; set; }

    public string? BodyFormat { get; set; }

    /// <summary>Numbers of the tickets that it goes to.</summary>
    public int[] Tickets { get; set; } = [];

    /// <summary>The ticket whose mail is shown beforehand.</summary>
    public int? PreviewOf { get; set; }

    public int? TemplateId { get; set; }

    /// <summary><c>send</c>, <c>preview</c> or <c>template</c>.</summary>
    public string? Do { get; set; }

    /// <summary>To whom it was to go when the page was opened (threat C06).</summary>
    [StringLength(100)]
    public string? Seen { get; set; }
}
