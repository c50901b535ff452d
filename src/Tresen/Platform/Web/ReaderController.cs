using Microsoft.AspNetCore.Mvc;
using Tresen.Platform.Identity;

namespace Tresen.Platform.Web;

/// <summary>How a reader likes it: light or dark, German or English. Kept in cookies of the browser.</summary>
[Anyone]
public sealed class ReaderController : TresenController
{
    [HttpPost("/appearance")]
    [OwnWork]
    public IResult Appear([FromForm] string theme, [FromForm] string? then) => Keep("theme", theme is "light" or "dark" ? theme : "auto", then);

    [HttpPost("/language")]
    [OwnWork]
    public IResult Speak([FromForm] string language, [FromForm] string? then) => Keep("language", language == "en" ? "en" : "de", then);

    IResult Keep(string name, string value, string? then)
    {
        Response.Cookies.Append(name, value, new CookieOptions { SameSite = SameSiteMode.Lax, Path = "/", MaxAge = TimeSpan.FromDays(400) });
        return Results.LocalRedirect(Url.IsLocalUrl(then) ? then! : "/");
    }
}
