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
public sealed class SignInController(TresenDb db, SignInManager<SignIn> signIns, SignInThrottle throttle, KnownDevice devices, Authenticator authenticator, PasswordProof proofs, TimeProvider clock) : TresenController
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
        return await authenticator.IsOnAsync(known.Id, cancel)
            ? CodePage.Of((new CodeForm { Proof = proofs.For(known, form.Stay), Then = form.Then }, held))
            : await EnterAsync(known, person, form.Stay, form.Then, held, cancel);
    }

    /// <summary>The code after the password, where a second factor is on. Until then nobody is signed in.</summary>
    [HttpPost("/sign-in/code")]
    [OwnWork]
    public async Task<IResult> Confirm([FromForm] CodeForm form, CancellationToken cancel)
    {
        var (held, now, proven) = (HeldForm.Unpack(form.Held, Url), clock.GetUtcNow(), proofs.Read(form.Proof));
        var (id, stamp) = (proven?.SignInId ?? Guid.Empty, proven?.Stamp);
        var signIn = await db.Set<SignIn>().SingleOrDefaultAsync(s => s.Id == id && s.SecurityStamp == stamp && (s.OneTimeUntil == null || s.OneTimeUntil >= now), cancel);
        var person = await db.Staff.SingleOrDefaultAsync(s => s.SignInId == id && s.IsActive, cancel);
        if (signIn is null || person is null)
        {
            ModelState.Clear();
            ModelState.AddModelError("", "Das hat zu lange gedauert. Bitte noch einmal mit dem Passwort beginnen.");
            return SignInPage.Of((new SignInForm { Then = form.Then }, held), 422);
        }

        if (!ModelState.IsValid)
        {
            return CodePage.Of((form, held), 422);
        }

        // Counted apart from passwords, which whoever guesses codes knows: all unknown browsers together, and each known one by itself.
        if (throttle.Begin(person.Mail, "", $"code {devices.Of(HttpContext, id) ?? $"{id:N}"}") is not { } attempt)
        {
            ModelState.AddModelError(nameof(form.Code), "Das waren zu viele Versuche. Bitte eine Viertelstunde warten.");
            return CodePage.Of((form, held), 429);
        }

        if (!await AcceptAsync(id, form.Code, now, cancel))
        {
            ModelState.AddModelError(nameof(form.Code), "Dieser Code stimmt nicht oder ist schon benutzt. Bitte den nächsten eingeben, den die App zeigt.");
            return CodePage.Of((form, held), 422);
        }

        attempt.Succeeded();
        return await EnterAsync(signIn, person, proven!.Stay, form.Then, held, cancel);
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

    async Task<bool> AcceptAsync(Guid id, string code, DateTimeOffset now, CancellationToken cancel)
    {
        await using var work = await WriteScope.BeginAsync(db, cancel);
        var accepted = await authenticator.AcceptAsync(id, code, now, cancel);
        await work.CommitAsync(cancel);
        return accepted;
    }

    /// <summary>They are in, and go on to where they wanted.</summary>
    async Task<IResult> EnterAsync(SignIn signIn, StaffMember person, bool stay, string? then, HeldForm? held, CancellationToken cancel)
    {
        devices.Remember(HttpContext, signIn.Id);
        await BeginAsync(signIn, stay, cancel);
        return held is not null && signIn.OneTimeUntil is null
            ? SendAgain.Of((held, person.Name))
            : Results.LocalRedirect(Url.IsLocalUrl(then) ? then! : "/");
    }

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
