using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tresen.Platform.Text;

namespace Tresen.Templates;

sealed class TemplateMapping : IEntityTypeConfiguration<Template>
{
    public void Configure(EntityTypeBuilder<Template> template)
    {
        template.ToTable("templates");
        template.Property(t => t.Name).HasMaxLength(120);
        template.Property(t => t.Html).HasMaxLength(RichText.MostLength);
        template.HasIndex(t => new { t.IsActive, t.Position }); // beside the composer
        template.HasOne(t => t.Category).WithMany().OnDelete(DeleteBehavior.Restrict);
        template.HasOne(t => t.Department).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}

sealed class TemplateCategoryMapping : IEntityTypeConfiguration<TemplateCategory>
{
    public void Configure(EntityTypeBuilder<TemplateCategory> category)
    {
        category.ToTable("template_categories");
        category.Ignore(c => c.Path);
        category.Property(c => c.Name).HasMaxLength(120);
        category.HasOne(c => c.Parent).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}
