using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Post;

namespace Tresen.Mail.Fetching;

/// <summary>That this node, and no other, looks into a mailbox. Renewed while it is held; a node that is killed loses it after two
/// minutes.</summary>
sealed class FetchLease : IAsyncDisposable
{
    static readonly TimeSpan Length = TimeSpan.FromMinutes(2);
    static readonly TimeSpan Renewing = TimeSpan.FromSeconds(30);

    readonly IServiceScopeFactory scopes;
    readonly TimeProvider clock;
    readonly int mailbox;
    readonly CancellationTokenSource end = new();
    readonly CancellationTokenSource lost;
    readonly Task keeping;
    DateTimeOffset until;

    FetchLease(IServiceScopeFactory scopes, TimeProvider clock, int mailbox, DateTimeOffset until, CancellationToken cancel)
    {
        (this.scopes, this.clock, this.mailbox, this.until) = (scopes, clock, mailbox, until);
        lost = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        keeping = KeepAsync();
    }

    /// <summary>Ends when the lease is lost, or what it was taken for is to end.</summary>
    public CancellationToken Held => lost.Token;

    /// <summary>Takes it; null where another node has it.</summary>
    public static async Task<FetchLease?> TakeAsync(IServiceScopeFactory scopes, TimeProvider clock, int mailbox, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TresenDb>();
        var now = await db.NowAsync(clock, cancel);
        var until = now + Length;
        await using var work = await WriteScope.BeginAsync(db, cancel);
        // On SQLite one process has the database, and what a killed one held is nobody's.
        var free = db.MayBeShared() ? db.Mailboxes.Where(m => m.Id == mailbox && (m.FetchLeaseUntil == null || m.FetchLeaseUntil < now)) : db.Mailboxes.Where(m => m.Id == mailbox);
        var taken = await free.ExecuteUpdateAsync(m => m.SetProperty(x => x.FetchLeaseUntil, until), cancel);
        await work.CommitAsync(cancel);
        return taken == 1 ? new FetchLease(scopes, clock, mailbox, until, cancel) : null;
    }

    async Task KeepAsync()
    {
        while (true)
        {
            await Task.Delay(Renewing, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (end.IsCancellationRequested)
            {
                return;
            }

            try
            {
                if (!await SetAsync(now => now + Length))
                {
                    await lost.CancelAsync();
                    return;
                }
            }
            catch (Exception) when (until > clock.GetUtcNow())
            {
                // The database is away for a moment; the lease still holds.
            }
            catch (Exception)
            {
                await lost.CancelAsync();
                return;
            }
        }
    }

    async Task<bool> SetAsync(Func<DateTimeOffset, DateTimeOffset?> next)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TresenDb>();
        var then = next(await db.NowAsync(clock, CancellationToken.None));
        var mine = until;
        await using var work = await WriteScope.BeginAsync(db);
        var set = await db.Mailboxes.Where(m => m.Id == mailbox && m.FetchLeaseUntil == mine).ExecuteUpdateAsync(m => m.SetProperty(x => x.FetchLeaseUntil, then));
        await work.CommitAsync();
        until = then ?? until;
        return set == 1;
    }

    /// <summary>Gives it back.</summary>
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await keeping;
        try
        {
            await SetAsync(_ => null);
        }
        catch (Exception)
        {
            // It ends by itself.
        }

        end.Dispose();
        lost.Dispose();
    }
}
