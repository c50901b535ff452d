using Tresen.Platform.Files;
using Tresen.Platform.Web;

namespace Tresen.Conversations.Timeline;

/// <summary>Pictures that a mail names elsewhere, fetched when a person asks for them (threat B06): by us, so that their reader isn't
/// seen, from public addresses alone, and drawn anew.</summary>
static class RemotePictures
{
    const int MostPictures = 40;

    const int MostRedirects = 3;

    const int MostBytes = 5 * 1024 * 1024;

    const int MostEdge = 1600;

    const long MostShown = 20L * 1024 * 1024;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    static readonly HashSet<string> Types = ["image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp"];

    /// <summary>Those that could be had, each as a <c>data:</c> address.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> LoadAsync(OutgoingHttp http, IEnumerable<string> addresses, CancellationToken cancel)
    {
        var loaded = new System.Collections.Concurrent.ConcurrentDictionary<string, string>();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        var left = MostShown;
        try
        {
            await Parallel.ForEachAsync(addresses.Distinct().Take(MostPictures), new ParallelOptions { MaxDegreeOfParallelism = 6, CancellationToken = patience.Token }, async (address, stop) =>
            {
                if (await LoadAsync(http, address, stop) is var (content, type) && Interlocked.Add(ref left, -content.Length) >= 0)
                {
                    loaded[address] = $"data:{type};base64,{Convert.ToBase64String(content)}";
                }
            });
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // What came in time is shown.
        }

        return loaded;
    }

    static async Task<(byte[] Content, string Type)?> LoadAsync(OutgoingHttp http, string address, CancellationToken cancel)
    {
        try
        {
            for (var (hop, at) = (0, new Uri(address)); hop <= MostRedirects; hop++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, at) { Headers = { { "Accept", "image/png, image/jpeg, image/gif, image/webp" } } };
                using var answer = await http.Strangers.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
                if ((int)answer.StatusCode is 301 or 302 or 303 or 307 or 308 && answer.Headers.Location is { } next)
                {
                    at = new Uri(at, next);
                    continue;
                }

                return answer.IsSuccessStatusCode && Types.Contains(answer.Content.Headers.ContentType?.MediaType?.ToLowerInvariant() ?? "") && await ReadAsync(answer.Content, cancel) is { } content
                    ? await Picture.RedrawnAsync(content, MostEdge, cancel)
                    : null;
            }
        }
        catch (Exception e) when (e is HttpRequestException or ForbiddenAddressException or IOException or UriFormatException or InvalidOperationException or NotSupportedException or System.Net.Sockets.SocketException
            || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            // Not to be had, or not allowed: its description stands there on.
        }

        return null;
    }

    static async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancel)
    {
        using var all = new MemoryStream();
        await using var stream = await content.ReadAsStreamAsync(cancel);
        var buffer = new byte[81920];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancel)) > 0)
        {
            if (all.Length + read > MostBytes)
            {
                return null;
            }

            all.Write(buffer, 0, read);
        }

        return all.ToArray();
    }
}
