using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Tresen.Platform.Files;
using Tresen.Platform.Text;

namespace Tresen.Mail.PublicForm;

/// <summary>What somebody without an account writes to us.</summary>
public sealed class RequestForm
{
    const string TooLong = "Bitte höchstens {1} Zeichen.";

    [Required(ErrorMessage = "Bitte Ihren Namen eingeben.")]
    [StringLength(150, ErrorMessage = TooLong)]
    public string? Name { get; set; }

    [StringLength(250, ErrorMessage = TooLong)]
    public string? Mail { get; set; }

    [StringLength(60, ErrorMessage = TooLong)]
    public string? Phone { get; set; }

    [StringLength(150, ErrorMessage = TooLong)]
    public string? Company { get; set; }

    [Required(ErrorMessage = "Bitte einen Betreff eingeben.")]
    [StringLength(200, ErrorMessage = TooLong)]
    public string? Subject { get; set; }

    [Required(ErrorMessage = "Bitte beschreiben, worum es geht.")]
    [StringLength(20_000, ErrorMessage = TooLong)]
    public string? Description { get; set; }

    /// <summary>As they came; nothing of them is kept before the <see cref="Doorkeeper"/> lets the request in.</summary>
    public IFormFile[] Files { get; set; } = [];

    /// <summary>The files once they are stored.</summary>
    [BindNever]
    public IReadOnlyList<Upload> Stored { get; set; } = [];

    /// <summary>No person sees this field; programs fill it.</summary>
    public string? Website { get; set; }

    /// <summary>Whether a program filled the form in.</summary>
    internal bool IsFromProgram => !string.IsNullOrEmpty(Website);

    /// <summary>Too many came from there within the hour.</summary>
    internal bool IsTurnedAway { get; set; }

    /// <summary>What no single field can tell; asked besides the annotations, so that all is said at once.</summary>
    internal IEnumerable<(string Field, string Sentence)> Complaints()
    {
        if (string.IsNullOrWhiteSpace(Mail) && string.IsNullOrWhiteSpace(Phone))
        {
            yield return (nameof(Mail), "Bitte E-Mail oder Telefon angeben, damit wir antworten können.");
        }
        else if (!string.IsNullOrWhiteSpace(Mail) && !MailAddress.IsUsable(Mail))
        {
            yield return (nameof(Mail), "Bitte eine E-Mail-Adresse wie name@firma.example eingeben.");
        }

        if (Files.Length > 10)
        {
            yield return (nameof(Files), "Bitte höchstens 10 Dateien anhängen.");
        }

        foreach (var refusal in Files.Select(Upload.Refusal).OfType<string>())
        {
            yield return (nameof(Files), refusal);
        }
    }
}
