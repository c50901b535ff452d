using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Platform.Data;
using Tresen.Platform.Forms;
using Tresen.Platform.Text;
using Tresen.Platform.Views;
using Tresen.Staff;

namespace Tresen.Tickets;

/// <summary>What the fields of a ticket offer.</summary>
public static class Choices
{
    extension(TresenDb db)
    {
        /// <summary>Departments in use, by name.</summary>
        public async Task<IReadOnlyList<Choice>> DepartmentChoicesAsync(CancellationToken cancel) =>
            [.. (await db.Departments.Active.Select(d => new { d.Id, d.Name }).ToListAsync(cancel)).Select(d => new Choice(d.Id.ToString(), d.Name))];

        /// <summary>People who work here, by name; who is away on that day is marked, with who stands in.</summary>
        public async Task<IReadOnlyList<Choice>> StaffChoicesAsync(DateOnly today, CancellationToken cancel)
        {
            var staff = await db.Staff.Active
                .Select(s => new
                {
                    s.Id,
                    s.Name,
                    Away = s.Absences.Where(a => a.From <= today && a.To >= today).Select(a => new { Deputy = a.Deputy!.Name }).FirstOrDefault(),
                })
                .ToListAsync(cancel);
            return [.. staff.Select(s => new Choice(s.Id.ToString(), s.Away is null ? s.Name
                : s.Away.Deputy is null ? Words.Of("{0} (abwesend)", s.Name)
                : Words.Of("{0} (abwesend, Vertretung: {1})", s.Name, s.Away.Deputy)))];
        }

        /// <summary>Whom the requester of a ticket without customer may speak for: by address, else by mail domain, else by phone.</summary>
        public async Task<IReadOnlyList<Customer>> CandidatesAsync(Ticket ticket, DateOnly today, CancellationToken cancel)
        {
            if (ticket.RequesterMail.Length > 0)
            {
                var known = await Few(db.Customers.SpokenForBy(ticket.RequesterMail, today));
                known = known.Count > 0 ? known : await Few(db.Customers.OwningDomainOf(ticket.RequesterMail));
                if (known.Count > 0)
                {
                    return known;
                }
            }

            var phone = PhoneNumber.Normal(ticket.RequesterPhone);
            return phone.Length < 5 ? [] : await Few(db.Customers.Where(c => c.Phone == phone
                || c.Contacts.Any(p => (p.Contact.Phone == phone || p.Contact.Mobile == phone) && (p.Until == null || p.Until >= today))));

            Task<List<Customer>> Few(IQueryable<Customer> customers) => customers.AsNoTracking().Where(c => c.IsActive).OrderBy(c => c.SortKey).Take(6).ToListAsync(cancel);
        }
    }
}
