using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Devices;
using Tresen.Platform;
using Tresen.Platform.Api;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;
using Tresen.Platform.Views;
using Tresen.Platform.Web;
using Tresen.Staff;
using Tresen.Staff.Audit;
using Tresen.Tickets;
using Tresen.TimeTracking;

namespace Tresen.Api;

/// <summary>What tickets are about and made of, for programs: customers, time, the lists that forms choose from.</summary>
[Staff]
public sealed class ApiRecordsController(TresenDb db, Me me, TimeProvider clock) : TresenController
{
    const int PageSize = 100;

    const int MostDays = 366;

    /// <summary>Whose token it is, and what it may.</summary>
    [HttpGet(ApiAddress.Prefix + "/me")]
    public IResult Self() => ApiAnswers.Of(new { me.Id, me.Name, me.Mail, Rights = me.Rights.ToString().Split(", "), me.Departments, me.MayOnlyRead });

    /// <summary>What forms choose from, with the ids that they want.</summary>
    [HttpGet(ApiAddress.Prefix + "/lists")]
    public async Task<IResult> Lists(CancellationToken cancel) => ApiAnswers.Of(new
    {
        Departments = await db.Departments.Active.Where(d => !me.Hidden.Contains(d.Id)).Select(d => new NamedAnswer(d.Id, d.Name)).ToListAsync(cancel),
        Staff = await db.Staff.Active.Select(s => new NamedAnswer(s.Id, s.Name)).ToListAsync(cancel),
        Statuses = await db.Progresses.Where(p => p.IsActive).OrderBy(p => p.Position).Select(p => new { p.Id, p.Name, p.Category }).ToListAsync(cancel),
        Kinds = await db.Kinds.Where(k => k.IsActive).OrderBy(k => k.Position).Select(k => new NamedAnswer(k.Id, k.Name)).ToListAsync(cancel),
        Areas = await db.Areas.Where(a => a.IsActive).OrderBy(a => a.Position).Select(a => new NamedAnswer(a.Id, a.Name)).ToListAsync(cancel),
        Channels = await db.Channels.Where(c => c.IsActive).OrderBy(c => c.Position).Select(c => new NamedAnswer(c.Id, c.Name)).ToListAsync(cancel),
        Activities = await db.Activities.Active.Select(a => new NamedAnswer(a.Id, a.Name)).ToListAsync(cancel),
        Priorities = Enum.GetValues<Priority>(),
    });

    /// <summary>Customers by number, whose number, name, town, mail or phone holds the text; a hundred behind the one named.</summary>
    [HttpGet(ApiAddress.Prefix + "/customers")]
    public async Task<IResult> Customers(string? q, int? after, CancellationToken cancel)
    {
        await NoteAsync(cancel);
        var found = await db.Customers.Active.Where(c => c.MergedIntoId == null && c.Id > (after ?? 0)).Matching(q).OrderBy(c => c.Id).Take(PageSize + 1)
            .Select(c => new { c.Id, c.Number, c.Name, c.Street, c.PostalCode, c.Town, c.Mail, c.Phone }).ToListAsync(cancel);
        return ApiAnswers.Of(new { Customers = found.Take(PageSize), Next = found.Count > PageSize ? found[PageSize - 1].Id : (int?)null });
    }

    /// <summary>One customer, with people, places and devices.</summary>
    [HttpGet(ApiAddress.Prefix + "/customers/{number}")]
    public async Task<IResult> Customer(string number, CancellationToken cancel)
    {
        if (await db.Customers.AsNoTracking().Numbered(number).SingleOrDefaultAsync(cancel) is not { } customer)
        {
            return NotFound();
        }

        await NoteAsync(cancel);
        return ApiAnswers.Of(new
        {
            customer.Id,
            customer.Number,
            customer.Name,
            customer.Street,
            customer.PostalCode,
            customer.Town,
            customer.VatId,
            customer.Mail,
            customer.Phone,
            customer.NoticeKind,
            customer.Notice,
            customer.IsActive,
            Rate = me.Can(Capability.SeePrices) ? customer.Rate?.Euros : null,
            Contacts = await db.Contacts.ActingFor(customer.Id, Zone.DayOf(clock.GetUtcNow()), db).OrderBy(c => c.Id).Select(c => new { c.Id, c.Name, c.Mail, c.Phone, c.Mobile }).ToListAsync(cancel),
            Sites = await db.Sites.Where(s => s.CustomerId == customer.Id).OrderBy(s => s.Id).Select(s => new { s.Id, s.Name, s.Street, s.PostalCode, s.Town }).ToListAsync(cancel),
            Devices = await db.Devices.Where(d => d.CustomerId == customer.Id).OrderBy(d => d.Id).Select(d => new { d.Id, d.Name, d.SerialNumber, d.Tag, d.SiteId }).ToListAsync(cancel),
        });
    }

    /// <summary>Bookings of those days, which may be a year at most, of everybody whose bookings may be seen.</summary>
    [HttpGet(ApiAddress.Prefix + "/time")]
    public async Task<IResult> Time(DateOnly? from, DateOnly? to, string? customer, CancellationToken cancel)
    {
        var last = to ?? Zone.DayOf(clock.GetUtcNow());
        var first = from ?? last.AddDays(-30);
        if (!ModelState.IsValid || first > last || last.DayNumber - first.DayNumber > MostDays)
        {
            throw new BrokenRuleException("Bitte from und to als Tage wie 2026-11-24 angeben, höchstens ein Jahr.");
        }

        var entries = db.TimeEntries.VisibleTo(db, me).Where(e => e.Day >= first && e.Day <= last);
        entries = customer is null ? entries : entries.Where(e => e.Customer.Number == customer);
        return ApiAnswers.Of(new { From = first, To = last, TimeEntries = (await entries.AsRows(db, me).ToListAsync(cancel)).ConvertAll(e => TimeAnswer.Of(e, me)) });
    }

    /// <summary>That this program reads customers and their people stands in the Protokoll, once an hour.</summary>
    Task NoteAsync(CancellationToken cancel) => db.NoteHourlyAsync(Audited.ReadByProgram, me, Words.Of("Adressen, mit dem Zugang „{0}“", me.Token), clock.GetUtcNow(), cancel);
}
