using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Tresen.Platform.Api;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Staff.Account;
using Tresen.Staff.SigningIn;

namespace Tresen.Staff.Passkeys;

/// <summary><em>Mein Konto &gt; Passkeys</em>: keys that a telephone, computer or security key holds and opens by face, finger or PIN.
/// The framework checks them; what it has to remember between the two steps lies in a cookie of five minutes.</summary>
[Staff]
[InPerson]
public sealed class PasskeysController(TresenDb db, SignInManager<SignIn> signIns, SignInThrottle throttle, TimeProvider clock, Me me) : SelfController(db, signIns, throttle, me)
{
    const string Page = "/account/passkeys";

    /// <summary>Nobody has more.</summary>
    const int Most = 20;

    [HttpGet(Page)]
    public Task<IResult> Show(CancellationToken cancel) => PageAsync(200, cancel);

    /// <summary>What the browser is to ask the key for. The password comes first: a session left open is no place to leave a key of one's own.</summary>
    [HttpPost(Page + "/options")]
    public async Task<IResult> Begin([FromForm] string? password, CancellationToken cancel)
    {
        var signIn = await SignInAsync(cancel);
        if (signIn.PasswordHash is not null && !await IsPasswordAsync(signIn, password ?? "", "", "Das Passwort stimmt nicht."))
        {
            return Results.Text(Words.OfStored(ModelState.Values.SelectMany(v => v.Errors).First().ErrorMessage), statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        return Results.Text(await SignIns.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = signIn.Id.ToString(), Name = Me.Mail, DisplayName = Me.Name }), "application/json");
    }

    [HttpPost(Page)]
    public async Task<IResult> Add([FromForm] PasskeyForm form, CancellationToken cancel)
    {
        var signIn = await SignInAsync(cancel);
        if (ModelState.IsValid && (await SignIns.UserManager.GetPasskeysAsync(signIn)).Count >= Most)
        {
            ModelState.AddModelError(nameof(form.Name), "Mehr als zwanzig Passkeys hat niemand. Bitte zuerst einen entfernen.");
        }

        var made = ModelState.IsValid ? await Begun.OrNull(() => SignIns.PerformPasskeyAttestationAsync(form.Credential!)) : null;
        await HttpContext.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        if (made is not { Succeeded: true } || made.UserEntity.Id != signIn.Id.ToString())
        {
            if (ModelState.IsValid)
            {
                ModelState.AddModelError("", "Dieser Passkey ließ sich nicht prüfen. Bitte noch einmal beginnen.");
            }

            return await PageAsync(StatusCodes.Status422UnprocessableEntity, cancel);
        }

        made.Passkey.Name = Platform.Text.PlainText.Line(form.Name);
        await SignIns.UserManager.AddOrUpdatePasskeyAsync(signIn, made.Passkey);
        Db.Tell(AccountNews.PasskeyAdded, Me.Id, clock.GetUtcNow());
        await Db.SaveChangesAsync(cancel);
        return Done(Page, "Der Passkey ist angelegt. Beim nächsten Mal genügt „Mit Passkey anmelden“.");
    }

    [HttpPost(Page + "/removal")]
    public async Task<IResult> Remove([FromForm] string? key, CancellationToken cancel)
    {
        var signIn = await SignInAsync(cancel);
        if ((await SignIns.UserManager.GetPasskeysAsync(signIn)).FirstOrDefault(p => IdOf(p) == key) is not { } passkey)
        {
            return NotFound();
        }

        await SignIns.UserManager.RemovePasskeyAsync(signIn, passkey.CredentialId);
        Db.Tell(AccountNews.PasskeyRemoved, Me.Id, clock.GetUtcNow());
        await Db.SaveChangesAsync(cancel);
        return Done(Page, "Der Passkey ist entfernt. Auf dem Gerät selbst bitte auch löschen.");
    }

    static string IdOf(UserPasskeyInfo passkey) => WebEncoders.Base64UrlEncode(passkey.CredentialId);

    async Task<IResult> PageAsync(int status, CancellationToken cancel)
    {
        var signIn = await SignInAsync(cancel);
        return PasskeysPage.Of(new(
            [.. (await SignIns.UserManager.GetPasskeysAsync(signIn)).OrderBy(p => p.CreatedAt).Select(p => new PasskeysPage.Row(IdOf(p), p.Name ?? "", p.CreatedAt))],
            signIn.PasswordHash is not null), status);
    }
}

/// <summary>A passkey as the browser gives it.</summary>
public sealed class PasskeyForm
{
    [Required(ErrorMessage = "Bitte einen Namen eingeben, an dem Sie das Gerät erkennen.")]
    [StringLength(60, ErrorMessage = "Bitte höchstens {1} Zeichen.")]
    public string? Name { get; set; }

    /// <summary>JSON.</summary>
    [Required(ErrorMessage = "Der Browser hat keinen Passkey geliefert. Dazu braucht die Seite JavaScript.")]
    [StringLength(100_000, ErrorMessage = "Das ist zu lang.")]
    public string? Credential { get; set; }
}
