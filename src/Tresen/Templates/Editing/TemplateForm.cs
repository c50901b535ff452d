using System.ComponentModel.DataAnnotations;

namespace Tresen.Templates.Editing;

/// <summary>A template as typed.</summary>
public sealed class TemplateForm
{
    [Required(ErrorMessage = "Bitte einen Namen eingeben.")]
    [StringLength(120, ErrorMessage = "Bitte höchstens 120 Zeichen.")]
    public string? Name { get; set; }

    [StringLength(150_000, ErrorMessage = "Dieser Text ist zu lang. Bitte kürzen.")]
    public string? Text { get; set; }

    public string? TextFormat { get; set; }

    public int? CategoryId { get; set; }

    public int? DepartmentId { get; set; }

    public int? Position { get; set; }

    public bool IsActive { get; set; } = true;

    /// <summary>The form for a template as stored.</summary>
    public static TemplateForm Of(Template template) => new()
    {
        Name = template.Name,
        Text = template.Html,
        TextFormat = "html",
        CategoryId = template.CategoryId,
        DepartmentId = template.DepartmentId,
        Position = template.Position,
        IsActive = template.IsActive,
    };
}

/// <summary>A category as typed.</summary>
public sealed class CategoryForm
{
    [Required(ErrorMessage = "Bitte einen Namen eingeben.")]
    [StringLength(120, ErrorMessage = "Bitte höchstens 120 Zeichen.")]
    public string? Name { get; set; }

    public int? ParentId { get; set; }

    public int? Position { get; set; }

    /// <summary>The form for a category as stored.</summary>
    public static CategoryForm Of(TemplateCategory category) => new() { Name = category.Name, ParentId = category.ParentId, Position = category.Position };
}
