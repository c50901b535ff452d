using Tresen.Platform.Files;
using Tresen.Staff;

namespace Tresen.Customers;

/// <summary>A file in a customer's record: a contract, a floor plan.</summary>
public sealed class CustomerFile
{
    CustomerFile()
    {
    }

    /// <summary>That person puts an upload into the record. The content is held in the same save.</summary>
    public CustomerFile(Customer customer, StoredFile file, Upload upload, StaffMember by, DateTimeOffset at)
    {
        (Customer, File, AddedBy, AddedAt) = (customer, file, by, at);
        (Name, Bytes) = (upload.Name, upload.Bytes);
        file.Hold();
    }

    /// <summary>The customer's record went into another: the file goes along.</summary>
    public void GoTo(Customer customer) => (Customer, CustomerId) = (customer, customer.Id);

    public int Id { get; private set; }

    public int CustomerId { get; private set; }

    public Customer Customer { get; private set; } = null!;

    public int FileId { get; private set; }

    public StoredFile File { get; private set; } = null!;

    /// <summary>Harmless; see <see cref="Upload.Harmless"/>.</summary>
    public string Name { get; private set; } = "";

    public long Bytes { get; private set; }

    public int AddedById { get; private set; }

    public StaffMember AddedBy { get; private set; } = null!;

    public DateTimeOffset AddedAt { get; private set; }
}
