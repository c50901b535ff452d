using System.Text.Json;
using Tresen.Platform.Api;

namespace Tresen.Platform.Web;

/// <summary>A sentence for the next page, and where one may go from it. Text and addresses are kept apart, so that nothing
/// people typed ever becomes a link.</summary>
/// <param name="Sentence">In the reader's language.</param>
/// <param name="Ways">Pages of ours.</param>
public sealed record Flash(string Sentence, IReadOnlyList<Way> Ways)
{
    const string Cookie = "flash";

    /// <summary>Leaves it for the next page, in a cookie that lives until it was shown.</summary>
    public void Leave(HttpContext http)
    {
        http.Items[typeof(Flash)] = this;
        if (!http.Request.IsForProgram())
        {
            Leave(http.Response);
        }
    }

    void Leave(HttpResponse response) =>
        response.Cookies.Append(Cookie, Uri.EscapeDataString(JsonSerializer.Serialize(this)), new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = TimeSpan.FromMinutes(1) });

    /// <summary>What was left for this page, and forgets it.</summary>
    public static Flash? Take(HttpContext http)
    {
        if (!http.Request.Cookies.TryGetValue(Cookie, out var text) || http.Response.HasStarted)
        {
            return null;
        }

        http.Response.Cookies.Delete(Cookie);
        try
        {
            return JsonSerializer.Deserialize<Flash>(Uri.UnescapeDataString(text)) is { Sentence.Length: > 0 } left
                ? left with { Ways = [.. (left.Ways ?? []).Where(w => w is { Text: not null, Href: ['/', ..] and not ['/', '/' or '\\', ..] })] } : null;
        }
        catch (JsonException)
        {
            return null; // not written by us
        }
    }
}

/// <summary>A way on that a message offers.</summary>
public sealed record Way(string Text, string Href);
