using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Api;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Platform.Time;
using Tresen.Platform.Web;
using Tresen.Staff.SigningIn;

namespace Tresen.Staff.Account;

/// <summary><em>Mein Konto</em>: what everybody changes about themselves, and where they are signed in.</summary>
[Staff]
[InPerson]
public sealed class AccountController(TresenDb db, SignInManager<SignIn> signIns, SignInThrottle throttle, TimeProvider clock, Me me) : TresenController
{
    [HttpGet("/account")]
    public async Task<IResult> Show(CancellationToken cancel)
    {
        var person = await db.Staff.SingleAsync(s => s.Id == me.Id, cancel);
        return await PageAsync(person, AccountForm.Of(person), cancel);
    }

    [HttpPost("/account")]
    public async Task<IResult> Save([FromForm] AccountForm form, CancellationToken cancel)
    {
        await db.LockAsync<StaffMember>(me.Id, cancel);
        var person = await db.Staff.SingleAsync(s => s.Id == me.Id, cancel);
        var merged = await MergeAsync(form, AccountForm.Of(person));
        if (!merged || !ModelState.IsValid)
        {
            return await PageAsync(person, form, cancel, merged ? 422 : 409);
        }

        person.Describe(form.Name!.Trim(), person.Mail, PhoneNumber.Normal(form.Phone));
        person.Prefer(form.Language, form.WantsMail);
        await db.SaveChangesAsync(cancel);
        Response.Cookies.Delete("language"); // what was chosen for this browser alone gives way
        return Done("/account", "Gespeichert.");
    }

    [HttpGet("/account/password")]
    public IResult AskPassword() => PasswordPage.Of(me.MustChoosePassword);

    [HttpPost("/account/password")]
    public async Task<IResult> ChangePassword([FromForm] PasswordForm form, CancellationToken cancel)
    {
        var signIn = await SignInAsync(cancel);
        if (ModelState.IsValid)
        {
            await CheckAsync(signIn, form);
        }

        if (!ModelState.IsValid)
        {
            return PasswordPage.Of(me.MustChoosePassword, 422);
        }

        await signIns.UserManager.ReplacePasswordAsync(signIn, form.NewPassword);
        signIn.Hold();
        await db.Set<Invitation>().Where(i => i.SignInId == signIn.Id).ExecuteDeleteAsync(cancel);
        await EndOthersAsync(signIn, cancel);
        return Done(me.MustChoosePassword ? "/" : "/account", "Das neue Passwort gilt ab jetzt. An anderen Geräten ist eine neue Anmeldung nötig.");
    }

    /// <summary>Signs out at all other browsers.</summary>
    [HttpPost("/account/sessions/end")]
    public async Task<IResult> EndOthers(CancellationToken cancel)
    {
        await EndOthersAsync(await SignInAsync(cancel), cancel);
        return Done("/account", "An allen anderen Geräten abgemeldet.");
    }

    /// <summary>Signs out at one other browser.</summary>
    [HttpPost("/account/sessions/{id:guid}/end")]
    public async Task<IResult> EndOne(Guid id, CancellationToken cancel)
    {
        var signIn = await SignInAsync(cancel);
        return await db.Set<Session>().Where(s => s.Id == id && s.SignInId == signIn.Id).ExecuteDeleteAsync(cancel) == 0 ? NotFound() : Done("/account", "Dort abgemeldet.");
    }

    Guid SessionId => Guid.Parse(User.FindFirst(Session.Claim)!.Value);

    async Task<SignIn> SignInAsync(CancellationToken cancel)
    {
        var id = await db.Staff.Where(s => s.Id == me.Id).Select(s => s.SignInId).SingleAsync(cancel);
        return await db.Set<SignIn>().SingleAsync(s => s.Id == id, cancel);
    }

    async Task CheckAsync(SignIn signIn, PasswordForm form)
    {
        // A session left open is no place to guess the password at leisure.
        if (throttle.Begin(me.Mail, "account", $"password {me.Id}") is not { } attempt)
        {
            ModelState.AddModelError(nameof(form.OldPassword), "Das waren zu viele Versuche. Bitte eine Viertelstunde warten.");
        }
        else if (!await signIns.UserManager.CheckPasswordAsync(signIn, form.OldPassword))
        {
            ModelState.AddModelError(nameof(form.OldPassword), "Das ist nicht das bisherige Passwort.");
        }
        else
        {
            attempt.Succeeded();
            if (form.NewPassword == form.OldPassword)
            {
                ModelState.AddModelError(nameof(form.NewPassword), "Bitte ein anderes Passwort als das bisherige wählen.");
            }
            else if (!await signIns.UserManager.IsStrongAsync(signIn, form.NewPassword))
            {
                ModelState.AddModelError(nameof(form.NewPassword), PasswordRules.Sentence);
            }
        }
    }

    async Task EndOthersAsync(SignIn signIn, CancellationToken cancel)
    {
        await db.EndOtherSessionsAsync(signIn, SessionId, cancel);
        await db.SaveChangesAsync(cancel);
        var stays = HttpContext.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.IsPersistent == true;
        await signIns.ContinueAsync(signIn, SessionId, stays);
    }

    async Task<IResult> PageAsync(StaffMember person, AccountForm form, CancellationToken cancel, int status = 200)
    {
        var today = Zone.DayOf(clock.GetUtcNow());
        var oldest = clock.GetUtcNow() - Session.Lifetime;
        return AccountPage.Of(
            new(
                person,
                form,
                await db.Set<Session>().Where(s => s.SignInId == person.SignInId && s.StartedAt >= oldest).OrderByDescending(s => s.StartedAt).Take(50)
                    .Select(s => new AccountPage.SignedIn(s.Id, s.Device, s.StartedAt)).ToListAsync(cancel),
                SessionId,
                await db.Absences.Where(a => a.StaffMemberId == me.Id && a.To >= today).OrderBy(a => a.From)
                    .Select(a => new AccountPage.Away(a.From, a.To, a.Deputy == null ? null : a.Deputy.Name)).ToListAsync(cancel)),
            status);
    }
}
