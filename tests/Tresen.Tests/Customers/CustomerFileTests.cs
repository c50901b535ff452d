using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Files;

namespace Tresen.Tests.Customers;

/// <summary>Files in a customer's record.</summary>
public sealed class CustomerFileTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_file_comes_back_byte_by_byte_and_is_never_shown_by_the_browser()
    {
        using var vera = await app.As(World.Vera);
        var evil = "<html><script>alert(1)</script></html>"u8.ToArray();
        (await vera.SendFiles("/customers/10001/files", [], ("Files", "..\\..\\Wartungsvertrag Öl\u202E.html", evil))).LedTo.ShouldBe("/customers/10001/files");
        using var rita = await app.As(World.Rita);
        var list = await rita.Open("/customers/10001/files");
        list.ShouldSay("Wartungsvertrag Öl.html").ShouldSay("Vera Sommer").ShouldNotSay("Entfernen");
        var file = await rita.Get(list.One(".list a.row-link").GetAttribute("href")!);
        file.Html.ShouldBe("<html><script>alert(1)</script></html>");
        file.Response.Content.Headers.ContentType!.MediaType.ShouldBe("application/octet-stream");
        file.Response.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        file.Response.Content.Headers.ContentDisposition!.FileNameStar.ShouldBe("Wartungsvertrag Öl.html");
        file.Response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        file.Response.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("sandbox");
    }

    [Fact]
    public async Task A_removed_file_is_let_go_and_gone_for_good_after_a_day()
    {
        using var vera = await app.As(World.Vera);
        await vera.SendFiles("/customers/10001/files", [], ("Files", "plan.pdf", "Plan"u8.ToArray()));
        await vera.SendFiles("/customers/10002/files", [], ("Files", "anders.pdf", "Plan"u8.ToArray()));
        (await app.Db(db => db.Set<StoredFile>().SingleAsync())).References.ShouldBe(2);
        var page = await vera.Open("/customers/10001/files");
        var href = page.One(".list a.row-link").GetAttribute("href")!;
        (await vera.Send(href + "/removal")).LedTo.ShouldBe("/customers/10001/files");
        (await vera.Get(href)).Status.ShouldBe(404);
        (await app.Db(db => db.Set<StoredFile>().SingleAsync())).References.ShouldBe(1);
        (await vera.Open("/customers/10001/files")).ShouldSay("Noch keine Dateien");
    }

    [Fact]
    public async Task Nobody_takes_a_file_through_another_customer_or_without_the_right()
    {
        using var vera = await app.As(World.Vera);
        await vera.SendFiles("/customers/10001/files", [], ("Files", "plan.pdf", "Plan"u8.ToArray()));
        var href = (await vera.Open("/customers/10001/files")).One(".list a.row-link").GetAttribute("href")!;
        (await vera.Get(href.Replace("10001", "10002"))).Status.ShouldBe(404);
        using var stranger = app.Stranger();
        (await stranger.Get(href)).LedTo.ShouldNotBeNull().ShouldStartWith("/sign-in");
        using var rita = await app.As(World.Rita);
        (await rita.Send(href + "/removal")).Status.ShouldBe(403);
        (await rita.SendFiles("/customers/10001/files", [], ("Files", "x.txt", [1]))).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Nothing_chosen_gets_a_sentence()
    {
        using var vera = await app.As(World.Vera);
        var answer = await vera.SendFiles("/customers/10001/files", [("once", "a1b2")]);
        answer.Status.ShouldBe(422);
        answer.ShouldSay("Bitte eine Datei auswählen.");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
