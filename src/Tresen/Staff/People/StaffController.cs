using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Platform.Web;
using Tresen.Staff.SigningIn;

namespace Tresen.Staff.People;

/// <summary><em>Administration &gt; Mitarbeiter</em>: who works here, where, and what they may do.</summary>
[Needs(Capability.Administration)]
public sealed class StaffController(TresenDb db, UserManager<SignIn> signIns, IEnumerable<IHandover> handovers, Address address, TimeProvider clock, Me me) : PersonController(db, handovers, address, clock, me)
{
    [HttpGet("/administration/staff")]
    [Menu("Administration", "Mitarbeiter", "users-group", 10)]
    public async Task<IResult> List(bool left, CancellationToken cancel) => StaffList.Of(await StaffList.ReadAsync(Db, left, Now, cancel));

    [HttpGet("/administration/staff/new")]
    public async Task<IResult> New(CancellationToken cancel) => HiringPage.Of((new StaffForm(), await DepartmentsAsync(cancel), await RolesAsync(cancel)));

    [HttpPost("/administration/staff")]
    public async Task<IResult> Hire([FromForm] StaffForm form, CancellationToken cancel)
    {
        StaffMember? person = null;
        await Db.LockAdministrationAsync(cancel);
        var role = await RoleAsync(form, cancel);
        if (ModelState.IsValid)
        {
            try
            {
                (person, _) = await Hiring.HireAsync(HttpContext.RequestServices, form.Name!, form.Mail!, role!, password: null);
            }
            catch (Platform.BrokenRuleException broken)
            {
                ModelState.AddModelError(broken.Field ?? "", broken.ForReader);
            }
        }

        if (person is null)
        {
            return HiringPage.Of((form, await DepartmentsAsync(cancel), await RolesAsync(cancel)), 422);
        }

        person.Describe(person.Name, person.Mail, PhoneNumber.Normal(form.Phone));
        person.Prefer(form.Language, form.WantsMail);
        await PlaceAsync(person, form, cancel);
        return await InviteAsync(person, cancel);
    }

    [HttpGet("/administration/staff/{id:int}")]
    public async Task<IResult> Edit(int id, CancellationToken cancel) =>
        await FindAsync(id, cancel) is { } person ? await EditorAsync(person, StaffForm.Of(person), cancel) : NotFound();

    [HttpPost("/administration/staff/{id:int}")]
    public async Task<IResult> Save(int id, [FromForm] StaffForm form, CancellationToken cancel)
    {
        await Db.LockAdministrationAsync(cancel);
        if (await FindAsync(id, cancel) is not { } person)
        {
            return NotFound();
        }

        var merged = await MergeAsync(form, StaffForm.Of(person), Shown(await DepartmentsAsync(cancel), await RolesAsync(cancel)));
        var role = await RoleAsync(form, cancel);
        var rights = role is null ? person.Rights : form.RightsFor(person, role);
        if ((rights & Capability.Administration) == 0 && await Db.IsLastAdministratorAsync(person, cancel))
        {
            ModelState.AddModelError(nameof(form.Rights), "Das ist die letzte Person mit dem Recht Administration. Bitte es zuerst jemand anderem geben.");
        }

        if (!merged || !ModelState.IsValid || !await TryMoveAsync(person, form))
        {
            Db.ChangeTracker.Clear();
            return await EditorAsync((await FindAsync(id, cancel))!, form, cancel, merged ? 422 : 409);
        }

        var changed = rights != person.Rights || MailAddress.Normal(form.Mail) != person.Mail;
        person.Describe(form.Name!.Trim(), MailAddress.Normal(form.Mail), PhoneNumber.Normal(form.Phone));
        person.Prefer(form.Language, form.WantsMail);
        person.Become(role!);
        person.Allow(rights);
        await PlaceAsync(person, form, cancel);
        if (changed)
        {
            await Db.EndSessionsAsync(person.SignInId, cancel);
            await Db.Set<Invitation>().Where(i => i.SignInId == person.SignInId).ExecuteDeleteAsync(cancel); // may have gone to the address before
        }

        await Db.SaveChangesAsync(cancel);
        return changed
            ? Done($"/administration/staff/{id}", $"Gespeichert. {person.Name} meldet sich jetzt neu an.")
            : Done($"/administration/staff/{id}", "Gespeichert.");
    }

    async Task<Role?> RoleAsync(StaffForm form, CancellationToken cancel)
    {
        var role = await Db.Roles.AsNoTracking().SingleOrDefaultAsync(r => r.Name == form.RoleName, cancel);
        if (role is null)
        {
            ModelState.AddModelError(nameof(form.RoleName), "Diese Rolle gibt es nicht mehr. Bitte eine andere wählen.");
        }

        return role;
    }

    /// <summary>Changes the address that they sign in with.</summary>
    async Task<bool> TryMoveAsync(StaffMember person, StaffForm form)
    {
        var mail = MailAddress.Normal(form.Mail);
        if (mail == person.Mail)
        {
            return true;
        }

        var signIn = await Db.Set<SignIn>().SingleAsync(s => s.Id == person.SignInId);
        if (!MailAddress.IsUsable(mail))
        {
            ModelState.AddModelError(nameof(form.Mail), "Bitte eine E-Mail-Adresse wie name@firma.example eingeben.");
        }
        else if (await signIns.FindByEmailAsync(mail) is not null)
        {
            Try(() => throw Hiring.IsTaken(mail));
        }
        else
        {
            (signIn.Email, signIn.UserName) = (mail, mail);
            await signIns.UpdateAsync(signIn);
        }

        return ModelState.IsValid;
    }

    async Task PlaceAsync(StaffMember person, StaffForm form, CancellationToken cancel)
    {
        var wanted = Place.Read(form.Places);
        foreach (var department in await Db.Departments.Include(d => d.Members).ToListAsync(cancel))
        {
            if (wanted.TryGetValue(department.Id, out var standing))
            {
                department.TakeIn(person, standing);
            }
            else
            {
                department.LetGo(person);
            }
        }
    }

    static Func<string, object?, string> Shown(List<Department> departments, List<Role> roles) => (field, value) => field switch
    {
        nameof(StaffForm.RoleName) => roles.Find(r => r.Name == value as string)?.Shown ?? "",
        nameof(StaffForm.Rights) => string.Join(", ", ((Capability[])value!).Together().Titles()),
        nameof(StaffForm.Places) => string.Join(", ", Place.Read((string[])value!).Select(p => $"{departments.FirstOrDefault(d => d.Id == p.Key)?.Name} ({Place.TitleOf(p.Value)})")),
        _ => "",
    };
}
