using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;
using Tresen.Staff.SigningIn;

namespace Tresen.Staff.People;

/// <summary>Leaving, and coming back.</summary>
[Needs(Capability.Administration)]
public sealed class DepartureController(TresenDb db, IEnumerable<IHandover> handovers, Address address, TimeProvider clock, Me me) : PersonController(db, handovers, address, clock, me)
{
    /// <summary>They leave; what is theirs goes to a successor.</summary>
    [HttpPost("/administration/staff/{id:int}/departure")]
    public async Task<IResult> Leave(int id, [FromForm] int? successorId, CancellationToken cancel)
    {
        await Db.LockAdministrationAsync(cancel);
        if (await FindAsync(id, cancel) is not { IsActive: true } person)
        {
            return NotFound();
        }

        var (belongings, successor) = (await BelongingsAsync(person, cancel), await Db.Staff.SingleOrDefaultAsync(s => s.Id == successorId && s.Id != id && s.IsActive, cancel));
        var refusal = id == Me.Id ? "Den eigenen Zugang kann niemand beenden. Bitte jemand anderen darum bitten."
            : await Db.IsLastAdministratorAsync(person, cancel) ? "Das ist die letzte Person mit dem Recht Administration. Bitte es zuerst jemand anderem geben."
            : belongings.Count > 0 && successor is null ? "Bitte wählen, wer die Arbeit übernimmt."
            : null;
        if (refusal is not null)
        {
            ModelState.AddModelError(nameof(successorId), refusal);
            return await EditorAsync(person, StaffForm.Of(person), cancel, 422);
        }

        var by = await Db.Staff.SingleAsync(s => s.Id == Me.Id, cancel);
        foreach (var handover in successor is null ? [] : Handovers)
        {
            await handover.HandOverAsync(Db, person, successor!, by, Now, cancel);
        }

        person.Leave();
        await Db.Set<Invitation>().Where(i => i.SignInId == person.SignInId).ExecuteDeleteAsync(cancel);
        await Db.EndSessionsAsync(person.SignInId, cancel);
        await Db.SaveChangesAsync(cancel);
        return successor is null
            ? Done("/administration/staff", $"{person.Name} kann sich nicht mehr anmelden.")
            : Done("/administration/staff", $"{person.Name} kann sich nicht mehr anmelden. Die Arbeit hat jetzt {successor.Name}.");
    }

    /// <summary>They work here again.</summary>
    [HttpPost("/administration/staff/{id:int}/return")]
    public async Task<IResult> Return(int id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } person)
        {
            return NotFound();
        }

        person.Return();
        await Db.SaveChangesAsync(cancel);
        return Done($"/administration/staff/{id}", $"{person.Name} arbeitet wieder hier.");
    }
}
