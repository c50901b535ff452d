using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tresen.Articles;

sealed class ArticleMapping : IEntityTypeConfiguration<Article>
{
    public void Configure(EntityTypeBuilder<Article> article)
    {
        article.ToTable("articles");
        article.Property(a => a.Number).HasMaxLength(40);
        article.HasIndex(a => a.Number).IsUnique();
        article.HasIndex(a => new { a.SortKey, a.Id }); // the list, by number
        article.Property(a => a.SearchKey).HasMaxLength(700);
        article.Ignore(a => a.Rate);
    }
}
