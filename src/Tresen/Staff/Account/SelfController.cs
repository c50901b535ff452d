using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;
using Tresen.Staff.SigningIn;

namespace Tresen.Staff.Account;

/// <summary>What the controllers about oneself have in common: one's sign-in, one's password asked again, this browser's session.</summary>
public abstract class SelfController(TresenDb db, SignInManager<SignIn> signIns, SignInThrottle throttle, Me me) : TresenController
{
    protected TresenDb Db => db;

    protected SignInManager<SignIn> SignIns => signIns;

    protected Me Me => me;

    protected Guid SessionId => Guid.Parse(User.FindFirst(Session.Claim)!.Value);

    protected async Task<SignIn> SignInAsync(CancellationToken cancel)
    {
        var id = await db.Staff.Where(s => s.Id == me.Id).Select(s => s.SignInId).SingleAsync(cancel);
        return await db.Set<SignIn>().SingleAsync(s => s.Id == id, cancel);
    }

    /// <summary>Whether this is one's password; else a sentence stands beside the field.</summary>
    /// <param name="wrong">What is said of a wrong one.</param>
    protected async Task<bool> IsPasswordAsync(SignIn signIn, string password, string field, string wrong)
    {
        // A session left open is no place to guess the password at leisure.
        if (throttle.Begin(me.Mail, "account", $"password {me.Id}") is not { } attempt)
        {
            ModelState.AddModelError(field, "Das waren zu viele Versuche. Bitte eine Viertelstunde warten.");
            return false;
        }

        if (!await signIns.UserManager.CheckPasswordAsync(signIn, password))
        {
            ModelState.AddModelError(field, wrong);
            return false;
        }

        attempt.Succeeded();
        return true;
    }

    /// <summary>Saves, and signs out at all other browsers.</summary>
    protected async Task EndOthersAsync(SignIn signIn, CancellationToken cancel)
    {
        await db.EndOtherSessionsAsync(signIn, SessionId, cancel);
        await db.SaveChangesAsync(cancel);
        var stays = HttpContext.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.IsPersistent == true;
        await signIns.ContinueAsync(signIn, SessionId, stays);
    }
}
