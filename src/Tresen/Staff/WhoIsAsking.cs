using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Api;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Shell;
using Tresen.Platform.Time;
using Tresen.Staff.Tokens;

namespace Tresen.Staff;

/// <summary>Finds out who is asking and what they may do at this moment, in one query. A session that was ended, or whose
/// security stamp is no longer the sign-in's (password or rights changed, signed out everywhere), ends here.</summary>
public sealed class WhoIsAsking(RequestDelegate next, TimeProvider clock)
{
    const string ChoosePassword = "/account/password";

    static readonly Func<TresenDb, Guid, Guid, DateTimeOffset, Task<Found?>> Find = EF.CompileAsyncQuery((TresenDb db, Guid signIn, Guid session, DateTimeOffset oldest) =>
        (from s in db.Set<StaffMember>()
         join u in db.Set<SignIn>() on s.SignInId equals u.Id
         join x in db.Set<Session>() on u.Id equals x.SignInId
         where u.Id == signIn && s.IsActive && x.Id == session && x.StartedAt >= oldest
         select new Found(s.Id, s.Name, s.Mail, s.Rights, s.Language, u.SecurityStamp, u.OneTimeUntil != null, x.LooksAsId))
        .FirstOrDefault());

    static readonly Func<TresenDb, string, DateOnly, Task<FoundByToken?>> FindByToken = EF.CompileAsyncQuery((TresenDb db, string hash, DateOnly today) =>
        (from t in db.Set<ApiToken>()
         join s in db.Set<StaffMember>() on t.StaffMemberId equals s.Id
         join u in db.Set<SignIn>() on s.SignInId equals u.Id
         where t.Hash == hash && s.IsActive && (t.ValidUntil == null || t.ValidUntil >= today)
         select new FoundByToken(new Found(s.Id, s.Name, s.Mail, s.Rights, s.Language, u.SecurityStamp, u.OneTimeUntil != null, null), t.Id, t.Name, t.ReadsOnly, t.LastUsedOn))
        .FirstOrDefault());

    sealed record Found(int Id, string Name, string Mail, Capability Rights, string Language, string? Stamp, bool IsOneTime, int? LooksAs);

    sealed record FoundByToken(Found Person, int TokenId, string TokenName, bool ReadsOnly, DateOnly? LastUsedOn);

    /// <summary>Puts <see cref="Me"/> and the reader's language into the request.</summary>
    public async Task InvokeAsync(HttpContext http, TresenDb db)
    {
        var language = http.Request.Cookies["language"];
        if (http.Request.IsForProgram())
        {
            language = await ByTokenAsync(http, db);
        }
        else if (Guid.TryParse(http.User.FindFirstValue(ClaimTypes.NameIdentifier), out var signIn))
        {
            _ = Guid.TryParse(http.User.FindFirstValue(Session.Claim), out var session);
            var found = await Find(db, signIn, session, clock.GetUtcNow() - Session.Lifetime);
            if (found is not null && found.Stamp == http.User.FindFirstValue("AspNet.Identity.SecurityStamp"))
            {
                http.Features.Set(await MeAsync(db, found) is var me && found.LooksAs is { } other && me.IsAdministrator ? await AsOtherAsync(db, me, other) : me);
                language ??= found.Language;
            }
            else
            {
                await http.SignOutAsync(IdentityConstants.ApplicationScheme);
                http.User = new ClaimsPrincipal();
            }
        }

        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language == "en" ? "en-GB" : "de-DE");
        await (MayGoOn(http) ? next(http) : ChooseFirst(http));
    }

    /// <summary>Lets a program in by its token, and says in which language it is answered. A browser's cookie counts for nothing here.</summary>
    async Task<string> ByTokenAsync(HttpContext http, TresenDb db)
    {
        http.User = new ClaimsPrincipal();
        var today = Zone.DayOf(clock.GetUtcNow());
        var found = http.Request.Headers.Authorization.ToString() is ['B' or 'b', 'e', 'a', 'r', 'e', 'r', ' ', .. var text] ? await FindByToken(db, ApiToken.HashOf(text.Trim()), today) : null;
        if (found is not null)
        {
            http.Features.Set(await MeAsync(db, found.Person) with { MayOnlyRead = found.ReadsOnly, Token = found.TokenName });
            if (found.LastUsedOn != today)
            {
                await db.Set<ApiToken>().Where(t => t.Id == found.TokenId).ExecuteUpdateAsync(t => t.SetProperty(x => x.LastUsedOn, today));
            }
        }

        return http.Request.Headers.AcceptLanguage.ToString() is { Length: > 0 } wanted ? wanted.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en" : "de" : found?.Person.Language ?? "de";
    }

    /// <summary>An administrator looks as somebody else: with that person's eyes and no hands.</summary>
    static async Task<Me> AsOtherAsync(TresenDb db, Me me, int other) =>
        await db.Set<StaffMember>().Where(s => s.Id == other && s.IsActive).Select(s => new Found(s.Id, s.Name, s.Mail, s.Rights, s.Language, null, false, null)).FirstOrDefaultAsync() is { } person
            ? await MeAsync(db, person) with { MayOnlyRead = true, Watcher = new Watcher(me.Id, me.Name) } : me;

    // Whoever came in by a password that somebody else made up chooses one before anything else.
    static bool MayGoOn(HttpContext http) => http.Features.Get<Me>() is not { MustChoosePassword: true }
        || http.Request.Path == ChoosePassword
        || http.GetEndpoint()?.Metadata.GetMetadata<RuleAttribute>() is null or AnyoneAttribute;

    static Task ChooseFirst(HttpContext http)
    {
        if (!HttpMethods.IsGet(http.Request.Method) || http.Request.IsForProgram())
        {
            return Refusal.Of(StatusCodes.Status403Forbidden, "Bitte zuerst ein eigenes Passwort wählen.").ExecuteAsync(http);
        }

        http.Response.Redirect(ChoosePassword);
        return Task.CompletedTask;
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
            administers ? [] : [.. places.Where(p => p.IsConfidential && p.Standing is null).Select(p => p.Id)]) { MustChoosePassword = found.IsOneTime };
    }
}
