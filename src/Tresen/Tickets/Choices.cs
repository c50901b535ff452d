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
                : Words.Of("{0} (abwesend, Vertretung: {1})", s.Name, s.Away.Deputy))
            {
                Hint = s.Away is null ? null : s.Away.Deputy is null ? Words.Of("abwesend") : Words.Of("abwesend, Vertretung: {0}", s.Away.Deputy),
            })];
        }

        /// <summary>As <c>StaffChoicesAsync</c>, those of that department first.</summary>
        public async Task<IReadOnlyList<Choice>> StaffChoicesAsync(Department department, DateOnly today, CancellationToken cancel)
        {
            var (all, own) = (await db.StaffChoicesAsync(today, cancel), department.Members.Select(m => m.StaffMemberId.ToString()).ToHashSet());
            return [.. all.Select(c => c with { Group = own.Contains(c.Value) ? department.Name : Words.Of("Andere Abteilungen") }).OrderBy(c => own.Contains(c.Value) ? 0 : 1)];
        }

        /// <summary>The ids of each department's people, as a choice posts them.</summary>
        public async Task<IReadOnlyDictionary<int, IReadOnlyList<string>>> MembersByDepartmentAsync(CancellationToken cancel) =>
            (await db.Departments.Where(d => d.IsActive).SelectMany(d => d.Members).Where(m => m.StaffMember.IsActive).Select(m => new { m.DepartmentId, m.StaffMemberId }).ToListAsync(cancel))
                .GroupBy(m => m.DepartmentId).ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g.Select(m => m.StaffMemberId.ToString())]);

        /// <summary>A warning to be said after “Zuständig ist jetzt …” where that person is away on that day; else empty.</summary>
        public async Task<string> WarningOfAbsenceAsync(StaffMember person, DateOnly today, CancellationToken cancel)
        {
            var away = await db.Set<Absence>().Include(a => a.Deputy).FirstOrDefaultAsync(a => a.StaffMemberId == person.Id && a.From <= today && a.To >= today, cancel);
            return away is null ? ""
                : " " + Words.Of("Achtung: bis {0} abwesend.", Show.Day(away.To)) + (away.Deputy is { } deputy ? " " + Words.Of("Vertretung: {0}.", deputy.Name) : "");
        }

        /// <summary>A warning to be said after a ticket of a confidential department was given to somebody who doesn't belong to it; else empty.</summary>
        public async Task<string> WarningOfSightAsync(int? assigneeId, int? departmentId, CancellationToken cancel) =>
            await db.Staff.FirstOrDefaultAsync(s => s.Id == assigneeId, cancel) is { } person
            && await db.Departments.Include(d => d.Members).FirstOrDefaultAsync(d => d.Id == departmentId && d.IsConfidential, cancel) is { } department
            && department.HidesFrom(person) ? " " + Words.Of("Achtung: {0} gehört nicht zu {1} und sieht das Ticket jetzt.", person.Name, department.Name) : "";

        /// <summary>The sites of a customer, by name.</summary>
        public async Task<IReadOnlyList<Choice>> SiteChoicesAsync(int? customerId, CancellationToken cancel) =>
            customerId is null ? [] : [.. (await db.Sites.Where(s => s.CustomerId == customerId).OrderBy(s => s.Name).Select(s => new { s.Id, s.Name, s.Town }).ToListAsync(cancel))
                .Select(s => new Choice(s.Id.ToString(), s.Town.Length > 0 ? $"{s.Name}, {s.Town}" : s.Name))];

        /// <summary>Whom the requester of a ticket without customer may speak for: by address, else by mail domain, else by phone.</summary>
        public Task<IReadOnlyList<Customer>> CandidatesAsync(Ticket ticket, DateOnly today, CancellationToken cancel) =>
            db.CandidatesAsync(ticket.RequesterMail, ticket.RequesterPhone, today, cancel);

        /// <summary>Whom somebody with that address and phone number may speak for.</summary>
        public async Task<IReadOnlyList<Customer>> CandidatesAsync(string mail, string typedPhone, DateOnly today, CancellationToken cancel)
        {
            if (mail.Length > 0)
            {
                var known = await Few(db.Customers.SpokenForBy(mail, today));
                known = known.Count > 0 ? known : await Few(db.Customers.OwningDomainOf(mail));
                if (known.Count > 0)
                {
                    return known;
                }
            }

            var phone = PhoneNumber.Normal(typedPhone);
            return phone.Length < 5 ? [] : await Few(db.Customers.Where(c => c.Phone == phone
                || c.Contacts.Any(p => (p.Contact.Phone == phone || p.Contact.Mobile == phone) && (p.Until == null || p.Until >= today))));

            Task<List<Customer>> Few(IQueryable<Customer> customers) => customers.AsNoTracking().Active.OrderBy(c => c.SortKey).Take(6).ToListAsync(cancel);
        }
    }
}
