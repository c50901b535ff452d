using Tresen.Platform.Shell;

namespace Tresen.Customers;

/// <summary>A tab of the customer's record; its route holds the customer's number as <c>{number}</c>.</summary>
/// <param name="label">German.</param>
/// <param name="order">Ascending: Details 10, Ansprechpartner 20, Standorte 30, Geräte 40, Service 50, Zeitkonto 60, Dateien 70.</param>
public sealed class CustomerTabAttribute(string label, int order) : RecordTabAttribute(label, order);

/// <summary>The tabs of a customer's record that this person may open.</summary>
public sealed class CustomerTabs(EndpointDataSource endpoints, IHttpContextAccessor accessor) : RecordTabs<CustomerTabAttribute>(endpoints, accessor, "{number}")
{
    /// <summary>The tabs of the customer with that number, the one shown now marked.</summary>
    public new IReadOnlyList<Tab> Of(string number) => base.Of(number);
}
