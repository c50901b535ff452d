using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Tresen.Staff.Audit;
using Tresen.Tests.Mail.Intake;
using Tresen.Tickets;

namespace Tresen.Tests.Privacy;

/// <summary>What is stored about a person, to hand over.</summary>
public sealed class AccessTests
{
    [Fact]
    public async Task A_person_gets_what_is_theirs_and_nothing_of_others()
    {
        await using var app = new TresenApp();
        var raw = await app.Arrive(Arriving.Letter("Frage <b>fett</b>", "Mein Drucker streikt. Jens Ohlsen (jens@ohlsen.example, 0491 77712) weiß mehr.", from: "wilma@dritte.example", name: "Wilma Wunderlich"));
        var number = await app.Db(db => db.Tickets.Where(t => t.Id == raw.TicketId).Select(t => t.Number).SingleAsync());
        using var theo = await app.As(World.Theo);
        await theo.Submit(await theo.Open($"/tickets/{number}/details"), $"/tickets/{number}/details", ("InternalRemark", "Wilma Wunderlich ist ungeduldig, sagt Lena Vogt"));
        (await theo.Get("/administration/privacy/export?mail=wilma@dritte.example")).Status.ShouldBe(403);

        using var ada = await app.As(World.Ada);
        var answer = await ada.Get("/administration/privacy/export?mail=wilma@dritte.example");
        answer.Status.ShouldBe(200);
        using var zip = new ZipArchive(new MemoryStream(await answer.Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
        zip.Entries.Select(e => e.FullName).ShouldBe(["auskunft.json", "Auskunft.html"]);
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(TestContext.Current.CancellationToken));
            var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            text.ShouldContain("Wilma Wunderlich");
            text.ShouldContain("wilma@dritte.example");
            text.ShouldContain("Mein Drucker streikt.");
            text.ShouldContain("ist ungeduldig, sagt █████", Case.Sensitive, "what was written about them belongs to it");
            text.ShouldNotContain("jens@ohlsen.example");
            text.ShouldNotContain("77712");
            text.ShouldNotContain("Lena Vogt");
            text.ShouldNotContain("<b>");
        }

        var noted = await app.Db(db => db.AuditEntries.SingleAsync(e => e.What == Audited.Informed));
        noted.About.ShouldBe("jemand ohne Eintrag, über die E-Mail-Adresse");
        (await ada.Open("/administration/audit")).ShouldSay("Auskunft mitgenommen");
        (await ada.Get("/administration/privacy/export?mail=niemand@dritte.example")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Looking_at_all_about_a_person_is_written_down_without_the_name()
    {
        await using var app = new TresenApp();
        using var ada = await app.As(World.Ada);
        var karin = await app.Db(db => db.Set<Tresen.Customers.Contact>().Where(c => c.LastName == "Müller").Select(c => c.Id).SingleAsync());
        (await ada.Get($"/administration/privacy/person?contact={karin}")).Status.ShouldBe(200);
        (await ada.Get("/administration/privacy/person?mail=niemand@dritte.example")).Status.ShouldBe(404);
        (await ada.Get($"/administration/privacy/erasure?contact={karin}")).Status.ShouldBe(200);
        (await app.Db(db => db.AuditEntries.Where(e => e.What == Audited.PersonLookedAt).Select(e => e.About).ToListAsync())).ShouldBe([$"Ansprechpartner {karin}", $"Ansprechpartner {karin}"]);
        (await ada.Open("/administration/audit")).ShouldSay("Alles über eine Person angesehen").ShouldNotSay("Müller");
    }
}
