using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Platform.Web;

namespace Tresen.Merging;

/// <summary>Customers that may be one: same VAT id, mail, telephone, or name without its legal form.</summary>
[Needs(Capability.MasterData)]
public sealed class DuplicatesController(TresenDb db) : TresenController
{
    const int MostGroups = 100;

    [HttpGet("/customers/duplicates")]
    public async Task<IResult> List(CancellationToken cancel)
    {
        var all = await db.Customers.Where(c => c.MergedIntoId == null && !c.IsInternal).OrderBy(c => c.CreatedAt).ThenBy(c => c.Id)
            .Select(c => new DuplicateList.Row(c.Id, c.Number, c.Name, c.Town, c.VatId, c.Mail, c.Phone, c.IsActive)).ToListAsync(cancel);
        var groups = Same(Words.Of("gleiche USt-IdNr."), r => r.VatId)
            .Concat(Same(Words.Of("gleiche E-Mail"), r => r.Mail))
            .Concat(Same(Words.Of("gleiche Telefonnummer"), r => r.Phone))
            .Concat(Same(Words.Of("gleicher Name"), r => Customer.NameKeyOf(r.Name)))
            .GroupBy(g => string.Join(' ', g.Rows.Select(r => r.Id))) // the same customers for several reasons stand there once
            .Select(g => new DuplicateList.Group(string.Join(", ", g.Select(x => x.Why)), g.First().Rows))
            .ToList();
        return DuplicateList.Of(new([.. groups.Take(MostGroups)], groups.Count > MostGroups));

        IEnumerable<DuplicateList.Group> Same(string why, Func<DuplicateList.Row, string> of) =>
            all.GroupBy(of).Where(g => g.Key.Length > 0 && g.Skip(1).Any()).Select(g => new DuplicateList.Group(why, [.. g]));
    }
}
