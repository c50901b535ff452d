using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Forms;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;
using Tresen.Staff.Audit;
using Tresen.Staff.Outside;

namespace Tresen.Staff.Roles;

/// <summary><em>Administration &gt; Rollen</em>: what each role may do. A change holds for its people at their next request.</summary>
[Needs(Capability.Administration)]
public sealed class RolesController(TresenDb db, TimeProvider clock, Me me) : TresenController
{
    const string List = "/administration/roles";

    [HttpGet(List)]
    [Menu("Administration", "Rollen", "shield-check", 15)]
    public async Task<IResult> Show(CancellationToken cancel) => RolesPage.Of(
        new(await db.Roles.AsNoTracking().InOrder.ToListAsync(cancel), await db.Staff.Where(s => s.IsActive).GroupBy(s => s.RoleName).ToDictionaryAsync(g => g.Key, g => g.Count(), cancel)));

    [HttpGet("/administration/roles/new")]
    public async Task<IResult> New(CancellationToken cancel) =>
        RoleEditor.Of(new(null, new RoleForm { Position = (await db.Roles.MaxAsync(r => r.Position, cancel) / 10 * 10) + 10, Rights = [Capability.Work] }, [], [], []));

    [HttpPost(List)]
    public async Task<IResult> Make([FromForm] RoleForm form, CancellationToken cancel)
    {
        Role? role = null;
        await db.LockAdministrationAsync(cancel);
        if (!ModelState.IsValid || !await IsNewAsync(form, "", cancel) || !Try(() => role = Role.New(form.Title!, form.English ?? "", form.Position ?? 0, form.Rights.Together())))
        {
            return RoleEditor.Of(new(null, form, [], [], []), 422);
        }

        db.Add(role!);
        Note(Audited.RoleMade, $"{role!.Title}: {string.Join(", ", role.Rights.Titles())}");
        await db.SaveChangesAsync(cancel);
        return Done(List, $"Die Rolle {role.Title} ist angelegt. Vergeben wird sie unter „Mitarbeiter“.");
    }

    [HttpGet("/administration/roles/{role}")]
    public async Task<IResult> Edit(string role, CancellationToken cancel) =>
        await FindAsync(role, cancel) is { } found ? await EditorAsync(found, RoleForm.Of(found), cancel) : NotFound();

    [HttpPost("/administration/roles/{role}")]
    public async Task<IResult> Change([FromRoute] string role, [FromForm] RoleForm form, CancellationToken cancel)
    {
        await db.LockAdministrationAsync(cancel);
        if (await FindAsync(role, cancel) is not { } found)
        {
            return NotFound();
        }

        var before = found.Rights;
        var merged = await MergeAsync(form, RoleForm.Of(found), (field, value) => field == nameof(form.Rights) ? string.Join(", ", ((Capability[])value!).Together().Titles()) : "");
        var people = await PeopleAsync(found, cancel);
        if (!merged || !ModelState.IsValid || !await IsNewAsync(form, role, cancel)
            || !Try(() => found.Describe(form.Title!, form.English ?? "", form.Position ?? 0, form.Rights.Together()))
            || !await FollowAsync(people, found, before, nameof(form.Rights), cancel))
        {
            db.ChangeTracker.Clear();
            return await EditorAsync((await FindAsync(role, cancel))!, form, cancel, merged ? 422 : 409);
        }

        if (found.Rights != before)
        {
            Note(Audited.RoleChanged, $"{found.Title}: {Difference(before, found.Rights)}");
        }

        await db.SaveChangesAsync(cancel);
        return people.Count == 0 || found.Rights == before
            ? Done(List, "Gespeichert.")
            : Done(List, $"Gespeichert. Für {people.Count} mit dieser Rolle gilt es ab sofort.");
    }

    /// <summary>It goes; its people get the one that replaces it.</summary>
    [HttpPost("/administration/roles/{role}/removal")]
    public async Task<IResult> Remove([FromRoute] string role, [FromForm] string? replacement, CancellationToken cancel)
    {
        await db.LockAdministrationAsync(cancel);
        if (await FindAsync(role, cancel) is not { } found)
        {
            return NotFound();
        }

        var (people, other) = (await PeopleAsync(found, cancel), replacement == role ? null : await FindAsync(replacement ?? "", cancel));
        var groups = await db.Set<GroupRole>().Where(g => g.RoleName == role).ToListAsync(cancel);
        var refusal = found.IsPreset ? "Diese Rolle gehört zu Tresen und bleibt."
            : people.Count + groups.Count > 0 && other is null ? "Bitte wählen, welche Rolle diese Personen stattdessen bekommen."
            : null;
        if (refusal is not null)
        {
            ModelState.AddModelError(nameof(replacement), refusal);
        }

        if (refusal is not null || (other is not null && !await FollowAsync(people, other, found.Rights, nameof(replacement), cancel)))
        {
            db.ChangeTracker.Clear();
            found = (await FindAsync(role, cancel))!;
            return await EditorAsync(found, RoleForm.Of(found), cancel, 422);
        }

        groups.ForEach(g => g.Give(other!));
        db.Remove(found);
        Note(Audited.RoleRemoved, people.Count == 0 ? found.Title : $"{found.Title}; {string.Join(", ", people.Select(p => p.Name))}: {other!.Title}");
        await db.SaveChangesAsync(cancel);
        return Done(List, $"Die Rolle {found.Title} ist entfernt.");
    }

    Task<Role?> FindAsync(string name, CancellationToken cancel) => db.Roles.SingleOrDefaultAsync(r => r.Name == name, cancel);

    /// <summary>All who have it, whoever left included: they may come back.</summary>
    Task<List<StaffMember>> PeopleAsync(Role role, CancellationToken cancel) => db.Staff.Where(s => s.RoleName == role.Name).OrderBy(s => s.Name).ToListAsync(cancel);

    /// <summary>They get what the role presets; false, with a sentence, where nobody would be left who may administer.</summary>
    async Task<bool> FollowAsync(List<StaffMember> people, Role role, Capability before, string field, CancellationToken cancel)
    {
        var ids = people.Select(p => p.Id).ToList();
        people.ForEach(p => p.Follow(role, before));
        if (people.Exists(Administers) || await db.Staff.AnyAsync(s => !ids.Contains(s.Id) && s.IsActive && (s.Rights & Capability.Administration) != 0, cancel))
        {
            return true;
        }

        ModelState.AddModelError(field, "Dann hätte niemand mehr das Recht Administration. Bitte es zuerst jemand anderem geben.");
        return false;

        static bool Administers(StaffMember person) => person.IsActive && (person.Rights & Capability.Administration) != 0;
    }

    /// <summary>Two of one title couldn't be told apart.</summary>
    async Task<bool> IsNewAsync(RoleForm form, string name, CancellationToken cancel)
    {
        var title = Platform.Text.PlainText.Line(form.Title!);
        if (await db.Roles.AnyAsync(r => r.Title == title && r.Name != name, cancel))
        {
            ModelState.AddModelError(nameof(form.Title), "Eine Rolle mit diesem Namen gibt es schon.");
        }

        return ModelState.IsValid;
    }

    async Task<IResult> EditorAsync(Role role, RoleForm form, CancellationToken cancel, int status = 200) => RoleEditor.Of(
        new(
            role,
            form,
            await db.Staff.Where(s => s.RoleName == role.Name).OrderBy(s => s.Name).Select(s => new RoleEditor.Person(s.Id, s.Name, s.IsActive, s.Rights)).ToListAsync(cancel),
            [.. (await db.Roles.AsNoTracking().InOrder.ToListAsync(cancel)).Where(r => r.Name != role.Name).Select(r => new Choice(r.Name, r.Shown))],
            await db.Set<GroupRole>().Where(g => g.RoleName == role.Name).Select(g => g.Group).ToListAsync(cancel)),
        status);

    void Note(Audited what, string about) => db.Add(new AuditEntry(what, me.Id, about, clock.GetUtcNow()));

    static string Difference(Capability before, Capability after) =>
        string.Join(", ", (after & ~before).Titles().Select(t => "+ " + t).Concat((before & ~after).Titles().Select(t => "− " + t)));
}
