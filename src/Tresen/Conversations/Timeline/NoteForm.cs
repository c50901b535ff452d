using System.ComponentModel.DataAnnotations;

namespace Tresen.Conversations.Timeline;

/// <summary>An internal note as typed.</summary>
public sealed class NoteForm
{
    [StringLength(200_000, ErrorMessage = "Dieser Text ist zu lang. Bitte kürzen oder als Datei anhängen.")]
    public string? Note { get; set; }

    public string? NoteFormat { get; set; }

    /// <summary>The dialogue it belongs to; null: the ticket itself.</summary>
    public long? Conversation { get; set; }
}
