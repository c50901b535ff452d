using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Notifications;

/// <summary>Where a dialogue stands.</summary>
/// <param name="Writer">Who of ours wrote the last mail that went out.</param>
/// <param name="Ways">How it was forwarded, first way first.</param>
sealed record Place(long Number, int DepartmentId, int? AssigneeId, Writer? Writer, IReadOnlyList<Way> Ways);

/// <summary>Who wrote, and when.</summary>
sealed record Writer(int Id, DateTimeOffset At);

/// <summary>Who forwarded a dialogue from one department to another.</summary>
sealed record Way(int FromId, int ToId, int ById);

/// <summary>What the events of a ticket name besides it: dialogues, departments, people in notes; and what each of us may see.</summary>
sealed class Surroundings
{
    readonly Dictionary<long, Place> places = [];
    readonly Dictionary<int, List<int>> members = [];
    IReadOnlyDictionary<int, Me> sight = new Dictionary<int, Me>();

    /// <summary>Who administers, for departments without a lead.</summary>
    public IReadOnlyList<int> Administrators { get; private set; } = [];

    /// <summary>Who is named in a new note as <c>@@Name</c>.</summary>
    public IReadOnlyList<int> Mentioned { get; private set; } = [];

    /// <summary>Everybody, as they are at this moment.</summary>
    public IReadOnlyDictionary<int, Me> Sight => sight;

    /// <summary>Reads them.</summary>
    public static async Task<Surroundings> ReadAsync(TresenDb db, Ticket ticket, IReadOnlyList<TicketEvent> events, CancellationToken cancel)
    {
        var around = new Surroundings();
        foreach (var place in await db.Conversations.Where(c => c.TicketId == ticket.Id)
            .Select(c => new Place(
                c.Number,
                c.DepartmentId,
                c.AssigneeId,
                c.Messages.Where(m => m.Kind == MessageKind.Out && !m.IsDraft && m.AuthorId != null).OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Select(m => new Writer(m.AuthorId!.Value, m.At)).FirstOrDefault(),
                c.Forwardings.OrderBy(f => f.Id).Select(f => new Way(f.FromId, f.ToId, f.ById)).ToList()))
            .ToListAsync(cancel))
        {
            around.places[place.Number] = place;
        }

        foreach (var department in await db.Departments.Select(d => new { d.Id, Members = d.Members.Select(m => m.StaffMemberId).ToList() }).ToListAsync(cancel))
        {
            around.members[department.Id] = department.Members;
        }

        var people = await db.Staff.Active.Select(s => new { s.Id, s.Name, s.Rights }).ToListAsync(cancel);
        around.Administrators = [.. people.Where(p => p.Rights.HasFlag(Capability.Administration)).Select(p => p.Id)];
        around.sight = await db.SightOfAsync([.. people.Select(p => p.Id)], cancel);
        if (events.Any(e => e.Verb == TicketVerb.Noted))
        {
            var since = events.Min(e => e.At);
            var notes = await db.Messages.Where(m => m.TicketId == ticket.Id && m.Kind == MessageKind.Note && m.At >= since).Select(m => m.Text).ToListAsync(cancel);
            around.Mentioned = [.. people.Where(p => notes.Exists(n => n.Contains("@@" + p.Name, StringComparison.OrdinalIgnoreCase))).Select(p => p.Id)];
        }

        return around;
    }

    /// <summary>Who belongs to that department.</summary>
    public IReadOnlyList<int> MembersOf(int? department) => department is { } id ? members.GetValueOrDefault(id, []) : [];

    /// <summary>Where the dialogue stands that the event is about; null where it is about none.</summary>
    public Place? Place(TicketEvent entry) => entry.Conversation is { } number ? places.GetValueOrDefault(number) : null;

    /// <summary>Whether that person may see the dialogue that the event is about. (Whether they may see the ticket is asked of the database.)</summary>
    public bool MayHear(int person, TicketEvent entry) =>
        sight.TryGetValue(person, out var me) && (Place(entry) is not { } place || !me.Hidden.Contains(place.DepartmentId));
}
