using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Forms;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Platform.Time;
using Tresen.Platform.Views;
using Tresen.Platform.Web;

namespace Tresen.Customers.Suggesting;

/// <summary>What fields propose while a customer or a contact is typed. Each answers at most twelve.</summary>
[Staff]
public sealed class CustomerSuggestionsController(TresenDb db, TimeProvider clock, Me me) : TresenController
{
    const int Most = 12;

    /// <summary>Customers in use by number, name, town, phone in any notation, mail and contacts; those whose own name fits
    /// before those whose contact does, and the contact chosen along with those.</summary>
    /// <param name="newcomers">Whether the form can make a customer of a name that nobody has.</param>
    [HttpGet("/customers/suggestions")]
    public async Task<IResult> Customers(string? q, bool newcomers, CancellationToken cancel)
    {
        var today = Zone.DayOf(clock.GetUtcNow());
        var (number, start) = (PlainText.Line(q), SortKey.Of(q ?? ""));
        var (key, phone) = SortKey.Words(q).FirstOrDefault(("\t", "\t")); // no key holds a tab
        var found = await db.Customers.Active.Matching(q)
            .OrderBy(c => c.Number == number ? 0
                : c.SortKey.StartsWith(start) ? 1
                : c.SearchKey.Contains(" " + key) ? 2 // a word of its own name
                : c.SearchKey.Contains(key) || c.SearchKey.Contains(phone) ? 3
                : 4) // by a contact
            .ThenBy(c => c.SortKey).ThenBy(c => c.Id)
            .Take(Most)
            .Select(c => new
            {
                c.Id,
                c.Number,
                c.Name,
                c.Town,
                c.NoticeKind,
                Person = c.SearchKey.Contains(key) || c.SearchKey.Contains(phone) ? null : c.Contacts
                    .Where(p => (p.Until == null || p.Until >= today) && (p.Contact.SearchKey.Contains(key) || p.Contact.SearchKey.Contains(phone)))
                    .OrderBy(p => p.Contact.SortKey)
                    .Select(p => new { p.ContactId, Name = p.Contact.FirstName + " " + p.Contact.LastName }).FirstOrDefault(),
            })
            .ToListAsync(cancel);
        if (found.Count == 0 && newcomers && me.Can(Capability.MasterData))
        {
            return Suggestions.Of([new Suggestion("", Words.Of("Nichts gefunden. Als neuen Kunden aufnehmen: gleich darunter, sobald dieses Feld verlassen ist."))]);
        }

        return Suggestions.Of([.. found.Select(c => new Suggestion(c.Id.ToString(), c.Name, Detail(c.Number, c.Town, c.Person?.Name.Trim(), NoticeWords.Short(c.NoticeKind)))
        {
            Companion = c.Person is { } person ? (person.ContactId.ToString(), person.Name.Trim()) : null,
        })]);
    }

    /// <summary>Contacts by name, mail and phone; where a customer is chosen, theirs alone.</summary>
    /// <param name="newcomers">Whether the form takes a person's name elsewhere too.</param>
    [HttpGet("/contacts/suggestions")]
    public async Task<IResult> Contacts(string? q, int? customerId, bool newcomers, CancellationToken cancel)
    {
        var today = Zone.DayOf(clock.GetUtcNow());
        var contacts = customerId is { } id ? db.Contacts.ActingFor(id, today, db) : db.Contacts;
        var found = await contacts.Matching(q)
            .OrderBy(c => c.SortKey).ThenBy(c => c.Id)
            .Take(Most)
            .Select(c => new
            {
                c.Id,
                c.FirstName,
                c.LastName,
                c.Mail,
                c.Phone,
                c.Mobile,
                Places = db.Set<CustomerContact>().Where(p => p.ContactId == c.Id && (customerId == null || p.CustomerId == customerId)).OrderBy(p => p.Customer.SortKey)
                    .Select(p => customerId == null ? p.Customer.Name : p.Role).Take(2).ToList(),
            })
            .ToListAsync(cancel);
        if (found.Count == 0 && newcomers)
        {
            return Suggestions.Of([new Suggestion("", Words.Of("Nichts gefunden. Wer neu ist, steht unter „Anfrage von“."))]);
        }

        return Suggestions.Of([.. found.Select(c => new Suggestion(c.Id.ToString(), $"{c.FirstName} {c.LastName}".Trim(),
            Detail([.. c.Places, c.Mail, PhoneNumber.Shown(c.Phone.Length > 0 ? c.Phone : c.Mobile)])))]);
    }

    static string Detail(params string?[] parts) => string.Join(" · ", parts.Where(p => p is { Length: > 0 }));
}
