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
public sealed class StaffController(TresenDb db, UserManager<SignIn> signIns, IEnumerable<IHandover> handovers, Address address, TimeProvider clock, Me me) : TresenController
{
    [HttpGet("/administration/staff")]
    [Menu("Administration", "Mitarbeiter", "users-group", 10)]
    public async Task<IResult> List(bool left, CancellationToken cancel) => StaffList.Of(await StaffList.ReadAsync(db, left, clock.GetUtcNow(), cancel));

    [HttpGet("/administration/staff/new")]
    public async Task<IResult> New(CancellationToken cancel) => HiringPage.Of((new StaffForm(), await DepartmentsAsync(cancel)));

    [HttpPost("/administration/staff")]
    public async Task<IResult> Hire([FromForm] StaffForm form, CancellationToken cancel)
    {
        StaffMember? person = null;
        if (ModelState.IsValid)
        {
            try
            {
                (person, _) = await Hiring.HireAsync(HttpContext.RequestServices, form.Name!, form.Mail!, Role.Named(form.RoleName), password: null);
            }
            catch (Platform.BrokenRuleException broken)
            {
                ModelState.AddModelError(broken.Field ?? "", broken.ForReader);
            }
        }

        if (person is null)
        {
            return HiringPage.Of((form, await DepartmentsAsync(cancel)), 422);
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
        await db.LockAdministrationAsync(cancel);
        if (await FindAsync(id, cancel) is not { } person)
        {
            return NotFound();
        }

        var merged = await MergeAsync(form, StaffForm.Of(person), ShowAsync(await DepartmentsAsync(cancel)));
        var rights = form.RightsFor(person);
        if ((rights & Capability.Administration) == 0 && await db.IsLastAdministratorAsync(person, cancel))
        {
            ModelState.AddModelError(nameof(form.Rights), "Das ist die letzte Person mit dem Recht Administration. Bitte es zuerst jemand anderem geben.");
        }

        if (!merged || !ModelState.IsValid || !await TryMoveAsync(person, form))
        {
            db.ChangeTracker.Clear();
            return await EditorAsync((await FindAsync(id, cancel))!, form, cancel, merged ? 422 : 409);
        }

        var changed = rights != person.Rights || MailAddress.Normal(form.Mail) != person.Mail;
        person.Describe(form.Name!.Trim(), MailAddress.Normal(form.Mail), PhoneNumber.Normal(form.Phone));
        person.Prefer(form.Language, form.WantsMail);
        person.Become(Role.Named(form.RoleName));
        person.Allow(rights);
        await PlaceAsync(person, form, cancel);
        if (changed)
        {
            await db.EndSessionsAsync(person.SignInId, cancel);
        }

        await db.SaveChangesAsync(cancel);
        return changed
            ? Done($"/administration/staff/{id}", $"Gespeichert. {person.Name} meldet sich jetzt neu an.")
            : Done($"/administration/staff/{id}", "Gespeichert.");
    }

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

        var (signIn, password) = (await db.Set<SignIn>().SingleAsync(s => s.Id == person.SignInId, cancel), Hiring.MakeUpPassword());
        await signIns.ReplacePasswordAsync(signIn, password);
        signIn.HoldOnlyUntil(clock.GetUtcNow() + Invitation.Lifetime);
        await db.Set<Invitation>().Where(i => i.SignInId == signIn.Id).ExecuteDeleteAsync(cancel);
        await db.EndSessionsAsync(signIn.Id, cancel);
        await db.SaveChangesAsync(cancel);
        IsDone($"/administration/staff/{id}");
        return AccessPage.Of((person, null, password));
    }

    /// <summary>They leave; what is theirs goes to a successor.</summary>
    [HttpPost("/administration/staff/{id:int}/departure")]
    public async Task<IResult> Leave(int id, [FromForm] int? successorId, CancellationToken cancel)
    {
        await db.LockAdministrationAsync(cancel);
        if (await FindAsync(id, cancel) is not { IsActive: true } person)
        {
            return NotFound();
        }

        var (belongings, successor) = (await BelongingsAsync(person, cancel), await db.Staff.SingleOrDefaultAsync(s => s.Id == successorId && s.Id != id && s.IsActive, cancel));
        var refusal = id == me.Id ? "Den eigenen Zugang kann niemand beenden. Bitte jemand anderen darum bitten."
            : await db.IsLastAdministratorAsync(person, cancel) ? "Das ist die letzte Person mit dem Recht Administration. Bitte es zuerst jemand anderem geben."
            : belongings.Count > 0 && successor is null ? "Bitte wählen, wer die Arbeit übernimmt."
            : null;
        if (refusal is not null)
        {
            ModelState.AddModelError(nameof(successorId), refusal);
            return await EditorAsync(person, StaffForm.Of(person), cancel, 422);
        }

        var by = await db.Staff.SingleAsync(s => s.Id == me.Id, cancel);
        foreach (var handover in successor is null ? [] : handovers)
        {
            await handover.HandOverAsync(db, person, successor!, by, clock.GetUtcNow(), cancel);
        }

        person.Leave();
        await db.Set<Invitation>().Where(i => i.SignInId == person.SignInId).ExecuteDeleteAsync(cancel);
        await db.EndSessionsAsync(person.SignInId, cancel);
        await db.SaveChangesAsync(cancel);
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
        await db.SaveChangesAsync(cancel);
        return Done($"/administration/staff/{id}", $"{person.Name} arbeitet wieder hier.");
    }

    async Task<IResult> InviteAsync(StaffMember person, CancellationToken cancel)
    {
        var (invitation, code) = Invitation.For(person.SignInId, clock.GetUtcNow());
        await db.Set<Invitation>().Where(i => i.SignInId == person.SignInId).ExecuteDeleteAsync(cancel); // the newest alone holds
        db.Add(invitation);
        await db.SaveChangesAsync(cancel);
        IsDone($"/administration/staff/{person.Id}");
        return AccessPage.Of((person, address.LinkTo("/welcome?code=" + code, Request), null));
    }

    /// <summary>Changes the address that they sign in with.</summary>
    async Task<bool> TryMoveAsync(StaffMember person, StaffForm form)
    {
        var mail = MailAddress.Normal(form.Mail);
        if (mail == person.Mail)
        {
            return true;
        }

        var signIn = await db.Set<SignIn>().SingleAsync(s => s.Id == person.SignInId);
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
        foreach (var department in await db.Departments.Include(d => d.Members).ToListAsync(cancel))
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

    async Task<IReadOnlyList<StaffEditor.Belonging>> BelongingsAsync(StaffMember person, CancellationToken cancel)
    {
        var all = new List<StaffEditor.Belonging>();
        foreach (var handover in handovers)
        {
            if (await handover.CountAsync(db, person, cancel) is > 0 and var count)
            {
                all.Add(new(handover.Title, count));
            }
        }

        return all;
    }

    Task<StaffMember?> FindAsync(int id, CancellationToken cancel) => db.Staff.Include(s => s.Memberships).ThenInclude(m => m.Department).SingleOrDefaultAsync(s => s.Id == id, cancel);

    Task<List<Department>> DepartmentsAsync(CancellationToken cancel) => db.Departments.AsNoTracking().OrderBy(d => d.Name).ToListAsync(cancel);

    async Task<IResult> EditorAsync(StaffMember person, StaffForm form, CancellationToken cancel, int status = 200) => StaffEditor.Of(
        new(
            person,
            form,
            await DepartmentsAsync(cancel),
            await BelongingsAsync(person, cancel),
            await db.Staff.Where(s => s.IsActive && s.Id != person.Id).OrderBy(s => s.Name).Select(s => new Platform.Forms.Choice(s.Id.ToString(), s.Name, null)).ToListAsync(cancel),
            await db.Set<SignIn>().Where(s => s.Id == person.SignInId).Select(s => s.OneTimeUntil).SingleAsync(cancel),
            person.Id == me.Id),
        status);

    static Func<string, object?, string> ShowAsync(IReadOnlyList<Department> departments) => (field, value) => field switch
    {
        nameof(StaffForm.RoleName) => Role.Named(value as string ?? "").Title,
        nameof(StaffForm.Rights) => string.Join(", ", ((Capability[])value!).Together().Titles()),
        nameof(StaffForm.Places) => string.Join(", ", Place.Read((string[])value!).Select(p => $"{departments.FirstOrDefault(d => d.Id == p.Key)?.Name} ({Place.TitleOf(p.Value)})")),
        _ => "",
    };
}
