using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;

namespace Tresen.Templates;

/// <summary>The tables of this slice, and questions about templates.</summary>
public static class TemplateQueries
{
    extension(TresenDb db)
    {
        public DbSet<Template> Templates => db.Set<Template>();

        public DbSet<TemplateCategory> TemplateCategories => db.Set<TemplateCategory>();

        /// <summary>All categories with their parents, in the order of the tree.</summary>
        public async Task<IReadOnlyList<TemplateCategory>> TemplateTreeAsync(CancellationToken cancel)
        {
            var all = await db.TemplateCategories.OrderBy(c => c.Position).ThenBy(c => c.Name).ToListAsync(cancel); // parents find each other
            return [.. Below(null)];

            IEnumerable<TemplateCategory> Below(TemplateCategory? parent) => all.Where(c => c.Parent == parent).SelectMany(c => Below(c).Prepend(c));
        }

        /// <summary>The templates in use that somebody of that department may take, in the order of the tree.</summary>
        public async Task<IReadOnlyList<Template>> TemplatesForAsync(int departmentId, CancellationToken cancel)
        {
            var tree = (await db.TemplateTreeAsync(cancel)).Select((c, i) => (c.Id, i)).ToDictionary(c => c.Id, c => c.i);
            var templates = await db.Templates.Where(t => t.IsActive && (t.DepartmentId == null || t.DepartmentId == departmentId))
                .OrderBy(t => t.Position).ThenBy(t => t.Name).ToListAsync(cancel);
            return [.. templates.OrderBy(t => t.CategoryId is { } category ? tree[category] : -1)];
        }
    }
}
