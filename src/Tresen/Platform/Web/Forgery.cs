using Tresen.Platform.Api;

namespace Tresen.Platform.Web;

/// <summary>Refuses changes that another site makes a signed-in person's browser send (CSRF). No tokens in forms: they
/// break a reply that stays open over a new sign-in.</summary>
public sealed class Forgery(RequestDelegate next, Address address)
{
    /// <summary>Lets the request pass or answers 403.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        if (IsSafe(http.Request) || http.Request.IsForProgram() || ComesFromUs(http.Request)) // no cookie counts for programs
        {
            return next(http);
        }

        return Shell.Refusal.Of(403).ExecuteAsync(http);
    }

    static bool IsSafe(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);

    bool ComesFromUs(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is "same-origin" or "none";
        }

        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0)
        {
            var ours = address.Known ?? $"{request.Scheme}://{request.Host}";
            return string.Equals(origin, ours, StringComparison.OrdinalIgnoreCase);
        }

        // Neither header: no browser of today. Harmless without a sign-in's cookie, refused with one.
        return !request.Cookies.Keys.Any(k => k.Contains("tresen", StringComparison.Ordinal));
    }
}
