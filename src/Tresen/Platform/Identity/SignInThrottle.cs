using System.Collections.Concurrent;

namespace Tresen.Platform.Identity;

/// <summary>How often passwords may be tried. Nobody is ever locked out by others: whoever signed in once from a browser
/// has counters of their own there (the cookie <c>device</c>), which strangers can't use up.</summary>
/// <remarks>Kept in memory: attempts are nobody's business after a quarter of an hour. An attempt counts before the
/// password is looked at, so that many at once are no way around, and is given back when it was right.</remarks>
public sealed class SignInThrottle(TimeProvider clock)
{
    const int MostKept = 50_000;

    static readonly TimeSpan Short = TimeSpan.FromMinutes(15);

    readonly ConcurrentDictionary<string, Count> counts = new();

    sealed record Count(int Tries, DateTimeOffset Until);

    /// <summary>Counts an attempt; null when there were too many.</summary>
    /// <param name="account">What was typed as address, known or not: the answer doesn't tell.</param>
    /// <param name="network">Where it comes from.</param>
    /// <param name="device">The browser, if this account signed in there before.</param>
    public Attempt? Begin(string account, string network, string? device)
    {
        Forget();
        (string Key, int Most, TimeSpan For)[] limits = device is not null
            ? [($"device {device}", 10, Short)]
            : [($"account {account} {network}", 8, Short), ($"network {network}", 60, Short), ($"account {account}", 60, TimeSpan.FromHours(1))];
        var attempt = new Attempt(this, [.. limits.Select(l => l.Key)]);
        foreach (var (key, most, span) in limits)
        {
            if (Add(key, span) > most)
            {
                return null;
            }
        }

        return attempt;
    }

    int Add(string key, TimeSpan span)
    {
        var now = clock.GetUtcNow();
        return counts.AddOrUpdate(key, _ => new Count(1, now + span), (_, c) => c.Until <= now ? new Count(1, now + span) : c with { Tries = c.Tries + 1 }).Tries;
    }

    void Forget()
    {
        if (counts.Count < MostKept)
        {
            return;
        }

        var now = clock.GetUtcNow();
        foreach (var (key, _) in counts.Where(c => c.Value.Until <= now).ToList())
        {
            counts.TryRemove(key, out _);
        }

        // Somebody makes up addresses by the thousand: what they fill is thrown away, the networks they do it from stay counted.
        if (counts.Count >= MostKept)
        {
            foreach (var (key, _) in counts.Where(c => c.Key.StartsWith("account ", StringComparison.Ordinal)).ToList())
            {
                counts.TryRemove(key, out _);
            }
        }
    }

    /// <summary>One try of a password.</summary>
    public sealed class Attempt(SignInThrottle throttle, string[] keys)
    {
        /// <summary>It was right: it doesn't count, and neither do the mistypings before it at this place.</summary>
        public void Succeeded()
        {
            throttle.counts.TryRemove(keys[0], out _);
            foreach (var key in keys.Skip(1))
            {
                if (throttle.counts.TryGetValue(key, out var count))
                {
                    throttle.counts.TryUpdate(key, count with { Tries = Math.Max(0, count.Tries - 1) }, count);
                }
            }
        }
    }
}
