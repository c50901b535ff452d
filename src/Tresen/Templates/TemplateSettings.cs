using Tresen.Platform.Settings;
using Tresen.Platform.Text;
using Tresen.Staff;

namespace Tresen.Templates;

/// <summary>The settings about templates.</summary>
public sealed class TemplateSettings : ISettings
{
    public static readonly SettingArea OfTemplates = new("templates", "Ticket-Vorlagen");

    /// <inheritdoc/>
    public static IEnumerable<SettingSheet> Sheets =>
    [
        new SettingSheet<Template>(OfTemplates).Called(t => t.Name)
            .Kept(t => t.Name, "Name").Kept(t => t.Html, "Text", RichText.ToPlain).KeptByName<TemplateCategory>(t => t.CategoryId, "Kategorie", c => c.Name)
            .KeptByName<Department>(t => t.DepartmentId, "Abteilung", d => d.Name).Kept(t => t.Position, "Reihenfolge").Kept(t => t.IsActive, "In Gebrauch"),
        new SettingSheet<TemplateCategory>(OfTemplates).Called(c => c.Name)
            .Kept(c => c.Name, "Name").KeptByName<TemplateCategory>(c => c.ParentId, "Steht unter", c => c.Name).Kept(c => c.Position, "Reihenfolge"),
    ];
}
