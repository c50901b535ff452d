using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;

namespace Tresen.Staff;

/// <summary>Signing in and out.</summary>
[Anyone]
public sealed class SignInController(SignInManager<SignIn> signIns) : TresenController
{
    // The same work whether the address is known or not, so that nobody learns from the time taken who works here.
    static readonly string Nobody = new PasswordHasher<SignIn>().HashPassword(new SignIn("nobody@tresen.example"), Guid.NewGuid().ToString());

    [HttpGet("/sign-in")]
    public IResult Ask(string? then) => SignInPage.Of(new SignInForm { Then = then });

    [HttpPost("/sign-in")]
    [OwnWork]
    public async Task<IResult> SignIn([FromForm] SignInForm form)
    {
        if (!ModelState.IsValid)
        {
            return SignInPage.Of(form, 422);
        }

        var known = await signIns.UserManager.FindByEmailAsync(form.Mail.Trim());
        if (known is null)
        {
            new PasswordHasher<SignIn>().VerifyHashedPassword(new SignIn(form.Mail), Nobody, form.Password);
        }

        var result = known is null
            ? Microsoft.AspNetCore.Identity.SignInResult.Failed
            : await signIns.PasswordSignInAsync(known, form.Password, form.Stay, lockoutOnFailure: true);
        if (result.Succeeded)
        {
            return Results.LocalRedirect(Url.IsLocalUrl(form.Then) ? form.Then! : "/");
        }

        ModelState.AddModelError("", "E-Mail oder Passwort stimmt nicht. Nach mehreren Fehlversuchen hilft nur, ein paar Minuten zu warten.");
        return SignInPage.Of(form, 422);
    }

    [HttpPost("/sign-out")]
    [OwnWork]
    public async Task<IResult> SignOutNow()
    {
        await signIns.SignOutAsync();
        return Results.LocalRedirect("/sign-in");
    }
}

/// <summary>What is typed to sign in.</summary>
public sealed class SignInForm
{
    [Required(ErrorMessage = "Bitte die E-Mail-Adresse eingeben.")]
    [StringLength(200, ErrorMessage = "Das ist zu lang.")]
    public string Mail { get; set; } = "";

    [Required(ErrorMessage = "Bitte das Passwort eingeben.")]
    [StringLength(200, ErrorMessage = "Das ist zu lang.")]
    public string Password { get; set; } = "";

    public bool Stay { get; set; }

    /// <summary>Where to go afterwards; only paths of ours are followed.</summary>
    public string? Then { get; set; }
}
