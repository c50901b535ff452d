using Tresen.Platform;
using Tresen.Platform.Text;
using Tresen.Staff;

namespace Tresen.Templates;

/// <summary>A text that is written once and used often (<em>Vorlage</em>), with placeholders for what the ticket knows.</summary>
public sealed class Template
{
    Template()
    {
    }

    /// <summary>A template; see <see cref="Describe"/>.</summary>
    public Template(string name, string html, TemplateCategory? category = null, Department? department = null, int position = 0) =>
        Describe(name, html, category, department, position, isActive: true);

    public int Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Cleaned HTML with placeholders.</summary>
    public string Html { get; private set; } = "";

    public int? CategoryId { get; private set; }

    public TemplateCategory? Category { get; private set; }

    /// <summary>Whose it is; null: everybody's.</summary>
    public int? DepartmentId { get; private set; }

    public Department? Department { get; private set; }

    /// <summary>Its place among those of its category, ascending; then by name.</summary>
    public int Position { get; private set; }

    public bool IsActive { get; private set; } = true;

    /// <summary>Changes everything about it. A placeholder that doesn't exist is refused here, so that none is ever sent raw.</summary>
    public void Describe(string name, string html, TemplateCategory? category, Department? department, int position, bool isActive)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new BrokenRuleException("Bitte einen Namen eingeben.", nameof(Name));
        }

        if (RichText.ToPlain(html).Length == 0)
        {
            throw new BrokenRuleException("Bitte einen Text schreiben.", "Text");
        }

        RichText.MustFit(html, "Text");
        Placeholders.MustBeKnown(html, "Text");
        (Name, Html, Position, IsActive) = (name.Trim(), html, position, isActive);
        (Category, CategoryId) = (category, category?.Id);
        (Department, DepartmentId) = (department, department?.Id);
    }
}

/// <summary>A branch of the tree that templates are kept in.</summary>
public sealed class TemplateCategory
{
    TemplateCategory()
    {
    }

    /// <summary>A category below another one, or at the top.</summary>
    public TemplateCategory(string name, TemplateCategory? parent = null, int position = 0) => Describe(name, parent, position);

    public int Id { get; private set; }

    public string Name { get; private set; } = "";

    public int? ParentId { get; private set; }

    public TemplateCategory? Parent { get; private set; }

    public int Position { get; private set; }

    /// <summary>Changes name and place. The parent must be loaded with its own parents.</summary>
    public void Describe(string name, TemplateCategory? parent, int position)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new BrokenRuleException("Bitte einen Namen eingeben.", nameof(Name));
        }

        for (var above = parent; above is not null; above = above.Parent)
        {
            if (above == this)
            {
                throw new BrokenRuleException("Eine Kategorie kann nicht unter sich selbst stehen.", nameof(ParentId));
            }
        }

        (Name, Parent, ParentId, Position) = (name.Trim(), parent, parent?.Id, position);
    }

    /// <summary>From the top down, <c>Technik › Drucker</c>. The parents must be loaded.</summary>
    public string Path => Parent is null ? Name : $"{Parent.Path} › {Name}";
}
