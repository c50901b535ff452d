using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Platform.Jobs;
using Tresen.Post;
using Tresen.Tests.Tickets;
using Tresen.Tickets;

namespace Tresen.Tests.Conversations;

/// <summary>Writing to people outside.</summary>
public sealed class WritingTests : IAsyncLifetime
{
    readonly TresenApp app = new();
    Browser theo = null!;
    int ticket;

    public async ValueTask InitializeAsync()
    {
        theo = await app.As(World.Theo);
        ticket = await app.NewTicket();
    }

    [Fact]
    public async Task A_new_dialogue_is_prefilled_and_goes_out_under_both_numbers()
    {
        var page = await theo.Open($"/tickets/{ticket}/conversations/new");
        page.One("#f-To").GetAttribute("value").ShouldBe("Karin Müller <karin@muellerbau.example>");
        page.One("textarea[name=Body]").TextContent.ShouldContain("Sehr geehrte Frau Müller,");
        page.One("textarea[name=Body]").TextContent.ShouldContain(World.Theo.Name);

        var sent = await theo.Submit(page, $"/tickets/{ticket}/conversations", ("Body", "Wir kommen morgen."), ("Do", "send"));
        sent.LedTo.ShouldNotBeNull();
        (await theo.Open($"/tickets/{ticket}")).ShouldSay("Wir kommen morgen.").ShouldSay("202611240001").ShouldSay("Ball beim Kunden").ShouldSay("wartet");

        var mail = await Mail();
        mail.Subject.ShouldBe($"Drucker druckt nur Streifen [Ticket {ticket} · Nr. 202611240001]");
        mail.Recipients.ShouldHaveSingleItem().Address.ShouldBe("karin@muellerbau.example");
        mail.Text.ShouldBe("Wir kommen morgen.");
        (await app.Ticket(ticket)).Ball.ShouldBe(Ball.Customer);
    }

    [Fact]
    public async Task A_mailbox_that_can_not_send_is_named_before_and_after()
    {
        var page = await theo.Open($"/tickets/{ticket}/conversations/new");
        page.ShouldSay("(kann nicht senden)").ShouldSay($"Von {World.ServiceAddress} kann gerade nichts gesendet werden");
        var sent = await theo.Submit(page, $"/tickets/{ticket}/conversations", ("Body", "Wir kommen morgen."), ("Do", "send"));
        (await theo.Open(sent.LedTo!)).ShouldSay($"Die Mail wartet im Postausgang, denn {World.ServiceAddress} kann nicht senden.");

        await app.Change(async db => (await db.Mailboxes.SingleAsync(m => m.Address == World.ServiceAddress)).SendThrough(MailServer.At("127.0.0.1", 2525, Encryption.None, "", "", "Smtp"), ""));
        page = await theo.Open($"/tickets/{ticket}/conversations/new");
        page.ShouldNotSay("kann nicht senden");
        sent = await theo.Submit(page, $"/tickets/{ticket}/conversations", ("Body", "Wir kommen übermorgen."), ("Do", "send"));
        (await theo.Open(sent.LedTo!)).ShouldSay("Wird gesendet an karin@muellerbau.example.");
    }

    [Fact]
    public async Task A_mailbox_without_a_server_stands_back_and_the_one_that_was_written_from_stays_chosen()
    {
        var (set, bare) = await app.Db(async db =>
        {
            var service = await db.Mailboxes.SingleAsync(m => m.Address == World.ServiceAddress);
            service.SendThrough(MailServer.At("127.0.0.1", 2525, Encryption.None, "", "", "Smtp"), "");
            var sales = new Mailbox(await db.DepartmentOf(World.Vertrieb), "Vertrieb", "vertrieb@hafen.example", "Hafen Vertrieb", app.Clock.GetUtcNow());
            db.Add(sales);
            await db.SaveChangesAsync();
            return (service.Id.ToString(), sales.Id.ToString());
        });
        var sale = await app.NewTicket("Angebot", World.Vertrieb);
        using var vera = await app.As(World.Vera);
        var page = await vera.Open($"/tickets/{sale}/conversations/new");
        page.One("[name=MailboxId] option[selected]").GetAttribute("value").ShouldBe(set);

        await vera.Submit(page, $"/tickets/{sale}/conversations", ("Body", "Kommt morgen."), ("MailboxId", bare), ("Do", "send"));
        var number = await app.Db(db => db.Conversations.Where(c => c.Ticket.Number == sale).Select(c => c.Number).SingleAsync());
        (await vera.Open($"/conversations/{number}/composer")).One("[name=MailboxId] option[selected]").GetAttribute("value").ShouldBe(bare);
        (await vera.Open($"/tickets/{sale}/closure")).ShouldSay("Von: Hafen Service"); // the report waits for no server
    }

    [Fact]
    public async Task A_mail_that_can_not_leave_shows_why_on_the_open_page_and_counts_at_the_outbox()
    {
        await theo.Submit(await theo.Open($"/tickets/{ticket}/conversations/new"), $"/tickets/{ticket}/conversations", ("Body", "Wir kommen morgen."), ("Do", "send"));
        var shown = (await theo.Open($"/tickets/{ticket}")).One(".message-out").GetAttribute("hx-get")!;
        (await theo.Get(shown)).Status.ShouldBe(204);

        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.RunJobs();

        var fresh = (await theo.Get(shown)).ShouldSay("kann nicht senden: Es ist abgeschaltet oder hat keinen Postausgangsserver.");
        (await theo.Get(fresh.One(".message-out").GetAttribute("hx-get")!)).Status.ShouldBe(204);
        (await theo.Open("/mail/outbox/count")).Text.ShouldBe("1");
    }

    [Fact]
    public async Task A_draft_is_shared_and_sent_by_a_colleague()
    {
        var page = await theo.Open($"/tickets/{ticket}/conversations/new");
        await theo.Submit(page, $"/tickets/{ticket}/conversations", ("Body", "Angefangen"), ("Do", "save"));
        (await Mails()).ShouldBeEmpty();

        using var lena = await app.As(World.Lena);
        var timeline = await lena.Open($"/tickets/{ticket}");
        timeline.ShouldSay("Entwurf").ShouldSay("Angefangen");
        var draft = timeline.One("a[href^='/drafts/']").GetAttribute("href")!;
        var edit = await lena.Open(draft);
        await lena.Submit(edit, draft, ("Body", "Zu Ende geschrieben"), ("Do", "send"));

        (await Mail()).Text.ShouldBe("Zu Ende geschrieben");
        (await app.Conversation(202611240001)).Messages.ShouldHaveSingleItem().IsDraft.ShouldBeFalse();
    }

    [Fact]
    public async Task A_draft_that_two_send_at_once_leaves_once()
    {
        using var lena = await app.As(World.Lena);
        for (var round = 0; round < 5; round++)
        {
            await theo.Submit(await theo.Open($"/tickets/{ticket}/conversations/new"), $"/tickets/{ticket}/conversations", ("Body", "Eins"), ("Do", "save"));
            var address = (await theo.Open($"/tickets/{ticket}")).One("a[href^='/drafts/']").GetAttribute("href")!;
            var (mine, theirs) = (await theo.Open(address), await lena.Open(address));
            await Task.WhenAll(theo.Submit(mine, address, ("Do", "send")), lena.Submit(theirs, address, ("Do", "send")));
            (await Mails()).Count.ShouldBe(round + 1);
        }
    }

    [Fact]
    public async Task Two_who_edit_a_draft_at_once_lose_nothing()
    {
        await theo.Submit(await theo.Open($"/tickets/{ticket}/conversations/new"), $"/tickets/{ticket}/conversations", ("Body", "Eins"), ("Do", "save"));
        var address = (await theo.Open($"/tickets/{ticket}")).One("a[href^='/drafts/']").GetAttribute("href")!;
        var (mine, theirs) = (await theo.Open(address), await theo.Open(address));
        await theo.Submit(theirs, address, ("Body", "Zwei"), ("Do", "save"));

        var conflict = await theo.Submit(mine, address, ("Body", "Drei"), ("Do", "send"));
        conflict.Status.ShouldBe(409);
        conflict.ShouldSay("Zwei");
        conflict.One("textarea[name=Body]").TextContent.ShouldContain("Drei");
        (await Mails()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_finds_the_thread()
    {
        var number = await app.NewConversation(ticket);
        var karins = (await app.Conversation(number)).Messages[0].MessageId;
        await Answer(number, "Bitte einmal aus- und einschalten.");

        var mail = await Mail();
        mail.InReplyTo.ShouldBe(karins);
        mail.References.ShouldContain(karins);
        mail.Text.ShouldContain("> Seit heute früh druckt er nur noch Streifen.");
        mail.Subject.ShouldStartWith("Re: Drucker druckt nur Streifen [Ticket");
    }

    [Fact]
    public async Task R25_a_second_press_sends_nothing_twice()
    {
        var page = await theo.Open($"/tickets/{ticket}/conversations/new");
        var first = await theo.Submit(page, $"/tickets/{ticket}/conversations", ("Body", "Einmal"), ("Do", "send"));
        var second = await theo.Submit(page, $"/tickets/{ticket}/conversations", ("Body", "Einmal"), ("Do", "send"));

        second.LedTo.ShouldBe(first.LedTo);
        (await Mails()).Count.ShouldBe(1);
        (await app.Db(db => db.Conversations.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task A_mail_that_waits_is_taken_back_and_is_a_draft_again()
    {
        await theo.Submit(await theo.Open($"/tickets/{ticket}/conversations/new"), $"/tickets/{ticket}/conversations", ("Body", "Zu früh"), ("Do", "send"));
        var message = (await app.Conversation(202611240001)).Messages[0].Id;
        var back = await theo.Submit(await theo.Open($"/tickets/{ticket}"), $"/messages/{message}/recall");

        back.LedTo.ShouldBe($"/drafts/{message}");
        (await theo.Open(back.LedTo!)).One("textarea[name=Body]").TextContent.ShouldContain("Zu früh");
        (await Mails()).ShouldBeEmpty();
        (await app.Db(db => db.Set<Job>().CountAsync(j => j.Kind == PostQueries.SendMail))).ShouldBe(0);
        (await app.Conversation(202611240001)).Ball.ShouldBe(Ball.Us);
    }

    [Theory]
    [InlineData("Subject", "Drucker\r\nBcc: spion@fremd.example")]
    [InlineData("Subject", "Drucker\u2028Bcc: spion@fremd.example")]
    [InlineData("To", "Karin\u0085Bcc: spion@fremd.example <karin@muellerbau.example>")]
    [InlineData("To", "karin@muellerbau.example\r\nBcc: spion@fremd.example")]
    [InlineData("Cc", "\"a\r\nRCPT TO:<spion@fremd.example>\"@muellerbau.example")]
    public async Task C01_no_header_is_smuggled_in(string field, string value)
    {
        var refused = await theo.Submit(await theo.Open($"/tickets/{ticket}/conversations/new"), $"/tickets/{ticket}/conversations", (field, value), ("Body", "Hallo"), ("Do", "send"));
        refused.Status.ShouldBe(422);
        refused.One("textarea[name=Body]").TextContent.ShouldContain("Hallo");
        (await Mails()).ShouldBeEmpty();
    }

    [Fact]
    public async Task C05_notes_and_blind_copies_never_leave()
    {
        var number = await app.NewConversation(ticket);
        await theo.Submit(await theo.Open($"/tickets/{ticket}"), $"/tickets/{ticket}/notes", ("Note", "Der Kunde zahlt nie!"), ("Conversation", number.ToString()));
        await Answer(number, "Erste Antwort", ("Bcc", "chef@hafen.example"));
        await app.KarinAnswers(number, "Geht immer noch nicht.");
        var note = (await app.Conversation(number)).Messages.Single(m => m.Kind == MessageKind.Note).Id;

        (await theo.Get($"/conversations/{number}/messages/new?answering={note}&forward=true")).Status.ShouldBe(404);
        var page = await theo.Open($"/conversations/{number}/messages/new?answering={Out(await app.Conversation(number)).Id}&all=true");
        page.Html.ShouldNotContain("chef@hafen.example");
        var passed = await theo.Open($"/conversations/{number}/messages/new?answering={Out(await app.Conversation(number)).Id}&forward=true");
        await theo.Submit(passed, $"/conversations/{number}/messages", ("To", "jens@ohlsen.example"), ("Do", "send"));

        var last = (await Mails()).Last();
        last.Text.ShouldContain("Weitergeleitete Nachricht");
        foreach (var mail in await Mails())
        {
            (mail.Text + mail.Html + mail.Subject).ShouldNotContain("zahlt nie");
        }

        (last.Text + last.Html).ShouldNotContain("chef@hafen.example");
        var sneaky = await theo.Send($"/conversations/{number}/messages", ("AnswersId", note.ToString()), ("Forwards", "true"), ("To", "jens@ohlsen.example"), ("Subject", "x"), ("Body", "x"), ("MailboxId", (await MailboxId()).ToString()), ("Do", "send"));
        sneaky.LedTo.ShouldNotBeNull();
        (await Mails()).Last().Text.ShouldNotContain("zahlt nie");
    }

    [Fact]
    public async Task C06_a_ticket_that_changes_hands_meanwhile_is_asked_about()
    {
        var page = await theo.Open($"/tickets/{ticket}/conversations/new");
        await app.Work(async db =>
        {
            (await db.Tickets.WithParts.SingleAsync(t => t.Number == ticket)).AskedBy(new Requester("Jens Ohlsen", "jens@ohlsen.example"), null, app.Clock.GetUtcNow());
            return 0;
        });

        var asked = await theo.Submit(page, $"/tickets/{ticket}/conversations", ("Body", "Hallo"), ("Do", "send"));
        asked.Status.ShouldBe(409);
        asked.ShouldSay("Bitte die Empfänger prüfen");
        (await Mails()).ShouldBeEmpty();

        await theo.Submit(asked, $"/tickets/{ticket}/conversations", ("Do", "send"));
        (await Mail()).Recipients.ShouldHaveSingleItem().Address.ShouldBe("karin@muellerbau.example"); // as shown to whoever sent it
    }

    [Fact]
    public async Task Files_go_with_the_mail_and_can_be_saved_again()
    {
        var page = await theo.Open($"/tickets/{ticket}/conversations/new");
        var sent = await theo.SendFiles($"/tickets/{ticket}/conversations", [("To", "karin@muellerbau.example"), ("Subject", "Anleitung"), ("Body", "Anbei."), ("MailboxId", (await MailboxId()).ToString()), ("Seen", page.One("[name=Seen]").GetAttribute("value")), ("Do", "send")], ("Files", "anleitung.html", "<script>alert(1)</script>"u8.ToArray()));
        sent.LedTo.ShouldNotBeNull();
        (await Mail()).Attachments.ShouldHaveSingleItem().Name.ShouldBe("anleitung.html");

        var file = (await theo.Open($"/tickets/{ticket}")).One("a.file").GetAttribute("href")!;
        var saved = await theo.Get(file);
        saved.Html.ShouldBe("<script>alert(1)</script>");
        saved.Response.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        saved.Response.Content.Headers.ContentType!.MediaType.ShouldBe("application/octet-stream");
        saved.Response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        saved.Response.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("sandbox");
    }

    [Fact]
    public async Task What_is_missing_is_said_beside_its_field_and_nothing_is_lost()
    {
        var page = await theo.Open($"/tickets/{ticket}/conversations/new");
        var refused = await theo.Submit(page, $"/tickets/{ticket}/conversations", ("To", "keine adresse"), ("Body", "Mein langer Text"), ("Do", "send"));
        refused.Status.ShouldBe(422);
        refused.ShouldSay("keine E-Mail-Adresse");
        refused.One("#f-To").GetAttribute("value").ShouldBe("keine adresse");
        refused.One("textarea[name=Body]").TextContent.ShouldContain("Mein langer Text");
        (await app.Db(db => db.Conversations.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Whoever_may_only_read_sees_everything_and_writes_nothing()
    {
        await app.NewConversation(ticket);
        using var rita = await app.As(World.Rita);
        var page = await rita.Open($"/tickets/{ticket}");
        page.ShouldSay("Seit heute früh druckt er nur noch Streifen.");
        page.Document.QuerySelectorAll("main form[method=post]").ShouldBeEmpty();
        (await rita.Get($"/tickets/{ticket}/conversations/new")).Status.ShouldBe(403);
        (await rita.Send($"/tickets/{ticket}/notes", ("Note", "x"))).Status.ShouldBe(403);
    }

    async Task Answer(long number, string text, params (string, string?)[] more)
    {
        var answer = await theo.Submit(await theo.Open($"/conversations/{number}/messages/new"), $"/conversations/{number}/messages", [("Body", text), ("Do", "send"), .. more]);
        answer.LedTo.ShouldNotBeNull(answer.Text);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    static Message Out(Conversation conversation) => conversation.Messages.Single(m => m.Kind == MessageKind.Out);

    Task<int> MailboxId() => app.Db(db => db.Mailboxes.Where(m => m.Address == World.ServiceAddress).Select(m => m.Id).SingleAsync());

    Task<List<OutgoingMail>> Mails() => app.Db(db => db.OutgoingMails.WithParts.OrderBy(m => m.CreatedAt).ToListAsync());

    async Task<OutgoingMail> Mail() => (await Mails()).ShouldHaveSingleItem();

    public async ValueTask DisposeAsync()
    {
        theo.Dispose();
        await app.DisposeAsync();
    }
}
