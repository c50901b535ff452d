using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tresen.Import;

sealed class DataImportMapping : IEntityTypeConfiguration<DataImport>
{
    public void Configure(EntityTypeBuilder<DataImport> import)
    {
        import.ToTable("data_imports");
        import.Ignore(i => i.Assignment);
        import.Property(i => i.Columns).HasMaxLength(4000);
        import.HasOne(i => i.File).WithMany().OnDelete(DeleteBehavior.Restrict);
        import.HasOne(i => i.By).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}

sealed class ImportRowMapping : IEntityTypeConfiguration<ImportRow>
{
    public void Configure(EntityTypeBuilder<ImportRow> row)
    {
        row.ToTable("import_rows");
        row.Ignore(r => r.EachChange);
        row.Property(r => r.Changes).HasMaxLength(20_000);
        row.Property(r => r.Sentence).HasMaxLength(1000);
        row.Property(r => r.Record).HasMaxLength(500);
        row.HasIndex(r => new { r.ImportId, r.Line }); // the report, page by page
        row.HasIndex(r => r.CustomerId); // what imports did to a customer
        row.HasOne(r => r.Import).WithMany().OnDelete(DeleteBehavior.Cascade);
        row.HasOne(r => r.Customer).WithMany().OnDelete(DeleteBehavior.SetNull);
        row.HasOne(r => r.Contact).WithMany().OnDelete(DeleteBehavior.SetNull);
        row.HasOne(r => r.Device).WithMany().OnDelete(DeleteBehavior.SetNull);
    }
}
