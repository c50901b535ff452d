using System.Net;
using System.Net.Sockets;

namespace Tresen.Platform.Web;

/// <summary>Requests that the program itself sends to an address that somebody typed, or that such an address named. What it must not
/// reach is decided by the address that is connected to, whatever name led there: names can be rewritten (DNS rebinding).</summary>
/// <remarks>Addresses of the company's own network are allowed, for that is where many a provider stands. This machine is not, unless
/// <c>Tresen:IssuerOnThisMachine</c> says so; nor are the places where clouds tell machines their secrets.</remarks>
public sealed class OutgoingHttp(IConfiguration configuration) : IDisposable
{
    /// <summary>More is nobody's answer to what we ask.</summary>
    const int MostBytes = 1024 * 1024;

    readonly bool reachesThisMachine = configuration["Tresen:IssuerOnThisMachine"] == "true";

    readonly bool picturesOnThisMachine = configuration["Tresen:PicturesOnThisMachine"] == "true";

    HttpClient? client;
    HttpClient? strangers;

    /// <summary>The one client for it: no redirects, no proxy, ten seconds, a megabyte at most.</summary>
    public HttpClient Client => client ??= Make(Allows, IsForbidden);

    /// <summary>The same for addresses that strangers name, in a mail: also by http, never into any house's own network.</summary>
    public HttpClient Strangers => strangers ??= Make(AllowsStrangers, IsClosedToStrangers);

    static HttpClient Make(Func<Uri, bool> allows, Predicate<IPAddress> isForbidden) => new(new Guard(allows) { InnerHandler = new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectCallback = (context, cancel) => ConnectAsync(context, isForbidden, cancel),
    } })
    { Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = MostBytes };

    /// <summary>Whether such an address may be asked at all: by https, on this machine also by http where that is allowed.</summary>
    public bool Allows(Uri address) => address.IsAbsoluteUri && address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (reachesThisMachine && address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    /// <summary>Whether such an address may be asked where a stranger named it.</summary>
    public bool AllowsStrangers(Uri address) => address.IsAbsoluteUri && address.UserInfo.Length == 0 && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
        && (address.IsDefaultPort || (picturesOnThisMachine && address.IsLoopback));

    /// <summary>Whether a connection there is refused where a stranger named it.</summary>
    public bool IsClosedToStrangers(IPAddress address) => OutgoingAddress.IsPrivate(address) && !(picturesOnThisMachine && OutgoingAddress.IsThisMachine(address));

    /// <summary>Whether a connection there is refused.</summary>
    public bool IsForbidden(IPAddress address) => OutgoingAddress.IsForbidden(address) || (!reachesThisMachine && OutgoingAddress.IsThisMachine(address));

    static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, Predicate<IPAddress> isForbidden, CancellationToken cancel)
    {
        var addresses = await OutgoingAddress.ResolveAsync(context.DnsEndPoint.Host, cancel);
        if (Array.Exists(addresses, isForbidden))
        {
            throw new ForbiddenAddressException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        client?.Dispose();
        strangers?.Dispose();
    }

    sealed class Guard(Func<Uri, bool> allows) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri is { } address && allows(address) ? base.SendAsync(request, cancellationToken) : throw new ForbiddenAddressException();
    }
}

/// <summary>An address that the program sends nothing to (<see cref="OutgoingHttp"/>).</summary>
public sealed class ForbiddenAddressException() : Exception("This address is not asked.");
