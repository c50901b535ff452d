using Tresen.Customers;
using Tresen.Platform.Settings;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Mail.Rules;

/// <summary>The settings of the rules for mails.</summary>
public sealed class MailRuleSettings : ISettings
{
    public static readonly SettingArea OfRules = new("mail-rules", "Regeln für Mails");

    /// <inheritdoc/>
    public static IEnumerable<SettingSheet> Sheets =>
    [
        new SettingSheet<MailRule>(OfRules).Called(r => r.Name)
            .Kept(r => r.Name, "Name").Kept(r => r.Position, "Reihenfolge").Kept(r => r.IsActive, "In Gebrauch").KeptByName<Mailbox>(r => r.MailboxId, "Mailkonto", m => m.Name)
            .Kept(r => r.Fate, "Was mit der Mail geschieht", RuleWords.Of).KeptByName<Department>(r => r.DepartmentId, "Abteilung", d => d.Name).KeptByName<StaffMember>(r => r.AssigneeId, "Zuständig", s => s.Name)
            .KeptByName<Area>(r => r.AreaId, "Bereich", a => a.Name).KeptByName<Kind>(r => r.KindId, "Art", k => k.Name).Kept(r => r.Priority, "Priorität", p => TicketWords.Of(p!.Value))
            .KeptByName<Tag>(r => r.TagId, "Tag", t => t.Name).KeptByName<Customer>(r => r.CustomerId, "Kunde", c => c.Name)
            .Kept(r => r.IsQuiet, "Keine Eingangsbestätigung").Kept(r => r.ClosesOnRecovery, "Bei Entwarnung schließen").Kept(r => r.RecoveryWords, "Weitere Wörter für die Entwarnung").Kept(r => r.IsLast, "Danach keine weiteren Regeln"),
        new SettingSheet<RuleCondition>(OfRules).KeptAsPart(c => (typeof(MailRule), c.MailRuleId), "Bedingung", (_, condition) => RuleWords.Of(condition)),
    ];
}
