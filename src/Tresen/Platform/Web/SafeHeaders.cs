using System.Security.Cryptography;

namespace Tresen.Platform.Web;

/// <summary>The headers that keep a page to itself. Styles with the page's nonce are allowed for the rich text editor alone.</summary>
public sealed class SafeHeaders(RequestDelegate next, Address address)
{
    /// <summary>Adds the headers and goes on.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        http.Items[typeof(SafeHeaders)] = nonce;
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = $"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers.XFrameOptions = "DENY";
        if (address.IsSecure || http.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        // A page is gone when its reader has signed out. Scripts and styles say themselves how long they keep.
        http.Response.OnStarting(() =>
        {
            if (headers.CacheControl.Count == 0)
            {
                headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        });
        return next(http);
    }

    /// <summary>The nonce of the page that is being written.</summary>
    public static string Nonce(HttpContext http) => http.Items[typeof(SafeHeaders)] as string ?? "";
}
