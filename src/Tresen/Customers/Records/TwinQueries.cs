using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;

namespace Tresen.Customers.Records;

/// <summary>Who may be there already.</summary>
static class TwinQueries
{
    extension(TresenDb db)
    {
        /// <summary>Customers that may be the one of these particulars, by name; a handful.</summary>
        /// <param name="except">The number of the one that is looked at itself.</param>
        public Task<List<CustomerTwins.Row>> TwinsAsync(string? name, string? mail, string? phone, string? vatId, string? except, CancellationToken cancel) =>
            db.Customers.Where(c => c.MergedIntoId == null && c.Number != except).Resembling(name, mail, phone, vatId)
                .OrderBy(c => c.SortKey).ThenBy(c => c.Id).Take(5)
                .Select(c => new CustomerTwins.Row(c.Number, c.Name, c.Town, c.Phone, c.IsActive))
                .ToListAsync(cancel);
    }
}
