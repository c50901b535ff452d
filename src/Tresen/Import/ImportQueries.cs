using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;

namespace Tresen.Import;

/// <summary>The tables of this slice, and who sees what of them.</summary>
public static class ImportQueries
{
    extension(TresenDb db)
    {
        public DbSet<DataImport> DataImports => db.Set<DataImport>();

        public DbSet<ImportRow> ImportRows => db.Set<ImportRow>();

    }

    extension(IQueryable<DataImport> imports)
    {
        /// <summary>One's own; administrators see all. A file may hold what its reader may not see, rates above all.</summary>
        public IQueryable<DataImport> VisibleTo(Me me)
        {
            var (id, all) = (me.Id, me.IsAdministrator);
            return imports.Where(i => all || i.ById == id);
        }
    }
}
