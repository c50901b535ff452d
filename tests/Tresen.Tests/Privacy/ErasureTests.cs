using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Customers;
using Tresen.Mail;
using Tresen.Staff;
using Tresen.Tests.Mail.Intake;
using Tresen.Tests.TimeTracking;
using Tresen.Tests.Tickets;
using Tresen.Tickets;

namespace Tresen.Tests.Privacy;

/// <summary>Erasing a person: what no law wants is gone from every corner, what it wants stays under a pseudonym, and the history still holds.</summary>
public sealed class ErasureTests
{
    const string Words = "Kellerassel";

    [Fact]
    public async Task Of_a_stranger_without_any_duty_nothing_is_left_anywhere()
    {
        await using var app = new TresenApp();
        var number = await StrangerAsync(app);
        using var ada = await app.As(World.Ada);
        (await ada.Open("/administration/privacy?q=wilma@dritte.example")).ShouldSay("Wilma Wunderlich");
        (await ada.Open("/administration/privacy/person?mail=wilma@dritte.example")).ShouldSay("Nachrichten von ihr").ShouldSay("keine Pflicht");
        var preview = await ada.Open("/administration/privacy/erasure?mail=wilma@dritte.example");
        preview.ShouldSay("Für diese Person gilt keine Pflicht zum Aufbewahren.");
        (await app.Grep("wilma@dritte.example", "Wilma Wunderlich", Words)).ShouldNotBeEmpty();

        var refused = await ada.Submit(preview, "/administration/privacy/erasure", ("Reason", "hat darum gebeten"), ("TypedName", "Wilma"));
        refused.ShouldSay("Bitte zur Bestätigung genau „Wilma Wunderlich“ eingeben.").Status.ShouldBe(422);
        (await ada.Submit(preview, "/administration/privacy/erasure", ("Reason", "Wilma Wunderlich hat darum gebeten"), ("TypedName", "wilma wunderlich"))).LedTo.ShouldBe("/administration/privacy");

        (await app.Grep("wilma@dritte.example", "Wilma Wunderlich", "+4949219876", "04921 9876", Words)).ShouldBeEmpty();
        await app.GrepFile("wilma@dritte.example", "Wilma Wunderlich", Words);
        var page = await ada.Open("/administration/privacy");
        page.ShouldSay("hat darum gebeten").ShouldSay("Tickets geleert: 1, behalten: 0");
        (await ada.Open($"/tickets/{number}")).ShouldSay("(gelöscht)").ShouldSay("Person ");
        (await ada.Open($"/tickets/{number}/history")).ShouldSay("Angaben über eine Person gelöscht");
        (await app.Verify()).Said.ShouldHaveSingleItem().ShouldStartWith("Alles in Ordnung.");
        (await ada.Get("/administration/privacy/person?mail=wilma@dritte.example")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task What_the_law_wants_stays_under_a_pseudonym_and_says_until_when()
    {
        await using var app = new TresenApp();
        var (number, raw) = await KarinAsync(app);
        using var ada = await app.As(World.Ada);
        var contact = await app.Db(db => db.Contacts.SingleAsync(c => c.Mail == "karin@muellerbau.example"));
        var preview = await ada.Open($"/administration/privacy/erasure?contact={contact.Id}");
        preview.ShouldSay("Beleg, 8 Jahre").ShouldSay("31.12.2034").ShouldSay("Buchungen: Stellen, an denen sie genannt ist");
        (await ada.Submit(preview, "/administration/privacy/erasure", ("Reason", "hat darum gebeten"), ("TypedName", "Karin Müller"))).Status.ShouldBe(302);

        var left = await app.Grep("karin@muellerbau.example", "Karin Müller", "Karin Muller", "+49492155511", "04921 55511");
        var original = await app.Raw(raw);
        left.ShouldBe([$"file_chunks.content of file {original.FileId}"], "the original of the business letter alone");
        original.State.ShouldBe(RawMailState.Sealed);
        using var theo = await app.As(World.Theo);
        (await theo.Get($"/mail/raw/{raw}")).Status.ShouldBe(404);
        (await ada.Get($"/mail/raw/{raw}")).Status.ShouldBe(200);
        (await theo.Open($"/tickets/{number}")).ShouldSay("Person ").ShouldSay("Der Drucker im Büro druckt Streifen").ShouldNotSay("Original anzeigen");
        (await app.Booked()).ShouldHaveSingleItem().Description.ShouldMatch("^Mit Person [0-9A-F]{4} am Telefon$");
        (await app.Db(db => db.CustomerContacts.CountAsync(p => p.ContactId == contact.Id))).ShouldBe(0);
        (await theo.Open("/search?q=Karin")).ShouldNotSay("Müller, Karin");
        (await app.Verify()).Said.ShouldHaveSingleItem().ShouldStartWith("Alles in Ordnung.");
    }

    [Fact]
    public async Task While_something_is_open_nobody_is_erased_and_a_held_ticket_stays_as_it_is()
    {
        await using var app = new TresenApp();
        var number = await StrangerAsync(app, closes: false);
        using var ada = await app.As(World.Ada);
        var preview = await ada.Open("/administration/privacy/erasure?mail=wilma@dritte.example");
        preview.ShouldSay("Solange etwas in Arbeit ist, wird nicht gelöscht").Text.ShouldMatch("eintragen: \\d");
        (await ada.Submit(preview, "/administration/privacy/erasure", ("Reason", "hat darum gebeten"), ("TypedName", "Wilma Wunderlich"))).ShouldSay("ist noch offen").Status.ShouldBe(422);

        await CloseAsync(app, number);
        (await ada.Send("/administration/privacy/holds", ("Number", "99999"), ("Reason", "Rechtsstreit"))).ShouldSay("Dieses Ticket gibt es nicht.").Status.ShouldBe(422);
        (await ada.Send("/administration/privacy/holds", ("Number", $"{number}"), ("Reason", ""))).ShouldSay("warum nichts gelöscht werden darf").Status.ShouldBe(422);
        (await ada.Send("/administration/privacy/holds", ("Number", $"{number}"), ("Reason", "Rechtsstreit"))).Status.ShouldBe(302);
        (await ada.Open("/administration/privacy/holds")).ShouldSay("Rechtsstreit");
        (await ada.Submit(await ada.Open("/administration/privacy/erasure?mail=wilma@dritte.example"), "/administration/privacy/erasure", ("Reason", "hat darum gebeten"), ("TypedName", "Wilma Wunderlich"))).Status.ShouldBe(302);
        (await app.Ticket(number)).RequesterName.ShouldBe("Wilma Wunderlich");
        (await ada.Open($"/tickets/{number}")).ShouldSay(Words);
        (await ada.Send("/administration/privacy/holds/end", ("Number", $"{number}"))).Status.ShouldBe(302);
        (await ada.Open($"/tickets/{number}/history")).ShouldSay("Löschsperre aufgehoben");
    }

    [Fact]
    public async Task After_an_older_copy_is_brought_back_the_erasure_is_done_again_at_the_start()
    {
        await using var app = new TresenApp();
        await StrangerAsync(app);
        var notes = Path.GetTempFileName();
        try
        {
            // What an erasure notes outside of the database, told to a database that has never heard of it: a copy from before.
            await using (var later = new TresenApp())
            {
                await StrangerAsync(later);
                using var ada = await later.As(World.Ada);
                await ada.Submit(await ada.Open("/administration/privacy/erasure?mail=wilma@dritte.example"), "/administration/privacy/erasure", ("Reason", "hat darum gebeten"), ("TypedName", "Wilma Wunderlich"));
                File.Copy(Path.Combine(later.DataFolder, "erasures.jsonl"), notes, overwrite: true);
            }

            (await File.ReadAllTextAsync(notes)).ShouldNotContain("ilma");
            var (code, said) = await app.Command("erase", "replay", notes);
            (code, said.LastOrDefault()).ShouldBe((0, "Nach dem Zurückspielen noch einmal gelöscht: 1"));
            (await app.Grep("wilma@dritte.example", "Wilma Wunderlich", Words)).ShouldBeEmpty();
            (await app.Command("erase", "replay", notes)).Said.ShouldBeEmpty("once is enough");
            File.Exists(Path.Combine(app.DataFolder, "erasures.jsonl")).ShouldBeTrue("it is noted here too from now on");
            (await app.Verify()).Code.ShouldBe(0);
        }
        finally
        {
            File.Delete(notes);
        }
    }

    [Fact]
    public async Task Only_the_administration_erases()
    {
        await using var app = new TresenApp();
        using var theo = await app.As(World.Theo);
        var contact = await app.Db(db => db.Contacts.Select(c => c.Id).FirstAsync());
        (await theo.Get($"/administration/privacy/erasure?contact={contact}")).Status.ShouldBe(403);
        (await theo.Send("/administration/privacy/erasure", ("Contact", $"{contact}"), ("Reason", "x"), ("TypedName", "Karin Müller"))).Status.ShouldBe(403);
    }

    /// <summary>A mail of somebody unknown, a note about it, and it is done.</summary>
    static async Task<int> StrangerAsync(TresenApp app, bool closes = true)
    {
        var raw = await app.Arrive(Arriving.Letter("Frage", $"Guten Tag,\nbei uns wohnt eine {Words}. Rufen Sie an: 04921 9876.", from: "wilma@dritte.example", name: "Wilma Wunderlich"));
        var number = await app.Db(db => db.Tickets.Where(t => t.Id == raw.TicketId).Select(t => t.Number).SingleAsync());
        using var theo = await app.As(World.Theo);
        await theo.Submit(await theo.Open($"/tickets/{number}/details"), $"/tickets/{number}/details", ("InternalRemark", $"Wilma Wunderlich hat eine {Words}"), ("RequesterPhone", "04921 9876"));
        await app.Change(async db => db.Add(Message.Note(await db.Tickets.SingleAsync(t => t.Number == number), null, $"<div>WILMA WUNDERLICH: {Words}</div>", await db.Staff.SingleAsync(s => s.Mail == World.Theo.Mail), app.Clock.GetUtcNow())));
        var other = await app.NewTicket("Ganz anderes");
        await theo.Submit(await theo.Open($"/tickets/{other}/details"), $"/tickets/{other}/details", ("InternalRemark", "Siehe Wilma Wunderlich (wilma@dritte.example, 04921/98 76)"));
        if (closes)
        {
            await CloseAsync(app, number);
        }

        return number;
    }

    /// <summary>A business letter of Karin's, worked on and billed.</summary>
    static async Task<(int Number, int Raw)> KarinAsync(TresenApp app)
    {
        var raw = await app.Arrive(Arriving.Letter("Drucker", "Der Drucker im Büro druckt Streifen.\nKarin Müller", from: "karin@muellerbau.example", name: "Karin Müller"));
        var number = await app.Db(db => db.Tickets.Where(t => t.Id == raw.TicketId).Select(t => t.Number).SingleAsync());
        await app.Change(async db => (await db.Tickets.WithParts.SingleAsync(t => t.Number == number)).BelongsTo(await db.Customers.SingleAsync(c => c.Name == World.MuellerBau), await db.Contacts.SingleAsync(c => c.FirstName == "Karin"), null, null, app.Clock.GetUtcNow()));
        using var theo = await app.As(World.Theo);
        (await theo.Book(number, ("Lines[0].Duration", "1"), ("Description", "Mit Karin Müller am Telefon"))).Status.ShouldBe(302);
        using var bodo = await app.As(World.Bodo);
        (await bodo.Send("/customers/10001/time-account/billing", ("ids", $"{(await app.Booked()).Single().Id}"), ("Reference", "RE-1"))).Status.ShouldBe(302);
        await CloseAsync(app, number);
        return (number, raw.Id);
    }

    static Task CloseAsync(TresenApp app, int number) => app.Change(async db =>
    {
        var ticket = await db.Tickets.WithParts.SingleAsync(t => t.Number == number);
        ticket.Close(await db.Progresses.FirstAsync(p => p.Category == Category.Closed), "<div>Erledigt.</div>", [], await db.Staff.SingleAsync(s => s.Mail == World.Theo.Mail), app.Clock.GetUtcNow());
    });
}
