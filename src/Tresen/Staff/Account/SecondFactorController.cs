using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Api;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Staff.SigningIn;

namespace Tresen.Staff.Account;

/// <summary><em>Mein Konto &gt; Zweiter Faktor</em>: switching one's own on and off.</summary>
[Staff]
[InPerson]
public sealed class SecondFactorController(TresenDb db, SignInManager<SignIn> signIns, SignInThrottle throttle, Authenticator authenticator, TimeProvider clock, Me me) : SelfController(db, signIns, throttle, me)
{
    const string Page = "/account/second-factor";

    [HttpGet(Page)]
    public Task<IResult> Show(CancellationToken cancel) => PageAsync(Totp.NewSecret(), cancel);

    /// <summary>Switches it on, once the app has shown that it knows the secret.</summary>
    [HttpPost(Page)]
    public async Task<IResult> SwitchOn([FromForm] SwitchOnForm form, CancellationToken cancel)
    {
        await Db.LockAsync<StaffMember>(Me.Id, cancel);
        var (signIn, now) = (await SignInAsync(cancel), clock.GetUtcNow());
        if (await authenticator.IsOnAsync(signIn.Id, cancel))
        {
            return Done(Page, "Der zweite Faktor ist schon eingeschaltet.");
        }

        var secret = Totp.IsSecret(form.Secret) ? form.Secret! : Totp.NewSecret();
        var factor = ModelState.IsValid ? authenticator.SwitchOn(signIn.Id, secret, form.Code, now) : null;
        if (factor is null)
        {
            if (ModelState.IsValid)
            {
                ModelState.AddModelError(nameof(form.Code), "Dieser Code passt nicht. Bitte den eingeben, den die App gerade zeigt; Uhrzeit und Datum des Telefons müssen stimmen.");
            }

            return await PageAsync(secret, cancel, 422);
        }

        var codes = factor.DrawRecoveryCodes();
        Db.Tell(AccountNews.SecondFactorOn, Me.Id, now);
        await EndOthersAsync(signIn, cancel);
        IsDone(Page);
        return RecoveryCodesPage.Of((codes, true));
    }

    /// <summary>Other recovery codes, shown once.</summary>
    [HttpPost(Page + "/recovery-codes")]
    public async Task<IResult> DrawAgain([FromForm] ConfirmingForm form, CancellationToken cancel)
    {
        await Db.LockAsync<StaffMember>(Me.Id, cancel);
        var signIn = await SignInAsync(cancel);
        if (!await IsConfirmedAsync(signIn, form))
        {
            return await PageAsync(Totp.NewSecret(), cancel, 422);
        }

        if (await Db.Set<SecondFactor>().Include(f => f.RecoveryCodes).SingleOrDefaultAsync(f => f.SignInId == signIn.Id, cancel) is not { } factor)
        {
            return Done(Page);
        }

        var codes = factor.DrawRecoveryCodes();
        await Db.SaveChangesAsync(cancel);
        IsDone(Page);
        return RecoveryCodesPage.Of((codes, false));
    }

    [HttpPost(Page + "/end")]
    public async Task<IResult> SwitchOff([FromForm] ConfirmingForm form, CancellationToken cancel)
    {
        var signIn = await SignInAsync(cancel);
        if (!await IsConfirmedAsync(signIn, form))
        {
            return await PageAsync(Totp.NewSecret(), cancel, 422);
        }

        if (await authenticator.SwitchOffAsync(signIn.Id, cancel))
        {
            Db.Tell(AccountNews.SecondFactorOff, Me.Id, clock.GetUtcNow());
            await Db.SaveChangesAsync(cancel);
        }

        return Done(Page, "Der zweite Faktor ist ausgeschaltet. Zum Anmelden genügt wieder das Passwort.");
    }

    async Task<bool> IsConfirmedAsync(SignIn signIn, ConfirmingForm form) =>
        ModelState.IsValid && await IsPasswordAsync(signIn, form.Password, nameof(form.Password), "Das Passwort stimmt nicht.");

    async Task<IResult> PageAsync(string secret, CancellationToken cancel, int status = 200)
    {
        var id = (await SignInAsync(cancel)).Id;
        var on = await Db.Set<SecondFactor>().Where(f => f.SignInId == id).Select(f => new SecondFactorPage.On(f.Since, f.RecoveryCodes.Count)).SingleOrDefaultAsync(cancel);
        return SecondFactorPage.Of((on, secret, Totp.Link(secret, Me.Mail)), status);
    }
}

/// <summary>The code of the app that is to be the second factor.</summary>
public sealed class SwitchOnForm
{
    /// <summary>The secret that the page showed. Nobody else's: who tampers with it weakens their own.</summary>
    public string? Secret { get; set; }

    [Required(ErrorMessage = "Bitte den Code eingeben.")]
    [StringLength(40, ErrorMessage = "Das ist zu lang.")]
    public string? Code { get; set; }
}

/// <summary>One's password, typed once more for what weakens one's account.</summary>
public sealed class ConfirmingForm
{
    [Required(ErrorMessage = "Bitte das Passwort eingeben.")]
    [StringLength(200, ErrorMessage = "Das ist zu lang.")]
    public string Password { get; set; } = "";
}
