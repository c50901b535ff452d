using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Tresen.Billing;
using Tresen.Conversations;
using Tresen.Customers;
using Tresen.Devices;
using Tresen.Import;
using Tresen.Mail.Rules;
using Tresen.Notifications;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Settings;
using Tresen.Platform.Text;
using Tresen.Platform.Views;
using Tresen.Post;
using Tresen.Privacy.Erasing;
using Tresen.Privacy.Keeping;
using Tresen.Staff;
using Tresen.Staff.Audit;
using Tresen.Staff.SigningIn;
using Tresen.Staff.Tokens;
using Tresen.Tickets;
using Tresen.Tickets.Checklists;
using Tresen.Tickets.History;
using Tresen.Tickets.Recurring;
using Tresen.TimeTracking;
using Tresen.TimeTracking.Attendances;
using Tresen.Workbench.Views;

namespace Tresen.Privacy.Knowing;

/// <summary>All that is stored about somebody who works here, to hand over (<em>Auskunft</em>, Art. 15 DSGVO): a ZIP with a page to read and the same as JSON. What
/// they wrote is in it, what others wrote isn't, and no secret of signing in. It is written as it is read; nothing of it stays here.</summary>
public sealed class StaffExport(TresenDb db, StaffMember who, DateTimeOffset at)
{
    static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), Converters = { new JsonStringEnumConverter() } };

    /// <summary>What points to somebody who works here and isn't in the export, and why.</summary>
    public static readonly IReadOnlyDictionary<string, string> LeftOut = new Dictionary<string, string>
    {
        ["IdentityUserClaim.UserId"] = "the framework's own, never written",
        ["IdentityUserToken.UserId"] = "the framework's own, never written",
        ["Notification.ActorId"] = "that a colleague was told of what they did: the deed itself is in the history",
        ["Notification.ForId"] = "that somebody stood in for them and was told: it is the other's news",
    };

    /// <summary>The parts in their order, each with the pointers to people that it follows: <c>Ticket.AssigneeId</c>.</summary>
    IReadOnlyList<Part> Parts()
    {
        var (id, signIn, name, mail) = (who.Id, who.SignInId, who.Name, who.Mail);
        return
        [
            new("Angaben zur Person", ["StaffMember.SignInId"], () => db.Staff.Where(s => s.Id == id).Select(s => new { s.Name, EMail = s.Mail, Telefon = s.Phone, Rolle = db.Set<Role>().Where(r => r.Name == s.RoleName).Select(r => r.Title).FirstOrDefault(), Rechte = string.Join(", ", s.Rights.Titles()), Sprache = s.Language, BekommtMails = s.WantsMail, ArbeitetHier = s.IsActive })),
            new("Abteilungen", ["DepartmentMember.StaffMemberId"], () => db.Set<DepartmentMember>().Where(m => m.StaffMemberId == id).OrderBy(m => m.DepartmentId).Select(m => new { Abteilung = m.Department.Name, Als = Staff.Place.TitleOf(m.Standing) })),
            new("Anmeldung", [], () => db.Users.Where(u => u.Id == signIn).Select(u => new { EMail = u.Email, HatPasswort = u.PasswordHash != null, FehlversucheZuletzt = u.AccessFailedCount, GesperrtBis = u.LockoutEnd })),
            new("Anmeldung bei anderen", ["IdentityUserLogin.UserId"], () => db.UserLogins.Where(l => l.UserId == signIn).Select(l => new { Anbieter = l.LoginProvider, Kennung = l.ProviderKey })),
            new("Passkeys", ["IdentityUserPasskey.UserId"], () => db.Set<IdentityUserPasskey<Guid>>().Where(p => p.UserId == signIn).Select(p => new { p.Data.Name, Angelegt = p.Data.CreatedAt })),
            new("Zweiter Faktor", ["SecondFactor.SignInId"], () => db.Set<SecondFactor>().Where(f => f.SignInId == signIn).Select(f => new { Seit = f.Since, Notfallcodes = f.RecoveryCodes.Count })),
            new("Einladungen", ["Invitation.SignInId"], () => db.Set<Invitation>().Where(i => i.SignInId == signIn).Select(i => new { GültigBis = i.Until })),
            new("Sitzungen", ["Session.SignInId"], () => db.Set<Session>().Where(s => s.SignInId == signIn).OrderBy(s => s.StartedAt).Select(s => new { Seit = s.StartedAt, Gerät = s.Device })),
            new("Zugänge für Programme", ["ApiToken.StaffMemberId"], () => db.Set<ApiToken>().Where(t => t.StaffMemberId == id).OrderBy(t => t.Id).Select(t => new { t.Name, Beginnt = t.Beginning, NurLesen = t.ReadsOnly, Angelegt = t.CreatedAt, GültigBis = t.ValidUntil, ZuletztBenutzt = t.LastUsedOn })),
            new("Abwesenheiten", ["Absence.StaffMemberId", "Absence.DeputyId"], () => db.Set<Absence>().Where(a => a.StaffMemberId == id || a.DeputyId == id).OrderBy(a => a.From).ThenBy(a => a.Id).Select(a => new { Von = a.From, Bis = a.To, AlsVertretung = a.DeputyId == id })),
            new("Anwesenheit", ["Attendance.PersonId", "Attendance.RecordedById"], () => db.Set<Attendance>().Where(a => a.PersonId == id || a.RecordedById == id).OrderBy(a => a.Start).ThenBy(a => a.Id).Select(a => new { Von = a.Start, Bis = a.End, Art = a.PersonId == id ? AttendancePage.Of(a.Kind) : "", Eigene = a.PersonId == id, SelbstEingetragen = a.RecordedById == id, Eingetragen = a.RecordedAt })),
            new("Tickets", ["Ticket.AssigneeId", "Ticket.CreatedById", "Ticket.ClosedById"], () => db.Tickets.Where(t => t.AssigneeId == id || t.CreatedById == id || t.ClosedById == id).OrderBy(t => t.Id).Select(t => new { Nummer = t.Number, Betreff = t.Subject, Zuständig = t.AssigneeId == id, SelbstAngelegt = t.CreatedById == id, SelbstAbgeschlossen = t.ClosedById == id, Angelegt = t.CreatedAt, Abgeschlossen = t.ClosedAt })),
            new("Beteiligt an Tickets", ["TicketPerson.StaffMemberId"], () => db.Set<TicketPerson>().Where(p => p.StaffMemberId == id).OrderBy(p => p.TicketId).Select(p => new { Ticket = db.Set<Ticket>().Where(t => t.Id == p.TicketId).Select(t => t.Number).First(), Hilft = p.Part == TicketPart.Helper })),
            new("Wiederkehrende Tickets", ["RecurringTicket.AssigneeId", "RecurringTicket.CreatedById"], () => db.Set<RecurringTicket>().Where(r => r.AssigneeId == id || r.CreatedById == id).OrderBy(r => r.Id).Select(r => new { Betreff = r.Subject, Zuständig = r.AssigneeId == id, SelbstAngelegt = r.CreatedById == id, Angelegt = r.CreatedAt })),
            new("Regeln für Mails", ["MailRule.AssigneeId"], () => db.Set<MailRule>().Where(r => r.AssigneeId == id).OrderBy(r => r.Id).Select(r => new { r.Name, InGebrauch = r.IsActive })),
            new("Nachrichten, Notizen und Entwürfe", ["Message.AuthorId"], () => db.Messages.Where(m => m.AuthorId == id).OrderBy(m => m.Id).Select(m => new { Ticket = m.Ticket.Number, Am = m.At, Art = m.IsDraft ? "Entwurf" : m.Kind == MessageKind.Note ? "Interne Notiz" : m.Kind == MessageKind.Out ? "Gesendet" : "Erhalten", Betreff = m.Subject, Text = m.Reply == "" ? m.Text : m.Reply })),
            new("Gespräche", ["Conversation.AssigneeId", "Conversation.StartedById"], () => db.Conversations.Where(c => c.AssigneeId == id || c.StartedById == id).OrderBy(c => c.Id).Select(c => new { Ticket = c.Ticket.Number, Nummer = c.Number, Betreff = c.Subject, Zuständig = c.AssigneeId == id, SelbstBegonnen = c.StartedById == id, Begonnen = c.StartedAt })),
            new("Weiterleitungen", ["Forwarding.ById", "Forwarding.EndedById"], () => db.Set<Forwarding>().Where(f => f.ById == id || f.EndedById == id).OrderBy(f => f.Id).Select(f => new { An = f.To.Name, Am = f.At, Bemerkung = f.ById == id ? f.Remark : "", Beendet = f.EndedById == id ? f.EndedAt : null, BemerkungAmEnde = f.EndedById == id ? f.EndRemark : "" })),
            new("Freigaben", ["Approval.AskedById", "Approval.DecidedById"], () => db.Set<Approval>().Where(a => a.AskedById == id || a.DecidedById == id).OrderBy(a => a.Id).Select(a => new { Ticket = db.Set<Ticket>().Where(t => t.Id == a.TicketId).Select(t => t.Number).First(), Erbeten = a.AskedById == id ? a.AskedAt : (DateTimeOffset?)null, Bemerkung = a.AskedById == id ? a.AskedRemark : "", Entschieden = a.DecidedById == id ? a.DecidedAt : null, Freigegeben = a.DecidedById == id ? a.IsGranted : null, BemerkungDazu = a.DecidedById == id ? a.DecisionRemark : "" })),
            new("Kostenfreigaben eingetragen", ["CostApproval.ById"], () => db.Set<CostApproval>().Where(a => a.ById == id).OrderBy(a => a.Id).Select(a => new { Ticket = db.Set<Ticket>().Where(t => t.Id == a.TicketId).Select(t => t.Number).First(), Am = a.At })),
            new("Abschlussberichte", ["Closing.ById"], () => db.Set<Closing>().Where(c => c.ById == id).OrderBy(c => c.Id).Select(c => new { Ticket = db.Set<Ticket>().Where(t => t.Id == c.TicketId).Select(t => t.Number).First(), Am = c.At, Bericht = RichText.ToPlain(c.Report) })),
            new("Schritte erledigt", ["TicketStep.DoneById"], () => db.Set<TicketStep>().Where(s => s.DoneById == id).OrderBy(s => s.Id).Select(s => new { Ticket = db.Set<Ticket>().Where(t => t.Id == s.TicketId).Select(t => t.Number).First(), Am = s.DoneAt, Schritt = s.Text })),
            new("Verlauf: was die Person getan hat", ["TicketEvent.ById"], () => db.TicketEvents.IgnoreAutoIncludes().Where(e => e.ById == id).OrderBy(e => e.Id).Select(e => new { Ticket = db.Set<Ticket>().Where(t => t.Id == e.TicketId).Select(t => t.Number).First(), Am = e.At, Was = HistoryWords.Verb(e.Verb) })),
            new("Buchungen", ["TimeEntry.PerformerId", "TimeEntry.RecorderId", "TimeEntry.ConfirmedById"], () => db.TimeEntries.Where(e => e.PerformerId == id || e.RecorderId == id || e.ConfirmedById == id).OrderBy(e => e.Id).Select(e => new { Ticket = e.Ticket != null ? (int?)e.Ticket.Number : null, Tag = e.Day, Von = e.Start, Bis = e.End, Minuten = e.WorkedMinutes, Geleistet = e.PerformerId == id, SelbstErfasst = e.RecorderId == id, SelbstBestätigt = e.ConfirmedById == id, Tätigkeit = e.Activity.Name, Beschreibung = e.PerformerId == id || e.RecorderId == id ? e.Description : "", Intern = e.PerformerId == id || e.RecorderId == id ? e.InternalComment : "" })),
            new("Frühere Fassungen von Buchungen", ["TimeEntryVersion.ById"], () => db.Set<TimeEntryVersion>().Where(v => v.ById == id).OrderBy(v => v.Id).Select(v => new { Buchung = v.TimeEntryId, Fassung = v.Number, GeändertAm = v.At })),
            new("Material eingetragen", ["MaterialLine.AddedById"], () => db.Material.Where(m => m.AddedById == id).OrderBy(m => m.Id).Select(m => new { Ticket = m.Ticket.Number, Am = m.AddedAt, m.Text })),
            new("Abrechnungen", ["BillingRun.ById", "BillingRun.TakenBackById"], () => db.Set<BillingRun>().Where(r => r.ById == id || r.TakenBackById == id).OrderBy(r => r.Id).Select(r => new { Nummer = r.Reference, Am = r.ById == id ? r.At : (DateTimeOffset?)null, Zurückgenommen = r.TakenBackById == id ? r.TakenBackAt : null, Grund = r.TakenBackById == id ? r.TakenBackReason : "" })),
            new("Verschobenes", ["Move.ById", "Move.UndoneById"], () => db.Moves.Where(m => m.ById == id || m.UndoneById == id).OrderBy(m => m.Id).Select(m => new { Von = db.Set<Ticket>().Where(t => t.Id == m.FromTicketId).Select(t => t.Number).First(), Nach = db.Set<Ticket>().Where(t => t.Id == m.ToTicketId).Select(t => t.Number).First(), Am = m.ById == id ? m.At : (DateTimeOffset?)null, RueckgaengigAm = m.UndoneById == id ? m.UndoneAt : null })),
            new("Dateien an Tickets", ["TicketFile.AddedById"], () => db.TicketFiles.Where(f => f.AddedById == id).OrderBy(f => f.Id).Select(f => new { Ticket = db.Set<Ticket>().Where(t => t.Id == f.TicketId).Select(t => t.Number).First(), f.Name, Am = f.AddedAt })),
            new("Dateien bei Kunden", ["CustomerFile.AddedById"], () => db.CustomerFiles.Where(f => f.AddedById == id).OrderBy(f => f.Id).Select(f => new { f.Name, Am = f.AddedAt })),
            new("Dateien bei Geräten", ["DeviceFile.AddedById"], () => db.Set<DeviceFile>().Where(f => f.AddedById == id).OrderBy(f => f.Id).Select(f => new { f.Name, Am = f.AddedAt })),
            new("Importe", ["DataImport.ById"], () => db.DataImports.Where(i => i.ById == id).OrderBy(i => i.Id).Select(i => new { Datei = i.FileName, Am = i.At })),
            new("Benachrichtigungen", ["Notification.RecipientId"], () => db.Notifications.Where(n => n.RecipientId == id).OrderBy(n => n.Id).Select(n => new { Ticket = n.Ticket.Number, Am = n.At, Gelesen = n.ReadAt })),
            new("Mails an die Person", [], () => db.OutgoingMails.Where(m => m.IsToStaff && m.Recipients.Any(r => r.Address == mail)).OrderBy(m => m.CreatedAt).Select(m => new { Am = m.CreatedAt, Betreff = m.Subject })),
            new("Adressen wieder freigegeben", ["DeadAddress.ClearedById"], () => db.DeadAddresses.Where(a => a.ClearedById == id).OrderBy(a => a.Id).Select(a => new { Am = a.ClearedAt })),
            new("Eigene Ansichten", ["SavedView.OwnerId"], () => db.Set<SavedView>().Where(v => v.OwnerId == id).OrderBy(v => v.Id).Select(v => new { v.Name, Filter = v.Query, FürAlle = v.IsShared })),
            new("Eigene Spalten", ["ViewColumns.StaffMemberId"], () => db.Set<ViewColumns>().Where(c => c.StaffMemberId == id).OrderBy(c => c.View).Select(c => new { Ansicht = c.View, Spalten = c.Columns })),
            new("Protokoll: was die Person getan hat", ["AuditEntry.ById"], () => db.AuditEntries.Where(e => e.ById == id).OrderBy(e => e.Id).Select(e => new { Am = e.At, Was = AuditWords.Of(e.What), Worum = e.About })),
            new("Protokoll: was über die Person festgehalten ist", [], () => db.AuditEntries.Where(e => e.ById != id && e.About.Contains(name)).OrderBy(e => e.Id).Select(e => new { Am = e.At, Was = AuditWords.Of(e.What), Durch = e.By.Name })),
            new("Einstellungen geändert", ["SettingChange.ById"], () => db.Set<SettingChange>().Where(c => c.ById == id).OrderBy(c => c.Id).Select(c => new { Am = c.At, Bereich = c.Area, Feld = c.Field })),
            new("Personen gelöscht", ["Erasure.ById"], () => db.Set<Erasure>().Where(e => e.ById == id).OrderBy(e => e.Id).Select(e => new { Am = e.At, Kennung = e.Pseudonym, Grund = e.Reason })),
            new("Nach Ablauf der Aufbewahrung gelöscht", ["RetentionRun.ById", "RetentionRules.SwitchedById"], () => db.RetentionRuns.Where(r => r.ById == id).OrderBy(r => r.Id).Select(r => new { Am = r.StartedAt, Was = RetentionWords.Of(r), VonSelbstEingeschaltet = db.Set<RetentionRules>().Any(x => x.SwitchedById == id) })),
        ];
    }

    /// <summary>What the parts follow; for the test that nothing is forgotten.</summary>
    public IEnumerable<string> Followed => Parts().SelectMany(p => p.Follows);

    /// <summary>The answer that sends it. It is put together in a file without a name, which is gone with the answer: the format's writer can't write to the network without
    /// holding up a thread.</summary>
    public async Task<IResult> AnswerAsync(CancellationToken cancel)
    {
        var spool = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 81920, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            await using var zip = await ZipArchive.CreateAsync(spool, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);
            await WriteAsync(zip, "auskunft.json", JsonAsync(cancel), cancel);
            await WriteAsync(zip, "Auskunft.html", HtmlAsync(cancel), cancel);
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }

        spool.Position = 0;
        return Results.Stream(spool, "application/zip", $"Auskunft {at:yyyy-MM-dd}.zip");
    }

    static async Task WriteAsync(ZipArchive zip, string name, IAsyncEnumerable<string> parts, CancellationToken cancel)
    {
        await using var entry = await zip.CreateEntry(name).OpenAsync(cancel);
        await foreach (var part in parts)
        {
            await entry.WriteAsync(Encoding.UTF8.GetBytes(part), cancel);
        }
    }

    async IAsyncEnumerable<string> JsonAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        yield return $"{{\n  \"Erstellt\": {JsonSerializer.Serialize(at, Json)}";
        foreach (var part in Parts())
        {
            yield return $",\n  {JsonSerializer.Serialize(part.Title, Json)}: [";
            var between = "\n    ";
            await foreach (var row in part.Rows().AsAsyncEnumerable().WithCancellation(cancel))
            {
                yield return between + JsonSerializer.Serialize(row, row.GetType(), Json);
                between = ",\n    ";
            }

            yield return "]";
        }

        yield return "\n}\n";
    }

    async IAsyncEnumerable<string> HtmlAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        yield return $"""
            <!doctype html><html lang="de"><head><meta charset="utf-8"><title>Auskunft über gespeicherte Daten</title>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <style>body{"{"}font:16px/1.5 sans-serif;max-width:80rem;margin:2rem auto;padding:0 1rem{"}"}table{"{"}border-collapse:collapse;font-size:14px{"}"}td,th{"{"}border:1px solid #ccc;padding:.2rem .5rem;text-align:left;vertical-align:top;white-space:pre-wrap{"}"}</style></head><body>
            <h1>Auskunft über gespeicherte Daten</h1><p>{Safe(who.Name)}, nach Art. 15 DSGVO, Stand {Show.Instant(at)}.</p>
            <p>Die Daten dienen dazu, die Arbeit zu verteilen, Anfragen zu beantworten und geleistete Zeit abzurechnen. Was ein Geschäftsbrief oder Beleg ist, bleibt mit dem Ticket sechs oder acht Jahre (§ 147 AO, § 257 HGB); das Protokoll bleibt ein Jahr, Benachrichtigungen bleiben höchstens ein Jahr. Sie können verlangen, dass Falsches berichtigt wird, und sich bei einer Aufsichtsbehörde beschweren.</p>
            """;
        foreach (var part in Parts())
        {
            var isFirst = true;
            await foreach (var row in part.Rows().AsAsyncEnumerable().WithCancellation(cancel))
            {
                var columns = row.GetType().GetProperties();
                if (isFirst)
                {
                    yield return $"<h2>{Safe(Words.Of(part.Title))}</h2><table><tr>{string.Concat(columns.Select(c => $"<th>{Safe(c.Name)}</th>"))}</tr>";
                    isFirst = false;
                }

                yield return $"<tr>{string.Concat(columns.Select(c => $"<td>{Safe(Said(c.GetValue(row)))}</td>"))}</tr>\n";
            }

            yield return isFirst ? $"<h2>{Safe(Words.Of(part.Title))}</h2><p>Nichts.</p>" : "</table>";
        }

        yield return "</body></html>\n";
    }

    static string Said(object? value) => value switch
    {
        null => "",
        bool yes => yes ? "ja" : "nein",
        DateTimeOffset instant => Show.Instant(instant),
        DateOnly day => Show.Day(day),
        _ => Convert.ToString(value, CultureInfo.CurrentCulture) ?? "",
    };

    static string Safe(string text) => WebUtility.HtmlEncode(text);

    /// <summary>What is stored of one kind.</summary>
    sealed record Part(string Title, string[] Follows, Func<IQueryable<object>> Rows);
}
