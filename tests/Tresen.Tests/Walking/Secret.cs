using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tresen.Conversations;
using Tresen.Customers;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Templates;
using Tresen.Tests.Mail.Intake;
using Tresen.Tickets;
using Tresen.TimeTracking;
using Tresen.TimeTracking.Attendances;

namespace Tresen.Tests.Walking;

/// <summary>A ticket of the confidential Buchhaltung with everything that can hang on one, each with <see cref="Mark"/> in its
/// text, for a known customer of the house.</summary>
sealed class Secret
{
    /// <summary>Stands in every text of it and nowhere else.</summary>
    public const string Mark = "Zwiebelfisch";

    /// <summary>Stands in the texts too: what a curious person searches for, and pages repeat.</summary>
    public const string Lure = "Pfändung";

    /// <summary>What fills which parameter: by the address up to it. Where <c>IsHidden</c>, the value leads to the secret.</summary>
    readonly Dictionary<string, (string Value, string Missing, bool IsHidden)> keys = [];

    /// <summary>The ticket's number.</summary>
    public int Number { get; private set; }

    public int TicketId { get; private set; }

    /// <summary>Hides it.</summary>
    public static async Task<Secret> HideAsync(TresenApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TresenDb>();
        var bodo = await db.Staff.SingleAsync(s => s.Name == World.Bodo.Name);
        var buchhaltung = await db.Departments.Include(d => d.Company).Include(d => d.Members).SingleAsync(d => d.Name == World.Buchhaltung);
        var mueller = await db.Customers.SingleAsync(c => c.Name == World.MuellerBau);
        var at = World.Morning;
        var secret = new Secret();

        var number = (int)await db.DrawNumberAsync(TicketQueries.Range, TicketQueries.FirstNumber, default);
        var ticket = new Ticket(number, $"{Lure} {Mark}", new Requester($"Frau {Mark}", "zwiebelfisch@gericht.example", "0491 4444"), buchhaltung,
            await db.Progresses.OrderBy(p => p.Position).FirstAsync(), await db.Kinds.OrderBy(k => k.Position).FirstAsync(), await db.Channels.OrderBy(c => c.Position).FirstAsync(), bodo, at);
        ticket.BelongsTo(mueller, null, null, bodo, at);
        ticket.Describe($"<p>{Lure} bei {Mark}</p>", bodo, at);
        ticket.Remark($"{Lure}: {Mark} weiß es nicht", bodo, at);
        ticket.Assign(bodo, bodo, at);
        ticket.AddStep($"{Lure} {Mark}", bodo, at);
        var list = new Tresen.Tickets.Checklists.Checklist("Wartung", ["Reinigen"]);
        db.Add(list);
        var recurring = new Tresen.Tickets.Recurring.RecurringTicket(await db.Set<Tresen.Customers.Customer>().OrderBy(c => c.Id).FirstAsync(c => c.Number == "10001"), bodo, at);
        recurring.Describe($"{Lure} {Mark}", $"<p>{Lure} {Mark}</p>", null, buchhaltung, bodo, ticket.Kind, null, Tresen.Tickets.Priority.Normal, null, null);
        recurring.Schedule(new(new DateOnly(2030, 1, 2), 1, Tresen.Tickets.Recurring.RhythmUnit.Year), null, 0, new DateOnly(2026, 11, 24));
        db.Add(recurring);
        var line = ticket.Use(null, $"{Lure} {Mark}", 1, Tresen.Platform.Money.Of(1), true, bodo, at);
        var content = await scope.ServiceProvider.GetRequiredService<Tresen.Platform.Files.FileCabinet>().StoreAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Mark)), default);
        var file = ticket.Attach(await db.Set<Tresen.Platform.Files.StoredFile>().SingleAsync(f => f.Id == content), $"{Mark}.txt", "text/plain", bodo, at);
        db.Add(ticket);
        await db.SaveChangesAsync();
        secret.Hidden("/tickets/{number}/material/{id}", line.Id, 99_999);
        secret.Hidden("/ticket-files/{id}", file.Id, 99_999);
        secret.Hidden("/tickets/{number}/checklist/{id}", ticket.Steps[0].Id, 99_999);
        secret.Hidden("/recurring/{id}", recurring.Id, 99_999);
        secret.Known("/administration/checklists/{id}", list.Id, 99_999);
        var rule = new Tresen.Mail.Rules.MailRule(1);
        rule.Describe("Werbung", null, [new(Tresen.Mail.Rules.MailPart.Subject, null, Tresen.Mail.Rules.Comparison.Contains, "Gewinnspiel")], isLast: false);
        rule.Decides(Tresen.Mail.Rules.RuleFate.PutAway, isQuiet: false, closesOnRecovery: false, "");
        db.Add(rule);
        await db.SaveChangesAsync();
        secret.Known("/administration/mail-rules/{id}", rule.Id, 99_999);
        (secret.Number, secret.TicketId) = (number, ticket.Id);

        await secret.TalkAsync(scope.ServiceProvider, db, ticket, bodo);
        var move = new Tresen.Conversations.Moving.Move(Tresen.Conversations.Moving.MoveKind.Merge, ticket, ticket, bodo, at);
        db.Add(move);
        await db.SaveChangesAsync();
        secret.Hidden("/moves/{id}", move.Id, 99_999);
        secret.Hidden("/tickets/{number}", number, 99_999);
        secret.Known("/administration/mailboxes/{id}", await db.Set<Mailbox>().MinAsync(m => m.Id), 99_999);
        var mailbox = await db.Mailboxes.WithCompany.SingleAsync(m => m.Address == World.BuchhaltungAddress);
        var sent = OutgoingMail.Compose(mailbox, mailbox.NewMessageId(), [new Addressee("zwiebelfisch@gericht.example", Mark)], [], [], $"{Lure} {Mark}", $"{Lure} {Mark}", "", [], null, [], at);
        sent.IsWrittenAs(content);
        var told = new Tresen.Notifications.Notification(bodo, ticket, Tresen.Notifications.News.Noted, null, null, at);
        db.AddRange(sent, told);
        await db.SaveChangesAsync();
        secret.Hidden("/mail/outbox/{id}", sent.Id, Guid.NewGuid());
        await db.MarkDeadAsync("zwiebelfisch@gericht.example", sent.DepartmentId, $"550 5.1.1 {Mark}", at, default);
        await db.SaveChangesAsync();
        secret.Hidden("/mail/addresses/{id}", await db.DeadAddresses.Select(a => a.Id).SingleAsync(), 99_999);
        secret.Hidden("/notifications/{id}", told.Id, 99_999);
        var raw = await app.Arrive(Arriving.Bytes($"Subject: {Lure} {Mark}\n\n{Lure}: {Mark}"), World.BuchhaltungAddress); // without a sender: waits in the tray
        secret.Hidden("/mail/review/{id}", raw.Id, 99_999);
        secret.Hidden("/mail/raw/{id}", raw.Id, 99_999);
        secret.Hidden("/mail/originals/{id}", raw.Id, 99_999);
        secret.Known("/administration/staff/{id}", await db.Staff.MaxAsync(s => s.Id), 99_999);
        secret.Known("/administration/roles/{role}", Role.Lead.Name, "nobodys");
        secret.Known("/administration/departments/{id}", buchhaltung.Id, 99_999);
        secret.Known("/administration/company/{id}", buchhaltung.CompanyId, 99_999);
        secret.Known("/administration/hours/{id}", buchhaltung.CompanyId, 99_999);
        secret.Known("/administration/promises/{id}", buchhaltung.Id, 99_999);
        secret.Known("/administration/promises/reminders/{id}", buchhaltung.CompanyId, 99_999);
        secret.Known("/account/sessions/{id}", Guid.NewGuid(), Guid.NewGuid());
        secret.Known("/account/tokens/{id}", 99_998, 99_999);
        secret.Hidden("/api/v1/tickets/{number}", number, 99_999);
        secret.Known("/api/v1/customers/{number}", mueller.Number, "99999");
        secret.Known("/absences/{id}", 1, 99_999);
        var view = new Tresen.Workbench.Views.SavedView($"Ansicht {Mark}", "state=open", false, bodo.Id, new Tresen.Platform.Identity.Me(bodo.Id, bodo.Name, bodo.Mail, bodo.Rights, [], [], []));
        db.Add(view);
        await db.SaveChangesAsync();
        secret.Hidden("/tickets/views/{id}", view.Id, 99_999);
        await HideTimeAsync(secret, db, ticket, bodo, at);
        secret.Known("/administration/lists/{list}", "kinds", "nothing");
        secret.Known("/administration/lists/{list}/{id}", await db.Kinds.MinAsync(k => k.Id), 99_999);
        secret.Known("/{path}", "nowhere", "nowhere");
        secret.Known("/customers/{number}", mueller.Number, "99999");
        secret.Known("/customers/{number}/contacts/{id}", await db.CustomerContacts.Where(p => p.CustomerId == mueller.Id).MinAsync(p => p.Id), 99_999);
        secret.Known("/customers/{number}/sites/{id}", await db.Sites.Where(s => s.CustomerId == mueller.Id).MinAsync(s => s.Id), 99_999);
        secret.Known("/customers/{number}/files/{id}", 1, 99_999);
        secret.Known("/devices/{id}", await db.Set<Tresen.Devices.Device>().MinAsync(d => d.Id), 99_999);
        secret.Known("/devices/{id}/files/{file}", 1, 99_999);
        var table = await scope.ServiceProvider.GetRequiredService<Tresen.Platform.Files.FileCabinet>().StoreAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"Kundennummer;Bemerkung\n99999;{Lure} {Mark}")), default);
        var import = new Tresen.Import.DataImport(Tresen.Import.MasterData.Customers, await db.Set<Tresen.Platform.Files.StoredFile>().SingleAsync(f => f.Id == table), $"{Lure} {Mark}.csv", ["Number", "Remark"], bodo, at);
        db.Add(import);
        await db.SaveChangesAsync();
        secret.Hidden("/imports/{id}", import.Id, 99_999);
        secret.Known("/articles/{id}", await db.Set<Tresen.Articles.Article>().MinAsync(a => a.Id), 99_999);
        return secret;
    }

    /// <summary>Booked time on the secret, billed, and somebody's absence.</summary>
    static async Task HideTimeAsync(Secret secret, TresenDb db, Ticket ticket, StaffMember bodo, DateTimeOffset at)
    {
        var me = new Tresen.Platform.Identity.Me(bodo.Id, bodo.Name, bodo.Mail, bodo.Rights, [ticket.DepartmentId], [ticket.DepartmentId], []);
        var activity = await db.Set<Activity>().OrderBy(a => a.Position).FirstAsync();
        var stretch = Stretch.Between(new DateOnly(2026, 11, 23), new TimeOnly(8, 0), new TimeOnly(9, 0));
        var entry = TimeEntry.Book(new Work(bodo, ticket, ticket.Customer!, ticket.Department, activity, stretch) { Description = $"{Lure} {Mark}", InternalComment = Mark }, bodo, me, new TimeRules(), at);
        var away = Attendance.Days(bodo, AttendanceKind.Sickness, new DateOnly(2026, 11, 2), new DateOnly(2026, 11, 3), bodo, me, at);
        db.AddRange(entry, away);
        await db.SaveChangesAsync();
        secret.Hidden("/time/{id}", entry.Id, 99_999);
        secret.Hidden("/time/attendance/{id}", away.Id, 99_999);
        secret.Known("/administration/activities/{id}", activity.Id, 99_999);
        secret.Known("/customers/{number}/time-account/billing/{id}", 1, 99_999);
    }

    /// <summary>A dialogue with a mail, its file and a draft; beside it, known to all, a template.</summary>
    async Task TalkAsync(IServiceProvider services, TresenDb db, Ticket ticket, StaffMember bodo)
    {
        var at = World.Morning;
        var content = await services.GetRequiredService<FileCabinet>().StoreAsync(new MemoryStream(Encoding.UTF8.GetBytes($"{Lure} {Mark}")), default);
        var file = await db.Set<StoredFile>().SingleAsync(f => f.Id == content);
        var conversation = new Conversation(await db.NextConversationNumberAsync(at, default), ticket, ticket.Department, null, $"{Lure} {Mark}", bodo, at);
        db.Add(conversation);
        var mail = db.Receive(conversation, new Incoming($"Frau {Mark}", "zwiebelfisch@gericht.example", $"{Lure} {Mark}", $"{Lure} {Mark}", $"{Lure} {Mark}", $"<p>{Lure} {Mark}</p>") { Files = [new IncomingFile(file, $"{Mark}.txt", "text/plain")] }, at);
        var draft = conversation.Draft(bodo, at, mail, Quoting.Answer);
        draft.Write([new Addressee("zwiebelfisch@gericht.example")], [], [], $"{Lure} {Mark}", $"<div>{Lure} {Mark}</div>", quotes: true, bodo, at);
        db.Add(Message.Note(ticket, null, $"<div>{Lure} {Mark}</div>", bodo, at));
        var template = new Template("Gruß", "<div>Viele Grüße</div>", new TemplateCategory("Allgemein"));
        db.Add(template);
        await db.SaveChangesAsync();

        Hidden("/conversations/{number}", conversation.Number, 202601010001);
        Hidden("/messages/{id}", mail.Id, 99_999);
        Known("/messages/{id}/pictures/{picture}", 1, 99_999);
        Hidden("/drafts/{id}", draft.Id, 99_999);
        Known("/drafts/pictures/{token}", "nobodys", "nothing");
        Hidden("/attachments/{id}", mail.Attachments[0].Id, 99_999);
        Known("/administration/templates/{id}", template.Id, 99_999);
        Known("/administration/template-categories/{id}", template.CategoryId!, 99_999);
    }

    /// <summary>The address with its parameters filled in, and the same with ones that lead nowhere; null where a parameter isn't
    /// known here, which must be told in <see cref="HideAsync"/>.</summary>
    public (string Path, string Missing, bool IsHidden)? Fill(Door door)
    {
        var (path, missing, isHidden) = (door.Pattern, door.Pattern, false);
        foreach (var (name, upTo) in door.Parameters)
        {
            if (!keys.TryGetValue(upTo, out var key))
            {
                return null;
            }

            path = path.Replace($"{{{name}}}", key.Value, StringComparison.Ordinal);
            missing = missing.Replace($"{{{name}}}", key.Missing, StringComparison.Ordinal);
            isHidden |= key.IsHidden;
        }

        return (path, missing, isHidden);
    }

    void Hidden(string upTo, object value, object missing) => keys[upTo] = ($"{value}", $"{missing}", true);

    void Known(string upTo, object value, object missing) => keys[upTo] = ($"{value}", $"{missing}", false);
}
