using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tresen.Platform.Files;
using Tresen.Platform.Jobs;
using Tresen.Tests.Conversations;

namespace Tresen.Tests.Platform;

/// <summary>What was uploaded and never saved, or let go of by its last holder, is gone a day later, and nothing else.</summary>
public sealed class LooseFilesTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    FileCabinet Cabinet => app.Services.GetRequiredService<FileCabinet>();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_file_of_a_form_that_was_never_saved_is_gone_after_a_day()
    {
        using var theo = await app.As(World.Theo);
        (await theo.SendFiles("/tickets", [("Subject", "")], ("Files", "geheim.pdf", new byte[FileChunk.MostBytes + 1]))).Status.ShouldBe(422);
        (await Left()).ShouldBe((1, 2));

        app.Clock.Advance(TimeSpan.FromHours(23));
        await app.RunJobs();
        (await Left()).ShouldBe((1, 2), "its sender may still be correcting the form");

        app.Clock.Advance(TimeSpan.FromHours(2));
        await app.RunJobs();
        (await Left()).ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_file_that_two_hold_stays_until_a_day_after_the_second_let_go()
    {
        using var vera = await app.As(World.Vera);
        await vera.SendFiles("/customers/10001/files", [], ("Files", "plan.pdf", "Plan"u8.ToArray()));
        await vera.SendFiles("/customers/10002/files", [], ("Files", "derselbe.pdf", "Plan"u8.ToArray()));

        await Remove("10001");
        await AfterDays(3);
        (await Left()).ShouldBe((1, 1));
        (await vera.Get(await Href("10002"))).Html.ShouldBe("Plan");

        await Remove("10002");
        await app.RunJobs();
        (await Left()).ShouldBe((1, 1), "somebody may have let go by mistake");
        await AfterDays(2);
        (await Left()).ShouldBe((0, 0));

        async Task<string> Href(string customer) => (await vera.Open($"/customers/{customer}/files")).One(".list a.row-link").GetAttribute("href")!;

        async Task Remove(string customer) => (await vera.Send(await Href(customer) + "/removal")).Status.ShouldBe(302);
    }

    [Fact]
    public async Task What_is_stored_again_on_its_last_day_waits_for_its_new_holder()
    {
        var first = await Cabinet.StoreAsync(new MemoryStream("Plan"u8.ToArray()), TestContext.Current.CancellationToken);
        app.Clock.Advance(TimeSpan.FromHours(30));
        var again = await Cabinet.StoreAsync(new MemoryStream("Plan"u8.ToArray()), TestContext.Current.CancellationToken);

        await app.RunJobs();

        again.ShouldBe(first);
        (await Left()).ShouldBe((1, 1));
    }

    [Fact]
    public async Task What_is_held_while_the_sweeper_comes_stays()
    {
        var id = await Cabinet.StoreAsync(new MemoryStream("Plan"u8.ToArray()), TestContext.Current.CancellationToken);
        app.Clock.Advance(TimeSpan.FromHours(30));
        var sweeping = Task.CompletedTask;

        await app.Work(async db =>
        {
            (await db.Set<StoredFile>().SingleAsync(f => f.Id == id)).Hold();
            await db.SaveChangesAsync();
            sweeping = Task.Run(Sweep);
            await Task.Delay(200); // it has read that nobody holds the file, and waits for us
            return 0;
        });
        await sweeping;

        (await Left()).ShouldBe((1, 1));

        async Task Sweep()
        {
            await using var scope = app.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetServices<IWorker>().OfType<LooseFiles>().Single().WorkAsync("", TestContext.Current.CancellationToken);
        }
    }

    Task<(int Files, int Chunks)> Left() => app.Db(async db => (await db.Set<StoredFile>().CountAsync(), await db.Set<FileChunk>().CountAsync()));

    async Task AfterDays(int days)
    {
        for (var hour = 0; hour < 24 * days; hour += 12)
        {
            app.Clock.Advance(TimeSpan.FromHours(12));
            await app.RunJobs();
        }
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
