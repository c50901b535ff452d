using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Api;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Platform.Web;
using Tresen.Staff.OpenIdConnect;
using Tresen.Staff.SigningIn;

namespace Tresen.Staff.Passkeys;

/// <summary>Signing in with a passkey: no password, and no second factor, because the key itself asks for face, finger or PIN.</summary>
[Anyone]
[InPerson]
public sealed class PasskeySignInController(TresenDb db, SignInManager<SignIn> signIns, Entrance entrance) : TresenController
{
    /// <summary>What the browser is to ask the key for; the same for everybody, so that nobody learns who works here.</summary>
    [HttpPost("/sign-in/passkey/options")]
    [OwnWork]
    public async Task<IResult> Begin() => Results.Text(await signIns.MakePasskeyRequestOptionsAsync(null), "application/json");

    [HttpPost("/sign-in/passkey")]
    [OwnWork]
    public async Task<IResult> SignIn([FromForm] PasskeySignInForm form, CancellationToken cancel)
    {
        var shown = ModelState.IsValid ? await Begun.OrNull(() => signIns.PerformPasskeyAssertionAsync(form.Credential!)) : null;
        await HttpContext.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        var id = shown is { Succeeded: true } ? shown.User.Id : Guid.Empty;
        var person = await db.Staff.AsNoTracking().SingleOrDefaultAsync(s => s.SignInId == id && s.IsActive, cancel);
        var provider = await db.ProviderAsync(cancel);
        if (shown is not { Succeeded: true } || person is null)
        {
            ModelState.AddModelError("", "Mit diesem Passkey kann sich hier niemand anmelden.");
        }
        else if ((person.Rights & Capability.Administration) == 0 && provider is { IsOnlyWay: true })
        {
            ModelState.AddModelError("", Words.Of("Mit einem Passkey meldet sich hier nur noch die Administration an. Bitte „{0}“ benutzen.", provider.ShownButton));
        }
        else
        {
            await using (var work = await WriteScope.BeginAsync(db, cancel))
            {
                await signIns.UserManager.AddOrUpdatePasskeyAsync(shown.User, shown.Passkey); // its counter, which tells a copied key
                await work.CommitAsync(cancel);
            }

            await entrance.BeginAsync(HttpContext, shown.User, form.Stay, cancel);
            return Results.LocalRedirect(Url.IsLocalUrl(form.Then) ? form.Then! : "/");
        }

        return SignInPage.Of(new(new SignInForm { Then = form.Then }, null, provider, false), StatusCodes.Status422UnprocessableEntity);
    }
}

/// <summary>A passkey shown at the sign-in.</summary>
public sealed class PasskeySignInForm
{
    /// <summary>JSON.</summary>
    [Required(ErrorMessage = "Der Browser hat keinen Passkey geliefert. Dazu braucht die Seite JavaScript.")]
    [StringLength(100_000, ErrorMessage = "Das ist zu lang.")]
    public string? Credential { get; set; }

    public bool Stay { get; set; }

    [StringLength(2000, ErrorMessage = "Das ist zu lang.")]
    public string? Then { get; set; }
}
