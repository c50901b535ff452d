using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;
using Tresen.Staff.SigningIn;

namespace Tresen.Staff.People;

/// <summary>What the controllers about one person have in common: finding them, showing them, asking them in.</summary>
public abstract class PersonController(TresenDb db, IEnumerable<IHandover> handovers, Address address, TimeProvider clock, Me me) : TresenController
{
    protected TresenDb Db => db;

    protected IEnumerable<IHandover> Handovers => handovers;

    protected Me Me => me;

    protected DateTimeOffset Now { get; } = clock.GetUtcNow();

    protected Task<StaffMember?> FindAsync(int id, CancellationToken cancel) => db.Staff.Include(s => s.Memberships).ThenInclude(m => m.Department).SingleOrDefaultAsync(s => s.Id == id, cancel);

    protected Task<List<Department>> DepartmentsAsync(CancellationToken cancel) => db.Departments.AsNoTracking().OrderBy(d => d.Name).ToListAsync(cancel);

    protected Task<List<Role>> RolesAsync(CancellationToken cancel) => db.Roles.AsNoTracking().InOrder.ToListAsync(cancel);

    /// <summary>What would have to go to somebody else if they left.</summary>
    protected async Task<List<StaffEditor.Held>> BelongingsAsync(StaffMember person, CancellationToken cancel)
    {
        var all = new List<StaffEditor.Held>();
        foreach (var handover in handovers)
        {
            if (await handover.OfAsync(db, person, cancel) is { } what)
            {
                all.Add(new(handover, what));
            }
        }

        return all;
    }

    /// <summary>The page about them, as typed.</summary>
    protected async Task<IResult> EditorAsync(StaffMember person, StaffForm form, CancellationToken cancel, int status = 200) => StaffEditor.Of(
        new(
            person,
            form,
            await DepartmentsAsync(cancel),
            await RolesAsync(cancel),
            await BelongingsAsync(person, cancel),
            await db.Staff.Where(s => s.IsActive && s.Id != person.Id).OrderBy(s => s.Name).Select(s => new Platform.Forms.Choice(s.Id.ToString(), s.Name, null)).ToListAsync(cancel),
            await db.Set<SignIn>().Where(s => s.Id == person.SignInId).Select(s => s.OneTimeUntil).SingleAsync(cancel),
            await db.Set<SecondFactor>().AnyAsync(f => f.SignInId == person.SignInId, cancel),
            await db.Set<IdentityUserLogin<Guid>>().AnyAsync(l => l.UserId == person.SignInId, cancel),
            await db.Set<IdentityUserPasskey<Guid>>().AnyAsync(p => p.UserId == person.SignInId, cancel),
            person.Id == me.Id),
        status);

    /// <summary>Makes a link by which they choose a password, and shows it this once.</summary>
    protected async Task<IResult> InviteAsync(StaffMember person, CancellationToken cancel)
    {
        var (invitation, code) = Invitation.For(person.SignInId, Now);
        await db.Set<Invitation>().Where(i => i.SignInId == person.SignInId).ExecuteDeleteAsync(cancel); // the newest alone holds
        db.Add(invitation);
        await db.SaveChangesAsync(cancel);
        IsDone($"/administration/staff/{person.Id}");
        return AccessPage.Of((person, address.LinkTo("/welcome?code=" + code, Request), null));
    }
}
