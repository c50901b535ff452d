using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform;
using Tresen.Platform.Api;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;
using Tresen.Staff.Audit;
using Tresen.Staff.Outside;

namespace Tresen.Staff.OpenIdConnect;

/// <summary><em>Administration &gt; Anmeldung</em>: signing in at a provider of the company.</summary>
[InPerson]
[Needs(Capability.Administration)]
public sealed class ProviderController(TresenDb db, Secrets secrets, OutgoingHttp http, ProviderCheck check, Address address, TimeProvider clock, Me me) : TresenController
{
    const string Page = "/administration/sign-in";

    [HttpGet(Page)]
    [Menu("Administration", "Anmeldung", "login", 17)]
    public async Task<IResult> Show(CancellationToken cancel) =>
        await PageAsync(ProviderForm.Of(await db.Set<IdentityProvider>().AsNoTracking().FirstOrDefaultAsync(cancel), await db.GroupRolesOf(Origin.Provider).AsNoTracking().ToListAsync(cancel)), cancel);

    /// <summary>What is switched on and was changed is tried first, while no work on the database is held; what doesn't work is kept only by whoever says so.</summary>
    [HttpPost(Page)]
    [OwnWork]
    public async Task<IResult> Save([FromForm] ProviderForm form, CancellationToken cancel)
    {
        TakeHeld(form);
        var typed = await StoredAsync(cancel);
        var before = typed.Manner();
        if (!ModelState.IsValid || !TryFill(typed, form) || !await LeavesAWayAsync(form, cancel))
        {
            return await PageAsync(form, cancel, 422);
        }

        if (typed.IsOn && !form.Anyway && !typed.Manner().Equals(before)
            && await check.RunAsync(typed, address.LinkTo(ProviderWay.Callback, Request), cancel) is var steps && steps.Any(s => s.IsFine == false))
        {
            return await PageAsync(form, cancel, 422, steps);
        }

        await using var work = await WriteScope.BeginAsync(db, cancel);
        await db.LockAdministrationAsync(cancel);
        var provider = await db.Set<IdentityProvider>().FirstOrDefaultAsync(cancel) ?? db.Add(new IdentityProvider()).Entity;
        if (!ModelState.IsValid || !TryFill(provider, form) || !await LeavesAWayAsync(form, cancel) || !await db.TryReplaceAsync(Origin.Provider, form.Groups, form.Roles, ModelState, cancel))
        {
            db.ChangeTracker.Clear();
            return await PageAsync(form, cancel, 422);
        }

        db.Add(new AuditEntry(Audited.SignInChanged, me.Id, $"OpenID Connect, {provider.Issuer}: {(provider.IsOnlyWay ? "nur noch so" : provider.IsOn ? "ein" : "aus")}", clock.GetUtcNow()));
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        return Done(Page, "Gespeichert. Das Geheimnis bleibt, wenn das Feld leer ist.");
    }

    /// <summary>Tries the provider as it stands in the form; an empty secret is the stored one. Changes nothing.</summary>
    [HttpPost("/administration/sign-in/check")]
    [OwnWork]
    public async Task<IResult> Check([FromForm] ProviderForm form, CancellationToken cancel)
    {
        TakeHeld(form);
        var provider = await StoredAsync(cancel);
        return ModelState.IsValid && TryFill(provider, form)
            ? await PageAsync(form, cancel, steps: await check.RunAsync(provider, address.LinkTo(ProviderWay.Callback, Request), cancel))
            : await PageAsync(form, cancel, 422);
    }

    /// <summary>Whoever loads the page with the verdict anew finds the settings.</summary>
    [HttpGet("/administration/sign-in/check")]
    public IResult Checked() => Results.Redirect(Page);

    async Task<IdentityProvider> StoredAsync(CancellationToken cancel) => await db.Set<IdentityProvider>().AsNoTracking().FirstOrDefaultAsync(cancel) ?? new IdentityProvider();

    /// <summary>A secret that was typed before the form was shown again counts again, for the provider that it was typed for.</summary>
    void TakeHeld(ProviderForm form) => form.Secret = secrets.Taken(form.Secret, form.SecretHeld, form.Issuer);

    bool TryFill(IdentityProvider provider, ProviderForm form) => Try(() =>
    {
        provider.StandAt(form.Issuer ?? "", form.ClientId ?? "", string.IsNullOrEmpty(form.Secret) ? null : secrets.Lock(form.Secret), form.Scopes ?? "", form.GroupsClaim ?? "");
        if (provider.Issuer.Length > 0 && !http.Allows(new Uri(provider.Issuer)))
        {
            throw new BrokenRuleException("Der Aussteller muss mit https:// beginnen.", nameof(form.Issuer));
        }

        provider.Offer(form.Button!, form.EnglishButton ?? "");
        provider.Use(form.IsOn, form.TakesIn, form.IsOnlyWay);
    });

    /// <summary>An administrator with a password must be left when passwords let in nobody else.</summary>
    async Task<bool> LeavesAWayAsync(ProviderForm form, CancellationToken cancel)
    {
        if (!form.IsOnlyWay || await db.Staff.AnyAsync(s => s.IsActive && (s.Rights & Capability.Administration) != 0 && db.Set<SignIn>().Any(u => u.Id == s.SignInId && u.PasswordHash != null), cancel))
        {
            return true;
        }

        ModelState.AddModelError(nameof(form.IsOnlyWay), "Niemand mit dem Recht Administration hat ein Passwort. Bitte zuerst eines vergeben, damit es einen Weg hinein gibt, wenn der Anbieter ausfällt.");
        return false;
    }

    async Task<IResult> PageAsync(ProviderForm form, CancellationToken cancel, int status = 200, IReadOnlyList<Step>? steps = null)
    {
        form.SecretHeld = secrets.Hold(form.Secret, form.Issuer);
        return ProviderPage.Of(
            new(
                form,
                await db.Roles.AsNoTracking().InOrder.ToListAsync(cancel),
                address.LinkTo(ProviderWay.Callback, Request),
                await db.Set<IdentityProvider>().AnyAsync(p => p.LockedSecret != "", cancel),
                steps ?? [],
                steps is not null && status != 200),
            status);
    }
}
