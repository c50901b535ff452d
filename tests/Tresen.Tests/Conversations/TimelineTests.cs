using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Platform.Files;
using Tresen.Tickets;

namespace Tresen.Tests.Conversations;

/// <summary>The page that a ticket opens on.</summary>
public sealed class TimelineTests : IAsyncLifetime
{
    static readonly byte[] Pixel = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    readonly TresenApp app = new();
    Browser theo = null!;
    int ticket;

    public async ValueTask InitializeAsync()
    {
        theo = await app.As(World.Theo);
        ticket = await app.NewTicket();
    }

    [Fact]
    public async Task Messages_of_all_dialogues_stand_in_one_order_and_each_can_be_shown_alone()
    {
        var first = await app.NewConversation(ticket, "Erstes Gespräch");
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        var second = await app.NewConversation(ticket, "Zweites Gespräch");
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        await app.KarinAnswers(first, "Noch etwas zum ersten");

        var page = await theo.Open($"/tickets/{ticket}");
        page.All(".timeline .message-body").ShouldBe(["Erstes Gespräch", "Zweites Gespräch", "Noch etwas zum ersten"]);
        (await theo.Open($"/tickets/{ticket}?conversation={second}")).All(".timeline .message-body").ShouldBe(["Zweites Gespräch"]);
    }

    [Fact]
    public async Task What_was_done_is_told_in_thin_lines_that_can_be_hidden()
    {
        await app.NewConversation(ticket);
        (await theo.Open($"/tickets/{ticket}")).All(".timeline .event").ShouldNotBeEmpty();
        (await theo.Open($"/tickets/{ticket}?events=hide")).All(".timeline .event").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("/details")]
    [InlineData("/files")]
    [InlineData("/time")]
    [InlineData("/history")]
    public async Task A_new_dialogue_is_begun_from_every_tab_by_whoever_works(string tab)
    {
        (await theo.Open($"/tickets/{ticket}{tab}")).All(".page-head-actions a").ShouldContain("Neuen Gesprächsverlauf starten");
        using var rita = await app.As(World.Rita);
        (await rita.Open($"/tickets/{ticket}{tab}")).ShouldNotSay("Neuen Gesprächsverlauf starten");
    }

    [Fact]
    public async Task What_is_new_stands_first_and_quotes_are_folded()
    {
        var number = await app.NewConversation(ticket);
        await app.Work(async db => db.Receive(await db.ToChange(number), Talking.FromKarin("Ja bitte.\n\n> Sollen wir kommen?", "Re: Drucker") with { Reply = "Ja bitte." }, app.Clock.GetUtcNow()));

        var page = await theo.Open($"/tickets/{ticket}");
        page.All(".message-body")[^1].ShouldBe("Ja bitte.");
        page.One(".message:last-child details.quote").TextContent.ShouldContain("> Sollen wir kommen?");
        page.Document.QuerySelector(".message:last-child details.quote")!.HasAttribute("open").ShouldBeFalse();
    }

    [Fact]
    public async Task Html_of_others_is_shut_in_with_its_own_pictures_alone()
    {
        var number = await app.NewConversation(ticket);
        var picture = await Store(Pixel);
        var id = await app.Work(async db =>
        {
            var file = await db.Set<StoredFile>().SingleAsync(f => f.Id == picture);
            var html = "<p>Hier <b>fett</b> <img src=\"cid:bild@x\" alt=\"Foto\"> <img src=\"https://spion.example/pixel.gif\" alt=\"fremd\"> <img src=\"cid:anderes@x\"></p>";
            var message = db.Receive(await db.ToChange(number), Talking.FromKarin("Hier fett", "Bild") with { Html = html, Files = [new IncomingFile(file, "foto.png", "image/png", IsInline: true, "<bild@x>")] }, app.Clock.GetUtcNow());
            await db.SaveChangesAsync();
            return message.Id;
        });

        var frame = await theo.Get($"/messages/{id}/frame");
        frame.Html.ShouldContain("data:image/png;base64,");
        frame.Html.ShouldNotContain("spion.example");
        frame.Html.ShouldNotContain("cid:");
        var policy = frame.Response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("sandbox");
        policy.ShouldNotContain("script");
        policy.ShouldNotContain("allow-same-origin");
        (await theo.Open($"/tickets/{ticket}")).One($"iframe[src='/messages/{id}/frame']").GetAttribute("sandbox")!.ShouldNotContain("allow-same-origin");
    }

    [Fact]
    public async Task A_reply_after_closing_is_settled_or_takes_the_work_up_again()
    {
        var number = await app.NewConversation(ticket);
        await app.Work(async db =>
        {
            var closing = await db.Tickets.WithParts.SingleAsync(t => t.Number == ticket);
            closing.Close(await db.Progresses.SingleAsync(p => p.Category == Category.Closed), "", [], await db.Person(World.Theo), app.Clock.GetUtcNow());
            return 0;
        });
        await app.KarinAnswers(number);
        var page = await theo.Open($"/tickets/{ticket}");
        page.ShouldSay("Antwort nach Abschluss");
        await theo.Submit(page, $"/tickets/{ticket}/late-reply/settlement");
        (await theo.Open($"/tickets/{ticket}")).All(".notice").ShouldNotContain(n => n.Contains("Sieht niemand nach"));
        (await app.Ticket(ticket)).IsClosed.ShouldBeTrue();

        await app.KarinAnswers(number, "Doch nicht.");
        await theo.Submit(await theo.Open($"/tickets/{ticket}"), $"/tickets/{ticket}/late-reply/reopening");
        (await app.Ticket(ticket)).IsClosed.ShouldBeFalse();
    }

    [Fact]
    public async Task A_note_needs_a_text_and_is_unmistakably_internal()
    {
        var refused = await theo.Submit(await theo.Open($"/tickets/{ticket}"), $"/tickets/{ticket}/notes", ("Note", " "));
        refused.Status.ShouldBe(422);
        refused.ShouldSay("Bitte einen Text schreiben.");

        await theo.Submit(refused, $"/tickets/{ticket}/notes", ("Note", "Ersatzteil liegt im Lager."));
        (await theo.Open($"/tickets/{ticket}")).One(".message-note").TextContent.ShouldContain("Interne Notiz");
    }

    [Fact]
    public async Task The_box_below_the_timeline_comes_with_the_mail_it_answers()
    {
        var number = await app.NewConversation(ticket);
        var box = await theo.Get($"/conversations/{number}/composer");
        box.One("form").GetAttribute("action").ShouldBe($"/conversations/{number}/messages");
        box.One("#f-To").GetAttribute("value").ShouldBe("Karin Müller <karin@muellerbau.example>");
    }

    [Fact]
    public async Task Files_of_messages_stand_in_the_tab_too()
    {
        var number = await app.NewConversation(ticket);
        var file = await Store(Pixel);
        await app.Work(async db =>
        {
            var stored = await db.Set<StoredFile>().SingleAsync(f => f.Id == file);
            return db.Receive(await db.ToChange(number), Talking.FromKarin("Anbei", "Foto") with { Files = [new IncomingFile(stored, "foto.png", "image/png")] }, app.Clock.GetUtcNow());
        });
        (await theo.Open($"/tickets/{ticket}/files")).ShouldSay("foto.png").ShouldSay("Karin Müller");
    }

    Task<int> Store(byte[] content) => ((FileCabinet)app.Services.GetService(typeof(FileCabinet))!).StoreAsync(new MemoryStream(content), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        theo.Dispose();
        await app.DisposeAsync();
    }
}
