using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.DataProtection;

namespace Tresen.Platform.Identity;

/// <summary>Remembers in a browser that an account has signed in there, and where a request comes from: what
/// <see cref="SignInThrottle"/> counts by.</summary>
public sealed class KnownDevice(IDataProtectionProvider protection)
{
    const string Cookie = "device";

    readonly IDataProtector protector = protection.CreateProtector("Tresen.KnownDevice");

    /// <summary>The mark of this browser if that account signed in here before.</summary>
    public string? Of(HttpContext http, Guid? signInId)
    {
        if (signInId is not { } id || !http.Request.Cookies.TryGetValue(Cookie, out var value) || value is not { Length: < 2000 })
        {
            return null;
        }

        try
        {
            var mark = protector.Unprotect(value);
            return mark.StartsWith(id.ToString("N"), StringComparison.Ordinal) ? mark : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null; // not written by us
        }
    }

    /// <summary>From now on the account is known here.</summary>
    public void Remember(HttpContext http, Guid signInId)
    {
        if (Of(http, signInId) is null)
        {
            http.Response.Cookies.Append(Cookie, protector.Protect($"{signInId:N} {Guid.NewGuid():N}"), new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Path = "/sign-in",
                MaxAge = TimeSpan.FromDays(180),
            });
        }
    }

    /// <summary>The network of whoever asks: the address, of IPv6 the half that one line is given.</summary>
    public static string Network(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress;
        if (address is null)
        {
            return "";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? new IPAddress([.. address.GetAddressBytes().Take(8), 0, 0, 0, 0, 0, 0, 0, 0]).ToString()
            : address.ToString();
    }
}
