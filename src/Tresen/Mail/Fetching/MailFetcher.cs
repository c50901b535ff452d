using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Post;

namespace Tresen.Mail.Fetching;

/// <summary>Looks into every mailbox again and again, into each by itself: one that hangs holds up only itself. One that fails
/// is left alone for growing gaps and says why. Where a server can tell of new mail, it is listened to.</summary>
public sealed class MailFetcher(IServiceScopeFactory scopes, TimeProvider clock, IConfiguration configuration, ILogger<MailFetcher> log) : BackgroundService
{
    /// <summary>After listening for that long it is looked in whatever the server said: lines die without a sound.</summary>
    static readonly TimeSpan Listening = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<int, Task> rounds = new();

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
                foreach (var id in await DueAsync(stoppingToken))
                {
                    if (!rounds.TryGetValue(id, out var round) || round.IsCompleted)
                    {
                        rounds[id] = Task.Run(() => RunAsync(id, stop => Task.Delay(Listening, stop), stoppingToken), CancellationToken.None);
                    }
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "Looking for mailboxes failed; trying again");
            }

            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(rounds.Values);
    }

    /// <summary>Fetches every mailbox that is due, once.</summary>
    public async Task FetchAsync(CancellationToken cancel = default) =>
        await Parallel.ForEachAsync(await DueAsync(cancel), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancel }, async (id, stop) => await RunAsync(id, null, stop));

    async Task<int[]> DueAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = clock.GetUtcNow();
        return await scope.ServiceProvider.GetRequiredService<TresenDb>().Mailboxes.Active
            .Where(m => m.Imap.Host != "" && !m.IsFetchingPaused && (m.NextFetchAt == null || m.NextFetchAt <= now))
            .OrderBy(m => m.Id).Select(m => m.Id).ToArrayAsync(cancel);
    }

    /// <summary>A round that breaks, whatever it breaks of, is one mailbox' trouble.</summary>
    async Task RunAsync(int id, Func<CancellationToken, Task>? idle, CancellationToken cancel)
    {
        try
        {
            await using var lease = await FetchLease.TakeAsync(scopes, clock, id, cancel);
            if (lease is not null)
            {
                await using var scope = scopes.CreateAsyncScope();
                var services = scope.ServiceProvider;
                await (await services.GetRequiredService<TresenDb>().Mailboxes.AnyAsync(m => m.Id == id && m.Protocol == FetchProtocol.Pop3, cancel)
                    ? services.GetRequiredService<PopRound>().RunAsync(id, lease.Held)
                    : services.GetRequiredService<FetchRound>().RunAsync(id, idle, lease.Held));
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The program ends; what is stored is stored.
        }
        catch (Exception e)
        {
            log.LogError(e, "Fetching mailbox {Id} failed; trying again", id);
        }
    }
}
