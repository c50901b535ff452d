using Tresen.Platform.Settings;
using Tresen.Staff;

namespace Tresen.Mail.PublicForm;

/// <summary>The settings of the public form.</summary>
public sealed class PublicFormSettings : ISettings
{
    public static readonly SettingArea OfForm = new("request-form", "Öffentliches Formular");

    /// <inheritdoc/>
    public static IEnumerable<SettingSheet> Sheets =>
    [
        new SettingSheet<PublicDoor>(OfForm).Kept(d => d.IsOpen, "Anfragen über das Formular annehmen").KeptByName<Department>(d => d.DepartmentId, "Abteilung", d => d.Name),
    ];
}
