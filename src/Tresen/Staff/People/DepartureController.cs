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
    /// <summary>They leave; what is theirs goes to a successor, or to one of its own for each kind of work.</summary>
    [HttpPost("/administration/staff/{id:int}/departure")]
    public async Task<IResult> Leave(int id, [FromForm] DepartureForm form, CancellationToken cancel)
    {
        await Db.LockAdministrationAsync(cancel);
        if (await FindAsync(id, cancel) is not { IsActive: true } person)
        {
            return NotFound();
        }

        var belongings = await BelongingsAsync(person, cancel);
        var people = await Db.Staff.Where(s => s.Id != id && s.IsActive && (s.Id == form.SuccessorId || form.Others.Values.Contains(s.Id))).ToListAsync(cancel);
        var heirs = belongings.ConvertAll(b => people.Find(p => p.Id == (form.Others.GetValueOrDefault(b.By.Key) ?? form.SuccessorId)));
        var refusal = id == Me.Id ? "Den eigenen Zugang kann niemand beenden. Bitte jemand anderen darum bitten."
            : await Db.IsLastAdministratorAsync(person, cancel) ? "Das ist die letzte Person mit dem Recht Administration. Bitte es zuerst jemand anderem geben."
            : belongings.Zip(heirs).Any(b => b is { First.What.NeedsSuccessor: true, Second: null }) ? "Bitte wählen, wer die Arbeit übernimmt."
            : null;
        if (refusal is not null)
        {
            ModelState.AddModelError(nameof(form.SuccessorId), refusal);
            return await EditorAsync(person, StaffForm.Of(person), cancel, 422);
        }

        var by = await Db.Staff.SingleAsync(s => s.Id == Me.Id, cancel);
        foreach (var (held, heir) in belongings.Zip(heirs))
        {
            await held.By.HandOverAsync(Db, person, heir, by, Now, cancel);
        }

        person.Leave();
        await Db.Set<Invitation>().Where(i => i.SignInId == person.SignInId).ExecuteDeleteAsync(cancel);
        await Db.EndSessionsAsync(person.SignInId, cancel);
        await Db.SaveChangesAsync(cancel);
        return heirs.OfType<StaffMember>().Distinct().ToList() switch
        {
            [] => Done("/administration/staff", $"{person.Name} kann sich nicht mehr anmelden."),
            [var one] => Done("/administration/staff", $"{person.Name} kann sich nicht mehr anmelden. Die Arbeit hat jetzt {one.Name}."),
            _ => Done("/administration/staff", $"{person.Name} kann sich nicht mehr anmelden. Die Arbeit ist verteilt."),
        };
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

/// <summary>Who takes over, as chosen.</summary>
public sealed class DepartureForm
{
    public int? SuccessorId { get; set; }

    /// <summary>Somebody else for one kind of work, by its <see cref="IHandover.Key"/>.</summary>
    public Dictionary<string, int?> Others { get; set; } = [];
}
