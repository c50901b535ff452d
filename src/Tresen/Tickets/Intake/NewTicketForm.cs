using Tresen.Platform.Files;
using Tresen.Tickets.Details;

namespace Tresen.Tickets.Intake;

/// <summary>A new request as it is typed.</summary>
public sealed class NewTicketForm : TicketForm
{
    public Upload[] Files { get; set; } = [];

    /// <summary><c>another</c>: then a fresh form.</summary>
    public string? Next { get; set; }

    /// <summary>Nobody is called what stands in the customer's field: that becomes a customer.</summary>
    public bool IsNewCustomer { get; set; }

    /// <summary>What was typed on the page of a call to find who it is.</summary>
    public string? Q { get; set; }

    /// <summary>The number of the ticket that it goes on from (<em>Folge von</em>).</summary>
    public int? Follows { get; set; }

    /// <summary>The button of a candidate was pressed: that customer, and on with the form.</summary>
    public int? ChooseCustomerId { get; set; }
}
