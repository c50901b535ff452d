using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Platform.Data;

namespace Tresen.Workbench.Overview;

/// <summary>The address that the filter form makes: with its empty fields, and with a customer as a lookup has it. It is turned
/// into the short one that is shown, kept and sent around.</summary>
static class FormAddress
{
    /// <summary>Name of the field for the customer's name …</summary>
    public const string CustomerName = "customerName";

    /// <summary>… of what the lookup found: an id, or the number that was there before …</summary>
    public const string CustomerId = "customerId";

    /// <summary>… and of the field for the device's name.</summary>
    public const string DeviceName = "deviceName";

    /// <summary>Whether the filter form made this address.</summary>
    public static bool IsOne(string? query) => QueryHelpers.ParseQuery(query) is var asked
        && (asked.ContainsKey(CustomerName) || asked.ContainsKey(DeviceName) || asked.Any(p => p.Value.Any(string.IsNullOrEmpty)));

    /// <summary>The same with customer and device as the filter has them. A name that nothing was chosen for becomes a text
    /// filter of its column.</summary>
    public static async Task<string> TidyAsync(TresenDb db, string? query, CancellationToken cancel)
    {
        var asked = QueryHelpers.ParseQuery(query);
        if (asked.Remove(CustomerName, out var customer) && customer.ToString().Trim() is { Length: > 0 } name)
        {
            var chosen = asked.GetValueOrDefault(CustomerId).ToString();
            var id = int.TryParse(chosen, out var parsed) ? parsed : 0;
            var number = await db.Customers.Where(c => c.Name == name && (c.Id == id || c.Number == chosen)).Select(c => c.Number).FirstOrDefaultAsync(cancel)
                ?? await db.Customers.Where(c => c.Number == name).Select(c => c.Number).FirstOrDefaultAsync(cancel);
            asked[number is null ? Criteria.Column + "customer" : "customer"] = number ?? name;
        }

        asked.Remove(CustomerId);
        if (asked.Remove(DeviceName, out var device))
        {
            var typed = device.ToString().Trim();
            if (typed.Length == 0)
            {
                asked.Remove("device");
            }
            else if (string.IsNullOrEmpty(asked.GetValueOrDefault("device")))
            {
                asked[Criteria.Column + "device"] = typed;
            }
        }

        // An empty field says too that this is a filter: of everything open, if all of them are empty.
        return string.Join('&', asked.SelectMany(p => p.Value.Select(v => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(v ?? "")}")));
    }
}
