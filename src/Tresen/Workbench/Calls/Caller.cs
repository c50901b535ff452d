using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Customers;
using Tresen.Devices;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Search;
using Tresen.Tickets;

namespace Tresen.Workbench.Calls;

/// <summary>Who may be on the telephone: a customer, one of their people, a device of theirs, or a ticket that they call about.</summary>
/// <param name="CustomerId">Null for a ticket without a customer.</param>
/// <param name="Name">Of the customer; of who asked where there is none.</param>
/// <param name="Detail">What tells it from others of that name: number, town.</param>
public sealed record Caller(int? CustomerId, string Name, string Detail)
{
    /// <summary>So many are shown; who finds more types more.</summary>
    public const int Most = 8;

    public int? ContactId { get; init; }

    /// <summary>Of the contact.</summary>
    public string Person { get; init; } = "";

    public int? DeviceId { get; init; }

    public string Device { get; init; } = "";

    public int? Ticket { get; init; }

    public string Subject { get; init; } = "";

    /// <summary>Names it in addresses: <c>t10417</c>, <c>d7</c>, <c>c12-5</c>, <c>c12</c>.</summary>
    public string Key => this switch
    {
        { Ticket: { } number } => $"t{number}",
        { DeviceId: { } device } => $"d{device}",
        { ContactId: { } contact } => $"c{CustomerId}-{contact}",
        _ => $"c{CustomerId}",
    };

    /// <summary>All that the text may mean: a ticket or dialogue by its number, a device by its serial number, a person or a customer by
    /// telephone in any notation, name, number, town or mail. The surest first; at most <see cref="Most"/>.</summary>
    public static async Task<IReadOnlyList<Caller>> FindAsync(TresenDb db, Me me, string? typed, DateOnly today, CancellationToken cancel)
    {
        var question = Question.Of(typed);
        if (question.IsEmpty || question.Text.Length < 2)
        {
            return [];
        }

        List<Caller> found = [];
        if (question.Number is { } number)
        {
            found.AddRange(await TicketsAsync(db, me, number, cancel));
        }

        if (question.Words.Any(w => w.Length > 2 && w.Any(char.IsAsciiDigit)))
        {
            found.AddRange(await DevicesAsync(db, db.Devices.Active.Holding(question), cancel));
        }

        var people = await PeopleAsync(db, question.Text, today, cancel);
        var customers = await CustomersAsync(db, question.Text, cancel);
        if (PhoneNumber.PartOf(question.Text) is not null)
        {
            customers.RemoveAll(c => people.Exists(p => p.CustomerId == c.CustomerId)); // the number tells the person too
        }

        return [.. found.Concat(customers).Concat(people).Take(Most)];
    }

    /// <summary>The one that was picked, as long as it is there and this person may see it.</summary>
    public static async Task<Caller?> PickedAsync(TresenDb db, Me me, string? key, DateOnly today, CancellationToken cancel)
    {
        if (key is not [var kind, .. { Length: > 0 } rest])
        {
            return null;
        }

        var parts = rest.Split('-');
        var (id, contact) = (Number(parts[0]), parts.Length > 1 ? Number(parts[1]) : 0);
        return kind switch
        {
            't' => (await TicketsAsync(db, me, id, cancel)).Find(c => c.Ticket == id),
            'd' => (await DevicesAsync(db, db.Devices.Where(d => d.Id == id), cancel)).FirstOrDefault(),
            'c' when parts.Length > 1 => await Places(db, today).Where(p => p.CustomerId == id && p.ContactId == contact).Select(OfPlace).FirstOrDefaultAsync(cancel),
            'c' => await db.Customers.Where(c => c.Id == id).Select(OfCustomer).FirstOrDefaultAsync(cancel),
            _ => null,
        };

        static int Number(string text) => int.TryParse(text, out var number) ? number : 0;
    }

    static readonly System.Linq.Expressions.Expression<Func<Customer, Caller>> OfCustomer = c => new Caller(c.Id, c.Name, c.Number + " · " + c.Town);

    static readonly System.Linq.Expressions.Expression<Func<CustomerContact, Caller>> OfPlace = p => new Caller(p.CustomerId, p.Customer.Name, p.Customer.Number + " · " + p.Customer.Town)
    {
        ContactId = p.ContactId,
        Person = (p.Contact.FirstName + " " + p.Contact.LastName).Trim(),
    };

    static IQueryable<CustomerContact> Places(TresenDb db, DateOnly today) => db.CustomerContacts.Where(p => p.Customer.IsActive && (p.Until == null || p.Until >= today));

    /// <summary>The ticket of that number, and the one that the dialogue of that number belongs to.</summary>
    static async Task<List<Caller>> TicketsAsync(TresenDb db, Me me, long number, CancellationToken cancel)
    {
        var seen = db.Tickets.VisibleTo(me);
        var talks = db.Conversations.VisibleTo(me).Where(c => c.Number == number).Select(c => c.TicketId);
        var tickets = await seen.Where(t => t.Number == number || talks.Contains(t.Id)).OrderBy(t => t.Number).Take(2)
            .Select(t => new { t.Number, t.Subject, t.CustomerId, Customer = t.Customer!.Name, CustomerNumber = t.Customer.Number, t.Customer.Town, t.ContactId, t.RequesterName }).ToListAsync(cancel);
        return tickets.ConvertAll(t => new Caller(t.CustomerId, t.Customer ?? t.RequesterName, t.Customer is null ? "" : $"{t.CustomerNumber} · {t.Town}")
        {
            Ticket = t.Number,
            Subject = t.Subject,
            ContactId = t.ContactId,
            Person = t.RequesterName,
        });
    }

    static async Task<List<Caller>> DevicesAsync(TresenDb db, IQueryable<Device> devices, CancellationToken cancel) =>
        await devices.OrderBy(d => d.SortKey).ThenBy(d => d.Id).Take(Most)
            .Select(d => new Caller(d.CustomerId, d.Customer.Name, d.Customer.Number + " · " + d.Customer.Town) { DeviceId = d.Id, Device = (d.Name + " " + d.SerialNumber).Trim() }).ToListAsync(cancel);

    /// <summary>People whose name, mail or number holds a word of the text, where they or their customer hold the others.</summary>
    static async Task<List<Caller>> PeopleAsync(TresenDb db, string text, DateOnly today, CancellationToken cancel)
    {
        var (places, words) = (Places(db, today), SortKey.Words(text).ToList());
        foreach (var (key, phone) in words)
        {
            places = places.Where(p => p.Contact.SearchKey.Contains(key) || p.Contact.SearchKey.Contains(phone) || p.Customer.SearchKey.Contains(key));
        }

        var (first, firstPhone, last, lastPhone) = words.Count == 0 ? ("", "", "", "") : (words[0].Item1, words[0].Item2, words[^1].Item1, words[^1].Item2);
        return words.Count == 0 ? [] : await places
            .Where(p => p.Contact.SearchKey.Contains(first) || p.Contact.SearchKey.Contains(firstPhone) || p.Contact.SearchKey.Contains(last) || p.Contact.SearchKey.Contains(lastPhone))
            .OrderBy(p => p.Contact.SortKey).ThenBy(p => p.Id).Take(Most).Select(OfPlace).ToListAsync(cancel);
    }

    /// <summary>Customers whose own name, number, town, mail or telephone holds all words of the text.</summary>
    static async Task<List<Caller>> CustomersAsync(TresenDb db, string text, CancellationToken cancel)
    {
        var customers = db.Customers.Active;
        foreach (var (key, phone) in SortKey.Words(text))
        {
            customers = customers.Where(c => c.SearchKey.Contains(key) || c.SearchKey.Contains(phone));
        }

        var (number, start) = (PlainText.Line(text), SortKey.Of(text));
        return await customers.OrderBy(c => c.Number == number ? 0 : c.SortKey.StartsWith(start) ? 1 : 2).ThenBy(c => c.SortKey).ThenBy(c => c.Id).Take(Most).Select(OfCustomer).ToListAsync(cancel);
    }
}
