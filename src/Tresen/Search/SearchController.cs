using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Customers;
using Tresen.Devices;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Platform.Views;
using Tresen.Platform.Web;
using Tresen.Tickets;

namespace Tresen.Search;

/// <summary>The search in the top bar: a number leads straight to its ticket, unless it is
/// a customer's or a device's too; words to what holds them all.</summary>
[Staff]
public sealed class SearchController(TresenDb db, Me me) : TresenController
{
    const int ShownOfEach = 8;
    const int PageSize = 50;

    [HttpGet("/search")]
    public async Task<IResult> Find(string? q, string? only, int page, CancellationToken cancel)
    {
        var question = Question.Of(q);
        var groups = new List<SearchPage.Group>();
        if (question.Number is { } number && await TicketOfAsync(number, cancel) is { } ticket)
        {
            var others = question.IsOfTicket ? [] : await OthersOfAsync(number, cancel);
            if (others.Count == 0)
            {
                return Results.LocalRedirect($"/tickets/{ticket.Number}");
            }

            if (!SearchPage.Kinds.Contains(only))
            {
                groups.Add(new SearchPage.Group("number", [new SearchPage.Hit($"/tickets/{ticket.Number}", ticket.Number.ToString(), Plain(ticket.Subject), Plain(Together(Words.Of("Ticket"), ticket.Who))), .. others], false));
            }
        }

        page = Math.Clamp(page, 1, 200);
        if (!question.IsEmpty)
        {
            await AddAsync("tickets", TicketsAsync);
            await AddAsync("messages", MessagesAsync);
            await AddAsync("customers", CustomersAsync);
            await AddAsync("contacts", ContactsAsync);
            await AddAsync("devices", DevicesAsync);
        }

        return SearchPage.Of(new(question, groups, SearchPage.Kinds.Contains(only) ? only : null, page));

        async Task AddAsync(string kind, Func<Question, int, int, CancellationToken, Task<List<SearchPage.Hit>>> find)
        {
            var isAlone = only == kind;
            if (SearchPage.Kinds.Contains(only) && !isAlone)
            {
                return;
            }

            var size = isAlone ? PageSize : ShownOfEach;
            var hits = await find(question, isAlone ? (page - 1) * PageSize : 0, size + 1, cancel);
            if (hits.Count > 0)
            {
                groups.Add(new SearchPage.Group(kind, [.. hits.Take(size)], hits.Count > size));
            }
        }
    }

    /// <summary>The ticket of that number, else the one that the dialogue of that number belongs to.</summary>
    async Task<Found?> TicketOfAsync(long number, CancellationToken cancel)
    {
        var dialogues = db.Conversations.VisibleTo(me).Where(c => c.Number == number).Select(c => c.TicketId);
        return await db.Tickets.VisibleTo(me).Where(t => t.Number == number || dialogues.Contains(t.Id)).OrderBy(t => t.Number == number ? 0 : 1)
            .Select(t => new Found(t.Number, t.Subject, t.Customer == null ? t.RequesterName : t.Customer.Name)).FirstOrDefaultAsync(cancel);
    }

    /// <summary>Customers and devices of just that number: their ranges are others than the tickets', and meet them.</summary>
    async Task<List<SearchPage.Hit>> OthersOfAsync(long number, CancellationToken cancel)
    {
        var text = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var customers = await db.Customers.Numbered(text).OrderBy(c => c.Id).Take(2).Select(c => new { c.Number, c.Name, c.Town }).ToListAsync(cancel);
        var devices = await db.Devices.Where(d => d.Tag == text || d.SerialNumber == text).OrderBy(d => d.Id).Take(3).Select(d => new { d.Id, d.Name, d.SerialNumber, d.Tag, Customer = d.Customer.Name }).ToListAsync(cancel);
        return
        [
            .. customers.Select(c => new SearchPage.Hit($"/customers/{Uri.EscapeDataString(c.Number)}", c.Number, Plain(c.Name), Plain(Together(Words.Of("Kunde"), c.Town)))),
            .. devices.Select(d => new SearchPage.Hit($"/devices/{d.Id}", d.Tag == text ? d.Tag : d.SerialNumber, Plain(d.Name), Plain(Together(Words.Of("Gerät"), d.Customer)))),
        ];
    }

    async Task<List<SearchPage.Hit>> TicketsAsync(Question question, int skip, int take, CancellationToken cancel)
    {
        var found = await db.Tickets.VisibleTo(me).Holding(db, question)
            .OrderBy(t => t.Category == Category.Closed ? 1 : 0).ThenByDescending(t => t.ChangedAt).ThenByDescending(t => t.Id).Skip(skip).Take(take)
            .Select(t => new { t.Number, t.Subject, t.RequesterName, t.RequesterMail, t.SerialNumber, Customer = t.Customer!.Name, t.Description, t.InternalRemark, t.ChangedAt })
            .ToListAsync(cancel);
        return [.. found.Select(t => new SearchPage.Hit($"/tickets/{t.Number}", t.Number.ToString(), Snippet.Of(t.Subject, question.Words),
            First(question, Together(t.RequesterName, t.RequesterMail, t.Customer, t.SerialNumber), RichText.ToPlain(t.Description), RichText.ToPlain(t.InternalRemark)), t.ChangedAt))];
    }

    async Task<List<SearchPage.Hit>> MessagesAsync(Question question, int skip, int take, CancellationToken cancel)
    {
        var found = await db.Messages.VisibleTo(me).Holding(db, question)
            .OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Skip(skip).Take(take)
            .Select(m => new { m.Ticket.Number, m.Ticket.Subject, m.SenderName, Author = m.Author!.Name, m.Reply, About = m.Subject, m.At })
            .ToListAsync(cancel);
        return [.. found.Select(m => new SearchPage.Hit($"/tickets/{m.Number}", m.Number.ToString(), Snippet.Of(m.Subject, question.Words),
            First(question, m.Reply, m.About, m.Author ?? m.SenderName), m.At, m.Author ?? m.SenderName))];
    }

    async Task<List<SearchPage.Hit>> CustomersAsync(Question question, int skip, int take, CancellationToken cancel)
    {
        var found = await db.Customers.Matching(question.Text).OrderBy(c => c.IsActive ? 0 : 1).ThenBy(c => c.SortKey).ThenBy(c => c.Id).Skip(skip).Take(take)
            .Select(c => new { c.Number, c.Name, c.Street, c.PostalCode, c.Town, c.Mail, c.Phone }).ToListAsync(cancel);
        return [.. found.Select(c => new SearchPage.Hit($"/customers/{Uri.EscapeDataString(c.Number)}", c.Number, Snippet.Of(c.Name, question.Words),
            Snippet.Of(Together(c.Street, $"{c.PostalCode} {c.Town}", c.Mail, c.Phone), question.Words)))];
    }

    async Task<List<SearchPage.Hit>> ContactsAsync(Question question, int skip, int take, CancellationToken cancel)
    {
        var found = await db.CustomerContacts.Where(p => db.Set<Contact>().Holding(question).Any(c => c.Id == p.ContactId))
            .OrderBy(p => p.Contact.LastName).ThenBy(p => p.Id).Skip(skip).Take(take)
            .Select(p => new { p.Customer.Number, Customer = p.Customer.Name, p.Contact.FirstName, p.Contact.LastName, p.Contact.Mail, p.Contact.Phone, p.Contact.Mobile, p.Role }).ToListAsync(cancel);
        return [.. found.Select(c => new SearchPage.Hit($"/customers/{Uri.EscapeDataString(c.Number)}", null, Snippet.Of($"{c.FirstName} {c.LastName}", question.Words),
            Snippet.Of(Together(c.Customer, c.Role, c.Mail, c.Phone, c.Mobile), question.Words)))];
    }

    async Task<List<SearchPage.Hit>> DevicesAsync(Question question, int skip, int take, CancellationToken cancel)
    {
        var found = await db.Devices.Holding(question).OrderBy(d => d.Name).ThenBy(d => d.Id).Skip(skip).Take(take)
            .Select(d => new { d.Id, d.Name, d.SerialNumber, d.Tag, Customer = d.Customer.Name, Site = d.Site!.Name }).ToListAsync(cancel);
        return [.. found.Select(d => new SearchPage.Hit($"/devices/{d.Id}", null, Snippet.Of(d.Name, question.Words), Snippet.Of(Together(d.SerialNumber, d.Tag, d.Customer, d.Site), question.Words)))];
    }

    /// <summary>The first of the texts that holds what was looked for: the reason why something was found.</summary>
    static Snippet First(Question question, params string?[] texts) =>
        texts.Where(t => t is { Length: > 0 }).Select(t => Snippet.Of(t!, question.Words)).FirstOrDefault(s => s.HasFound) ?? Snippet.Of(texts[0] ?? "", question.Words);

    static Snippet Plain(string text) => Snippet.Of(text, []);

    sealed record Found(int Number, string Subject, string Who);

    static string Together(params string?[] parts) => string.Join(" · ", parts.Where(p => !string.IsNullOrWhiteSpace(p)));
}
