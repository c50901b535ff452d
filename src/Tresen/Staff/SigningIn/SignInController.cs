using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform;
using Tresen.Platform.Api;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Platform.Views;
using Tresen.Platform.Web;
using Tresen.Staff.Ldap;
using Tresen.Staff.OpenIdConnect;
using Tresen.Staff.Outside;

namespace Tresen.Staff.SigningIn;

/// <summary>Signing in and out.</summary>
[Anyone]
[InPerson]
public sealed class SignInController(TresenDb db, SignInManager<SignIn> signIns, SignInThrottle throttle, KnownDevice devices, Authenticator authenticator, PasswordProof proofs, Entrance entrance, DirectoryWay directories, Arrival arrival, TimeProvider clock) : TresenController
{
    // The same work whether the address is known or not, so that nobody learns from the time taken who works here.
    static readonly string Nobody = new PasswordHasher<SignIn>().HashPassword(new SignIn("nobody@tresen.example"), Guid.NewGuid().ToString());

    [HttpGet("/sign-in")]
    public Task<IResult> Ask(string? then, CancellationToken cancel) => PageAsync(new SignInForm { Then = then }, null, cancel);

    [HttpPost("/sign-in")]
    [OwnWork] // a password takes long to check; nobody shall wait for the database meanwhile
    public async Task<IResult> SignIn([FromForm] SignInForm form, CancellationToken cancel)
    {
        var held = HeldForm.Unpack(form.Held, Url);
        if (!ModelState.IsValid)
        {
            return await PageAsync(form, held, cancel, 422);
        }

        var mail = MailAddress.Normal(form.Mail);
        var known = await signIns.UserManager.FindByEmailAsync(mail);
        if (throttle.Begin(mail, KnownDevice.Network(HttpContext), devices.Of(HttpContext, known?.Id)) is not { } attempt)
        {
            ModelState.AddModelError("", "Das waren zu viele Versuche. Bitte eine Viertelstunde warten, oder an einem Gerät anmelden, an dem es schon einmal gelungen ist.");
            return await PageAsync(form, held, cancel, 429);
        }

        var id = known?.Id ?? Guid.Empty;
        var person = await db.Staff.SingleOrDefaultAsync(s => s.SignInId == id && s.IsActive, cancel);
        var isRight = known is { PasswordHash: not null }
            ? await signIns.UserManager.CheckPasswordAsync(known, form.Password)
            : IsNobodys(form.Password);
        if (!isRight || person is null || known!.OneTimeUntil < clock.GetUtcNow())
        {
            (known, person) = await ByDirectoryAsync(form, cancel);
        }

        if (known is null || person is null)
        {
            if (ModelState.IsValid)
            {
                ModelState.AddModelError("", "E-Mail oder Passwort stimmt nicht.");
            }

            return await PageAsync(form, held, cancel, 422);
        }

        attempt.Succeeded();
        if ((person.Rights & Capability.Administration) == 0 && await db.ProviderAsync(cancel) is { IsOnlyWay: true } provider)
        {
            ModelState.AddModelError("", Words.Of("Mit einem Passwort meldet sich hier nur noch die Administration an. Bitte „{0}“ benutzen.", provider.ShownButton));
            return await PageAsync(form, held, cancel, 422);
        }

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
            return await PageAsync(new SignInForm { Then = form.Then }, held, cancel, 422);
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
        if (Entrance.SessionOf(HttpContext) is { } session)
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

    async Task<IResult> PageAsync(SignInForm form, HeldForm? held, CancellationToken cancel, int status = 200) =>
        SignInPage.Of(new(form, held, await db.ProviderAsync(cancel), await db.DirectoryAsync(cancel) is not null), status);

    /// <summary>Who it is by the password that they have in the company's directory; nobody, where that isn't right either or there is none.</summary>
    async Task<(SignIn? SignIn, StaffMember? Person)> ByDirectoryAsync(SignInForm form, CancellationToken cancel)
    {
        try
        {
            if (await db.DirectoryAsync(cancel) is not { } directory || await directories.AskAsync(directory, form.Mail.Trim(), form.Password, cancel) is not { } comer)
            {
                return (null, null);
            }

            await using var work = await WriteScope.BeginAsync(db, cancel);
            var arrived = await arrival.ArriveAsync(comer, directory.TakesIn, cancel);
            await work.CommitAsync(cancel);
            return arrived;
        }
        catch (BrokenRuleException broken)
        {
            ModelState.AddModelError("", broken.ForReader);
            return (null, null);
        }
    }

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
        await entrance.BeginAsync(HttpContext, signIn, stay, cancel);
        return held is not null && signIn.OneTimeUntil is null
            ? SendAgain.Of((held, person.Name))
            : Results.LocalRedirect(Url.IsLocalUrl(then) ? then! : "/");
    }
}
