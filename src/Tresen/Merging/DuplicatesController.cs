using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Platform.Web;

namespace Tresen.Merging;

/// <summary>Customers that may be one: same VAT id, mail or telephone (their own, or that of the other's people), or name
/// without its legal form.</summary>
[Needs(Capability.MasterData)]
public sealed class DuplicatesController(TresenDb db) : TresenController
{
    const int MostGroups = 100;

    [HttpGet("/customers/duplicates")]
    public async Task<IResult> List(CancellationToken cancel)
    {
        var all = await db.Customers.Where(c => c.MergedIntoId == null && !c.IsInternal).OrderBy(c => c.CreatedAt).ThenBy(c => c.Id)
            .Select(c => new DuplicateList.Row(c.Id, c.Number, c.Name, c.Town, c.VatId, c.Mail, c.Phone, c.IsActive)).ToListAsync(cancel);
        var ids = all.Select(r => r.Id).ToHashSet();
        var people = (await db.CustomerContacts.Select(p => new { p.CustomerId, p.Contact.Mail, p.Contact.Phone, p.Contact.Mobile }).ToListAsync(cancel)).Where(p => ids.Contains(p.CustomerId)).ToLookup(p => p.CustomerId);
        var groups = Same(Words.Of("gleiche USt-IdNr."), r => r.VatId)
            .Concat(Same(Words.Of("gleiche E-Mail"), r => r.Mail, r => people[r.Id].Select(p => p.Mail)))
            .Concat(Same(Words.Of("gleiche Telefonnummer"), r => r.Phone, r => people[r.Id].SelectMany(p => new[] { p.Phone, p.Mobile })))
            .Concat(Same(Words.Of("gleicher Name"), r => Customer.NameKeyOf(r.Name)))
            .GroupBy(g => string.Join(' ', g.Rows.Select(r => r.Id))) // the same customers for several reasons stand there once
            .Select(g => new DuplicateList.Group(string.Join(", ", g.Select(x => x.Why)), g.First().Rows))
            .ToList();
        return DuplicateList.Of(new([.. groups.Take(MostGroups)], groups.Count > MostGroups));

        // What is a customer's own may be a contact's of another. Two that share a contact are two: people act for several.
        IEnumerable<DuplicateList.Group> Same(string why, Func<DuplicateList.Row, string> own, Func<DuplicateList.Row, IEnumerable<string>>? ofPeople = null)
        {
            var owned = all.Select(own).Where(k => k.Length > 0).ToHashSet();
            return all.SelectMany(r => (ofPeople?.Invoke(r) ?? []).Append(own(r)).Where(owned.Contains).Distinct().Select(key => (key, r)))
                .GroupBy(k => k.key, k => k.r).Where(g => g.Skip(1).Any()).Select(g => new DuplicateList.Group(why, [.. g]));
        }
    }
}
