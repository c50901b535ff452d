using System.Net;
using System.Net.Sockets;

namespace Tresen.Platform.Web;

/// <summary>Where a name leads that somebody typed: a mail server, a directory, a provider.</summary>
public static class OutgoingAddress
{
    static readonly IPAddress CloudSecrets = IPAddress.Parse("fd00:ec2::254");

    /// <summary>Whether nothing is ever connected to there: the places where clouds tell machines their secrets, and addresses that are
    /// no single machine's.</summary>
    public static bool IsForbidden(IPAddress address) => Inner(address) is { } inner ? IsForbidden(inner)
        : address.AddressFamily == AddressFamily.InterNetwork
            ? address.GetAddressBytes() is [0, ..] or [169, 254, ..] or [>= 224, ..] or [100, 100, 100, 200] or [192, 0, 0, 192]
            : address.IsIPv6LinkLocal || address.IsIPv6Multicast || address.IsIPv6SiteLocal || address.Equals(IPAddress.IPv6Any) || address.Equals(CloudSecrets);

    /// <summary>Whether it is this machine.</summary>
    public static bool IsThisMachine(IPAddress address) => IPAddress.IsLoopback(Inner(address) ?? address);

    /// <summary>Whether it belongs to some house's own network or to nobody: where strangers name an address, nothing of ours is asked there.</summary>
    public static bool IsPrivate(IPAddress address) => IsForbidden(address) || IsThisMachine(address) || (Inner(address) is { } inner ? IsPrivate(inner)
        : address.AddressFamily == AddressFamily.InterNetwork
            ? address.GetAddressBytes() is [10, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..] or [100, >= 64 and <= 127, ..] or [198, 18 or 19, ..] or [192, 0, 0 or 2, _] or [198, 51, 100, _] or [203, 0, 113, _]
            : address.GetAddressBytes() is not [>= 0x20 and <= 0x3f, ..] or [0x20, 0x01, 0, 0, ..] or [0x20, 0x01, 0x0d, 0xb8, ..]);

    /// <summary>The addresses of a host, or the one that it is.</summary>
    public static async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancel) =>
        IPAddress.TryParse(host.TrimEnd('.'), out var one) ? [one] : await Dns.GetHostAddressesAsync(host.TrimEnd('.'), cancel);

    /// <summary>Connects to a server that an administrator named. It may stand on this machine.</summary>
    /// <exception cref="SocketException">It isn't reached, or mustn't be: both sound alike.</exception>
    public static async Task ConnectToAsync(this Socket socket, string host, int port, CancellationToken cancel)
    {
        var addresses = await ResolveAsync(host, cancel);
        if (Array.Exists(addresses, IsForbidden))
        {
            throw new SocketException((int)SocketError.NetworkUnreachable);
        }

        await socket.ConnectAsync(addresses, port, cancel);
    }

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
}
