using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;

namespace Tresen.Staff.OpenIdConnect;

/// <summary>The provider, if there is one.</summary>
public static class ProviderQueries
{
    extension(TresenDb db)
    {
        /// <summary>The one that people sign in at now; null: none.</summary>
        public Task<IdentityProvider?> ProviderAsync(CancellationToken cancel) => db.Set<IdentityProvider>().AsNoTracking().FirstOrDefaultAsync(p => p.IsOn, cancel);
    }
}
