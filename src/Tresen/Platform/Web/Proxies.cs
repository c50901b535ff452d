using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Tresen.Platform.Web;

/// <summary>The web servers in front of us, <c>Tresen:Proxies</c>: addresses or networks. They say who asks and whether by
/// TLS; nobody else is believed.</summary>
public static class Proxies
{
    /// <summary>Believes those that are set, and none else.</summary>
    public static IServiceCollection AddProxies(this IServiceCollection services, string? set) => services.Configure<ForwardedHeadersOptions>(forwarded =>
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.None;
        forwarded.ForwardLimit = null; // as far as known ones passed it on
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in (set ?? "").Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownIPNetworks.Add(Read(proxy));
        }
    });

    static IPNetwork Read(string proxy) => IPNetwork.TryParse(proxy, out var network) ? network
        : IPAddress.TryParse(proxy, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new InvalidOperationException($"Tresen:Proxies: „{proxy}“ ist weder eine Adresse noch ein Netz.");
}
