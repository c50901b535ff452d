using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tresen.Platform.Jobs;

namespace Tresen.Tests.Platform;

/// <summary>Work that comes again by itself.</summary>
public sealed class RecurringJobTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData("follow-ups")]
    [InlineData("loose-files")]
    [InlineData("alarms")]
    public async Task Killed_between_the_work_and_its_end_it_is_done_again_and_stays_one(string kind)
    {
        await app.RunJobs();
        for (var day = 0; day < 3; day++)
        {
            app.Clock.Advance(TimeSpan.FromDays(1));
            await using (var killed = app.Services.CreateAsyncScope())
            {
                await killed.ServiceProvider.GetServices<IWorker>().Single(w => w.Kind == kind).WorkAsync("", TestContext.Current.CancellationToken);
            }

            await app.RunJobs();
        }

        var waiting = await app.Db(db => db.Set<Job>().Where(j => j.Kind == kind).ToListAsync());
        waiting.ShouldHaveSingleItem().Due.ShouldBeGreaterThan(app.Clock.GetUtcNow());
    }
}
