using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;

namespace Tresen.Staff.SigningIn;

/// <summary>The last step of every way in: whoever takes it is signed in at this browser.</summary>
public sealed class Entrance(TresenDb db, SignInManager<SignIn> signIns, KnownDevice devices, TimeProvider clock)
{
    /// <summary>The session of this browser, if it has one.</summary>
    public static Guid? SessionOf(HttpContext http) => Guid.TryParse(http.User.FindFirst(Session.Claim)?.Value, out var id) ? id : null;

    /// <summary>A new session each time, and the one that this browser had ends.</summary>
    public async Task BeginAsync(HttpContext http, SignIn signIn, bool stay, CancellationToken cancel)
    {
        devices.Remember(http, signIn.Id);
        var session = new Session(signIn, http.Request.Headers.UserAgent, clock.GetUtcNow());
        var (before, oldest) = (SessionOf(http) ?? Guid.Empty, clock.GetUtcNow() - Session.Lifetime);
        await using (var work = await WriteScope.BeginAsync(db, cancel))
        {
            await db.Set<Session>().Where(s => s.Id == before || (s.SignInId == signIn.Id && s.StartedAt < oldest)).ExecuteDeleteAsync(cancel);
            db.Add(session);
            await db.SaveChangesAsync(cancel);
            await work.CommitAsync(cancel);
        }

        await signIns.ContinueAsync(signIn, session.Id, stay);
    }
}
