using System.ComponentModel.DataAnnotations;

namespace Tresen.Workbench.Views;

/// <summary>A view to keep.</summary>
public sealed class ViewForm
{
    [Required(ErrorMessage = "Bitte der Ansicht einen Namen geben.")]
    [StringLength(60, ErrorMessage = "Der Name ist zu lang: höchstens 60 Zeichen.")]
    public string? Name { get; set; }

    public bool IsShared { get; set; }

    [Range(0, 999, ErrorMessage = "Bitte eine Zahl von 0 bis 999 eingeben.")]
    public int Position { get; set; }

    /// <summary>What it shows, as it stands in an address.</summary>
    public string? List { get; set; }

    /// <summary>The form of a view as stored.</summary>
    public static ViewForm Of(SavedView view) => new() { Name = view.Name, IsShared = view.IsShared, Position = view.Position, List = view.Query };
}
