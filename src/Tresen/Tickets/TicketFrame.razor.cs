using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Devices;
using Tresen.Platform.Data;
using Tresen.Platform.Forms;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;
using Tresen.Post;
using Tresen.Tickets.Checklists;
using Tresen.Tickets.Relations;

namespace Tresen.Tickets;

/// <summary>What stands around every tab of a ticket: number and subject, what can always be done, where the approval stands,
/// and the right column.</summary>
public sealed partial class TicketFrame
{
    const int MostNeighbours = 5;

    /// <summary>What the frame shows. Read for looking at only: to change a ticket, read it with
    /// <see cref="TicketQueries"/>' <c>TicketToChangeAsync</c>.</summary>
    /// <param name="Ticket">With all its parts, not tracked.</param>
    /// <param name="Me">Who looks.</param>
    /// <param name="Now">When.</param>
    /// <param name="Progresses">Statuses that it may be given.</param>
    /// <param name="Departments">Departments that it may be given to.</param>
    /// <param name="Staff">People that it may be given to, those away marked.</param>
    /// <param name="Neighbours">The customer's other open tickets that this person may see, newest first.</param>
    /// <param name="NeighbourCount">How many there are.</param>
    /// <param name="Candidates">Whose the ticket may be, where it has no customer: asked, never guessed.</param>
    public sealed record Data(
        Ticket Ticket,
        Me Me,
        DateTimeOffset Now,
        IReadOnlyList<Progress> Progresses,
        IReadOnlyList<Choice> Departments,
        IReadOnlyList<Choice> Staff,
        IReadOnlyList<Neighbour> Neighbours,
        int NeighbourCount,
        IReadOnlyList<Customer> Candidates)
    {
        /// <summary>The customer's device that the serial number means, where the ticket names none yet.</summary>
        public Device? Meant { get; init; }

        /// <summary>What it has to do with other tickets that this person may see.</summary>
        public IReadOnlyList<Relation> Relations { get; init; } = [];

        /// <summary>The steps of its checklist, in their order.</summary>
        public IReadOnlyList<TicketStep> Steps { get; init; } = [];

        /// <summary>The address that its card shows, where mail doesn't reach it.</summary>
        public DeadAddress? Dead { get; init; }

        /// <summary>The address that whoever asks is written to at; null: none.</summary>
        public string? Mail => MailOf(Ticket);

        internal static string? MailOf(Ticket ticket) => new[] { ticket.Contact?.Mail, ticket.RequesterMail, ticket.Customer?.Mail }.FirstOrDefault(m => !string.IsNullOrEmpty(m));

        /// <summary>Whether this person may change anything here.</summary>
        public bool MayWork => Me.Can(Capability.Work) && !Ticket.IsMerged;

        /// <summary>The tickets that went into this one.</summary>
        public IReadOnlyList<Absorbed> Absorbed { get; init; } = [];

        /// <summary>The number that this one leads to, where it went into another that this person may see.</summary>
        public int? LeadsTo { get; init; }

        /// <summary>What is booked here, and what stayed on the tickets that went into this one …</summary>
        public int BookedMinutes => Ticket.BookedMinutes + Absorbed.Sum(t => t.Minutes);

        /// <summary>… and what that is worth.</summary>
        public Platform.Money BookedAmount => Absorbed.Aggregate(Ticket.BookedAmount, (sum, t) => sum + t.Amount);

        /// <summary>Whether this person may make a customer of whoever asked.</summary>
        public bool MayAddCustomers => Me.Can(Capability.Work | Capability.MasterData);

        /// <summary>Whether this person sees rates and amounts.</summary>
        public bool SeesPrices => Me.Can(Capability.SeePrices);

        public bool IsLate => !Ticket.IsClosed && Ticket.DueAt < Now;
    }

    /// <summary>Another ticket of the same customer.</summary>
    public sealed record Neighbour(int Number, string Subject, Progress Progress, Priority Priority);

    /// <summary>Reads what the frame shows, in a fixed number of queries, and one more for each ticket that it went into; null where there is no such ticket for this person.</summary>
    public static async Task<Data?> ReadAsync(TresenDb db, Me me, int number, DateTimeOffset now, CancellationToken cancel)
    {
        var ticket = await db.Tickets.VisibleTo(me).WithParts.AsNoTrackingWithIdentityResolution().SingleOrDefaultAsync(t => t.Number == number, cancel);
        if (ticket is null)
        {
            return null;
        }

        var today = Zone.DayOf(now);
        var neighbours = ticket.CustomerId is null
            ? []
            : await db.Tickets.VisibleTo(me).Open.Where(t => t.CustomerId == ticket.CustomerId && t.Id != ticket.Id)
                .OrderByDescending(t => t.Number).Select(t => new Neighbour(t.Number, t.Subject, t.Progress, t.Priority)).ToListAsync(cancel);
        return new Data(
            ticket,
            me,
            now,
            await db.Progresses.AsNoTracking().Where(p => p.IsActive && p.Category != Category.Closed).OrderBy(p => p.Position).ToListAsync(cancel),
            await db.DepartmentChoicesAsync(cancel),
            await db.StaffChoicesAsync(ticket.Department, today, cancel),
            [.. neighbours.Take(MostNeighbours)],
            neighbours.Count,
            ticket.CustomerId is null ? await db.CandidatesAsync(ticket, today, cancel) : [])
        {
            Dead = Data.MailOf(ticket) is { } mail ? (await db.DeadOfAsync(me, [mail], cancel)).Values.FirstOrDefault() : null,
            Absorbed = await db.AbsorbedAsync(me, ticket.Id, cancel),
            LeadsTo = ticket.IsMerged ? (await db.Tickets.VisibleTo(me).LeadingAsync(number, cancel))?.Number : null,
            Relations = await db.RelationsAsync(me, ticket, cancel),
            Steps = ticket.StepCount == 0 ? [] : await db.TicketSteps.AsNoTracking().Where(s => s.TicketId == ticket.Id).OrderBy(s => s.Position).Include(s => s.DoneBy).ToListAsync(cancel),
            Meant = ticket is { SerialNumber.Length: > 0, Devices.Count: 0, CustomerId: { } customer }
                ? (await db.DevicesWithSerialAsync(ticket.SerialNumber, cancel)).Where(d => d.CustomerId == customer).ToList() is [var one] ? one : null : null,
        };
    }
}
