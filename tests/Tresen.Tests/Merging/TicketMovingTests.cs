using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Platform.Data;
using Tresen.Tests.Conversations;
using Tresen.Tests.Mail.Intake;
using Tresen.Tests.Tickets;
using Tresen.Tickets;
using static Tresen.Tests.Mail.Intake.Arriving;

namespace Tresen.Tests.Merging;

/// <summary>A message or a dialogue goes to another ticket, and back.</summary>
public sealed class TicketMovingTests : IAsyncLifetime
{
    readonly TresenApp app = new();
    Browser theo = null!;

    public async ValueTask InitializeAsync() => theo = await app.As(World.Theo);

    [Fact]
    public async Task A_message_goes_to_another_ticket_and_answers_to_it_land_there()
    {
        var (wrong, right) = (await app.Arrive(Letter("Tor")), await app.Arrive(Letter("Rechnung")));
        var (from, to) = ((await app.Ticket(wrong)).Number, (await app.Ticket(right)).Number);
        var stray = await app.Message(wrong);
        var before = await app.Standing();
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        (await theo.Open($"/tickets/{from}")).ShouldSay("In ein anderes Ticket verschieben");
        var page = await theo.Open($"/messages/{stray.Id}/moving?Other={to}");
        page.ShouldSay($"{to} Rechnung").ShouldSay("Als neues Gespräch");
        (await theo.Submit(page, $"/messages/{stray.Id}/moving")).LedTo.ShouldBe($"/tickets/{from}");

        var landed = await theo.Open($"/tickets/{from}");
        landed.ShouldSay($"Die Nachricht steht jetzt im Ticket {to}.").ShouldSay("Rückgängig machen").ShouldSay($"hat eine Nachricht in das Ticket {to} verschoben");
        (await theo.Open($"/tickets/{to}")).ShouldSay($"hat eine Nachricht aus dem Ticket {from} hierher verschoben");
        var moved = await app.Message(wrong);
        (moved.TicketId, moved.ConversationId == stray.ConversationId).ShouldBe((right.TicketId!.Value, false));
        (await app.Raw(wrong.Id)).TicketId.ShouldBe(right.TicketId);
        (await app.Conversation(await Number(stray.ConversationId!.Value))).Ball.ShouldBe(Ball.Nobody);
        (await app.Conversation(await Number(moved.ConversationId!.Value))).Ball.ShouldBe(Ball.Us);
        (await theo.Open("/search?q=klemmt")).Html.ShouldContain($"/tickets/{to}");

        var answer = await app.Answer(moved);
        var reply = await app.Message(await app.Arrive(Letter("AW: Tor").Answering(answer.MessageId)));
        (reply.TicketId, reply.ConversationId).ShouldBe((moved.TicketId, moved.ConversationId));
        var again = await app.Message(await app.Arrive(Letter("AW: Tor").Answering(moved.MessageId)));
        again.ConversationId.ShouldBe(moved.ConversationId, "by the Message-ID of what was moved");
        await app.ShouldHold();
        before.ShouldNotBe(await app.Standing());
    }

    [Theory]
    [InlineData("new")]
    [InlineData("existing")]
    [InlineData("note")]
    [InlineData("whole")]
    public async Task Undone_all_is_where_it_was(string what)
    {
        var (from, to) = (await app.NewTicket("Drucker streikt", World.Technik), await app.NewTicket("Toner bestellen", World.Technik));
        var (source, target) = (await app.NewConversation(from), await app.NewConversation(to, "Zwei Stück bitte."));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.KarinAnswers(source, "Und noch etwas ganz anderes.");
        await theo.Send($"/tickets/{from}/notes", ("Note", "Karin klang verärgert."));
        var note = await app.Db(db => db.Messages.Where(m => m.Kind == MessageKind.Note).Select(m => m.Id).SingleAsync());
        var before = await app.Standing();
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        var moved = what switch
        {
            "new" => await theo.Move($"/messages/{await app.LastMessage(source)}/moving", to),
            "existing" => await theo.Move($"/messages/{await app.LastMessage(source)}/moving", to, ("Into", $"{target}")),
            "note" => await theo.Move($"/messages/{note}/moving", to),
            _ => await theo.Move($"/conversations/{source}/moving", to),
        };
        moved.LedTo.ShouldBe($"/tickets/{from}");
        var between = await app.Standing();
        between.ShouldNotBe(before);
        await app.ShouldHold();
        app.Clock.Advance(TimeSpan.FromDays(2));
        (await theo.Open($"/tickets/{to}")).Html.ShouldContain($"/moves/{await app.NewestMove()}/undoing");
        (await theo.Undo(app)).LedTo.ShouldBe($"/tickets/{from}");

        (await app.Standing()).ShouldBe(before);
        await app.ShouldHold();
        (await theo.Open($"/tickets/{to}")).ShouldSay($"hat rückgängig gemacht, was aus dem Ticket {from} kam").ShouldNotSay("Rückgängig machen");
    }

    [Fact]
    public async Task A_dialogue_goes_as_a_whole_and_its_number_finds_it()
    {
        var (from, to) = (await app.NewTicket("Drucker streikt", World.Technik), await app.NewTicket("Toner bestellen", World.Technik));
        var dialogue = await app.NewConversation(from);
        (await theo.Move($"/conversations/{dialogue}/moving", to)).Status.ShouldBe(302);
        (await Talking.Ticket(app, to)).Ball.ShouldBe(Ball.Us);
        var raw = await app.Arrive(Letter($"AW: Drucker [Ticket {from} · Nr. {dialogue}]", "Und jetzt?"));
        (await app.Ticket(raw)).Number.ShouldBe(to);
        (await theo.Get($"/search?q={dialogue}")).LedTo.ShouldBe($"/tickets/{to}");
        await app.KarinAnswers(dialogue, "Später geschrieben.");

        (await theo.Open($"/moves/{await app.NewestMove()}/undoing")).ShouldSay("Was seither in einem dieser Gespräche geschrieben wurde, geht mit zurück.");
        (await theo.Undo(app)).Status.ShouldBe(302);
        (await app.Conversation(dialogue)).Messages.Count.ShouldBe(3);
        (await app.Db(db => db.Messages.CountAsync(m => m.Ticket.Number == from))).ShouldBe(3);
        await app.ShouldHold();
    }

    [Fact]
    public async Task What_came_later_stays_where_it_is()
    {
        var (from, to) = (await app.NewTicket("Drucker streikt", World.Technik), await app.NewTicket("Toner bestellen", World.Technik));
        var source = await app.NewConversation(from);
        var message = await app.LastMessage(source);
        await theo.Move($"/messages/{message}/moving", to);
        var begun = await app.Db(db => db.Messages.Where(m => m.Id == message).Select(m => m.Conversation!.Number).SingleAsync());
        await app.KarinAnswers(begun, "Im neuen Gespräch.");

        (await theo.Undo(app)).Status.ShouldBe(302);

        (await app.Conversation(source)).Messages.Select(m => m.Id).ShouldBe([message]);
        (await app.Conversation(begun)).Messages.ShouldHaveSingleItem().Reply.ShouldBe("Im neuen Gespräch.");
        await app.ShouldHold();
    }

    [Fact]
    public async Task It_is_undone_only_once_within_30_days_and_not_after_it_went_on()
    {
        var (from, to, third) = (await app.NewTicket("Eins", World.Technik), await app.NewTicket("Zwei", World.Technik), await app.NewTicket("Drei", World.Technik));
        var message = await app.LastMessage(await app.NewConversation(from));
        await theo.Move($"/messages/{message}/moving", to);
        var first = await app.NewestMove();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await theo.Move($"/messages/{message}/moving", third);
        (await theo.Open($"/moves/{first}/undoing")).ShouldSay("seither weiter verschoben");
        (await theo.Send($"/moves/{first}/undoing")).Status.ShouldBe(422);
        (await theo.Undo(app)).Status.ShouldBe(302);
        (await theo.Undo(app)).Status.ShouldBe(302);
        (await theo.Send($"/moves/{first}/undoing")).ShouldSay("schon rückgängig gemacht").Status.ShouldBe(422);

        await theo.Move($"/messages/{message}/moving", to);
        app.Clock.Advance(TimeSpan.FromDays(31));
        theo.Dispose();
        theo = await app.As(World.Theo); // a sign-in doesn't live that long
        (await theo.Open($"/tickets/{to}")).ShouldNotSay("Rückgängig machen");
        (await theo.Send($"/moves/{await app.NewestMove()}/undoing")).ShouldSay("länger als 30 Tage her").Status.ShouldBe(422);
    }

    [Fact]
    public async Task Drafts_mails_on_their_way_closed_and_held_tickets_are_refused()
    {
        var (from, to) = (await app.NewTicket("Eins", World.Technik), await app.NewTicket("Zwei", World.Technik));
        var dialogue = await app.NewConversation(from);
        var page = await theo.Open($"/conversations/{dialogue}/messages/new");
        await theo.Submit(page, $"/conversations/{dialogue}/messages", ("Body", "Wir kommen."), ("Do", "send"));
        (await theo.Move($"/messages/{await app.LastMessage(dialogue)}/moving", to)).ShouldSay("noch nicht hinausgegangen").Status.ShouldBe(422);
        (await theo.Move($"/messages/{await app.Db(db => db.Messages.MinAsync(m => m.Id))}/moving", from)).ShouldSay("Das ist dieses Ticket selbst.").Status.ShouldBe(422);
        (await theo.Open($"/conversations/{dialogue}/moving?Other=99999")).ShouldSay("Dieses Ticket gibt es nicht.").Status.ShouldBe(422);

        await theo.Submit(await theo.Open($"/tickets/{to}/closure"), $"/tickets/{to}/closure");
        (await theo.Move($"/conversations/{dialogue}/moving", to)).ShouldSay($"Ticket {to} ist abgeschlossen.").Status.ShouldBe(422);
        var other = await app.NewTicket("Drei", World.Technik);
        await app.Change(async db => (await db.Tickets.WithParts.SingleAsync(t => t.Number == from)).Hold("Rechtsstreit", await db.Person(World.Ada), app.Clock.GetUtcNow()));
        (await theo.Move($"/conversations/{dialogue}/moving", other)).ShouldSay("gilt eine Löschsperre").Status.ShouldBe(422);
    }

    [Fact]
    public async Task D03_Whoever_moves_must_see_both_and_other_eyes_are_asked_about()
    {
        var (open, hidden) = (await app.NewTicket("Lieferschein fehlt", World.Technik), await app.NewTicket("Mahnbescheid Zinnober", World.Buchhaltung));
        var (said, secret) = (await app.NewConversation(open), await app.NewConversation(hidden, "Streng vertraulich."));
        using var bodo = await app.As(World.Bodo);
        var message = await app.LastMessage(said);
        (await theo.Send($"/messages/{message}/moving", ("OtherNumber", $"{hidden}"), ("OtherReaders", "true"))).ShouldSay("Dieses Ticket gibt es nicht.").Status.ShouldBe(422);
        (await theo.Send($"/tickets/{open}/merging", ("OtherNumber", $"{hidden}"), ("OtherReaders", "true"))).Status.ShouldBe(422);
        (await theo.Send($"/tickets/{hidden}/merging", ("OtherNumber", $"{open}"), ("OtherReaders", "true"))).Status.ShouldBe(404);
        (await theo.Send($"/conversations/{secret}/moving", ("OtherNumber", $"{open}"), ("OtherReaders", "true"))).Status.ShouldBe(404);
        (await theo.Send($"/messages/{await app.LastMessage(secret)}/splitting", ("Subject", "x"))).Status.ShouldBe(404);
        (await app.Db(db => db.Set<Tresen.Conversations.Moving.Move>().CountAsync())).ShouldBe(0);

        await bodo.Send($"/tickets/{hidden}/notes", ("Note", "Nur unter uns: Zinnober zahlt nie."), ("Conversation", $"{secret}"));
        await bodo.Send($"/tickets/{hidden}/notes", ("Note", "Auch unter uns: Anwalt ist eingeschaltet."));
        var before = await app.Standing();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var asked = await bodo.Move($"/tickets/{hidden}/merging", open);
        asked.ShouldSay("In Technik lesen andere mit").Status.ShouldBe(422);
        (await bodo.Submit(asked, $"/tickets/{hidden}/merging", ("OtherReaders", "true"))).LedTo.ShouldBe($"/tickets/{open}");
        (await theo.Open($"/tickets/{open}")).ShouldSay("Streng vertraulich.").ShouldNotSay("zahlt nie").ShouldNotSay("Anwalt").ShouldNotSay("Darin aufgegangen").ShouldNotSay("hierher zusammengeführt");
        (await bodo.Open($"/tickets/{open}")).ShouldSay("zahlt nie").ShouldSay("Anwalt").ShouldSay($"hat das Ticket {hidden} hierher zusammengeführt");
        var move = await app.NewestMove();
        (await theo.Get($"/moves/{move}/undoing")).Status.ShouldBe(404);
        (await theo.Send($"/moves/{move}/undoing")).Status.ShouldBe(404);
        (await bodo.Undo(app)).ShouldSay("In Buchhaltung lesen andere mit als in Technik.").Status.ShouldBe(422);
        (await bodo.Undo(app, ("OtherReaders", "true"))).Status.ShouldBe(302);
        (await app.Standing()).ShouldBe(before);
        (await theo.Open($"/tickets/{open}")).ShouldNotSay("Streng vertraulich.");
    }

    [Fact]
    public async Task D03_Who_only_helps_in_a_confidential_department_takes_no_dialogues_out_of_it()
    {
        var (open, hidden) = (await app.NewTicket("Lieferschein fehlt", World.Technik), await app.NewTicket("Mahnbescheid Zinnober", World.Buchhaltung));
        var secret = await app.NewConversation(hidden, "Streng vertraulich.");
        await TheoHelps(hidden);
        (await theo.Open($"/tickets/{hidden}")).ShouldNotSay("Streng vertraulich.");
        var before = await app.Standing();

        (await theo.Send($"/tickets/{hidden}/merging", ("OtherNumber", $"{open}"), ("OtherReaders", "true"))).ShouldSay(Unseen).Status.ShouldBe(422);
        var technik = await TicketTesting.Department(app, World.Technik);
        (await theo.Send($"/tickets/{hidden}/department", ("DepartmentId", technik))).ShouldSay(Unseen).Status.ShouldBe(422);
        (await theo.Submit(await theo.Open($"/tickets/{hidden}/details"), $"/tickets/{hidden}/details", ("DepartmentId", technik))).ShouldSay(Unseen).Status.ShouldBe(422);
        (await theo.Submit(await theo.Open($"/tickets/bulk?n={hidden}"), "/tickets/bulk", ("DepartmentId", technik))).ShouldSay(Unseen);
        (await app.Standing()).ShouldBe(before);
        (await theo.Open($"/tickets/{hidden}")).ShouldNotSay("Streng vertraulich.");

        using var bodo = await app.As(World.Bodo);
        (await bodo.Send($"/tickets/{hidden}/merging", ("OtherNumber", $"{open}"), ("OtherReaders", "true"))).Status.ShouldBe(302);
        (await app.Conversation(secret)).Department.Name.ShouldBe(World.Technik);
    }

    [Theory]
    [InlineData("dialogue")]
    [InlineData("message")]
    public async Task D03_What_went_to_a_confidential_department_comes_back_by_its_people_alone_and_they_are_asked(string what)
    {
        var (open, hidden) = (await app.NewTicket("Lieferschein fehlt", World.Technik), await app.NewTicket("Mahnbescheid Zinnober", World.Buchhaltung));
        var dialogue = await app.NewConversation(open);
        var message = await app.LastMessage(dialogue);
        await TheoHelps(hidden);
        (await theo.Move(what == "dialogue" ? $"/conversations/{dialogue}/moving" : $"/messages/{message}/moving", hidden, ("OtherReaders", "true"))).Status.ShouldBe(302);
        var stands = await app.Db(db => db.Messages.Where(m => m.Id == message).Select(m => m.Conversation!.Number).SingleAsync());
        await app.KarinAnswers(stands, "Nur an die Buchhaltung.");
        var before = await app.Standing();

        (await theo.Open($"/moves/{await app.NewestMove()}/undoing")).ShouldSay(Unseen);
        (await theo.Send($"/moves/{await app.NewestMove()}/undoing", ("OtherReaders", "true"))).ShouldSay(Unseen).Status.ShouldBe(422);
        (await app.Standing()).ShouldBe(before);
        (await theo.Open($"/tickets/{open}")).ShouldNotSay("Nur an die Buchhaltung.");

        using var bodo = await app.As(World.Bodo);
        var asked = await bodo.Undo(app);
        asked.ShouldSay("In Technik lesen andere mit als in Buchhaltung.").Status.ShouldBe(422);
        (await bodo.Submit(asked, $"/moves/{await app.NewestMove()}/undoing", ("OtherReaders", "true"))).Status.ShouldBe(302);
        (await app.Conversation(dialogue)).Department.Name.ShouldBe(World.Technik);
    }

    [Fact]
    public async Task D03_That_a_confidential_ticket_shows_to_the_department_of_a_forwarded_dialogue_is_asked_about()
    {
        var (open, hidden) = (await app.NewTicket("Lieferschein fehlt", World.Vertrieb), await app.NewTicket("Mahnbescheid Zinnober", World.Buchhaltung));
        var (one, two) = (await app.NewConversation(open), await app.NewConversation(open));
        using var bodo = await app.As(World.Bodo);
        await Forward(bodo, one);
        await Forward(bodo, two);
        var opens = $"Ticket {hidden} von Buchhaltung sieht dann auch Technik.";

        var asked = await bodo.Move($"/conversations/{one}/moving", hidden);
        asked.ShouldSay(opens).Status.ShouldBe(422);
        (await theo.Get($"/tickets/{hidden}")).Status.ShouldBe(404);
        (await bodo.Submit(asked, $"/conversations/{one}/moving", ("OtherReaders", "true"))).Status.ShouldBe(302);
        (await theo.Get($"/tickets/{hidden}")).Status.ShouldBe(200);
        (await bodo.Move($"/conversations/{two}/moving", hidden)).Status.ShouldBe(302, "they see it already");

        (await bodo.Move($"/conversations/{one}/moving", open)).Status.ShouldBe(302);
        (await bodo.Move($"/conversations/{two}/moving", open)).Status.ShouldBe(302);
        (await theo.Get($"/tickets/{hidden}")).Status.ShouldBe(404);
        asked = await bodo.Undo(app);
        asked.ShouldSay(opens).Status.ShouldBe(422);
        (await bodo.Submit(asked, $"/moves/{await app.NewestMove()}/undoing", ("OtherReaders", "true"))).Status.ShouldBe(302);
        (await theo.Get($"/tickets/{hidden}")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task D03_Merging_asks_for_each_dialogue_that_shows_the_other_ticket_to_its_department()
    {
        var (one, two) = (await app.NewTicket("Mahnbescheid Zinnober", World.Buchhaltung), await app.NewTicket("Noch ein Mahnbescheid", World.Buchhaltung));
        using var bodo = await app.As(World.Bodo);
        await Forward(bodo, await app.NewConversation(one));
        (await bodo.Open($"/tickets/{one}/merging?Other={two}")).ShouldSay($"Ticket {two} von Buchhaltung sieht dann auch Technik.");
        var asked = await bodo.Move($"/tickets/{one}/merging", two);
        asked.ShouldSay($"Ticket {two} von Buchhaltung sieht dann auch Technik.").Status.ShouldBe(422);
        (await theo.Get($"/tickets/{two}")).Status.ShouldBe(404);
        (await bodo.Submit(asked, $"/tickets/{one}/merging", ("OtherReaders", "true"))).Status.ShouldBe(302);
        (await theo.Get($"/tickets/{two}")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task D03_A_message_that_goes_into_the_dialogue_of_a_confidential_department_is_asked_about_once()
    {
        var (from, to) = (await app.NewTicket("Eins", World.Technik), await app.NewTicket("Zwei", World.Technik));
        var (message, target) = (await app.LastMessage(await app.NewConversation(from)), await app.NewConversation(to, department: World.Buchhaltung));
        using var bodo = await app.As(World.Bodo);
        var asked = await bodo.Move($"/messages/{message}/moving", to, ("Into", $"{target}"));
        asked.ShouldSay("In Buchhaltung lesen andere mit als in Technik.").Status.ShouldBe(422);
        (await bodo.Submit(asked, $"/messages/{message}/moving", ("OtherReaders", "true"))).Status.ShouldBe(302);
        (await app.Conversation(target)).Messages.ShouldContain(m => m.Id == message);
    }

    [Fact]
    public async Task Another_customers_ticket_is_asked_about()
    {
        var (from, to) = (await app.NewTicket("Eins", World.Technik), await app.NewTicket("Zwei", World.Technik, World.OhlsenLogistik));
        await app.Change(async db => (await db.Tickets.WithParts.SingleAsync(t => t.Number == from)).BelongsTo(await db.Set<Tresen.Customers.Customer>().SingleAsync(c => c.Name == World.MuellerBau), null, null, null, app.Clock.GetUtcNow()));
        var dialogue = await app.NewConversation(from);
        var asked = await theo.Move($"/conversations/{dialogue}/moving", to);
        asked.ShouldSay("gehören verschiedenen Kunden").Status.ShouldBe(422);
        (await theo.Submit(asked, $"/conversations/{dialogue}/moving", ("OtherCustomer", "true"))).Status.ShouldBe(302);
    }

    [Theory]
    [InlineData("message", "/messages/{0}/moving")]
    [InlineData("dialogue", "/conversations/{1}/moving")]
    [InlineData("split", "/messages/{0}/splitting")]
    public async Task What_somebody_else_moved_at_the_same_time_is_shown_anew(string what, string path)
    {
        Assert.SkipUnless(TestDatabase.IsPostgres, "The embedded database does one piece of work after the other.");
        var (from, to, third) = (await app.NewTicket("Eins", World.Technik), await app.NewTicket("Zwei", World.Technik), await app.NewTicket("Drei", World.Technik));
        var dialogue = await app.NewConversation(from);
        var at = string.Format(System.Globalization.CultureInfo.InvariantCulture, path, await app.LastMessage(dialogue), dialogue);
        var technik = await TicketTesting.Department(app, World.Technik);
        var sent = await app.Work(async db =>
        {
            await db.LockAllAsync(db.Tickets, default);
            var sent = theo.Send(at, what == "split" ? [("What", "Message"), ("Subject", "Eigenes"), ("DepartmentId", technik)] : [("OtherNumber", $"{to}")]);
            while (await db.Database.SqlQueryRaw<int>("select count(*)::int as \"Value\" from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'").SingleAsync() == 0)
            {
                sent.IsCompleted.ShouldBeFalse("it waits for the ticket");
                await Task.Delay(20);
            }

            var elsewhere = await db.Tickets.Where(t => t.Number == third).Select(t => t.Id).SingleAsync();
            await db.Conversations.Where(c => c.Number == dialogue).ExecuteUpdateAsync(c => c.SetProperty(x => x.TicketId, elsewhere));
            await db.Messages.Where(m => m.Conversation!.Number == dialogue).ExecuteUpdateAsync(m => m.SetProperty(x => x.TicketId, elsewhere));
            return sent;
        });
        var answer = await sent;
        answer.ShouldSay("Das ist inzwischen in ein anderes Ticket verschoben worden. Bitte noch einmal ansehen.").ShouldSay($"{third} Drei").Status.ShouldBe(409);
        (await app.Db(db => db.Set<Tresen.Conversations.Moving.Move>().CountAsync())).ShouldBe(0);
        (await app.Db(db => db.Tickets.CountAsync())).ShouldBe(3);
    }

    [Fact]
    public async Task Without_a_ticket_it_is_asked_for_one()
    {
        var from = await app.NewTicket("Eins", World.Technik);
        var dialogue = await app.NewConversation(from);
        foreach (var path in new[] { $"/conversations/{dialogue}/moving", $"/messages/{await app.LastMessage(dialogue)}/moving", $"/tickets/{from}/merging" })
        {
            (await theo.Open(path)).ShouldNotSay("Bitte sagen, in welches Ticket.");
            (await theo.Open($"{path}?Other=&OtherNumber=")).ShouldSay("Bitte sagen, in welches Ticket.").Status.ShouldBe(422);
            (await theo.Send(path)).ShouldSay("Bitte sagen, in welches Ticket.").Status.ShouldBe(422);
        }
    }

    [Fact]
    public async Task A_call_is_heard_where_it_stands()
    {
        var (from, to) = (await app.NewTicket("Eins", World.Technik), await app.NewTicket("Zwei", World.Technik));
        var dialogue = await app.NewConversation(from);
        var wrote = app.Clock.GetUtcNow();
        app.Clock.Advance(TimeSpan.FromHours(1));
        await theo.Send("/calls", ("Ticket", $"{from}"), ("RequesterName", "Karin Müller"), ("Subject", "Bitte zurückrufen."));
        var called = app.Clock.GetUtcNow();
        var call = await app.Db(db => db.Messages.Where(m => m.SenderName == "Karin Müller" && m.Kind == MessageKind.Note).Select(m => m.Id).SingleAsync());
        (await Heard(from)).ShouldBe(called);
        var before = await app.Standing();

        app.Clock.Advance(TimeSpan.FromHours(1));
        (await theo.Move($"/messages/{call}/moving", to)).Status.ShouldBe(302);
        (await Heard(from)).ShouldBe(wrote, "the mail is still there");
        (await Heard(to)).ShouldBe(called);
        (await Talking.Ticket(app, to)).Ball.ShouldBe(Ball.Us);
        (await theo.Undo(app)).Status.ShouldBe(302);
        (await app.Standing()).ShouldBe(before);

        (await theo.Move($"/messages/{call}/moving", to)).Status.ShouldBe(302);
        await theo.Send($"/tickets/{to}/notes", ("Note", "Zurückgerufen."));
        (await theo.Move($"/messages/{call}/moving", from, ("Into", $"{dialogue}"))).Status.ShouldBe(302);
        (await Heard(to)).ShouldBeNull();
        (await Heard(from)).ShouldBe(called);
        (await theo.Move($"/conversations/{dialogue}/moving", to)).Status.ShouldBe(302);
        (await Heard(from)).ShouldBeNull("the call went along with the dialogue");
        (await Heard(to)).ShouldBe(called);
    }

    [Fact]
    public async Task Undone_after_a_later_mail_the_ticket_heard_what_stands_on_it()
    {
        var (from, to) = (await app.NewTicket("Eins", World.Technik), await app.NewTicket("Zwei", World.Technik));
        await theo.Send("/calls", ("Ticket", $"{from}"), ("RequesterName", "Karin Müller"), ("Subject", "Bitte zurückrufen."));
        var called = app.Clock.GetUtcNow();
        app.Clock.Advance(TimeSpan.FromHours(1));
        var dialogue = await app.NewConversation(from);
        await app.Change(async db => (await db.ToChange(dialogue)).Settle(Siblings.None, app.Clock.GetUtcNow()));
        (await Talking.Ticket(app, from)).Ball.ShouldBe(Ball.Nobody);
        (await theo.Move($"/conversations/{dialogue}/moving", to)).Status.ShouldBe(302);
        (await Heard(from)).ShouldBe(called);
        app.Clock.Advance(TimeSpan.FromHours(1));
        await app.KarinAnswers(dialogue);
        var answered = app.Clock.GetUtcNow();
        (await theo.Undo(app)).Status.ShouldBe(302);
        ((await Heard(from)), (await Talking.Ticket(app, from)).Ball).ShouldBe((answered, Ball.Us));
        (await Heard(to)).ShouldBeNull("nobody ever wrote there");
    }

    const string Unseen = "Darin liegen Gespräche, die Sie nicht sehen. Bitte jemanden aus Buchhaltung bitten.";

    Task TheoHelps(int ticket) => app.Change(async db => (await db.Tickets.WithParts.SingleAsync(t => t.Number == ticket)).Involve(await db.Person(World.Theo), TicketPart.Helper, await db.Person(World.Bodo), app.Clock.GetUtcNow()));

    async Task Forward(Browser person, long dialogue) => (await person.Send($"/conversations/{dialogue}/forwarding", ("DepartmentId", await TicketTesting.Department(app, World.Technik)), ("Remark", "Bitte ansehen."))).Status.ShouldBe(302);

    async Task<DateTimeOffset?> Heard(int ticket) => (await Talking.Ticket(app, ticket)).HeardAt;

    Task<long> Number(int id) => app.Db(db => db.Conversations.Where(c => c.Id == id).Select(c => c.Number).SingleAsync());

    public async ValueTask DisposeAsync()
    {
        theo.Dispose();
        await app.DisposeAsync();
    }
}
