using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Platform.Web;

namespace Tresen.Articles;

/// <summary><em>Stammdaten &gt; Artikel</em>: what is sold and serviced, and hourly rates.</summary>
public sealed class ArticlesController(TresenDb db, Me me) : TresenController
{
    const Capability ToChange = Capability.MasterData | Capability.SeePrices;

    [HttpGet("/articles")]
    [Menu("Stammdaten", "Artikel", "package", 30)]
    [Staff]
    public async Task<IResult> List(string? q, bool all, int? after, int? before, CancellationToken cancel)
    {
        var page = await db.Articles.Where(a => all || a.IsActive).Matching(q).PageAsync(
            db, after, before, a => new ArticleList.Row(a.Id, a.Number, a.Name, a.Unit, a.Price, a.IsHourlyRate, a.IsActive), r => r.Id, cancel);
        return ArticleList.Of(new(page, q, all, me.Can(Capability.SeePrices), me.Can(ToChange)));
    }

    [HttpGet("/articles/new")]
    [Needs(ToChange)]
    public IResult New() => ArticleEditor.Of(new(null, new ArticleForm()));

    [HttpPost("/articles")]
    [Needs(ToChange)]
    public async Task<IResult> Create([FromForm] ArticleForm form, CancellationToken cancel)
    {
        var number = form.Number?.Trim() ?? "";
        if (number.Length == 0)
        {
            ModelState.AddModelError(nameof(form.Number), "Bitte die Artikelnummer eingeben.");
        }
        else if (await db.Articles.AnyAsync(a => a.Number == number, cancel))
        {
            ModelState.AddModelError(nameof(form.Number), Words.Of("Die Nummer {0} hat schon ein anderer Artikel.", number));
        }

        Article? article = null;
        if (!ModelState.IsValid || !Try(() => article = new Article(number, form.Name!, form.Unit ?? "", form.Price!.Value, form.IsHourlyRate)))
        {
            return ArticleEditor.Of(new(null, new ArticleForm()), 422);
        }

        db.Add(article!);
        await db.SaveChangesAsync(cancel);
        return Done("/articles", $"Artikel {article!.Number} {article.Name} angelegt.");
    }

    [HttpGet("/articles/{id:int}")]
    [Needs(ToChange)]
    public async Task<IResult> Edit(int id, CancellationToken cancel) =>
        await db.Articles.SingleOrDefaultAsync(a => a.Id == id, cancel) is { } article ? ArticleEditor.Of(new(article, ArticleForm.Of(article))) : NotFound();

    [HttpPost("/articles/{id:int}")]
    [Needs(ToChange)]
    public async Task<IResult> Save([FromRoute] int id, [FromForm] ArticleForm form, CancellationToken cancel)
    {
        await db.LockAsync<Article>(id, cancel);
        if (await db.Articles.SingleOrDefaultAsync(a => a.Id == id, cancel) is not { } article)
        {
            return NotFound();
        }

        var merged = await MergeAsync(form, ArticleForm.Of(article));
        if (!merged || !ModelState.IsValid || !Try(() => article.Describe(form.Name!, form.Unit ?? "", form.Price!.Value, form.IsHourlyRate)))
        {
            db.ChangeTracker.Clear();
            article = await db.Articles.SingleAsync(a => a.Id == id, cancel);
            return ArticleEditor.Of(new(article, ArticleForm.Of(article)), merged ? 422 : 409);
        }

        article.Use(form.IsActive);
        await db.SaveChangesAsync(cancel);
        return Done("/articles", "Gespeichert.");
    }
}
