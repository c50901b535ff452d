namespace Tresen.Customers;

/// <summary>Where an address is found on the map.</summary>
public static class MapLink
{
    /// <summary>The search for that address at OpenStreetMap; null where neither street nor town is known.</summary>
    public static string? To(string street, string postalCode, string town) => street.Length + town.Length == 0
        ? null
        : "https://www.openstreetmap.org/search?query=" + Uri.EscapeDataString($"{street}, {postalCode} {town}".Trim(' ', ','));
}
