using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tresen.Customers;

sealed class CustomerMapping : IEntityTypeConfiguration<Customer>
{
    public void Configure(EntityTypeBuilder<Customer> customer)
    {
        customer.ToTable("customers");
        customer.Property(c => c.Number).HasMaxLength(40);
        customer.HasIndex(c => c.Number).IsUnique();
        customer.HasIndex(c => new { c.SortKey, c.Id }); // the list, by name
        customer.HasIndex(c => c.Mail); // intake: whose mail is it
        customer.HasIndex(c => c.Phone); // phone intake
        customer.Property(c => c.SearchKey).HasMaxLength(3000);
        customer.Property(c => c.Notice).HasMaxLength(1000);
        customer.Property(c => c.Remark).HasMaxLength(20000);
        customer.Property(c => c.Version).IsConcurrencyToken();
        customer.Ignore(c => c.NameKey);
        customer.Property(c => c.FormerNumbers).HasMaxLength(400);
        customer.Property(c => c.FormerNames).HasMaxLength(1000);
        customer.HasOne(c => c.MergedInto).WithMany().HasForeignKey(c => c.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
        customer.HasMany(c => c.Contacts).WithOne(c => c.Customer).OnDelete(DeleteBehavior.Cascade);
        customer.HasMany(c => c.Sites).WithOne(s => s.Customer).OnDelete(DeleteBehavior.Cascade);
        customer.HasMany(c => c.Domains).WithOne(d => d.Customer).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class ContactMapping : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> contact)
    {
        contact.ToTable("contacts");
        contact.Ignore(c => c.Name).Ignore(c => c.Greeting);
        contact.Property(c => c.SearchKey).HasMaxLength(1500);
        contact.HasIndex(c => c.Mail); // intake: whose mail is it
        contact.HasIndex(c => c.Phone); // phone intake
        contact.HasIndex(c => new { c.SortKey, c.Id }); // suggestions
    }
}

sealed class CustomerContactMapping : IEntityTypeConfiguration<CustomerContact>
{
    public void Configure(EntityTypeBuilder<CustomerContact> place)
    {
        place.ToTable("customer_contacts");
        place.HasIndex(p => new { p.CustomerId, p.ContactId }).IsUnique();
        place.HasOne(p => p.Contact).WithMany().OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class SiteMapping : IEntityTypeConfiguration<Site>
{
    public void Configure(EntityTypeBuilder<Site> site)
    {
        site.ToTable("sites");
        site.Property(s => s.AccessNote).HasMaxLength(2000);
    }
}

sealed class CustomerDomainMapping : IEntityTypeConfiguration<CustomerDomain>
{
    public void Configure(EntityTypeBuilder<CustomerDomain> domain)
    {
        domain.ToTable("customer_domains");
        domain.HasIndex(d => d.Domain).IsUnique();
    }
}

sealed class CustomerFileMapping : IEntityTypeConfiguration<CustomerFile>
{
    public void Configure(EntityTypeBuilder<CustomerFile> file)
    {
        file.ToTable("customer_files");
        file.HasOne(f => f.Customer).WithMany().OnDelete(DeleteBehavior.Restrict);
        file.HasOne(f => f.File).WithMany().OnDelete(DeleteBehavior.Restrict);
        file.HasOne(f => f.AddedBy).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}
