using System.ComponentModel.DataAnnotations;
using Tresen.Platform;

namespace Tresen.Articles;

/// <summary>An article as typed.</summary>
public sealed class ArticleForm
{
    const string TooLong = "Bitte höchstens {1} Zeichen.";

    /// <summary>Asked for a new article alone.</summary>
    [StringLength(40, ErrorMessage = TooLong)]
    public string? Number { get; set; }

    [Required(ErrorMessage = "Bitte die Bezeichnung eingeben.")]
    [StringLength(200, ErrorMessage = TooLong)]
    public string? Name { get; set; }

    [StringLength(20, ErrorMessage = TooLong)]
    public string? Unit { get; set; }

    [Required(ErrorMessage = "Bitte den Preis eingeben.")]
    public Money? Price { get; set; }

    public bool IsHourlyRate { get; set; }

    public bool IsActive { get; set; } = true;

    /// <summary>The form for an article as it stands.</summary>
    public static ArticleForm Of(Article a) => new() { Name = a.Name, Unit = a.Unit, Price = a.Price, IsHourlyRate = a.IsHourlyRate, IsActive = a.IsActive };
}
