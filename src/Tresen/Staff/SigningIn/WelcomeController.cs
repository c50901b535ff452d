using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Api;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;

namespace Tresen.Staff.SigningIn;

/// <summary>Where the link of an invitation, or of a forgotten password, leads: choosing one.</summary>
[Anyone]
[InPerson]
public sealed class WelcomeController(TresenDb db, UserManager<SignIn> signIns, TimeProvider clock) : TresenController
{
    [HttpGet("/welcome")]
    public async Task<IResult> Ask(string? code, CancellationToken cancel) =>
        await FindAsync(code, cancel) is { } found ? WelcomePage.Of((found.Person, code!)) : WelcomePage.Of((null, ""), 404);

    [HttpPost("/welcome")]
    public async Task<IResult> Choose([FromForm] WelcomeForm form, CancellationToken cancel)
    {
        if (await FindAsync(form.Code, cancel) is not { } found)
        {
            return WelcomePage.Of((null, ""), 404);
        }

        var signIn = await db.Set<SignIn>().SingleAsync(s => s.Id == found.Invitation.SignInId, cancel);
        if (!ModelState.IsValid || !await IsStrongAsync(signIn, form.Password))
        {
            return WelcomePage.Of((found.Person, form.Code), 422);
        }

        // One of two who hold the link at once: the row goes once.
        if (await db.Set<Invitation>().Where(i => i.SignInId == signIn.Id && i.Id == found.Invitation.Id).ExecuteDeleteAsync(cancel) == 0)
        {
            return WelcomePage.Of((null, ""), 404);
        }

        db.Entry(found.Invitation).State = EntityState.Detached;
        await db.Set<Invitation>().Where(i => i.SignInId == signIn.Id).ExecuteDeleteAsync(cancel); // others that were mailed
        await signIns.ReplacePasswordAsync(signIn, form.Password);
        signIn.Hold();
        await db.EndSessionsAsync(signIn.Id, cancel);
        db.Tell(AccountNews.PasswordChanged, found.Person.Id, clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        return Done("/sign-in", "Das Passwort ist gespeichert. Bitte damit anmelden.");
    }

    async Task<bool> IsStrongAsync(SignIn signIn, string password)
    {
        if (await signIns.IsStrongAsync(signIn, password))
        {
            return true;
        }

        ModelState.AddModelError(nameof(WelcomeForm.Password), PasswordRules.Sentence);
        return false;
    }

    async Task<(Invitation Invitation, StaffMember Person)?> FindAsync(string? code, CancellationToken cancel)
    {
        if (code is not { Length: > 0 and < 100 })
        {
            return null;
        }

        var (hash, now) = (Invitation.HashOf(code), clock.GetUtcNow());
        var invitation = await db.Set<Invitation>().SingleOrDefaultAsync(i => i.Hash == hash && i.Until > now, cancel);
        var person = invitation is null ? null : await db.Staff.SingleOrDefaultAsync(s => s.SignInId == invitation.SignInId && s.IsActive, cancel);
        return person is null ? null : (invitation!, person);
    }
}

/// <summary>A password chosen by invitation.</summary>
public sealed class WelcomeForm
{
    public string Code { get; set; } = "";

    [Required(ErrorMessage = "Bitte ein Passwort wählen, mindestens 10 Zeichen.")]
    [StringLength(200, ErrorMessage = "Das ist zu lang.")]
    public string Password { get; set; } = "";
}
