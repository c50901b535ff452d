using Microsoft.AspNetCore.Mvc;
using Tresen.Platform.Api;
using Tresen.Platform.Identity;

namespace Tresen.Platform.Web;

/// <summary>How a reader likes it: light or dark, German or English. Kept in cookies of the browser.</summary>
[Anyone]
[InPerson]
public sealed class ReaderController : TresenController
{
    [HttpPost("/appearance")]
    [OwnWork]
    public IResult Appear([FromForm] string? theme, [FromForm] string? language, [FromForm] string? returnTo)
    {
        if (theme is not null)
        {
            KeepTheme(HttpContext, theme);
        }

        if (language is not null)
        {
            Keep(HttpContext, "language", language == "en" ? "en" : "de");
        }

        return Results.LocalRedirect(Url.IsLocalUrl(returnTo) ? returnTo! : "/");
    }

    /// <summary>Keeps light or dark in this browser.</summary>
    public static void KeepTheme(HttpContext http, string? theme) => Keep(http, "theme", theme is "light" or "dark" ? theme : "system");

    static void Keep(HttpContext http, string name, string value) =>
        http.Response.Cookies.Append(name, value, new CookieOptions { SameSite = SameSiteMode.Lax, Path = "/", MaxAge = TimeSpan.FromDays(400) });
}
