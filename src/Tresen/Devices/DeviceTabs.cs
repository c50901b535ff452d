using Tresen.Platform.Shell;

namespace Tresen.Devices;

/// <summary>A tab of a device's record; its route holds the device as <c>{id:int}</c>.</summary>
/// <param name="label">German.</param>
/// <param name="order">Ascending: Tickets 10, Zeiten 20, Material 30, Dateien 40.</param>
public sealed class DeviceTabAttribute(string label, int order) : RecordTabAttribute(label, order);

/// <summary>The tabs of a device's record that this person may open.</summary>
public sealed class DeviceTabs(EndpointDataSource endpoints, IHttpContextAccessor accessor) : RecordTabs<DeviceTabAttribute>(endpoints, accessor, "{id:int}")
{
    /// <summary>The tabs of the device, the one shown now marked.</summary>
    public IReadOnlyList<Tab> Of(int device) => Of(device.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
