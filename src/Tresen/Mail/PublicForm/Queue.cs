using System.Collections.Concurrent;

namespace Tresen.Mail.PublicForm;

/// <summary>How many come through the public door from one network. Kept in memory: a program that fills forms is slowed
/// down, and nobody's address is stored.</summary>
public sealed class Queue(TimeProvider clock)
{
    /// <summary>From one network in an hour.</summary>
    public const int MostAnHour = 20;

    const int MostNetworks = 10_000;

    readonly ConcurrentDictionary<string, (DateTimeOffset Since, int Count)> networks = new();

    /// <summary>Lets one more in from that network, or not.</summary>
    public bool Admits(string network)
    {
        var now = clock.GetUtcNow();
        if (networks.Count > MostNetworks)
        {
            foreach (var old in networks.Where(n => n.Value.Since < now.AddHours(-1)).Select(n => n.Key).ToList())
            {
                networks.TryRemove(old, out _);
            }
        }

        return networks.AddOrUpdate(network, _ => (now, 1), (_, known) => known.Since < now.AddHours(-1) ? (now, 1) : (known.Since, known.Count + 1)).Count <= MostAnHour;
    }
}
