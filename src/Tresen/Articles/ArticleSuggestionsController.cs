using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Forms;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Platform.Web;

namespace Tresen.Articles;

/// <summary>What fields propose while an article is typed: at most twelve in use.</summary>
[Staff]
public sealed class ArticleSuggestionsController(TresenDb db, Me me) : TresenController
{
    /// <summary>By number and name. With <paramref name="rates"/> only hourly rates, or none of them.</summary>
    [HttpGet("/articles/suggestions")]
    public async Task<IResult> Articles(string? q, bool? rates, CancellationToken cancel)
    {
        var articles = db.Articles.Where(a => a.IsActive && (rates == null || a.IsHourlyRate == rates)).Matching(q);
        var found = await articles.OrderBy(a => a.SortKey).Take(12).Select(a => new { a.Id, a.Number, a.Name, a.Unit, a.Price }).ToListAsync(cancel);
        return Suggestions.Of([.. found.Select(a => new Suggestion(a.Id.ToString(), a.Name, me.Can(Capability.SeePrices) ? $"{a.Number} · {Show.Amount(a.Price)} / {a.Unit}" : a.Number))]);
    }
}
