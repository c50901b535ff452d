using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Platform.Web;
using Tresen.Workbench.Overview;

namespace Tresen.Workbench.Views;

/// <summary>Views that people keep, and the columns they want in them.</summary>
[Needs(Capability.Work)]
public sealed class SavedViewsController(TresenDb db, TimeProvider clock, Me me) : TresenController
{
    [HttpGet("/tickets/views")]
    public async Task<IResult> List(CancellationToken cancel) =>
        SavedViewList.Of(new(me, (await db.SavedViews.For(me).ToListAsync(cancel)).Where(v => v.MayBeChangedBy(me)).ToList()));

    /// <summary>Asks for a name for what the rest of the address shows.</summary>
    [HttpGet("/tickets/views/new")]
    public async Task<IResult> New(CancellationToken cancel)
    {
        var address = ListAddress.Read(Request.QueryString.Value, await db.SavedViews.For(me).ToListAsync(cancel));
        return await EditorAsync(null, new ViewForm { List = QueryOf(address) }, 200, cancel);
    }

    [HttpPost("/tickets/views")]
    public async Task<IResult> Create([FromForm] ViewForm form, CancellationToken cancel)
    {
        SavedView? view = null;
        var query = QueryOf(ListAddress.Read(form.List, []));
        if (!ModelState.IsValid || !Try(() => view = new SavedView(form.Name!, query, form.IsShared, me.Id, me)))
        {
            return await EditorAsync(null, form, 422, cancel);
        }

        view!.Describe(form.Name!, form.IsShared, form.Position, me);
        db.Add(view);
        await db.SaveChangesAsync(cancel);
        return Done($"/tickets?view={view.Id}", Words.Of("Die Ansicht „{0}“ ist gemerkt.", view.Name));
    }

    [HttpGet("/tickets/views/{id:int}")]
    public async Task<IResult> Edit(int id, CancellationToken cancel) =>
        await FindAsync(id, cancel) is { } view ? await EditorAsync(view, ViewForm.Of(view), 200, cancel) : NotFound();

    [HttpPost("/tickets/views/{id:int}")]
    public async Task<IResult> Save(int id, [FromForm] ViewForm form, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } view)
        {
            return NotFound();
        }

        if (!ModelState.IsValid || !Try(() => view.Describe(form.Name!, form.IsShared, form.Position, me)))
        {
            return await EditorAsync(view, form, 422, cancel);
        }

        await db.SaveChangesAsync(cancel);
        return Done("/tickets/views", Words.Of("Die Ansicht „{0}“ ist gespeichert.", view.Name));
    }

    [HttpPost("/tickets/views/{id:int}/removal")]
    public async Task<IResult> Remove(int id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } view)
        {
            return NotFound();
        }

        db.Remove(view);
        await db.Set<ViewColumns>().Where(c => c.View == id.ToString()).ExecuteDeleteAsync(cancel);
        await db.SaveChangesAsync(cancel);
        return Done("/tickets/views", Words.Of("Die Ansicht „{0}“ ist gelöscht.", view.Name));
    }

    /// <summary>Keeps the columns that this person wants in a view.</summary>
    [HttpPost("/tickets/columns")]
    public async Task<IResult> Columns([FromForm] string? view, [FromForm] string? list, [FromForm] string[]? cols, CancellationToken cancel)
    {
        var saved = await db.SavedViews.For(me).ToListAsync(cancel);
        var address = ListAddress.Read(list, saved) with { Columns = null };
        var columns = TicketColumn.Keys(TicketColumn.Of(string.Join(',', cols ?? [])));
        if (address.View == (view ?? ""))
        {
            var known = await db.Set<ViewColumns>().SingleOrDefaultAsync(c => c.StaffMemberId == me.Id && c.View == address.View, cancel);
            if (known is null)
            {
                db.Add(new ViewColumns(me.Id, address.View, columns));
            }

            known?.Choose(columns);
            await db.SaveChangesAsync(cancel);
        }

        return Done(address.Href, Words.Of("Die Spalten sind gemerkt."));
    }

    async Task<SavedView?> FindAsync(int id, CancellationToken cancel) =>
        await db.SavedViews.For(me).SingleOrDefaultAsync(v => v.Id == id, cancel) is { } view && view.MayBeChangedBy(me) ? view : null;

    async Task<IResult> EditorAsync(SavedView? view, ViewForm form, int status, CancellationToken cancel)
    {
        var asking = await Asking.ReadAsync(db, me, clock.GetUtcNow(), cancel);
        var filter = TicketFilter.Read(form.List);
        await asking.NameAsync(db, filter, cancel);
        return SavedViewEditor.Of(new(view, form, filter, asking), status);
    }

    /// <summary>What a view keeps: filter, order and columns, not the view it began with.</summary>
    static string QueryOf(ListAddress address) => (address with { View = "" }).Query is { Length: <= 4000 } query ? query : TicketFilter.Open.Query;
}
