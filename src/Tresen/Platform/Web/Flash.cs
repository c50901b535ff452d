namespace Tresen.Platform.Web;

/// <summary>One sentence for the next page, kept in a cookie until it was shown.</summary>
public static class Flash
{
    const string Cookie = "flash";

    /// <summary>Leaves the sentence for the next page.</summary>
    public static void Leave(HttpContext http, string sentence) =>
        http.Response.Cookies.Append(Cookie, Uri.EscapeDataString(sentence), new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = TimeSpan.FromMinutes(1) });

    /// <summary>The sentence left for this page, and forgets it.</summary>
    public static string? Take(HttpContext http)
    {
        if (!http.Request.Cookies.TryGetValue(Cookie, out var sentence) || http.Response.HasStarted)
        {
            return null;
        }

        http.Response.Cookies.Delete(Cookie);
        return Uri.UnescapeDataString(sentence);
    }
}
