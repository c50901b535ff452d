using System.Globalization;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Settings;
using Tresen.Platform.Time;
using Tresen.Platform.Views;
using Tresen.Staff.Departments;
using Tresen.Staff.Ldap;
using Tresen.Staff.OpenIdConnect;
using Tresen.Staff.Outside;

namespace Tresen.Staff;

/// <summary>The settings about the firm, its departments, its people and how they get in.</summary>
public sealed class StaffSettings : ISettings
{
    public static readonly SettingArea OfCompany = new("company", "Firma");

    public static readonly SettingArea OfHours = new("hours", "Geschäftszeiten");

    public static readonly SettingArea OfDepartments = new("departments", "Abteilungen");

    /// <summary>Promised times, reminders and steps of escalation.</summary>
    public static readonly SettingArea OfPromises = new("promises", "Zugesagte Zeiten");

    public static readonly SettingArea OfRoles = new("roles", "Rollen");

    public static readonly SettingArea OfPeople = new("staff", "Mitarbeiter");

    public static readonly SettingArea OfSignIn = new("sign-in", "Anmeldung");

    /// <inheritdoc/>
    public static IEnumerable<SettingSheet> Sheets =>
    [
        new SettingSheet<Company>(OfCompany).Called(c => c.Name)
            .Kept(c => c.Name, "Name").Kept(c => c.Particulars, "Pflichtangaben")
            .Kept(c => c.Street, "Straße und Hausnummer").Kept(c => c.PostalCode, "PLZ").Kept(c => c.Town, "Ort")
            .Kept(c => c.Rate, "Stundensatz").Kept(c => c.EmergencySurcharge, "Zuschlag im Notfall", Percent)
            .Kept(c => c.EmergencyMinutes, "Leitung und Vertretung rufen nach", minutes => Show.Hours(minutes))
            .Kept(c => c.Hours, "Geschäftszeiten", Week, OfHours).Kept(c => c.Bundesland, "Bundesland", Land, OfHours)
            .Kept(c => c.Regional, "Feiertage einzelner Gemeinden", Regions, OfHours).Kept(c => c.Closed, "Außerdem geschlossen", Closed, OfHours)
            .Kept(c => c.RemindDays, "Werktage vor „Abschluss bis“", area: OfPromises)
            .Kept(c => c.RemindMinutes, "Arbeitszeit vor einer Frist", minutes => Show.Hours(minutes), OfPromises),
        new SettingSheet<NumberRange>(OfCompany).Called(_ => Words.Of("Nummern der Tickets")).Kept(r => r.Next, "Nächste Nummer").Not(r => r.Name),
        new SettingSheet<Department>(OfDepartments).Called(d => d.Name)
            .Kept(d => d.Name, "Name").KeptByName<Company>(d => d.CompanyId, "Firma", c => c.Name)
            .Kept(d => d.IsConfidential, "Vertraulich").Kept(d => d.IsActive, "In Gebrauch").Kept(d => d.Rate, "Stundensatz")
            .Kept(d => d.ApprovalPoint, "Freigabe", point => Words.Of(DepartmentList.PointTitle(point)))
            .Kept(d => d.ApprovalAbove, "Freigabe nur über").Kept(d => d.ApprovalTolerance, "Erlaubte Überschreitung", Percent)
            .Kept(d => d.AllowsSelfApproval, "Wer zuständig ist, darf selbst freigeben").Kept(d => d.ReplyDays, "Antworten gehören noch zum Ticket (Tage)")
            .Kept(d => d.Hours, "Geschäftszeiten", hours => Week(hours!), OfHours).Kept(d => d.Bundesland, "Bundesland", land => Land(land!), OfHours)
            .Kept(d => d.Regional, "Feiertage einzelner Gemeinden", Regions, OfHours)
            .Kept(d => d.Promises, "Zugesagte Zeiten", Promised, OfPromises).Kept(d => d.Escalation, "Stufen der Eskalation", Steps, OfPromises)
            .Not(d => d.SortKey),
        new SettingSheet<DepartmentMember>(OfDepartments).KeptAsPart(
            m => (typeof(Department), m.Department?.Id ?? m.DepartmentId), "Mitglieder", (db, m) => $"{(m.StaffMember ?? db.Set<StaffMember>().Find(m.StaffMemberId))?.Name} ({Place.TitleOf(m.Standing)})"),
        new SettingSheet<Role>(OfRoles).Called(r => r.Title)
            .Kept(r => r.Title, "Name").Kept(r => r.English, "Englisch").Kept(r => r.Position, "Reihenfolge").Kept(r => r.Rights, "Rechte", Allowed)
            .Not(r => r.Name),
        new SettingSheet<StaffMember>(OfPeople).Called(p => p.Name)
            .Kept(p => p.Name, "Name").Kept(p => p.Mail, "E-Mail-Adresse").KeptByName<Role>(p => p.RoleName, "Rolle", r => r.Title)
            .Kept(p => p.Rights, "Rechte", Allowed).Kept(p => p.IsActive, "Arbeitet hier")
            .Not(p => p.SignInId, p => p.SortKey, p => p.Phone, p => p.Language, p => p.WantsMail),
        new SettingSheet<IdentityProvider>(OfSignIn).KeptOnce("Anbieter (OpenID Connect)")
            .Kept(p => p.Issuer, "Aussteller").Kept(p => p.ClientId, "Client-ID").KeptSecret(p => p.LockedSecret, "Geheimnis").Kept(p => p.Scopes, "Was erfragt wird")
            .Kept(p => p.GroupsClaim, "Wo die Gruppen stehen").Kept(p => p.Button, "Text des Knopfs").Kept(p => p.EnglishButton, "Text des Knopfs auf Englisch")
            .Kept(p => p.IsOn, "Anmeldung über den Anbieter anbieten").Kept(p => p.TakesIn, "Unbekannte beim ersten Mal aufnehmen").Kept(p => p.IsOnlyWay, "Nur noch über den Anbieter anmelden"),
        new SettingSheet<LdapDirectory>(OfSignIn).KeptOnce("Verzeichnis (LDAP)")
            .Kept(d => d.Host, "Server").Kept(d => d.Port, "Port").Kept(d => d.Authority, "Eigene Zertifizierungsstelle")
            .Kept(d => d.AccountName, "Konto zum Nachsehen").KeptSecret(d => d.LockedPassword, "Passwort")
            .Kept(d => d.SearchBase, "Suchbereich").Kept(d => d.UserFilter, "Filter für Personen").Kept(d => d.NameAttribute, "Attribut für den Namen")
            .Kept(d => d.MailAttribute, "Attribut für die E-Mail-Adresse").Kept(d => d.GroupAttribute, "Attribut für die Gruppen")
            .Kept(d => d.GroupBase, "Suchbereich für Gruppen").Kept(d => d.GroupFilter, "Filter für Gruppen")
            .Kept(d => d.IsOn, "Passwörter des Verzeichnisses gelten auch hier").Kept(d => d.TakesIn, "Unbekannte beim ersten Mal aufnehmen"),
        new SettingSheet<GroupRole>(OfSignIn).KeptAsPart(
            l => (l.Origin == Origin.Provider ? typeof(IdentityProvider) : typeof(LdapDirectory), ""), "Rollen aus Gruppen", (db, l) => $"{l.Group}: {db.Set<Role>().Find(l.RoleName)?.Title ?? l.RoleName}"),
    ];

    static string Percent(int value) => $"{value} %";

    static string Land(string land) => Holidays.Laender.GetValueOrDefault(land, land);

    static string Week(BusinessHours hours) => string.Join("; ", from day in Enumerable.Range(1, 7).Select(d => (DayOfWeek)(d % 7))
                                                                 where hours.On(day).Count > 0
                                                                 select $"{CultureInfo.CurrentCulture.DateTimeFormat.GetShortestDayName(day)} {hours.Typed(day)}");

    static string Closed(IReadOnlyList<ClosedDays> closed) => string.Join("; ", closed.Select(c => c.From == c.To ? $"{c.Name} {Show.Day(c.From)}" : $"{c.Name} {Show.Day(c.From)}–{Show.Day(c.To)}"));

    static string Regions(RegionalHolidays regional) => regional == RegionalHolidays.None
        ? Words.Of("keine")
        : string.Join(", ", Enum.GetValues<RegionalHolidays>().Where(r => r != RegionalHolidays.None && regional.HasFlag(r)).Select(Region));

    static string Region(RegionalHolidays one) => one switch
    {
        RegionalHolidays.Assumption => Words.Of("Mariä Himmelfahrt"),
        RegionalHolidays.PeaceFestival => Words.Of("Friedensfest"),
        _ => Words.Of("Fronleichnam"),
    };

    static string Allowed(Capability rights) => rights == Capability.None ? Words.Of("keine") : string.Join(", ", rights.Titles().Select(Words.Of));

    static string Promised(IReadOnlyList<Promise> promises) => string.Join("; ", from promise in promises.Select((p, urgency) => (p.ReactionMinutes, p.SolutionMinutes, urgency))
                                                                                 where promise.ReactionMinutes is not null || promise.SolutionMinutes is not null
                                                                                 select Words.Of("{0}: Reaktion {1}, Lösung {2}", Urgency(promise.urgency), Time(promise.ReactionMinutes), Time(promise.SolutionMinutes)));

    static string Time(int? minutes) => minutes is null ? "–" : Show.Hours(minutes);

    static string Urgency(int level) => level switch
    {
        0 => Words.Of("niedrig"),
        1 => Words.Of("normal"),
        2 => Words.Of("hoch"),
        _ => Words.Of("Notfall"),
    };

    static string Steps(IReadOnlyList<EscalationStep> steps) => string.Join("; ", steps.Select(step => $"{Of(step.Of)} {After(step.Minutes)}: {Whom(step.Whom)}"));

    static string After(int minutes) => minutes < 0 ? Words.Of("{0} vorher", Show.Hours(-minutes)) : minutes == 0 ? Words.Of("sobald die Frist vorbei ist") : Words.Of("{0} danach", Show.Hours(minutes));

    static string Of(Deadline deadline) => deadline switch
    {
        Deadline.Reaction => Words.Of("zugesagte Reaktion"),
        Deadline.Solution => Words.Of("zugesagte Lösung"),
        _ => Words.Of("Abschluss bis"),
    };

    static string Whom(Hearers hearers) => hearers switch
    {
        Hearers.Lead => Words.Of("Leitung"),
        Hearers.Deputies => Words.Of("Leitung und Vertretung"),
        _ => Words.Of("die ganze Abteilung"),
    };
}
