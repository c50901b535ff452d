using Tresen.Customers;
using Tresen.Platform.Text;

namespace Tresen.Tickets;

/// <summary>Whoever asked and is no customer yet becomes one.</summary>
static class Newcomer
{
    /// <summary>A customer of that name. Whoever asked becomes its contact, unless the customer is that very person.</summary>
    public static (Customer Customer, Contact? Contact) Of(string number, string name, Requester requester, DateTimeOffset at)
    {
        var customer = new Customer(number, name, at);
        var words = PlainText.Line(requester.Name).Split(' ');
        if (requester.Name.Length == 0 || SortKey.Of(requester.Name) == SortKey.Of(name))
        {
            customer.ReachBy(requester.Mail, requester.Phone);
            return (customer, null);
        }

        var contact = new Contact("", string.Join(' ', words[..^1]), words[^1], requester.Mail, requester.Phone);
        customer.ActsThrough(contact, "");
        return (customer, contact);
    }
}
