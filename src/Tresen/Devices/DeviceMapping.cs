using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tresen.Devices;

sealed class DeviceMapping : IEntityTypeConfiguration<Device>
{
    public void Configure(EntityTypeBuilder<Device> device)
    {
        device.ToTable("devices");
        device.Property(d => d.SearchKey).HasMaxLength(1500);
        device.HasIndex(d => new { d.ArticleId, d.SerialNumber }).IsUnique().HasFilter("article_id is not null and serial_number <> ''");
        device.HasIndex(d => d.SerialNumber); // intake by serial number
        device.HasIndex(d => new { d.SortKey, d.Id }); // the list, by name
        device.HasIndex(d => new { d.CustomerId, d.SortKey }); // the customer's tab, suggestions
        device.HasOne(d => d.Customer).WithMany().OnDelete(DeleteBehavior.Restrict);
        device.HasOne(d => d.Site).WithMany().OnDelete(DeleteBehavior.SetNull);
        device.HasOne(d => d.Article).WithMany().OnDelete(DeleteBehavior.SetNull);
    }
}

sealed class DeviceFileMapping : IEntityTypeConfiguration<DeviceFile>
{
    public void Configure(EntityTypeBuilder<DeviceFile> file)
    {
        file.ToTable("device_files");
        file.HasOne(f => f.Device).WithMany().OnDelete(DeleteBehavior.Restrict);
        file.HasOne(f => f.File).WithMany().OnDelete(DeleteBehavior.Restrict);
        file.HasOne(f => f.AddedBy).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}
