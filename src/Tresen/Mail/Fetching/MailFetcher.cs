using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Post;

namespace Tresen.Mail.Fetching;

/// <summary>Looks into every mailbox again and again. One that fails is left alone for growing gaps and says why; the
/// others go on.</summary>
public sealed class MailFetcher(IServiceScopeFactory scopes, TimeProvider clock, IConfiguration configuration, ILogger<MailFetcher> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!configuration.GetValue("Tresen:Workers", true))
        {
            return;
        }

        var pause = TimeSpan.FromSeconds(Math.Max(1, configuration.GetValue("Tresen:Mail:FetchEverySeconds", 20)));
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FetchAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "Fetching failed; trying again");
            }

            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Fetches every mailbox that is due, once.</summary>
    public async Task FetchAsync(CancellationToken cancel = default)
    {
        int[] due;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var now = clock.GetUtcNow();
            due = await scope.ServiceProvider.GetRequiredService<TresenDb>().Mailboxes.Active
                .Where(m => m.Imap.Host != "" && (m.NextFetchAt == null || m.NextFetchAt <= now))
                .OrderBy(m => m.Id).Select(m => m.Id).ToArrayAsync(cancel);
        }

        // A server that lets us wait holds up only its own mailbox.
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancel }, async (id, stop) =>
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<FetchRound>().RunAsync(id, stop);
        });
    }
}
