using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Staff;

namespace Tresen.Tickets;

/// <summary>The tables of this slice, and questions about tickets.</summary>
public static class TicketQueries
{
    /// <summary>The number range of tickets.</summary>
    public const string Range = "ticket";

    /// <summary>The first number where nothing else is set.</summary>
    public const int FirstNumber = 10_001;

    /// <summary>Not closed.</summary>
    public static readonly Expression<Func<Ticket, bool>> IsOpen = t => t.Category != Category.Closed;

    /// <summary>The one rule of who sees which ticket: through its department, its people, or a department that one of its
    /// conversations stands in. What hangs on tickets asks it through them (<see cref="Through.WhereIts"/>).</summary>
    public static Expression<Func<Ticket, bool>> MayBeSeenBy(Me me)
    {
        var (hidden, mine, id) = (me.Hidden, me.Departments, me.Id);
        return t => !hidden.Contains(t.DepartmentId)
            || t.AssigneeId == id
            || t.People.Any(p => p.StaffMemberId == id)
            || t.Shares.Any(s => mine.Contains(s.DepartmentId));
    }

    /// <summary><see cref="Ticket.MayBeDecidedBy"/> as a predicate, where an approval waits.</summary>
    public static Expression<Func<Ticket, bool>> AwaitsDecisionOf(Me me)
    {
        var (leads, id, administers) = (me.Leads, me.Id, me.IsAdministrator);
        return t => t.ApprovalState == ApprovalState.Waiting && t.MergedIntoId == null
            && (t.AssigneeId == null || t.AssigneeId != id || t.Department.AllowsSelfApproval)
            && (leads.Contains(t.DepartmentId)
                || (administers && !t.Department.Members.Any(m => m.Standing != Staff.Standing.Member && m.StaffMember.IsActive
                    && (t.AssigneeId == null || t.AssigneeId != m.StaffMemberId || t.Department.AllowsSelfApproval))));
    }

    extension(TresenDb db)
    {
        public DbSet<Ticket> Tickets => db.Set<Ticket>();

        public DbSet<Progress> Progresses => db.Set<Progress>();

        /// <summary>The status in which a program closes a ticket: one that asks for nothing, if there is one.</summary>
        /// <exception cref="BrokenRuleException">No status closes.</exception>
        public async Task<Progress> ClosingProgressAsync(CancellationToken cancel) =>
            (await db.Progresses.Where(p => p.IsActive && p.Category == Category.Closed).ToListAsync(cancel)).OrderBy(p => p.AsksForNothing ? 0 : 1).ThenBy(p => p.Position).FirstOrDefault()
            ?? throw new BrokenRuleException("Es gibt keinen Status mehr, der Tickets abschließt. Bitte in der Administration einen anlegen.");

        public DbSet<Kind> Kinds => db.Set<Kind>();

        public DbSet<Area> Areas => db.Set<Area>();

        public DbSet<Channel> Channels => db.Set<Channel>();

        public DbSet<Tag> Tags => db.Set<Tag>();

        /// <summary>The status that a ticket is taken up again in: in work, but not one that says work has begun.</summary>
        public async Task<Progress> ProgressToReopenAsync(CancellationToken cancel) =>
            (await db.Progresses.Where(p => p.IsActive && p.Category != Category.Closed).ToListAsync(cancel))
            .OrderBy(p => p.Category == Category.InWork ? 0 : 1).ThenBy(p => p.BeginsWork || !p.AsksForNothing ? 1 : 0).ThenBy(p => p.Position).First();

        public DbSet<FreeField> FreeFields => db.Set<FreeField>();

        /// <summary>The entry with that id of the list of that name, as it stands in addresses: <c>statuses</c>, <c>kinds</c>, <c>areas</c>,
        /// <c>channels</c>, <c>tags</c>, <c>fields</c>.</summary>
        public async Task<ListEntry?> ListEntryAsync(string list, int id, CancellationToken cancel) => list switch
        {
            "statuses" => await db.Progresses.FindAsync([id], cancel),
            "kinds" => await db.Kinds.FindAsync([id], cancel),
            "areas" => await db.Areas.FindAsync([id], cancel),
            "channels" => await db.Channels.FindAsync([id], cancel),
            "tags" => await db.Tags.FindAsync([id], cancel),
            "fields" => await db.FreeFields.FindAsync([id], cancel),
            _ => null,
        };

        public DbSet<MaterialLine> Material => db.Set<MaterialLine>();

        public DbSet<TicketFile> TicketFiles => db.Set<TicketFile>();

        public DbSet<TicketEvent> TicketEvents => db.Set<TicketEvent>();

        public DbSet<ChangedText> ChangedTexts => db.Set<ChangedText>();

        /// <summary>Where histories name that contact, or quote their name, address or number: to be erased with them.</summary>
        public IQueryable<ChangedText> TextsAbout(Customers.Contact contact)
        {
            var (id, name, mail, phone, mobile) = (contact.Id, contact.Name, contact.Mail, contact.Phone, contact.Mobile);
            var events = db.Set<TicketEvent>().Where(e => e.Field == nameof(Ticket.Contact));
            return db.Set<ChangedText>().Where(t => t.Text != null
                && (events.Any(e => (e.FromTextHash == t.Hash && e.FromId == id) || (e.ToTextHash == t.Hash && e.ToId == id))
                    || (name != "" && t.Text.Contains(name)) || (mail != "" && t.Text.Contains(mail))
                    || (phone != "" && t.Text.Contains(phone)) || (mobile != "" && t.Text.Contains(mobile))));
        }

        /// <summary>The ticket of that number, if this person may see it, locked against others' changes and with what its
        /// rules need: to be changed and saved in the piece of work in hand.</summary>
        public async Task<Ticket?> TicketToChangeAsync(Me me, int number, CancellationToken cancel)
        {
            if (await db.LeadingTicketAsync(me, number, cancel) is not { } id)
            {
                return null;
            }

            await db.LockAsync<Ticket>(id, cancel);
            return await db.Tickets.WithParts.SingleAsync(t => t.Id == id, cancel);
        }

        /// <summary>The id of the ticket of that number or, where it was merged, of the one that it leads to in the end; null unless this person may see
        /// all on the way.</summary>
        public async Task<int?> LeadingTicketAsync(Me me, int number, CancellationToken cancel)
        {
            return (await db.Tickets.VisibleTo(me).LeadingAsync(number, cancel))?.Id;
        }

        /// <summary>The tickets that went into that one, and those that went into them, oldest first; those that this person may see.</summary>
        public async Task<IReadOnlyList<Absorbed>> AbsorbedAsync(Me me, int id, CancellationToken cancel)
        {
            var (all, next) = (new List<Absorbed>(), new List<int> { id });
            while (next.Count > 0)
            {
                var into = next;
                var found = await db.Tickets.Where(t => t.MergedIntoId != null && into.Contains(t.MergedIntoId.Value)).VisibleTo(me)
                    .Select(t => new Absorbed(t.Id, t.Number, t.Subject, t.Description, t.BookedMinutes, t.BookedAmount)).ToListAsync(cancel);
                all.AddRange(found);
                next = found.ConvertAll(t => t.Id);
            }

            return [.. all.OrderBy(t => t.Id)];
        }

        /// <summary>Locks these tickets against others' changes, in ascending order, so that two such works can't block each other.</summary>
        public async Task LockAllAsync(IQueryable<Ticket> tickets, CancellationToken cancel)
        {
            foreach (var id in await tickets.OrderBy(t => t.Id).Select(t => t.Id).ToListAsync(cancel))
            {
                await db.LockAsync<Ticket>(id, cancel);
            }
        }

        /// <summary>What a request that this person takes in usually is: a call, of the first kind, for their own department.</summary>
        public async Task<Usual> UsualAsync(Me me, CancellationToken cancel)
        {
            var mine = me.Departments;
            return new Usual(
                await db.Channels.Where(c => c.IsActive).OrderBy(c => c.Use == ChannelUse.Phone ? 0 : 1).ThenBy(c => c.Position).Select(c => (int?)c.Id).FirstOrDefaultAsync(cancel),
                await db.Kinds.Where(k => k.IsActive).OrderBy(k => k.Position).Select(k => (int?)k.Id).FirstOrDefaultAsync(cancel),
                await db.Departments.Where(d => d.IsActive).OrderBy(d => mine.Contains(d.Id) ? 0 : 1).ThenBy(d => d.IsConfidential).ThenBy(d => d.Name).Select(d => (int?)d.Id).FirstOrDefaultAsync(cancel));
        }

        /// <summary>The tags typed with commas between them, by either name; new ones are saved at once, because the history refers to them by
        /// id.</summary>
        public async Task<IReadOnlyList<Tag>> TagsNamedAsync(string? typed, CancellationToken cancel)
        {
            var names = Tag.In(typed);
            var fitting = await db.Tags.Where(t => names.Contains(t.Name) || (t.English != "" && names.Contains(t.English))).OrderBy(t => t.Id).ToListAsync(cancel);
            var known = names.Select(n => fitting.Find(t => t.Name == n) ?? fitting.Find(t => t.English == n)).OfType<Tag>().Distinct().ToList();
            var fresh = names.Where(n => !fitting.Exists(t => t.Name == n || t.English == n)).Select(n => new Tag(n)).ToList();
            if (fresh.Count > 0)
            {
                db.AddRange(fresh);
                await db.SaveChangesAsync(cancel);
            }

            return [.. known, .. fresh];
        }
    }

    extension(IQueryable<Ticket> tickets)
    {
        /// <summary>The one of that number or, where it was merged, the one that it leads to in the end; null unless all on the way are among these.</summary>
        public async Task<(int Id, int Number)?> LeadingAsync(int number, CancellationToken cancel)
        {
            var found = await tickets.Where(t => t.Number == number).Select(t => new { t.Id, t.Number, t.MergedIntoId }).FirstOrDefaultAsync(cancel);
            while (found is { MergedIntoId: { } next })
            {
                found = await tickets.Where(t => t.Id == next).Select(t => new { t.Id, t.Number, t.MergedIntoId }).FirstOrDefaultAsync(cancel);
            }

            return found is null ? null : (found.Id, found.Number);
        }

        /// <summary>Tickets that aren't closed.</summary>
        public IQueryable<Ticket> Open => tickets.Where(IsOpen);

        /// <summary>Emergencies that nobody has taken.</summary>
        public IQueryable<Ticket> Unaccepted => tickets.Where(t => t.EmergencySince != null && t.AcceptedAt == null && t.Category != Category.Closed);

        /// <summary>With all that the rules of a ticket look at; what they ask the last of in the order in which it came.</summary>
        public IQueryable<Ticket> WithParts => tickets
            .Include(t => t.Customer).Include(t => t.BillTo).Include(t => t.Contact).Include(t => t.Site)
            .Include(t => t.Department).ThenInclude(d => d.Company)
            .Include(t => t.Department).ThenInclude(d => d.Members).ThenInclude(m => m.StaffMember)
            .Include(t => t.Area).Include(t => t.Kind).Include(t => t.Channel).Include(t => t.Progress).Include(t => t.BeforeWaiting).Include(t => t.Article)
            .Include(t => t.Assignee).Include(t => t.CreatedBy).Include(t => t.ClosedBy)
            .Include(t => t.People).ThenInclude(p => p.StaffMember)
            .Include(t => t.Devices.OrderBy(d => d.DeviceId)).ThenInclude(d => d.Device)
            .Include(t => t.Tags).ThenInclude(t => t.Tag)
            .Include(t => t.FreeValues)
            .Include(t => t.Shares).Include(t => t.Approvals.OrderBy(a => a.Id)).ThenInclude(a => a.DecidedBy)
            .AsSplitQuery();

        /// <summary>Those whose approval waits for this person's decision, closed ones too: they may have to be approved before billing.</summary>
        public IQueryable<Ticket> AwaitingDecisionOf(Me me) => tickets.Where(AwaitsDecisionOf(me));

        /// <summary>As lines of a list, the newest first.</summary>
        public IQueryable<TicketLine> ListedNewestFirst => tickets.OrderByDescending(t => t.Number)
            .Select(t => new TicketLine(t.Number, t.CreatedAt, t.Subject, t.Article!.Name, t.Progress, t.Priority, t.Assignee!.Name));

        /// <summary>Those that this person may see. Every list, counter, search, export and file starts here.</summary>
        public IQueryable<Ticket> VisibleTo(Me me) => me.Hidden.Count == 0 ? tickets : tickets.Where(MayBeSeenBy(me));
    }
}

/// <summary>What is chosen on a new ticket before anybody has; null where a list is empty.</summary>
public sealed record Usual(int? ChannelId, int? KindId, int? DepartmentId);

/// <summary>A ticket that went into another one. What is booked and locked stays there and counts with the other.</summary>
/// <param name="Description">Cleaned HTML.</param>
/// <param name="Minutes">Booked on it still.</param>
/// <param name="Amount">What they are worth.</param>
public sealed record Absorbed(int Id, int Number, string Subject, string Description, int Minutes, Platform.Money Amount);
