using System.Globalization;
using Tresen.Platform.Shell;

namespace Tresen.Tickets;

/// <summary>A tab of the ticket; its route holds the ticket's number as <c>{number:int}</c>.</summary>
/// <param name="label">German.</param>
/// <param name="order">Ascending: Ticket-Nachrichten 10, Details 20, Dateien 30, Zeiten 40, Material 50, Aktionen 60, Verlauf 70.</param>
public sealed class TicketTabAttribute(string label, int order) : RecordTabAttribute(label, order);

/// <summary>The tabs of a ticket that this person may open.</summary>
public sealed class TicketTabs(EndpointDataSource endpoints, IHttpContextAccessor accessor) : RecordTabs<TicketTabAttribute>(endpoints, accessor, "{number:int}")
{
    /// <summary>The list that the ticket was opened from and its place in it, as it stands in an address; null without one.</summary>
    string? List => Http.Request.Query["list"].ToString() is { Length: > 0 and <= 4000 } list ? list : null;

    /// <summary>Back to that list, else to the overview.</summary>
    public string BackHref => List is { } list ? "/tickets?" + string.Join('&', list.Split('&').Where(p => !p.StartsWith("after=", StringComparison.Ordinal))) : "/tickets";

    /// <summary>On to the next ticket of that list.</summary>
    public string? NextHref => List is { } list ? "/tickets/next?" + list : null;

    /// <summary>The tabs of the ticket with that number, the one shown now marked.</summary>
    public IReadOnlyList<Tab> Of(int number)
    {
        var all = Of(number.ToString(CultureInfo.InvariantCulture));
        var isElsewhere = !all.Any(t => t.Active); // pages of its dialogues have addresses of their own
        var from = List is { } list ? "?list=" + Uri.EscapeDataString(list) : "";
        return [.. all.Select((t, i) => t with { Active = t.Active || (isElsewhere && i == 0), Href = t.Href + from })];
    }
}
