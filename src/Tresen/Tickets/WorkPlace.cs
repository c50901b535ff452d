using Tresen.Customers;

namespace Tresen.Tickets;

/// <summary>Where a ticket's work is done: at its site, else at the customer's address.</summary>
/// <param name="Name">The site's; empty where none is named.</param>
/// <param name="AccessNote">How to get in.</param>
public sealed record WorkPlace(string Name, string Street, string PostalCode, string Town, string AccessNote)
{
    /// <summary>The place of that ticket; null where it has no customer yet. A site without an address of its own stays without: the
    /// customer's might lead astray.</summary>
    public static WorkPlace? Of(Ticket ticket) => ticket switch
    {
        { Site: { } site } => new(site.Name, site.Street, site.PostalCode, site.Town, site.AccessNote),
        { Customer: { } customer } => new("", customer.Street, customer.PostalCode, customer.Town, ""),
        _ => null,
    };

    /// <summary>Its search on the map; null where no address is known.</summary>
    public string? MapHref => MapLink.To(Street, PostalCode, Town);
}
