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

    HttpClient? client;

    /// <summary>The one client for it: no redirects, no proxy, ten seconds, a megabyte at most.</summary>
    public HttpClient Client => client ??= new(new Guard(this) { InnerHandler = new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectCallback = ConnectAsync,
    } })
    { Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = MostBytes };

    /// <summary>Whether such an address may be asked at all: by https, on this machine also by http where that is allowed.</summary>
    public bool Allows(Uri address) => address.IsAbsoluteUri && address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (reachesThisMachine && address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    /// <summary>Whether a connection there is refused.</summary>
    public bool IsForbidden(IPAddress address)
    {
        if (Inner(address) is { } inner)
        {
            return IsForbidden(inner);
        }

        var bytes = address.GetAddressBytes();
        return IPAddress.IsLoopback(address) ? !reachesThisMachine
            : address.AddressFamily == AddressFamily.InterNetwork
                ? bytes is [0, ..] or [169, 254, ..] or [>= 224, ..] or [100, 100, 100, 200] or [192, 0, 0, 192] // clouds tell their secrets at some of these
                : address.IsIPv6LinkLocal || address.IsIPv6Multicast || address.IsIPv6SiteLocal || address.Equals(IPAddress.IPv6Any) || address.Equals(CloudSecrets);
    }

    static readonly IPAddress CloudSecrets = IPAddress.Parse("fd00:ec2::254");

    /// <summary>The IPv4 address that an IPv6 address stands for: mapped, compatible, NAT64, 6to4.</summary>
    static IPAddress? Inner(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
            : bytes is [0x20, 0x02, ..] ? new IPAddress(bytes.AsSpan(2, 4))
            : bytes is [0, 0x64, 0xff, 0x9b, ..] ? new IPAddress(bytes.AsSpan(12, 4))
            : bytes.AsSpan(0, 12).IndexOfAnyExcept((byte)0) < 0 && !address.Equals(IPAddress.IPv6Loopback) && !address.Equals(IPAddress.IPv6Any) ? new IPAddress(bytes.AsSpan(12, 4))
            : null;
    }

    async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var host = context.DnsEndPoint.Host.TrimEnd('.');
        var addresses = IPAddress.TryParse(host, out var one) ? [one] : await Dns.GetHostAddressesAsync(host, cancel);
        if (Array.Exists(addresses, IsForbidden))
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
    public void Dispose() => client?.Dispose();

    sealed class Guard(OutgoingHttp owner) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri is { } address && owner.Allows(address) ? base.SendAsync(request, cancellationToken) : throw new ForbiddenAddressException();
    }
}

/// <summary>An address that the program sends nothing to (<see cref="OutgoingHttp"/>).</summary>
public sealed class ForbiddenAddressException() : Exception("This address is not asked.");
