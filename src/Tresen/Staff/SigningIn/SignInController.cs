using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Api;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Platform.Web;

namespace Tresen.Staff.SigningIn;

/// <summary>Signing in and out.</summary>
[Anyone]
[InPerson]
public sealed class SignInController(TresenDb db, SignInManager<SignIn> signIns, SignInThrottle throttle, KnownDevice devices, TimeProvider clock) : TresenController
{
    // The same work whether the address is known or not, so that nobody learns from the time taken who works here.
    static readonly string Nobody = new PasswordHasher<SignIn>().HashPassword(new SignIn("nobody@tresen.example"), Guid.NewGuid().ToString());

    [HttpGet("/sign-in")]
    public IResult Ask(string? then) => SignInPage.Of((new SignInForm { Then = then }, null));

    [HttpPost("/sign-in")]
    [OwnWork] // a password takes long to check; nobody shall wait for the database meanwhile
    public async Task<IResult> SignIn([FromForm] SignInForm form, CancellationToken cancel)
    {
        var held = HeldForm.Unpack(form.Held, Url);
        if (!ModelState.IsValid)
        {
            return SignInPage.Of((form, held), 422);
        }

        var mail = MailAddress.Normal(form.Mail);
        var known = await signIns.UserManager.FindByEmailAsync(mail);
        if (throttle.Begin(mail, KnownDevice.Network(HttpContext), devices.Of(HttpContext, known?.Id)) is not { } attempt)
        {
            ModelState.AddModelError("", "Das waren zu viele Versuche. Bitte eine Viertelstunde warten, oder an einem Gerät anmelden, an dem es schon einmal gelungen ist.");
            return SignInPage.Of((form, held), 429);
        }

        var id = known?.Id ?? Guid.Empty;
        var person = await db.Staff.SingleOrDefaultAsync(s => s.SignInId == id && s.IsActive, cancel);
        var isRight = known is not null
            ? await signIns.UserManager.CheckPasswordAsync(known, form.Password)
            : IsNobodys(form.Password);
        if (!isRight || person is null || known!.OneTimeUntil < clock.GetUtcNow())
        {
            ModelState.AddModelError("", "E-Mail oder Passwort stimmt nicht.");
            return SignInPage.Of((form, held), 422);
        }

        attempt.Succeeded();
        devices.Remember(HttpContext, known.Id);
        await BeginAsync(known, form.Stay, cancel);
        return held is not null && known.OneTimeUntil is null
            ? SendAgain.Of((held, person.Name))
            : Results.LocalRedirect(Url.IsLocalUrl(form.Then) ? form.Then! : "/");
    }

    [HttpPost("/sign-out")]
    [OwnWork]
    public async Task<IResult> SignOutNow(CancellationToken cancel)
    {
        if (SessionId is { } session)
        {
            await using var work = await WriteScope.BeginAsync(db, cancel);
            await db.Set<Session>().Where(s => s.Id == session).ExecuteDeleteAsync(cancel);
            await work.CommitAsync(cancel);
        }

        await signIns.SignOutAsync();
        return Results.LocalRedirect("/sign-in");
    }

    static bool IsNobodys(string password)
    {
        new PasswordHasher<SignIn>().VerifyHashedPassword(new SignIn("nobody@tresen.example"), Nobody, password);
        return false;
    }

    Guid? SessionId => Guid.TryParse(User.FindFirst(Session.Claim)?.Value, out var id) ? id : null;

    /// <summary>A new session each time, and the one that this browser had ends.</summary>
    async Task BeginAsync(SignIn signIn, bool stay, CancellationToken cancel)
    {
        var session = new Session(signIn, Request.Headers.UserAgent, clock.GetUtcNow());
        var (before, oldest) = (SessionId ?? Guid.Empty, clock.GetUtcNow() - Session.Lifetime);
        await using (var work = await WriteScope.BeginAsync(db, cancel))
        {
            await db.Set<Session>().Where(s => s.Id == before || (s.SignInId == signIn.Id && s.StartedAt < oldest)).ExecuteDeleteAsync(cancel);
            db.Add(session);
            await db.SaveChangesAsync(cancel);
            await work.CommitAsync(cancel);
        }

        await signIns.ContinueAsync(signIn, session.Id, stay);
    }
}
