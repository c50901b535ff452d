using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Platform.Identity;
using Tresen.Privacy.Knowing;
using Tresen.Staff;
using Tresen.Staff.Audit;
using Tresen.Tests.Tickets;
using Tresen.Tests.TimeTracking;
using Tresen.Tickets;

namespace Tresen.Tests.Privacy;

/// <summary>What is stored about somebody who works here, to hand over.</summary>
public sealed class StaffAccessTests
{
    [Fact]
    public async Task Everybody_gets_what_is_stored_about_them_and_an_administrator_what_is_stored_about_anybody()
    {
        await using var app = new TresenApp();
        var number = await app.Ticket();
        using var theo = await app.As(World.Theo);
        using var lena = await app.As(World.Lena);
        (await theo.Book(number, ("Lines[0].Duration", "2"), ("Description", "Kopf getauscht"))).Status.ShouldBe(302);
        await NoteAsync(World.Theo, "Der Drucker stand im Regen");
        await NoteAsync(World.Lena, "Lenas eigene Notiz");
        await app.Change(async db => db.Add(new AuditEntry(Audited.ViewedAs, (await db.Staff.SingleAsync(s => s.Name == World.Ada.Name)).Id, World.Theo.Name, app.Clock.GetUtcNow())));

        (await theo.Open("/account")).ShouldSay("Auskunft herunterladen");
        foreach (var text in await UnpackAsync(await theo.Get("/account/export")))
        {
            foreach (var said in new[] { World.Theo.Name, World.Theo.Mail, "Technik", "Kopf getauscht", "Der Drucker stand im Regen", "Ansicht als", World.Ada.Name, "Zeit gebucht" })
            {
                text.ShouldContain(said);
            }

            text.ShouldNotContain("Lenas eigene Notiz");
            text.ShouldNotContain(World.Lena.Mail);
            text.ShouldNotContain(await app.Db(async db => (await db.Users.SingleAsync(u => u.Email == World.Theo.Mail)).PasswordHash!));
        }

        var id = await app.Id(World.Theo);
        (await lena.Get($"/administration/staff/{id}/export")).Status.ShouldBe(403);
        using var ada = await app.As(World.Ada);
        (await ada.Open($"/administration/staff/{id}")).ShouldSay("Auskunft herunterladen");
        (await UnpackAsync(await ada.Get($"/administration/staff/{id}/export")))[0].ShouldContain("Kopf getauscht");
        (await ada.Get("/administration/staff/9999/export")).Status.ShouldBe(404);
        var noted = await app.Db(db => db.AuditEntries.Where(e => e.What == Audited.StaffInformed).OrderBy(e => e.Id).Select(e => new { e.By.Name, e.About }).ToListAsync());
        noted.Select(n => (n.Name, n.About)).ShouldBe([(World.Theo.Name, World.Theo.Name), (World.Ada.Name, World.Theo.Name)]);
        (await ada.Open("/administration/audit")).ShouldSay("Auskunft über Mitarbeiter mitgenommen: Theo Brandt");

        Task NoteAsync(Inhabitant who, string text) => app.Change(async db =>
            db.Add(Message.Note(await db.Tickets.SingleAsync(t => t.Number == number), null, $"<div>{text}</div>", await db.Staff.SingleAsync(s => s.Mail == who.Mail), app.Clock.GetUtcNow())));
    }

    [Fact]
    public async Task Whatever_points_to_somebody_who_works_here_is_handed_over_or_left_out_for_a_reason()
    {
        await using var app = new TresenApp();
        var (stored, followed) = await app.Db(async db => (
            (from entity in db.Model.GetEntityTypes()
             from key in entity.GetForeignKeys()
             where key.PrincipalEntityType.ClrType == typeof(StaffMember) || key.PrincipalEntityType.ClrType == typeof(SignIn)
             from property in key.Properties
             select $"{entity.ShortName()}.{property.Name}").ToHashSet(),
            new StaffExport(db, await db.Staff.FirstAsync(), app.Clock.GetUtcNow()).Followed.ToList()));
        followed.ShouldBeUnique();
        followed.Intersect(StaffExport.LeftOut.Keys).ShouldBeEmpty();
        stored.Except(followed).Except(StaffExport.LeftOut.Keys).Order().ShouldBeEmpty("neither in the export nor left out for a reason");
        followed.Concat(StaffExport.LeftOut.Keys).Except(stored).ShouldBeEmpty("no longer stored");
    }

    static async Task<List<string>> UnpackAsync(Answer answer)
    {
        answer.Status.ShouldBe(200);
        using var zip = new ZipArchive(new MemoryStream(await answer.Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
        zip.Entries.Select(e => e.FullName).ShouldBe(["auskunft.json", "Auskunft.html"]);
        var texts = new List<string>();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(TestContext.Current.CancellationToken));
            texts.Add(System.Net.WebUtility.HtmlDecode(await reader.ReadToEndAsync(TestContext.Current.CancellationToken)));
        }

        System.Text.Json.JsonDocument.Parse(texts[0]).Dispose();
        return texts;
    }
}
