using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Settings;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Templates;
using Tresen.Tests.Privacy;
using Tresen.Tests.Tickets;
using Tresen.Tickets;

namespace Tresen.Tests.Admin;

/// <summary><em>Administration &gt; Änderungen</em>: who changed which setting, and what stood there before.</summary>
public sealed class SettingHistoryTests : IAsyncLifetime
{
    /// <summary>Entities that hold no settings, and what they are instead.</summary>
    static readonly (string What, string[] Entities)[] NoSettings =
    [
        ("the histories themselves", ["SettingChange", "SettingChain", "ChangedText", "TicketEvent", "AuditEntry", "ImportRow"]),
        ("tickets, with a history of their own", ["Ticket", "TicketPerson", "TicketDevice", "TicketTag", "TicketShare", "TicketFile", "TicketStep", "TicketLink", "Closing", "Approval", "CostApproval", "FreeValue", "MaterialLine"]),
        ("daily work, set up by whoever works", ["RecurringTicket", "RecurringTurn", "SavedView", "ViewColumns", "Absence"]),
        ("what is said with customers, and mails", ["Conversation", "ConversationAddressee", "Forwarding", "Message", "MessageAddressee", "Attachment", "RawMail", "OutgoingMail", "OutgoingRecipient", "OutgoingAttachment", "DeadAddress", "Move", "MovePart", "MoveSide"]),
        ("master data", ["Customer", "CustomerContact", "CustomerDomain", "CustomerFile", "Contact", "Site", "Device", "DeviceFile", "Article", "DataImport"]),
        ("booked time and what is billed, which is never changed but reversed", ["TimeEntry", "TimeEntryVersion", "Attendance", "BillingRun", "BilledEntry", "BilledMaterial"]),
        ("how single persons sign in, which the Protokoll and they themselves see", ["SignIn", "Session", "SecondFactor", "RecoveryCode", "Invitation", "ApiToken"]),
        ("how long things are kept and what went, which the Protokoll tells", ["RetentionRules", "RetentionRun", "GoneTicket"]),
        ("what the program works with", ["Job", "Submission", "StoredFile", "FileChunk", "SearchText", "Notification", "Erasure", "Backup"]),
    ];

    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Every_entity_keeps_its_changes_or_is_no_setting()
    {
        var stored = await app.Db(db => Task.FromResult(db.Model.GetEntityTypes().Where(e => e.ClrType.Namespace!.StartsWith("Tresen", StringComparison.Ordinal)).Select(e => e.ClrType.Name).ToHashSet()));
        var named = NoSettings.SelectMany(n => n.Entities).ToList();
        stored.Except(named).Except(SettingSheets.ByName.Keys).ShouldBeEmpty("a sheet (ISettings) says what of it is a setting, or this test what it is instead");
        named.Where(n => !stored.Contains(n) || SettingSheets.ByName.ContainsKey(n)).ShouldBeEmpty("named here, and not stored or a setting after all");
    }

    [Fact]
    public async Task Every_property_of_a_setting_has_its_title_or_is_said_to_be_none()
    {
        var undecided = await app.Db(db => Task.FromResult(
            (from sheet in SettingSheets.All.Values
             where sheet.Fields.Count > 0
             let entity = db.Model.FindEntityType(sheet.Entity)!
             from path in entity.GetProperties().Where(p => !p.IsPrimaryKey() || sheet.Apart.Contains(p.Name)).Select(p => p.Name).Concat(entity.GetComplexProperties().SelectMany(c => c.ComplexType.GetProperties().Select(p => $"{c.Name}.{p.Name}")))
             where sheet.Fields.Count(f => f.Path == path) + (sheet.Apart.Contains(path) ? 1 : 0) != 1
             select $"{sheet.Entity.Name}.{path}").ToList()));
        undecided.ShouldBeEmpty();
    }

    [Fact]
    public void Areas_have_one_title_each() => SettingSheets.Areas.Select(a => a.Key).ShouldBeUnique();

    [Fact]
    public async Task A_departments_change_is_told_field_by_field_at_its_foot_and_with_all_others()
    {
        using var ada = await app.As(World.Ada);
        var technik = await app.Db(db => db.Departments.Include(d => d.Members).SingleAsync(d => d.Name == World.Technik));
        var path = $"/administration/departments/{technik.Id}";
        var bodo = await app.Db(db => db.Staff.SingleAsync(s => s.Mail == World.Bodo.Mail));
        var lena = await app.Db(db => db.Staff.SingleAsync(s => s.Mail == World.Lena.Mail));

        await ada.Submit(await ada.Open(path), path, ("Name", "Werkstatt"), ("Rate", "72,50"), ("ApprovalPoint", "BeforeStart"), ("IsConfidential", "true"), ("Places", $"{bodo.Id}:Deputy"), ("Places", $"{lena.Id}:Member"));

        var page = await ada.Open(path);
        var part = page.One(".changes-load").GetAttribute("hx-get")!;
        page.One(".changes-load a").GetAttribute("href").ShouldBe(part.Replace("/part", "", StringComparison.Ordinal), "without script a link leads there");
        foreach (var told in new[] { await ada.Open(part), await ada.Open("/administration/changes") })
        {
            told.All("tbody tr").ShouldHaveSingleItem().ShouldSatisfyAllConditions(
                row => row.ShouldStartWith("24.11.2026 09:00 Ada Petersen Abteilungen: Werkstatt"),
                row => row.ShouldContain("Name: Technik Werkstatt"),
                row => row.ShouldContain("Vertraulich: nein ja"),
                row => row.ShouldContain("Stundensatz: 72,50 €/h"),
                row => row.ShouldContain("Freigabe: keine vor dem Start"),
                row => row.ShouldContain("Mitglieder: Bodo Kranz (Vertretung)"),
                row => row.ShouldContain("Mitglieder: Lena Vogt (Leitung) Lena Vogt (Mitglied)"),
                row => row.ShouldContain("Mitglieder: Theo Brandt (Mitglied)entfernt"),
                row => row.ShouldNotContain("Erlaubte Überschreitung"));
        }

        var vertrieb = await app.Db(db => db.Departments.SingleAsync(d => d.Name == World.Vertrieb));
        (await ada.Open($"/administration/changes/part?area=departments&of=Department&row={vertrieb.Id}")).ShouldSay("Hier wurde nichts geändert");
        await ada.Submit(await ada.Open(path), path);
        (await app.Db(db => db.SettingChanges.CountAsync())).ShouldBe(7, "saved again as it was");
    }

    [Fact]
    public async Task What_one_person_changes_within_a_minute_is_one_entry()
    {
        using var ada = await app.As(World.Ada);
        var path = "/administration/time";
        await ada.Submit(await ada.Open(path), path, ("EditableWorkingDays", "2"));
        app.Clock.Advance(TimeSpan.FromSeconds(50));
        await ada.Submit(await ada.Open(path), path, ("BookableDays", "90"));
        (await ada.Open("/administration/changes")).All("tbody tr").ShouldHaveSingleItem().ShouldContain("Werktags danach: 1 2");
        app.Clock.Advance(TimeSpan.FromSeconds(50));
        await ada.Submit(await ada.Open(path), path, ("BookableDays", "62"));
        (await ada.Open("/administration/changes")).All("tbody tr").Count.ShouldBe(2);
    }

    [Fact]
    public async Task Of_secrets_nothing_is_kept_but_that_they_were_changed()
    {
        using var ada = await app.As(World.Ada);
        var id = await app.Db(db => db.Mailboxes.Where(m => m.Address == World.ServiceAddress).Select(m => m.Id).SingleAsync());
        var path = $"/administration/mailboxes/{id}";
        await ada.Submit(await ada.Open(path), path, ("ImapHost", "127.0.0.1"), ("ImapPort", "1"), ("ImapUser", "service"), ("ImapPassword", "geheim wie nie"), ("Anyway", "true"));
        (await ada.Open("/administration/changes?area=mailboxes")).ShouldSay("Posteingang: Passwort: gesetzt").ShouldSay("Posteingang: Server: 127.0.0.1").ShouldNotSay("•");
        await ada.Submit(await ada.Open(path), path, ("ImapPassword", "ganz anders geheim"), ("Anyway", "true"));
        (await ada.Open("/administration/changes?area=mailboxes")).ShouldSay("Posteingang: Passwort: geändert");

        var locked = (await app.Db(db => db.Mailboxes.SingleAsync(m => m.Id == id))).Imap.Secret;
        (await app.Grep("geheim wie nie", "ganz anders geheim")).ShouldBeEmpty();
        (await app.Grep(locked)).ShouldHaveSingleItem().ShouldStartWith("mailboxes.imap_secret");
    }

    [Fact]
    public async Task What_the_program_notes_in_a_setting_itself_is_no_change()
    {
        await app.Change(async db => (await db.Mailboxes.FirstAsync()).FetchFailed("geht nicht", app.Clock.GetUtcNow()));
        (await app.Db(db => db.SettingChanges.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Rights_and_roles_are_told_in_words_and_by_whom()
    {
        using var ada = await app.As(World.Ada);
        var theo = await app.Db(db => db.Staff.SingleAsync(s => s.Mail == World.Theo.Mail));
        var path = $"/administration/staff/{theo.Id}";
        await ada.Submit(await ada.Open(path), path, ("RoleName", "lead"));
        (await ada.Open("/administration/changes?area=staff")).All("tbody tr").ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => row.ShouldContain("Mitarbeiter: Theo Brandt"), row => row.ShouldContain("Rolle: Sachbearbeitung Leitung"), row => row.ShouldContain("Freigeben, Für andere buchen"));
        await ada.Send("/appearance", ("language", "en"));
        (await ada.Open("/administration/changes?area=staff")).ShouldSay("Approve").ShouldNotSay("Freigeben");
    }

    [Fact]
    public async Task Firm_hours_closed_days_numbers_and_promises_are_told_where_they_are_set()
    {
        using var ada = await app.As(World.Ada);
        var company = await app.Db(db => db.Companies.FirstAsync());
        var technik = await app.Db(db => db.Departments.SingleAsync(d => d.Name == World.Technik));
        await ada.Submit(await ada.Open("/administration/company"), $"/administration/company/{company.Id}", ("Rate", "99,00"), ("EmergencyMinutes", "0"));
        await ada.Submit(await ada.Open("/administration/company"), "/administration/company/numbers", ("next", "20001"));
        await ada.Submit(await ada.Open("/administration/hours"), $"/administration/hours/{company.Id}", ("Bundesland", "BY"), ("Friday", "8-12"));
        await ada.Submit(await ada.Open("/administration/hours"), $"/administration/hours/{company.Id}/closed", ("From", "24.12.2026"), ("To", "31.12.2026"), ("Name", "Betriebsferien"));
        await ada.Submit(await ada.Open($"/administration/promises/{technik.Id}"), $"/administration/promises/{technik.Id}", ("Reaction3", "0:30"), ("Solution3", "4"));
        await ada.Submit(await ada.Open($"/administration/promises/{technik.Id}"), $"/administration/promises/{technik.Id}/steps", ("Of", "Solution"), ("After", "2"), ("Whom", "Lead"));

        (await ada.Open("/administration/changes?area=company")).ShouldSay("Stundensatz: 89,00 €/h 99,00 €/h").ShouldSay("rufen nach: 0:10 h 0:00 h").ShouldSay("Nächste Nummer: 20001").ShouldNotSay("Bundesland");
        (await ada.Open($"/administration/changes?area=hours&of=Company&row={company.Id}")).ShouldSay("Nordrhein-Westfalen Bayern").ShouldSay("8:00–12:00").ShouldSay("Betriebsferien 24.12.2026–31.12.2026");
        (await ada.Open("/administration/changes?area=promises")).ShouldSay("Notfall: Reaktion 0:30 h, Lösung 4:00 h").ShouldSay("zugesagte Lösung 2:00 h danach: Leitung");
    }

    [Fact]
    public async Task What_was_made_and_removed_is_told_with_what_stood_in_it()
    {
        using var ada = await app.As(World.Ada);
        await ada.Submit(await ada.Open("/administration/lists/kinds"), "/administration/lists/kinds", ("Name", "Wartung"));
        var kind = await app.Db(db => db.Set<Kind>().SingleAsync(k => k.Name == "Wartung"));
        (await ada.Open("/administration/changes?area=kinds")).ShouldSay("Arten: Wartungangelegt");
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        (await ada.Send($"/administration/lists/kinds/{kind.Id}/removal")).Status.ShouldBe(302);
        (await ada.Open("/administration/changes?area=kinds")).All("tbody tr")[0].ShouldSatisfyAllConditions(row => row.ShouldContain("Arten: Wartungentfernt"), row => row.ShouldContain("In Gebrauch: jaentfernt"));

        var text = "Anfang " + string.Join(' ', Enumerable.Repeat("lang und länger", 40)) + " Schluss";
        await ada.Submit(await ada.Open("/administration/templates/new"), "/administration/templates", ("Name", "Ansage"), ("Text", text));
        var template = await app.Db(db => db.Templates.SingleAsync(t => t.Name == "Ansage"));
        (await ada.Send($"/administration/templates/{template.Id}/removal")).Status.ShouldBe(302);
        var told = await ada.Open("/administration/changes?area=templates");
        told.ShouldSay("Ticket-Vorlagen: Ansageangelegt").One("details.quote summary").TextContent.ShouldEndWith(" …");
        told.One("details.quote .history-from").TextContent.ShouldBe(text, "the whole of it is kept");
    }

    [Fact]
    public async Task A_table_that_is_sent_again_alike_is_no_change()
    {
        using var ada = await app.As(World.Ada);
        (string, string?)[] sent = [("Issuer", "https://sso.example"), ("ClientId", "tresen"), ("Secret", "s"), ("Scopes", "openid"), ("GroupsClaim", "groups"), ("Button", "Firma"), ("Groups", "technik"), ("Roles", "agent")];
        await ada.Send("/administration/sign-in", sent);
        var changes = await app.Db(db => db.SettingChanges.CountAsync());
        (await ada.Open("/administration/changes?area=sign-in")).ShouldSay("Anbieter (OpenID Connect)").ShouldSay("Rollen aus Gruppen: technik: Sachbearbeitung").ShouldSay("Geheimnis: gesetzt");
        (await ada.Send("/administration/sign-in", [.. sent.Where(f => f.Item1 != "Secret")])).Status.ShouldBe(302);
        (await app.Db(db => db.SettingChanges.CountAsync())).ShouldBe(changes);
    }

    [Fact]
    public async Task All_changes_are_found_by_area_person_and_day_and_only_administration_reads_them()
    {
        using var ada = await app.As(World.Ada);
        await ada.Submit(await ada.Open("/administration/time"), "/administration/time", ("BookableDays", "90"));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await ada.Submit(await ada.Open("/administration/request-form"), "/administration/request-form", ("IsOpen", "false"));
        var me = await app.Db(db => db.Staff.SingleAsync(s => s.Mail == World.Ada.Mail));

        var page = await ada.Open("/administration/changes");
        page.All("tbody tr").Count.ShouldBe(2);
        page.All("[name=by] option").ShouldBe(["Alle Personen", "Ada Petersen"]);
        (await ada.Submit(page, "/administration/changes", ("area", "time"))).All("tbody tr").ShouldHaveSingleItem().ShouldContain("Zeiten und Tätigkeiten");
        (await ada.Submit(page, "/administration/changes", ("day", "25.11.2026"))).All("tbody tr").ShouldHaveSingleItem().ShouldContain("Anfragen über das Formular annehmen: ja nein");
        (await ada.Open($"/administration/changes?by={me.Id}")).All("tbody tr").Count.ShouldBe(2);
        (await ada.Open($"/administration/changes?by={me.Id + 1}")).ShouldSay("Hier wurde nichts geändert");

        using var lena = await app.As(World.Lena);
        (await lena.Get("/administration/changes")).Status.ShouldBe(403);
        (await lena.Get("/administration/changes/part?area=time")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Older_changes_stand_on_further_pages()
    {
        using var ada = await app.As(World.Ada);
        for (var days = 1; days <= 65; days++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(2));
            await ada.Send("/administration/time", ("EditableWorkingDays", "1"), ("BookableDays", $"{days}"));
        }

        var page = await ada.Open("/administration/changes?area=time");
        page.All("tbody tr").Count.ShouldBe(60);
        var older = await ada.Open(page.Document.QuerySelectorAll(".pager a").Single().GetAttribute("href")!);
        older.All("tbody tr").Count.ShouldBe(5);
        older.All(".pager a").ShouldBe(["Neueste"]);
        (await ada.Open("/administration/changes/part?area=time")).All("tbody tr").Count.ShouldBe(20);
    }

    [Theory]
    [InlineData("update setting_changes set \"to\" = '3'")]
    [InlineData("update setting_changes set by_id = null")]
    [InlineData("delete from setting_changes")]
    public async Task The_database_itself_refuses_to_rewrite_it_and_what_was_done_behind_its_back_shows(string tampering)
    {
        using var ada = await app.As(World.Ada);
        await ada.Submit(await ada.Open("/administration/time"), "/administration/time", ("BookableDays", "90"));
        (await app.Verify()).Said.ShouldHaveSingleItem().ShouldStartWith("Alles in Ordnung.");

        (await Should.ThrowAsync<System.Data.Common.DbException>(() => app.Db(db => db.Database.ExecuteSqlRawAsync(tampering)))).Message.ShouldContain("history is not rewritten");
        await app.WithoutTriggers(tampering);

        (await app.Verify()).Said.ShouldContain(line => line.StartsWith("Änderungen der Einstellungen", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_is_erased_is_erased_from_the_history_of_settings_too()
    {
        using var ada = await app.As(World.Ada);
        await ada.Submit(await ada.Open("/administration/templates/new"), "/administration/templates", ("Name", "Dank"), ("Text", "Grüße an Karin Müller von uns"));
        var template = await app.Db(db => db.Templates.SingleAsync(t => t.Name == "Dank"));
        await ada.Submit(await ada.Open($"/administration/templates/{template.Id}"), $"/administration/templates/{template.Id}", ("Text", "Danke, Karin Müller"));
        (await app.Grep("Karin Müller von uns")).ShouldNotBeEmpty();
        var contact = await app.Db(db => db.Set<Tresen.Customers.Contact>().SingleAsync(c => c.Mail == "karin@muellerbau.example"));

        (await ada.Submit(await ada.Open($"/administration/privacy/erasure?contact={contact.Id}"), "/administration/privacy/erasure", ("Reason", "hat darum gebeten"), ("TypedName", "Karin Müller"))).Status.ShouldBe(302);

        (await app.Grep("Karin Müller")).ShouldBeEmpty();
        (await ada.Open("/administration/changes?area=templates")).ShouldSay("(gelöscht)").ShouldSay("Danke, Person ");
        (await app.Verify()).Said.ShouldHaveSingleItem().ShouldStartWith("Alles in Ordnung.");
    }
}
