using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Api;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Platform.Web;
using Tresen.Staff;
using Tresen.Staff.Audit;

namespace Tresen.Privacy.Keeping;

/// <summary><em>Administration &gt; Datenschutz &gt; Aufbewahrung</em>: what is kept long enough is shown before it goes.</summary>
[InPerson]
[Needs(Capability.Administration)]
public sealed class RetentionController(TresenDb db, RetentionWork work, TimeProvider clock, Me me) : TresenController
{
    const string Address = "/administration/privacy/retention";

    /// <summary>So many tickets on a page, and so many runs.</summary>
    const int PageSize = 100, MostRuns = 20;

    [HttpGet(Address)]
    public Task<IResult> Look(int? page, CancellationToken cancel) => PageAsync(page ?? 1, cancel);

    [HttpPost(Address)]
    public async Task<IResult> Begin([FromForm] RetentionForm form, CancellationToken cancel)
    {
        var plan = await work.PlanAsync(cancel);
        if (await work.AtWorkAsync(cancel) is not null)
        {
            ModelState.AddModelError("", "Es wird schon gelöscht. Bitte warten, bis das zu Ende ist.");
        }
        else if (plan.IsEmpty)
        {
            ModelState.AddModelError("", "Heute ist nichts zu löschen.");
        }
        else if (form.Count != plan.Going.Count + plan.LooseMails)
        {
            ModelState.AddModelError(nameof(form.Count), Words.Of("Bitte zur Bestätigung genau {0} eingeben.", plan.Going.Count + plan.LooseMails));
        }

        if (!ModelState.IsValid)
        {
            return await PageAsync(1, cancel, StatusCodes.Status422UnprocessableEntity);
        }

        var now = clock.GetUtcNow();
        var by = await db.Staff.SingleAsync(s => s.Id == me.Id, cancel);
        await work.BeginAsync(new RetentionRun(RunCause.Person, by, await db.RetentionRulesAsync(cancel), plan.Day, now), now, cancel);
        return Done(Address, "Es wird gelöscht. Wie weit es ist, steht auf dieser Seite.");
    }

    [HttpPost(Address + "/rules")]
    public async Task<IResult> SayRules([FromForm] RetentionRulesForm form, CancellationToken cancel)
    {
        var rules = await db.RetentionRulesAsync(cancel);
        var by = await db.Staff.SingleAsync(s => s.Id == me.Id, cancel);
        if (!ModelState.IsValid || !Try(() => rules.Say(form.IsNightly, form.FreeYears, form.SpamDays, by)))
        {
            db.ChangeTracker.Clear();
            return await PageAsync(1, cancel, StatusCodes.Status422UnprocessableEntity);
        }

        db.Add(new AuditEntry(Audited.KeepingChanged, me.Id, Words.Of("jede Nacht von selbst: {0}, ohne Pflicht nach Jahren: {1}, Spam nach Tagen: {2}", form.IsNightly ? Words.Of("ja") : Words.Of("nein"), Said(form.FreeYears), Said(form.SpamDays)), clock.GetUtcNow()));
        await db.SaveChangesAsync(cancel);
        return Done(Address, "Gespeichert.");

        static string Said(int? number) => number?.ToString(System.Globalization.CultureInfo.CurrentCulture) ?? Words.Of("nie");
    }

    async Task<IResult> PageAsync(int page, CancellationToken cancel, int status = StatusCodes.Status200OK)
    {
        var plan = await work.PlanAsync(cancel);
        var rules = await db.Set<RetentionRules>().AsNoTracking().SingleOrDefaultAsync(cancel) ?? new RetentionRules();
        var runs = await db.RetentionRuns.AsNoTracking().Include(r => r.By).OrderByDescending(r => r.Id).Take(MostRuns).ToListAsync(cancel);
        var last = Math.Max(1, (plan.Going.Count + PageSize - 1) / PageSize);
        var shown = Math.Clamp(page, 1, last);
        return RetentionPage.Of(new(plan, [.. plan.Going.Skip((shown - 1) * PageSize).Take(PageSize)], shown, last, rules, runs), status);
    }
}

/// <summary>That what was shown shall go.</summary>
public sealed class RetentionForm
{
    /// <summary>How much of it there is, typed to show that it is meant.</summary>
    public int? Count { get; set; }
}

/// <summary>What the administration says about keeping.</summary>
public sealed class RetentionRulesForm
{
    public bool IsNightly { get; set; }

    public int? FreeYears { get; set; }

    public int? SpamDays { get; set; }
}
