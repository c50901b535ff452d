using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Views;
using Tresen.Staff;

namespace Tresen.Tickets;

/// <summary>Whoever leaves hands their open tickets over. Where one's department is hidden from the successor, it goes to whoever
/// leads there: leaving must not show it to somebody new.</summary>
public sealed class TicketHandover : IHandover
{
    /// <inheritdoc/>
    public string Key => "tickets";

    /// <inheritdoc/>
    public async Task<Belonging?> OfAsync(TresenDb db, StaffMember person, CancellationToken cancel)
    {
        var departments = await Of(db, person).GroupBy(t => new { t.Department.Name, t.Department.IsConfidential }).Select(g => new { g.Key.Name, g.Key.IsConfidential, Count = g.Count() }).ToListAsync(cancel);
        var confidential = departments.Where(d => d.IsConfidential).Select(d => d.Name).Order().ToList();
        return departments.Sum(d => d.Count) switch
        {
            0 => null,
            var count => new(count == 1 ? Words.Of("1 offenes Ticket") : Words.Of("{0} offene Tickets", count))
            {
                Note = confidential.Count == 0 ? "" : Words.Of("Tickets der vertraulichen Abteilung {0} bekommt nur, wer sie sehen darf. Sonst gehen sie an die Leitung der Abteilung.", string.Join(", ", confidential)),
            },
        };
    }

    /// <inheritdoc/>
    public async Task HandOverAsync(TresenDb db, StaffMember from, StaffMember? to, StaffMember by, DateTimeOffset at, CancellationToken cancel)
    {
        await db.LockAllAsync(Of(db, from), cancel);
        foreach (var ticket in await Of(db, from).Include(t => t.Assignee).Include(t => t.Department).ThenInclude(d => d.Members).ThenInclude(m => m.StaffMember).ToListAsync(cancel))
        {
            ticket.Assign(ticket.Department.HeirOf(from, to!), by, at);
        }
    }

    static IQueryable<Ticket> Of(TresenDb db, StaffMember person) => db.Tickets.Open.Where(t => t.AssigneeId == person.Id);
}

/// <summary>Whoever leaves neither helps with nor watches open tickets any longer. Nobody takes that over: who is responsible sees
/// in the history that they went, and asks somebody else.</summary>
public sealed class InvolvementHandover : IHandover
{
    /// <inheritdoc/>
    public string Key => "involvements";

    /// <inheritdoc/>
    public async Task<Belonging?> OfAsync(TresenDb db, StaffMember person, CancellationToken cancel) => await Of(db, person).CountAsync(cancel) switch
    {
        0 => null,
        var count => new(count == 1 ? Words.Of("1 Beteiligung an einem fremden Ticket") : Words.Of("{0} Beteiligungen an fremden Tickets", count))
        {
            Note = Words.Of("Aus fremden offenen Tickets, in denen die Person mithilft oder die sie beobachtet, wird sie ausgetragen."),
            NeedsSuccessor = false,
        },
    };

    /// <inheritdoc/>
    public async Task HandOverAsync(TresenDb db, StaffMember from, StaffMember? to, StaffMember by, DateTimeOffset at, CancellationToken cancel)
    {
        await db.LockAllAsync(Of(db, from), cancel);
        foreach (var ticket in await Of(db, from).Include(t => t.People).ToListAsync(cancel))
        {
            ticket.Excuse(from, by, at);
        }
    }

    static IQueryable<Ticket> Of(TresenDb db, StaffMember person) => db.Tickets.Open.Where(t => t.People.Any(p => p.StaffMemberId == person.Id));
}
