using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Text;

namespace Tresen.Articles;

/// <summary>The table of this slice, and questions about articles.</summary>
public static class ArticleQueries
{
    extension(TresenDb db)
    {
        public DbSet<Article> Articles => db.Set<Article>();
    }

    extension(IQueryable<Article> articles)
    {
        /// <summary>Those in use, by number.</summary>
        public IQueryable<Article> Active => articles.Where(a => a.IsActive).OrderBy(a => a.SortKey);

        /// <summary>Whose number or name contains every word of the text.</summary>
        public IQueryable<Article> Matching(string? text)
        {
            foreach (var word in (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(6))
            {
                var key = SortKey.ForSearch(word);
                articles = articles.Where(a => a.SearchKey.Contains(key));
            }

            return articles;
        }

        /// <summary>Whose number or name is exactly that: what was typed into a field without choosing from the list.</summary>
        public IQueryable<Article> Called(string? text)
        {
            var (typed, key) = (PlainText.Line(text), SortKey.Of(text ?? ""));
            return articles.Where(a => a.Name == typed || a.SortKey == key);
        }
    }
}
