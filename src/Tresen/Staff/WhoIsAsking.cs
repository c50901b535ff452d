using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;

namespace Tresen.Staff;

/// <summary>Finds out who is asking and what they may do at this moment, in one query. A session whose security stamp is
/// no longer the sign-in's (password or rights changed, signed out everywhere) ends here.</summary>
public sealed class WhoIsAsking(RequestDelegate next)
{
    static readonly Func<TresenDb, Guid, Task<Found?>> Find = EF.CompileAsyncQuery((TresenDb db, Guid signIn) => db.Set<StaffMember>()
        .Where(s => s.SignInId == signIn && s.IsActive)
        .Select(s => new Found(
            s.Id,
            s.Name,
            s.Mail,
            s.Rights,
            s.Language,
            db.Set<SignIn>().Where(u => u.Id == signIn).Select(u => u.SecurityStamp).FirstOrDefault()))
        .FirstOrDefault());

    sealed record Found(int Id, string Name, string Mail, Capability Rights, string Language, string? Stamp);

    /// <summary>Puts <see cref="Me"/> and the reader's language into the request.</summary>
    public async Task InvokeAsync(HttpContext http, TresenDb db)
    {
        var language = http.Request.Cookies["language"];
        if (Guid.TryParse(http.User.FindFirstValue(ClaimTypes.NameIdentifier), out var signIn))
        {
            var found = await Find(db, signIn);
            if (found is not null && found.Stamp == http.User.FindFirstValue("AspNet.Identity.SecurityStamp"))
            {
                http.Features.Set(await MeAsync(db, found));
                language ??= found.Language;
            }
            else
            {
                await http.SignOutAsync(IdentityConstants.ApplicationScheme);
                http.User = new ClaimsPrincipal();
            }
        }

        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language == "en" ? "en-GB" : "de-DE");
        await next(http);
    }

    static async Task<Me> MeAsync(TresenDb db, Found found)
    {
        var places = await db.Set<Department>()
            .Where(d => d.IsConfidential || d.Members.Any(m => m.StaffMemberId == found.Id))
            .Select(d => new { d.Id, d.IsConfidential, Standing = d.Members.Where(m => m.StaffMemberId == found.Id).Select(m => (Standing?)m.Standing).FirstOrDefault() })
            .ToListAsync();
        var administers = (found.Rights & Capability.Administration) != 0;
        return new Me(
            found.Id,
            found.Name,
            found.Mail,
            found.Rights,
            [.. places.Where(p => p.Standing is not null).Select(p => p.Id)],
            [.. places.Where(p => p.Standing is Standing.Lead or Standing.Deputy).Select(p => p.Id)],
            administers ? [] : [.. places.Where(p => p.IsConfidential && p.Standing is null).Select(p => p.Id)]);
    }
}
