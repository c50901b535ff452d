using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Forms;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;
using Tresen.Platform.Web;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Mail.Rules;

/// <summary><em>Administration &gt; Regeln für Mails</em>: what becomes by itself of which mails.</summary>
[Needs(Capability.Administration)]
public sealed class RulesController(TresenDb db, FileCabinet cabinet, TimeProvider clock, Me me) : TresenController
{
    const string Here = "/administration/mail-rules";

    [HttpGet(Here)]
    [Menu("Administration", "Regeln für Mails", "filter", 42)]
    public async Task<IResult> List(CancellationToken cancel) => RuleList.Of(new(await db.MailRules.AsNoTracking().InOrder.WithParts.ToListAsync(cancel)));

    [HttpGet(Here + "/new")]
    public Task<IResult> New(CancellationToken cancel) => PageAsync(null, new RuleForm(), cancel);

    [HttpPost(Here)]
    public async Task<IResult> Create([FromForm] RuleForm form, [FromForm] bool more, [FromForm] int? remove, CancellationToken cancel)
    {
        if (Rearranges(form, more, remove))
        {
            return await PageAsync(null, form, cancel);
        }

        var last = await db.MailRules.MaxAsync(r => (int?)r.Position, cancel) ?? 0;
        var rule = new MailRule(last + 1);
        if (await db.MailRules.CountAsync(cancel) >= MailRule.Most)
        {
            ModelState.AddModelError("", "Es gibt schon hundert Regeln. Bitte erst eine entfernen, die nicht mehr gebraucht wird.");
        }

        if (!await TellAsync(rule, form, cancel))
        {
            return await PageAsync(null, form, cancel, status: StatusCodes.Status422UnprocessableEntity);
        }

        db.Add(rule);
        await db.SaveChangesAsync(cancel);
        return Done(Here, $"Die Regel „{rule.Name}“ gilt von jetzt an.");
    }

    [HttpGet(Here + "/{id:int}")]
    public async Task<IResult> Edit(int id, CancellationToken cancel) =>
        await FindAsync(id, cancel) is { } rule ? await PageAsync(rule, RuleForm.Of(rule), cancel) : NotFound();

    [HttpPost(Here + "/{id:int}")]
    public async Task<IResult> Save([FromRoute] int id, [FromForm] RuleForm form, [FromForm] bool more, [FromForm] int? remove, CancellationToken cancel)
    {
        await db.LockAsync<MailRule>(id, cancel);
        if (await FindAsync(id, cancel) is not { } rule)
        {
            return await GoneAsync(form, cancel);
        }

        if (Rearranges(form, more, remove))
        {
            return await PageAsync(rule, form, cancel);
        }

        if (!await TellAsync(rule, form, cancel))
        {
            db.ChangeTracker.Clear();
            return await PageAsync(await FindAsync(id, cancel), form, cancel, status: StatusCodes.Status422UnprocessableEntity);
        }

        await db.SaveChangesAsync(cancel);
        return Done(Here, "Gespeichert. Was schon ein Ticket ist, bleibt, wie es ist.");
    }

    /// <summary>Which mails of the last days the rule would have hit, as it stands in the form. Changes nothing, so it holds no work on the database
    /// while it reads.</summary>
    /// <param name="id">The rule that is being changed; null: a new one.</param>
    [HttpPost(Here + "/trial")]
    [OwnWork]
    public async Task<IResult> TryOut([FromQuery] int? id, [FromForm] RuleForm form, CancellationToken cancel)
    {
        var known = id is { } number ? await FindAsync(number, cancel) : null;
        if (id is not null && known is null)
        {
            return await GoneAsync(form, cancel);
        }

        var rule = new MailRule(0);
        ModelState.Remove(nameof(form.Name)); // it may still be without
        var trial = await TellAsync(rule, form, cancel, known, isTrial: true) ? await RuleTrial.RunAsync(db, cabinet, rule, me, clock, cancel) : null;
        db.ChangeTracker.Clear();
        return await PageAsync(known, form, cancel, trial, trial is null ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    /// <summary>Whoever loads the page with what was found anew finds the rule.</summary>
    [HttpGet(Here + "/trial")]
    public IResult Tried(int? id) => Results.Redirect(id is null ? Here + "/new" : $"{Here}/{id}");

    /// <summary>One place up or down.</summary>
    [HttpPost(Here + "/{id:int}/place")]
    public async Task<IResult> Move([FromRoute] int id, [FromForm] bool up, CancellationToken cancel)
    {
        var order = await db.MailRules.InOrder.ToListAsync(cancel);
        if (order.Find(r => r.Id == id) is not { } rule)
        {
            return NotFound();
        }

        var to = Math.Clamp(order.IndexOf(rule) + (up ? -1 : 1), 0, order.Count - 1);
        order.Remove(rule);
        order.Insert(to, rule);
        for (var place = 0; place < order.Count; place++)
        {
            order[place].MoveTo(place + 1);
        }

        await db.SaveChangesAsync(cancel);
        return Done(Here);
    }

    /// <summary>Isn't asked for a while, or is again.</summary>
    [HttpPost(Here + "/{id:int}/pause")]
    public async Task<IResult> Pause([FromRoute] int id, [FromForm] bool paused, CancellationToken cancel)
    {
        await db.LockAsync<MailRule>(id, cancel);
        if (await db.MailRules.FindAsync([id], cancel) is not { } rule)
        {
            return NotFound();
        }

        rule.Switch(!paused);
        await db.SaveChangesAsync(cancel);
        return paused ? Done(Here, $"Die Regel „{rule.Name}“ ruht.") : Done(Here, $"Die Regel „{rule.Name}“ gilt wieder.");
    }

    [HttpPost(Here + "/{id:int}/removal")]
    public async Task<IResult> Remove([FromRoute] int id, CancellationToken cancel)
    {
        await db.LockAsync<MailRule>(id, cancel);
        if (await db.MailRules.Include(r => r.Conditions).SingleOrDefaultAsync(r => r.Id == id, cancel) is not { } rule)
        {
            return NotFound();
        }

        db.Remove(rule);
        await db.SaveChangesAsync(cancel);
        return Done(Here, $"Die Regel „{rule.Name}“ ist entfernt. Was sie getan hat, bleibt.");
    }

    /// <summary>One more condition, or one less, without an opinion about what else was typed.</summary>
    bool Rearranges(RuleForm form, bool more, int? remove)
    {
        if (!more && remove is null)
        {
            return false;
        }

        if (more)
        {
            form.Conditions.Add(new ConditionForm());
        }
        else if (remove >= 0 && remove < form.Conditions.Count)
        {
            form.Conditions.RemoveAt(remove.Value);
            foreach (var key in ModelState.Keys.Where(k => k.StartsWith(nameof(form.Conditions), StringComparison.OrdinalIgnoreCase)).ToList())
            {
                ModelState.Remove(key); // what was typed stands in the form's lines, which have moved up
            }
        }

        foreach (var entry in ModelState.Values)
        {
            entry.Errors.Clear();
        }

        return true;
    }

    /// <summary>Somebody has removed it while it was changed; nothing typed is lost.</summary>
    Task<IResult> GoneAsync(RuleForm form, CancellationToken cancel)
    {
        ModelState.Clear();
        ModelState.AddModelError("", "Diese Regel wurde inzwischen entfernt. Mit „Anlegen“ entsteht sie neu.");
        return PageAsync(null, form, cancel, status: StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>Tells the rule what was typed.</summary>
    /// <param name="known">The stored rule, where it is tried on another one: what it names already may be chosen, though not anew.</param>
    async Task<bool> TellAsync(MailRule rule, RuleForm form, CancellationToken cancel, MailRule? known = null, bool isTrial = false)
    {
        known ??= rule;
        var mailbox = await ChosenAsync(db.Mailboxes, form.MailboxId, nameof(form.MailboxId), m => m.IsActive || m.Id == known.MailboxId, cancel);
        var department = await ChosenAsync(db.Departments.Include(d => d.Members), form.DepartmentId, nameof(form.DepartmentId), d => d.IsActive || d.Id == known.DepartmentId, cancel);
        var assignee = await ChosenAsync(db.Staff, form.AssigneeId, nameof(form.AssigneeId), s => s.IsActive || s.Id == known.AssigneeId, cancel);
        var area = await ChosenAsync(db.Areas, form.AreaId, nameof(form.AreaId), a => a.IsActive || a.Id == known.AreaId, cancel);
        var kind = await ChosenAsync(db.Kinds, form.KindId, nameof(form.KindId), k => k.IsActive || k.Id == known.KindId, cancel);
        var tag = await ChosenAsync(db.Tags, form.TagId, nameof(form.TagId), t => t.IsActive || t.Id == known.TagId, cancel);
        var customer = await CustomerAsync(known, form, cancel);
        var conditions = Conditions(form);
        var name = isTrial && string.IsNullOrWhiteSpace(form.Name) ? "–" : form.Name ?? "";
        return ModelState.IsValid && Try(() =>
        {
            rule.Describe(name, mailbox, conditions, form.IsLast);
            rule.Sets(department, assignee, area, kind, form.Priority, tag, customer);
            rule.Decides(form.Fate, form.IsQuiet, form.ClosesOnRecovery, form.RecoveryWords ?? "");
            if (!isTrial)
            {
                rule.MustDoSomething();
            }
        });
    }

    List<RuleCondition> Conditions(RuleForm form)
    {
        var conditions = new List<RuleCondition>();
        for (var i = 0; i < form.Conditions.Count; i++)
        {
            var typed = form.Conditions[i];
            if (typed.IsBlank)
            {
                continue;
            }

            try
            {
                conditions.Add(new RuleCondition(typed.Part, typed.Header, typed.Comparison, typed.Text));
            }
            catch (Platform.BrokenRuleException broken)
            {
                ModelState.AddModelError($"{nameof(form.Conditions)}[{i}].{broken.Field}", broken.ForReader);
            }
        }

        return conditions;
    }

    /// <summary>The record of that id; null, with a sentence, where it can't be chosen.</summary>
    async Task<T?> ChosenAsync<T>(IQueryable<T> all, int? id, string field, Func<T, bool> mayBe, CancellationToken cancel)
        where T : class
    {
        if (id is null)
        {
            return null;
        }

        if (await all.SingleOrDefaultAsync(e => EF.Property<int>(e, "Id") == id, cancel) is { } found && mayBe(found))
        {
            return found;
        }

        ModelState.AddModelError(field, "Das gibt es nicht mehr. Bitte neu auswählen.");
        return null;
    }

    async Task<Customer?> CustomerAsync(MailRule rule, RuleForm form, CancellationToken cancel)
    {
        var name = form.CustomerName?.Trim() ?? "";
        if (name.Length == 0)
        {
            return null;
        }

        var found = await db.Customers.Where(c => c.Id == form.CustomerId && (c.Name == name || c.Number == name) && (c.IsActive || c.Id == rule.CustomerId)).ToListAsync(cancel);
        if (found.Count == 0)
        {
            found = await db.Customers.Active.Called(name).OrderBy(c => c.Id).Take(2).ToListAsync(cancel);
        }

        if (found is [var one])
        {
            return one;
        }

        ModelState.AddModelError(nameof(form.CustomerName), found.Count == 0 ? "Diesen Kunden gibt es nicht. Bitte einen aus der Liste wählen." : "Das passt auf mehrere Kunden. Bitte einen aus der Liste wählen.");
        return null;
    }

    Task<MailRule?> FindAsync(int id, CancellationToken cancel) => db.MailRules.WithParts.SingleOrDefaultAsync(r => r.Id == id, cancel);

    async Task<IResult> PageAsync(MailRule? rule, RuleForm form, CancellationToken cancel, RuleTrial? trial = null, int status = StatusCodes.Status200OK)
    {
        if (form.Conditions.Count == 0)
        {
            form.Conditions.Add(new ConditionForm());
        }

        var staff = await db.StaffChoicesAsync(Zone.DayOf(clock.GetUtcNow()), cancel);
        return RuleEditor.Of(new(
            rule,
            form,
            [.. (await db.Mailboxes.Where(m => m.IsActive || m.Id == form.MailboxId).OrderBy(m => m.Name).Select(m => new { m.Id, m.Name }).ToListAsync(cancel)).Select(m => new Choice(m.Id.ToString(), m.Name))],
            WithOwn(await db.DepartmentChoicesAsync(cancel), rule?.Department?.Id, rule?.Department?.Name),
            WithOwn(staff, rule?.Assignee?.Id, rule?.Assignee?.Name),
            [.. (await db.Areas.AsNoTracking().Where(a => a.IsActive || a.Id == form.AreaId).OrderBy(a => a.Position).ToListAsync(cancel)).Select(Entry)],
            [.. (await db.Kinds.AsNoTracking().Where(k => k.IsActive || k.Id == form.KindId).OrderBy(k => k.Position).ToListAsync(cancel)).Select(Entry)],
            [.. (await db.Tags.AsNoTracking().Where(t => t.IsActive || t.Id == form.TagId).OrderBy(t => t.Position).ThenBy(t => t.Name).ToListAsync(cancel)).Select(Entry)],
            trial), status);

        static Choice Entry(ListEntry entry) => new(entry.Id.ToString(), entry.Title);

        // What it names already stays chosen, though it can't be chosen anew.
        static IReadOnlyList<Choice> WithOwn(IReadOnlyList<Choice> choices, int? id, string? name) =>
            id is null || choices.Any(c => c.Value == id.ToString()) ? choices : [.. choices, new Choice(id.ToString()!, name!)];
    }
}
