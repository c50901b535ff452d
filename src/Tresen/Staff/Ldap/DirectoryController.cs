using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Api;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;
using Tresen.Staff.Audit;
using Tresen.Staff.Outside;

namespace Tresen.Staff.Ldap;

/// <summary><em>Administration &gt; Anmeldung &gt; Verzeichnis</em>: passwords of the company's directory.</summary>
[InPerson]
[Needs(Capability.Administration)]
public sealed class DirectoryController(TresenDb db, Secrets secrets, DirectoryWay way, TimeProvider clock, Me me) : TresenController
{
    const string Page = "/administration/sign-in/directory";

    [HttpGet(Page)]
    public async Task<IResult> Show(CancellationToken cancel) =>
        await PageAsync(DirectoryForm.Of(await db.Set<LdapDirectory>().AsNoTracking().FirstOrDefaultAsync(cancel), await db.GroupRolesOf(Origin.Directory).AsNoTracking().ToListAsync(cancel)), cancel);

    /// <summary>What is switched on and was changed is tried first, while no work on the database is held; what doesn't work is kept only by whoever says so.</summary>
    [HttpPost(Page)]
    [OwnWork]
    public async Task<IResult> Save([FromForm] DirectoryForm form, CancellationToken cancel)
    {
        TakeHeld(form);
        var typed = await StoredAsync(cancel);
        var before = typed.Manner();
        if (!ModelState.IsValid || !TryFill(typed, form))
        {
            return await PageAsync(form, cancel, 422);
        }

        if (typed.IsOn && !form.Anyway && !typed.Manner().Equals(before) && await way.CheckAsync(typed, "", [], cancel) is var steps && steps.Any(s => s.IsFine == false))
        {
            return await PageAsync(form, cancel, 422, steps);
        }

        await using var work = await WriteScope.BeginAsync(db, cancel);
        await db.LockAdministrationAsync(cancel);
        var directory = await db.Set<LdapDirectory>().FirstOrDefaultAsync(cancel) ?? db.Add(new LdapDirectory()).Entity;
        if (!ModelState.IsValid || !TryFill(directory, form) || !await db.TryReplaceAsync(Origin.Directory, form.Groups, form.Roles, ModelState, cancel))
        {
            db.ChangeTracker.Clear();
            return await PageAsync(form, cancel, 422);
        }

        db.Add(new AuditEntry(Audited.SignInChanged, me.Id, $"LDAP, {directory.Host}: {(directory.IsOn ? "ein" : "aus")}", clock.GetUtcNow()));
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        return Done(Page, "Gespeichert. Das Passwort bleibt, wenn das Feld leer ist.");
    }

    /// <summary>Tries the directory as it stands in the form; an empty password is the stored one. Changes nothing.</summary>
    [HttpPost(Page + "/check")]
    [OwnWork]
    public async Task<IResult> Check([FromForm] DirectoryForm form, CancellationToken cancel)
    {
        TakeHeld(form);
        var directory = await StoredAsync(cancel);
        if (!ModelState.IsValid || !TryFill(directory, form))
        {
            return await PageAsync(form, cancel, 422);
        }

        var lines = form.Groups.Select((group, i) => new GroupRole(Origin.Directory, group ?? "", form.Roles.ElementAtOrDefault(i) ?? "", i)).Where(l => l.Group.Length > 0).ToList();
        return await PageAsync(form, cancel, steps: await way.CheckAsync(directory, form.Somebody?.Trim() ?? "", lines, cancel));
    }

    /// <summary>Whoever loads the page with the verdict anew finds the settings.</summary>
    [HttpGet(Page + "/check")]
    public IResult Checked() => Results.Redirect(Page);

    async Task<LdapDirectory> StoredAsync(CancellationToken cancel) => await db.Set<LdapDirectory>().AsNoTracking().FirstOrDefaultAsync(cancel) ?? new LdapDirectory();

    /// <summary>A password that was typed before the form was shown again counts again, for the server and account that it was typed for.</summary>
    void TakeHeld(DirectoryForm form) => form.Password = secrets.Taken(form.Password, form.PasswordHeld, form.Host, form.AccountName);

    bool TryFill(LdapDirectory directory, DirectoryForm form) => Try(() =>
    {
        var (host, account) = (directory.Host, directory.AccountName);
        directory.StandAt(form.Host ?? "", form.Port ?? 0, form.Authority ?? "");
        directory.SignInAs(form.AccountName ?? "", string.IsNullOrEmpty(form.Password) ? null : secrets.Lock(form.Password), host, account);
        directory.LookFor(form.SearchBase ?? "", form.UserFilter ?? "", form.NameAttribute ?? "", form.MailAttribute ?? "");
        directory.GroupBy(form.GroupAttribute ?? "", form.GroupBase ?? "", form.GroupFilter ?? "");
        directory.Use(form.IsOn, form.TakesIn);
    });

    async Task<IResult> PageAsync(DirectoryForm form, CancellationToken cancel, int status = 200, IReadOnlyList<Step>? steps = null)
    {
        form.PasswordHeld = secrets.Hold(form.Password, form.Host, form.AccountName);
        return DirectoryPage.Of(
            new(form, await db.Roles.AsNoTracking().InOrder.ToListAsync(cancel), await db.Set<LdapDirectory>().AnyAsync(d => d.LockedPassword != "", cancel), steps ?? [], steps is not null && status != 200), status);
    }
}
