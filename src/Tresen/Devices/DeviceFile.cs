using Tresen.Platform.Files;
using Tresen.Staff;

namespace Tresen.Devices;

/// <summary>A file in a device's record: a manual, a photo of the type plate.</summary>
public sealed class DeviceFile
{
    DeviceFile()
    {
    }

    /// <summary>That person puts an upload into the record. The content is held in the same save.</summary>
    public DeviceFile(Device device, StoredFile file, Upload upload, StaffMember by, DateTimeOffset at)
    {
        (Device, File, AddedBy, AddedAt) = (device, file, by, at);
        (Name, Bytes) = (upload.Name, upload.Bytes);
        file.Hold();
    }

    public int Id { get; private set; }

    public int DeviceId { get; private set; }

    public Device Device { get; private set; } = null!;

    public int FileId { get; private set; }

    public StoredFile File { get; private set; } = null!;

    /// <summary>Harmless; see <see cref="Upload.Harmless"/>.</summary>
    public string Name { get; private set; } = "";

    public long Bytes { get; private set; }

    public int AddedById { get; private set; }

    public StaffMember AddedBy { get; private set; } = null!;

    public DateTimeOffset AddedAt { get; private set; }
}
