using Tresen.Articles;
using Tresen.Customers;
using Tresen.Devices;
using Tresen.Staff;

namespace Tresen.Tickets;

/// <summary>What stood in a field, as the history keeps it: the id of the record where it was one, and the words that people saw
/// then. Words that may say something about a person are kept where they can be erased.</summary>
public readonly record struct Said
{
    Said(int? id, string? words, bool isErasable) =>
        (Id, Words, IsErasable) = (id is 0 ? null : id, string.IsNullOrEmpty(words) ? null : words, isErasable);

    /// <summary>Nothing stood there.</summary>
    public static readonly Said Nothing;

    /// <summary>The record's id; null where it was none.</summary>
    public int? Id { get; }

    public string? Words { get; }

    /// <summary>Whether the words go into a row of their own.</summary>
    public bool IsErasable { get; }

    /// <summary>A value of the code's own: a number, a day, a name out of an enumeration.</summary>
    public static implicit operator Said(string? value) => new(null, value, false);

    /// <summary>What somebody wrote.</summary>
    /// <param name="text">The text.</param>
    /// <param name="id">The record that it is about, where it is one.</param>
    public static Said Text(string? text, int? id = null) => new(id, text, true);

    public static Said Of(ListEntry? entry) => new(entry?.Id, entry?.Name, false);

    public static Said Of(Department? department) => new(department?.Id, department?.Name, false);

    public static Said Of(Article? article) => new(article?.Id, article?.Name, false);

    public static Said Of(StaffMember? person) => Text(person?.Name, person?.Id);

    public static Said Of(Customer? customer) => Text(customer?.Name, customer?.Id);

    public static Said Of(Contact? contact) => Text(contact?.Name, contact?.Id);

    public static Said Of(Site? site) => Text(site?.Name, site?.Id);

    /// <summary>Its number: what it is about is the ticket's own to tell.</summary>
    public static Said Of(Ticket? ticket) => new(ticket?.Id, ticket?.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), false);

    public static Said Of(Device? device) => Text(device?.Name, device?.Id);
}
