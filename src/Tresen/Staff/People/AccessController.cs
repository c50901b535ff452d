using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Api;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;
using Tresen.Staff.Audit;
using Tresen.Staff.SigningIn;

namespace Tresen.Staff.People;

/// <summary>How somebody gets in who can't yet, or no longer: by a link, or by a password for once.</summary>
[Needs(Capability.Administration)]
[InPerson]
public sealed class AccessController(TresenDb db, UserManager<SignIn> signIns, Authenticator authenticator, IEnumerable<IHandover> handovers, Address address, TimeProvider clock, Me me) : PersonController(db, handovers, address, clock, me)
{
    /// <summary>A link by which they choose a password, shown once.</summary>
    [HttpPost("/administration/staff/{id:int}/invitation")]
    public async Task<IResult> Invite(int id, CancellationToken cancel) =>
        await FindAsync(id, cancel) is { IsActive: true } person ? await InviteAsync(person, cancel) : NotFound();

    /// <summary>A password made up for them, shown once, to be changed as soon as they are in.</summary>
    [HttpPost("/administration/staff/{id:int}/one-time-password")]
    public async Task<IResult> GiveOneTimePassword(int id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { IsActive: true } person)
        {
            return NotFound();
        }

        var (signIn, password) = (await Db.Set<SignIn>().SingleAsync(s => s.Id == person.SignInId, cancel), Hiring.MakeUpPassword());
        await signIns.ReplacePasswordAsync(signIn, password);
        signIn.HoldOnlyUntil(Now + Invitation.Lifetime);
        await Db.Set<Invitation>().Where(i => i.SignInId == signIn.Id).ExecuteDeleteAsync(cancel);
        await Db.EndSessionsAsync(signIn.Id, cancel);
        await Db.SaveChangesAsync(cancel);
        IsDone($"/administration/staff/{id}");
        return AccessPage.Of((person, null, password));
    }

    /// <summary>Switches their second factor off, for whoever lost telephone and recovery codes. Written into the <em>Protokoll</em>.</summary>
    [HttpPost("/administration/staff/{id:int}/second-factor/end")]
    public async Task<IResult> ResetSecondFactor(int id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } person)
        {
            return NotFound();
        }

        var page = $"/administration/staff/{id}";
        if (id == Me.Id)
        {
            return Done(page, "Das sind Sie selbst. Den eigenen zweiten Faktor schalten Sie unter „Mein Konto“ aus.");
        }

        if (!await authenticator.SwitchOffAsync(person.SignInId, cancel))
        {
            return Done(page, "Diese Person hat keinen zweiten Faktor.");
        }

        Db.Add(new AuditEntry(Audited.SecondFactorReset, Me.Id, person.Name, Now));
        Db.Tell(AccountNews.SecondFactorReset, id, Now);
        await Db.EndSessionsAsync(person.SignInId, cancel);
        await Db.SaveChangesAsync(cancel);
        return Done(page, "Der zweite Faktor ist zurückgesetzt. Zum Anmelden genügt jetzt das Passwort.");
    }

    /// <summary>Removes their passkeys, for whoever lost the telephone that holds them. Written into the <em>Protokoll</em>.</summary>
    [HttpPost("/administration/staff/{id:int}/passkeys/end")]
    public async Task<IResult> RemovePasskeys(int id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } person)
        {
            return NotFound();
        }

        var page = $"/administration/staff/{id}";
        if (await Db.Set<IdentityUserPasskey<Guid>>().Where(p => p.UserId == person.SignInId).ExecuteDeleteAsync(cancel) == 0)
        {
            return Done(page, "Diese Person hat keinen Passkey.");
        }

        Db.Add(new AuditEntry(Audited.PasskeysRemoved, Me.Id, person.Name, Now));
        Db.Tell(AccountNews.PasskeyRemoved, id, Now);
        await Db.EndSessionsAsync(person.SignInId, cancel);
        await Db.SaveChangesAsync(cancel);
        return Done(page, "Die Passkeys sind entfernt, und offene Sitzungen sind beendet.");
    }

    /// <summary>Undoes what connects them with an account at a provider or directory. The next sign-in there connects anew, by their address.</summary>
    [HttpPost("/administration/staff/{id:int}/links/end")]
    public async Task<IResult> EndLinks(int id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } person)
        {
            return NotFound();
        }

        var page = $"/administration/staff/{id}";
        if (await Db.Set<IdentityUserLogin<Guid>>().Where(l => l.UserId == person.SignInId).ExecuteDeleteAsync(cancel) == 0)
        {
            return Done(page, "Diese Person ist mit keinem anderen Konto verknüpft.");
        }

        Db.Add(new AuditEntry(Audited.LinkEnded, Me.Id, person.Name, Now));
        await Db.EndSessionsAsync(person.SignInId, cancel);
        await Db.SaveChangesAsync(cancel);
        return Done(page, "Die Verknüpfung ist gelöst.");
    }
}
