using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;

namespace Tresen.Staff.SigningIn;

/// <summary>Beginning, keeping and ending sessions.</summary>
public static class Sessions
{
    /// <summary>Ends every session of a sign-in, to be saved: rights, password or activity changed.</summary>
    public static async Task EndSessionsAsync(this TresenDb db, Guid signInId, CancellationToken cancel)
    {
        (await db.Set<SignIn>().SingleAsync(s => s.Id == signInId, cancel)).EndSessions();
        await db.Set<Session>().Where(s => s.SignInId == signInId).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Ends the sessions at all other browsers, to be saved; call <see cref="ContinueAsync"/> for this one afterwards.</summary>
    public static async Task EndOtherSessionsAsync(this TresenDb db, SignIn signIn, Guid mine, CancellationToken cancel)
    {
        signIn.EndSessions();
        await db.Set<Session>().Where(s => s.SignInId == signIn.Id && s.Id != mine).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Gives this browser a cookie for the session that fits the sign-in as it is now.</summary>
    public static Task ContinueAsync(this SignInManager<SignIn> signIns, SignIn signIn, Guid session, bool stay) =>
        signIns.SignInWithClaimsAsync(signIn, new AuthenticationProperties { IsPersistent = stay }, [new Claim(Session.Claim, session.ToString("N"))]);
}
