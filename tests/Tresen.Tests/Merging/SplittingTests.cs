using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Platform.Files;
using Tresen.Tests.Conversations;
using Tresen.Tests.Mail.Intake;
using Tresen.Tests.Tickets;
using Tresen.Tickets;
using static Tresen.Tests.Mail.Intake.Arriving;

namespace Tresen.Tests.Merging;

/// <summary>A message, a passage of it, or files of it become a ticket of their own.</summary>
public sealed class SplittingTests : IAsyncLifetime
{
    readonly TresenApp app = new();
    Browser theo = null!;
    Tresen.Mail.RawMail raw = null!;
    Message message = null!;
    int from;

    public async ValueTask InitializeAsync()
    {
        theo = await app.As(World.Theo);
        var letter = Letter("Tor und Licht", "Das Tor klemmt.\n\nAußerdem flackert\ndas Licht in Halle 2.");
        var body = letter.Body!;
        letter.Body = new MimeKit.Multipart("mixed") { body, File("plan.txt", "Lageplan"), File("foto.txt", "Lampe") };
        raw = await app.Arrive(letter);
        message = await app.Message(raw);
        from = (await app.Ticket(raw)).Number;
    }

    [Fact]
    public async Task A_message_becomes_a_ticket_of_its_own_and_undone_the_new_number_leads_back()
    {
        var before = await app.Standing();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var page = await theo.Open($"/messages/{message.Id}/splitting");
        page.ShouldSay("Die ganze Nachricht").ShouldSay("Eine Stelle daraus").ShouldSay("Dateien daraus");
        var made = await Split("Message", ("Subject", "Licht flackert"));
        var ticket = Number(made);
        (await theo.Open(made.LedTo!)).ShouldSay($"Ticket {ticket} ist abgetrennt.").ShouldSay("Licht flackert").ShouldSay("Außerdem flackert").ShouldSay("plan.txt").ShouldSay($"hat dieses Ticket vom Ticket {from} abgetrennt");
        (await theo.Open($"/tickets/{from}")).ShouldSay($"hat das Ticket {ticket} abgetrennt").ShouldNotSay("Außerdem flackert");
        var its = await Talking.Ticket(app, ticket);
        (its.RequesterMail, its.CustomerId, its.Ball).ShouldBe(("karin@muellerbau.example", (await Talking.Ticket(app, from)).CustomerId, Ball.Us));
        (await app.Message(raw)).TicketId.ShouldBe(its.Id);
        (await app.Ticket(await app.Arrive(Letter("AW: Tor").Answering(message.MessageId)))).Number.ShouldBe(ticket);
        await app.Db(db => db.Messages.Where(m => m.TicketId == its.Id && m.Id != message.Id).ExecuteDeleteAsync());

        (await theo.Undo(app)).LedTo.ShouldBe($"/tickets/{from}");
        Rows(await app.Standing()).ShouldBe(Rows(before));
        (await theo.Get($"/tickets/{ticket}")).LedTo.ShouldBe($"/tickets/{from}");
        await app.ShouldHold();
    }

    [Fact]
    public async Task A_passage_is_quoted_with_where_it_comes_from_and_the_message_stays()
    {
        (await Split("Passage", ("Subject", "Licht"), ("Passage", "Das Licht ist kaputt"))).ShouldSay("steht so nicht in der Nachricht").Status.ShouldBe(422);
        var made = await Split("Passage", ("Subject", "Licht flackert"), ("Passage", "Außerdem flackert das Licht in Halle 2."));
        var ticket = Number(made);
        (await theo.Open(made.LedTo!)).ShouldSay("Aus der Nachricht von Karin Müller vom 24.11.2026 09:00").ShouldSay($"Ticket {from}:").ShouldSay("> Außerdem flackert das Licht in Halle 2.").ShouldSay($"abgetrennt aus Ticket {from}").ShouldNotSay("Das Tor klemmt");
        (await app.Message(raw)).ShouldSatisfyAllConditions(m => m.TicketId.ShouldBe(message.TicketId), m => m.Text.ShouldBe(message.Text));
        var dialogue = await app.Db(db => db.Conversations.Where(c => c.Ticket.Number == ticket).Select(c => c.Number).SingleAsync());
        (await app.Conversation(dialogue)).Addressees.ShouldHaveSingleItem().Address.ShouldBe("karin@muellerbau.example");

        (await theo.Undo(app)).LedTo.ShouldBe($"/tickets/{from}");
        (await app.Db(db => db.Messages.CountAsync())).ShouldBe(1);
        (await theo.Get($"/tickets/{ticket}")).LedTo.ShouldBe($"/tickets/{from}");
        await app.ShouldHold();
    }

    [Fact]
    public async Task Files_stand_in_both_and_are_stored_once()
    {
        var plan = message.Attachments.Single(a => a.Name == "plan.txt");
        (await Split("Files", ("Subject", "Plan"))).ShouldSay("Bitte die Dateien ankreuzen").Status.ShouldBe(422);
        var made = await Split("Files", ("Subject", "Plan prüfen"), ("Files", $"{plan.Id}"));
        (await theo.Open($"/tickets/{Number(made)}/files")).ShouldSay("plan.txt").ShouldNotSay("foto.txt");
        (await app.Message(raw)).Attachments.Count.ShouldBe(2);
        (await References(plan.FileId)).ShouldBe(2);
        (await theo.Undo(app)).Status.ShouldBe(302);
        (await References(plan.FileId)).ShouldBe(1);
        (await theo.Open($"/tickets/{from}/files")).ShouldSay("plan.txt");
    }

    [Fact]
    public async Task Where_somebody_worked_meanwhile_the_new_ticket_stays_open()
    {
        var ticket = Number(await Split("Message", ("Subject", "Licht flackert")));
        await theo.Send($"/tickets/{ticket}/notes", ("Note", "Leuchte bestellt."));
        (await theo.Undo(app)).Status.ShouldBe(302);
        (await Talking.Ticket(app, ticket)).ShouldSatisfyAllConditions(t => t.IsMerged.ShouldBeFalse(), t => t.IsClosed.ShouldBeFalse());
        (await theo.Open($"/tickets/{ticket}")).ShouldSay("Leuchte bestellt.").ShouldNotSay("Außerdem");
        (await theo.Open($"/tickets/{from}")).ShouldSay("Außerdem flackert");
    }

    [Fact]
    public async Task An_internal_note_stays_internal()
    {
        await theo.Send($"/tickets/{from}/notes", ("Note", "Vorsicht: zahlt schlecht. Und das Licht prüfen."));
        var note = await app.Db(db => db.Messages.Where(m => m.Kind == MessageKind.Note).Select(m => m.Id).SingleAsync());
        var page = await theo.Open($"/messages/{note}/splitting");
        var made = await theo.Submit(page, $"/messages/{note}/splitting", ("What", "Passage"), ("Passage", "Und das Licht prüfen."), ("Subject", "Licht prüfen"));
        var ticket = Number(made);
        (await app.Db(db => db.Messages.Where(m => m.Ticket.Number == ticket).Select(m => m.Kind).SingleAsync())).ShouldBe(MessageKind.Note);
        (await app.Db(db => db.Conversations.CountAsync(c => c.Ticket.Number == ticket))).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_refused_leaves_nothing_behind()
    {
        var dialogue = await app.Db(db => db.Conversations.Where(c => c.Ticket.Number == from).Select(c => c.Number).SingleAsync());
        await theo.Submit(await theo.Open($"/conversations/{dialogue}/messages/new"), $"/conversations/{dialogue}/messages", ("Body", "Wir kommen."), ("Do", "send"));
        var waiting = await app.LastMessage(dialogue);
        var before = await app.Standing();
        (await theo.Submit(await theo.Open($"/messages/{waiting}/splitting"), $"/messages/{waiting}/splitting", ("What", "Message"), ("Subject", "Eigenes"))).ShouldSay("noch nicht hinausgegangen").Status.ShouldBe(422);
        (await app.Standing()).ShouldBe(before, "no empty ticket");

        await Split("Message", ("Subject", "Licht flackert"));
        await app.Db(db => db.Progresses.Where(p => p.Category == Category.Closed).ExecuteUpdateAsync(p => p.SetProperty(x => x.IsActive, false)));
        before = await app.Standing();
        (await theo.Undo(app)).ShouldSay("Es gibt keinen Status mehr, der Tickets abschließt.").Status.ShouldBe(422);
        (await app.Standing()).ShouldBe(before, "no half undone");
    }

    [Theory]
    [InlineData("Message")]
    [InlineData("Passage")]
    public async Task However_long_a_message_is_it_can_be_split(string what)
    {
        var text = string.Join("\n", Enumerable.Range(0, 3000).Select(i => $"Zeile {i} des Protokolls"));
        message = await app.Message(await app.Arrive(Letter("Protokoll", text)));
        var ticket = Number(await Split(what, ("Subject", "Protokoll prüfen")));
        (await app.Db(db => db.Messages.Where(m => m.Ticket.Number == ticket).Select(m => m.Text).SingleAsync())).ShouldContain("Zeile 2999 des Protokolls");
    }

    [Fact]
    public async Task D03_Into_a_confidential_department_it_is_asked_about_and_only_its_people_see_it()
    {
        var buchhaltung = await TicketTesting.Department(app, World.Buchhaltung);
        var asked = await Split("Message", ("Subject", "Rechnung strittig"), ("DepartmentId", buchhaltung));
        asked.ShouldSay("In Buchhaltung lesen andere mit als in Technik.").Status.ShouldBe(422);
        var made = await theo.Submit(asked, $"/messages/{message.Id}/splitting", ("OtherReaders", "true"));
        made.LedTo.ShouldBe($"/tickets/{from}", "Theo doesn't see the new one");
        var ticket = await app.Db(db => db.Tickets.MaxAsync(t => t.Number));
        ticket.ShouldBeGreaterThan(from);
        (await theo.Open(made.LedTo!)).ShouldSay($"Ticket {ticket} ist abgetrennt.").ShouldNotSay("Außerdem flackert").ShouldNotSay("Rechnung strittig");
        (await theo.Get($"/tickets/{ticket}")).Status.ShouldBe(404);
        (await theo.Get($"/messages/{message.Id}/splitting")).Status.ShouldBe(404);
        (await theo.Send($"/moves/{await app.NewestMove()}/undoing", ("OtherReaders", "true"))).Status.ShouldBe(404);

        using var bodo = await app.As(World.Bodo);
        (await bodo.Open($"/tickets/{ticket}")).ShouldSay("Rechnung strittig").ShouldSay("Außerdem flackert");
        var back = await bodo.Undo(app);
        back.ShouldSay("In Technik lesen andere mit als in Buchhaltung.").Status.ShouldBe(422);
        (await bodo.Submit(back, $"/moves/{await app.NewestMove()}/undoing", ("OtherReaders", "true"))).LedTo.ShouldBe($"/tickets/{from}");
        (await theo.Open($"/tickets/{from}")).ShouldSay("Außerdem flackert");
    }

    [Fact]
    public async Task D03_What_is_quoted_from_a_confidential_department_does_not_say_where_it_comes_from()
    {
        var hidden = await app.NewTicket("Mahnbescheid Zinnober", World.Buchhaltung);
        var secret = await app.LastMessage(await app.NewConversation(hidden, "Zinnober zahlt nie.\n\nDas Licht flackert."));
        using var bodo = await app.As(World.Bodo);
        (string, string?)[] wanted = [("What", "Passage"), ("Passage", "Das Licht flackert."), ("Subject", "Licht"), ("DepartmentId", await TicketTesting.Department(app, World.Technik))];
        var asked = await bodo.Submit(await bodo.Open($"/messages/{secret}/splitting"), $"/messages/{secret}/splitting", wanted);
        asked.ShouldSay("In Technik lesen andere mit als in Buchhaltung.").Status.ShouldBe(422);
        var made = await bodo.Submit(asked, $"/messages/{secret}/splitting", ("OtherReaders", "true"));
        (await theo.Open($"/tickets/{Number(made)}")).ShouldSay("> Das Licht flackert.").ShouldNotSay($"{hidden}").ShouldNotSay("Zinnober");
    }

    [Fact]
    public async Task D03_What_is_quoted_from_a_dialogue_that_a_confidential_department_has_does_not_say_either_what_it_was_about()
    {
        var open = await app.NewTicket("Beleuchtung", World.Technik);
        var dialogue = await app.NewConversation(open, "Zinnober zahlt nie.\n\nDas Licht flackert.");
        var secret = await app.LastMessage(dialogue);
        await app.Db(db => db.Conversations.Where(c => c.Number == dialogue).ExecuteUpdateAsync(c => c.SetProperty(x => x.Subject, "Mahnbescheid Zinnober")));
        (await theo.Send($"/conversations/{dialogue}/forwarding", ("DepartmentId", await TicketTesting.Department(app, World.Buchhaltung)), ("Remark", "Zahlt er?"))).Status.ShouldBe(302);
        using var bodo = await app.As(World.Bodo);
        (string, string?)[] wanted = [("What", "Passage"), ("Passage", "Das Licht flackert."), ("Subject", "Licht"), ("DepartmentId", await TicketTesting.Department(app, World.Technik)), ("OtherReaders", "true")];
        var made = await bodo.Submit(await bodo.Open($"/messages/{secret}/splitting"), $"/messages/{secret}/splitting", wanted);
        (await theo.Open($"/tickets/{Number(made)}")).ShouldSay("> Das Licht flackert.").ShouldNotSay($"Ticket {open}:").ShouldNotSay("Zinnober");
    }

    async Task<Answer> Split(string what, params (string Name, string? Value)[] fields) =>
        await theo.Submit(await theo.Open($"/messages/{message.Id}/splitting"), $"/messages/{message.Id}/splitting", [("What", what), .. fields]);

    Task<int> References(int file) => app.Db(db => db.Set<StoredFile>().Where(f => f.Id == file).Select(f => f.References).SingleAsync());

    static int Number(Answer made) => int.Parse((made.LedTo ?? throw new ShouldAssertException(made.Text)).Split('/')[^1]);

    static MimeKit.MimePart File(string name, string text) => new("text", "plain") { FileName = name, ContentDisposition = new MimeKit.ContentDisposition("attachment"), Content = new MimeKit.MimeContent(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text))) };

    /// <summary>What stands on the first ticket.</summary>
    string Rows(string standing) => string.Join('\n', standing.Split('\n').Where(l => l.StartsWith($"ticket {from}", StringComparison.Ordinal) || l.StartsWith($"message {message.Id} ", StringComparison.Ordinal) || l.StartsWith($"mail {raw.Id} ", StringComparison.Ordinal) || l.StartsWith("words of " + message.Id + " ", StringComparison.Ordinal)));

    public async ValueTask DisposeAsync()
    {
        theo.Dispose();
        await app.DisposeAsync();
    }
}
