using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Api;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Platform.Time;
using Tresen.Staff.SigningIn;

namespace Tresen.Staff.Account;

/// <summary><em>Mein Konto</em>: what everybody changes about themselves, and where they are signed in.</summary>
[Staff]
[InPerson]
public sealed class AccountController(TresenDb db, SignInManager<SignIn> signIns, SignInThrottle throttle, Authenticator authenticator, TimeProvider clock, Me me) : SelfController(db, signIns, throttle, me)
{
    [HttpGet("/account")]
    public async Task<IResult> Show(CancellationToken cancel)
    {
        var person = await Db.Staff.SingleAsync(s => s.Id == Me.Id, cancel);
        return await PageAsync(person, AccountForm.Of(person), cancel);
    }

    [HttpPost("/account")]
    public async Task<IResult> Save([FromForm] AccountForm form, CancellationToken cancel)
    {
        await Db.LockAsync<StaffMember>(Me.Id, cancel);
        var person = await Db.Staff.SingleAsync(s => s.Id == Me.Id, cancel);
        var merged = await MergeAsync(form, AccountForm.Of(person));
        if (!merged || !ModelState.IsValid)
        {
            return await PageAsync(person, form, cancel, merged ? 422 : 409);
        }

        person.Describe(form.Name!.Trim(), person.Mail, PhoneNumber.Normal(form.Phone));
        person.Prefer(form.Language, form.WantsMail);
        await Db.SaveChangesAsync(cancel);
        Response.Cookies.Delete("language"); // what was chosen for this browser alone gives way
        return Done("/account", "Gespeichert.");
    }

    [HttpGet("/account/password")]
    public IResult AskPassword() => PasswordPage.Of(Me.MustChoosePassword);

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
            return PasswordPage.Of(Me.MustChoosePassword, 422);
        }

        await SignIns.UserManager.ReplacePasswordAsync(signIn, form.NewPassword);
        signIn.Hold();
        await Db.Set<Invitation>().Where(i => i.SignInId == signIn.Id).ExecuteDeleteAsync(cancel);
        Db.Tell(AccountNews.PasswordChanged, Me.Id, clock.GetUtcNow());
        await EndOthersAsync(signIn, cancel);
        return Done(Me.MustChoosePassword ? "/" : "/account", "Das neue Passwort gilt ab jetzt. An anderen Geräten ist eine neue Anmeldung nötig.");
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
        return await Db.Set<Session>().Where(s => s.Id == id && s.SignInId == signIn.Id).ExecuteDeleteAsync(cancel) == 0 ? NotFound() : Done("/account", "Dort abgemeldet.");
    }

    async Task CheckAsync(SignIn signIn, PasswordForm form)
    {
        if (!await IsPasswordAsync(signIn, form.OldPassword, nameof(form.OldPassword), "Das ist nicht das bisherige Passwort."))
        {
            return;
        }

        if (form.NewPassword == form.OldPassword)
        {
            ModelState.AddModelError(nameof(form.NewPassword), "Bitte ein anderes Passwort als das bisherige wählen.");
        }
        else if (!await SignIns.UserManager.IsStrongAsync(signIn, form.NewPassword))
        {
            ModelState.AddModelError(nameof(form.NewPassword), PasswordRules.Sentence);
        }
    }

    async Task<IResult> PageAsync(StaffMember person, AccountForm form, CancellationToken cancel, int status = 200)
    {
        var today = Zone.DayOf(clock.GetUtcNow());
        var oldest = clock.GetUtcNow() - Session.Lifetime;
        return AccountPage.Of(
            new(
                person,
                form,
                await Db.Set<Session>().Where(s => s.SignInId == person.SignInId && s.StartedAt >= oldest).OrderByDescending(s => s.StartedAt).Take(50)
                    .Select(s => new AccountPage.SignedIn(s.Id, s.Device, s.StartedAt)).ToListAsync(cancel),
                SessionId,
                await authenticator.IsOnAsync(person.SignInId, cancel),
                await Db.Absences.Where(a => a.StaffMemberId == Me.Id && a.To >= today).OrderBy(a => a.From)
                    .Select(a => new AccountPage.Away(a.From, a.To, a.Deputy == null ? null : a.Deputy.Name)).ToListAsync(cancel)),
            status);
    }
}
