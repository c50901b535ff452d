using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;

namespace Tresen.Staff.Ldap;

/// <summary>The directory, if there is one.</summary>
public static class DirectoryQueries
{
    extension(TresenDb db)
    {
        /// <summary>The one whose passwords count now; null: none.</summary>
        public Task<LdapDirectory?> DirectoryAsync(CancellationToken cancel) => db.Set<LdapDirectory>().AsNoTracking().FirstOrDefaultAsync(d => d.IsOn, cancel);
    }
}
