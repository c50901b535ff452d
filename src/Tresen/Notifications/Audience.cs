using Tresen.Conversations;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Notifications;

/// <summary>Whom the events of a ticket concern, and what each of them is told.</summary>
/// <param name="ticket">With its parts.</param>
/// <param name="around">What the events name besides.</param>
sealed class Audience(Ticket ticket, Surroundings around)
{
    readonly Dictionary<int, List<(News News, TicketEvent Entry)>> told = [];

    /// <summary>Who is told something.</summary>
    public IReadOnlyCollection<int> People => told.Keys;

    IEnumerable<int> DepartmentMembers => ticket.Department.Members.Select(m => m.StaffMemberId);

    /// <summary>Who works on it or follows it.</summary>
    IEnumerable<int> Followers => ticket.People.Select(p => p.StaffMemberId).Concat(Assignee);

    IEnumerable<int> Assignee => ticket.AssigneeId is { } id ? [id] : [];

    /// <summary>Whether anybody might be told of such an event.</summary>
    public static bool Concerns(TicketVerb verb, string field) => verb switch
    {
        TicketVerb.Changed => field == nameof(Ticket.Priority),
        TicketVerb.SendingStopped => field == Conversation.Overtaken,
        TicketVerb.MessageMoved or TicketVerb.ConversationMoved => field == Ticket.MovedIn,
        TicketVerb.Created or TicketVerb.Assigned or TicketVerb.Involved or TicketVerb.MessageIn or TicketVerb.MessageOut or TicketVerb.Noted or TicketVerb.Forwarded
            or TicketVerb.TakenBack or TicketVerb.GivenBack or TicketVerb.Closed or TicketVerb.Reopened or TicketVerb.ApprovalAsked or TicketVerb.ApprovalGranted
            or TicketVerb.ApprovalDeclined or TicketVerb.CameBack or TicketVerb.RepliedAfterClosing or TicketVerb.ConversationAssigned or TicketVerb.Called or TicketVerb.Reminded or TicketVerb.Escalated or TicketVerb.EmergencyCalled or TicketVerb.Accepted or TicketVerb.MailTroubled => true,
        _ => false,
    };

    /// <summary>Whether it makes an emergency of a ticket that is one now.</summary>
    public static bool BeginsEmergency(TicketEvent entry) =>
        entry.Verb == TicketVerb.Created || (entry.Verb == TicketVerb.Changed && entry.Field == nameof(Ticket.Priority) && entry.To == nameof(Priority.Emergency));

    /// <summary>What that person is told; asked for a deputy, as much of it as they may hear themselves.</summary>
    public News NewsFor(int person, int deputy) =>
        told[person].Where(t => deputy == person || around.MayHear(deputy, t.Entry)).Aggregate(News.None, (all, t) => all | t.News);

    /// <summary>Adds those whom the event concerns.</summary>
    public void Hear(TicketEvent entry)
    {
        if (ticket.Priority == Priority.Emergency && BeginsEmergency(entry))
        {
            Tell(DepartmentMembers.Concat(Followers), News.Emergency, entry);
        }

        switch (entry.Verb)
        {
            case TicketVerb.Assigned:
                Tell(Assignee, News.Assigned, entry);
                break;
            case TicketVerb.ConversationAssigned:
                Tell(around.Place(entry)?.AssigneeId is { } hands ? [hands] : [], News.ConversationAssigned, entry);
                break;
            case TicketVerb.Involved:
                Tell(ticket.People.Where(p => p.StaffMemberId == entry.ToId).Select(p => p.StaffMemberId), News.Involved, entry);
                break;
            case TicketVerb.MessageMoved or TicketVerb.ConversationMoved when entry.Field == Ticket.MovedIn:
                Tell(Hearers(entry).Concat(Followers).Distinct(), News.MessageIn, entry);
                break;
            case TicketVerb.MessageIn:
                Tell(Hearers(entry).Concat(Followers).Concat(Writer(entry)).Distinct(), News.MessageIn, entry);
                break;
            case TicketVerb.Called:
                Tell(ticket.AssigneeId is null ? DepartmentMembers.Concat(Followers).Distinct() : Followers, News.Called, entry);
                break;
            case TicketVerb.RepliedAfterClosing:
                Tell(ticket.AssigneeId is null ? DepartmentMembers : Followers, News.ReplyAfterClosing, entry);
                break;
            case TicketVerb.CameBack:
                Tell(ticket.AssigneeId is null ? DepartmentMembers : Followers, News.CameBack, entry);
                break;
            case TicketVerb.Reminded:
                Tell(ticket.AssigneeId is null ? DepartmentMembers : Assignee, News.Reminded, entry);
                break;
            case TicketVerb.Escalated:
                Tell(Responsible(EscalationStep.Read(entry.Field)?.Whom), News.Escalated, entry);
                break;
            case TicketVerb.EmergencyCalled:
                Tell(Responsible(Tresen.Staff.Hearers.Deputies), News.EmergencyCalled, entry);
                break;
            case TicketVerb.Accepted:
                Tell(DepartmentMembers.Concat(Followers).Distinct(), News.Accepted, entry);
                break;
            case TicketVerb.SendingStopped when entry.Field == Conversation.Overtaken:
                Tell(Author(entry), News.MailOvertaken, entry);
                break;
            case TicketVerb.MailTroubled:
                Tell(Author(entry), OfMail(entry.Field), entry);
                break;
            case TicketVerb.MessageOut:
                Tell(Followers, News.MessageOut, entry);
                break;
            case TicketVerb.Noted:
                Tell(Followers, News.Noted, entry);
                Tell(around.Mentioned, News.Mentioned, entry);
                break;
            case TicketVerb.Forwarded:
                Tell(around.MembersOf(entry.ToId), News.ForwardedToUs, entry);
                Tell(Followers, News.Forwarded, entry);
                break;
            case TicketVerb.TakenBack:
                Tell(Followers.Concat(around.MembersOf(entry.FromId)).Concat(Forwarder(entry)), News.TakenBack, entry);
                break;
            case TicketVerb.GivenBack:
                Tell((ticket.AssigneeId is null ? around.MembersOf(entry.ToId) : Followers).Concat(Forwarder(entry)), News.GivenBack, entry);
                break;
            case TicketVerb.Closed:
                Tell(Followers, News.Closed, entry);
                break;
            case TicketVerb.Reopened:
                Tell(Followers, News.Reopened, entry);
                break;
            case TicketVerb.ApprovalAsked:
                Tell(Approvers(), News.ApprovalAsked, entry);
                break;
            case TicketVerb.ApprovalGranted or TicketVerb.ApprovalDeclined:
                var asker = ticket.Approvals.LastOrDefault(a => a.DecidedAt is not null)?.AskedById;
                Tell(Assignee.Concat(asker is { } id ? [id] : []), entry.Verb == TicketVerb.ApprovalGranted ? News.ApprovalGranted : News.ApprovalDeclined, entry);
                break;
        }
    }

    /// <summary>Who answers next: where the dialogue stands, its assignee, else the department there.</summary>
    IEnumerable<int> Hearers(TicketEvent entry) => around.Place(entry) switch
    {
        { AssigneeId: { } assignee } => [assignee],
        { } place when place.DepartmentId != ticket.DepartmentId => around.MembersOf(place.DepartmentId),
        _ => ticket.AssigneeId is null ? DepartmentMembers : Assignee,
    };

    /// <summary>Who wrote last in that dialogue and waits for the answer, even where the work is somebody else's.</summary>
    IEnumerable<int> Writer(TicketEvent entry) => around.Place(entry)?.Writer is { } writer && writer.At <= entry.At ? [writer.Id] : [];

    /// <summary>Who wrote the mail that it is about; who answers next where they work here no longer.</summary>
    IEnumerable<int> Author(TicketEvent entry) => entry.ToId is { } author && around.Sight.ContainsKey(author) ? [author] : Hearers(entry);

    static News OfMail(string field) => Enum.TryParse<Misfortune>(field, out var what) ? what switch
    {
        Misfortune.Delayed => News.MailDelayed,
        Misfortune.PartlyRejected => News.MailPartlyRejected,
        Misfortune.Uncertain => News.MailUncertain,
        _ => News.MailRejected,
    } : News.MailRejected;

    /// <summary>Who sent the dialogue to where it comes back from.</summary>
    IEnumerable<int> Forwarder(TicketEvent entry) => around.Place(entry)?.Ways.LastOrDefault(w => w.ToId == entry.FromId) is { } way ? [way.ById] : [];

    /// <summary>Who is told of what becomes late; administrators where the department has nobody who leads it.</summary>
    IReadOnlyList<int> Responsible(Tresen.Staff.Hearers? whom)
    {
        var people = ticket.Department.Members
            .Where(m => m.StaffMember.IsActive && (whom == Tresen.Staff.Hearers.Everybody || m.Standing == Standing.Lead || (whom == Tresen.Staff.Hearers.Deputies && m.Standing == Standing.Deputy)))
            .Select(m => m.StaffMemberId).ToList();
        return people.Count > 0 ? people : around.Administrators;
    }

    /// <summary>Lead and deputies, administrators where none of them can; not who does the work, unless the department allows it.</summary>
    List<int> Approvers()
    {
        var leads = Able(ticket.Department.Members.Where(m => m.Standing != Standing.Member && m.StaffMember.IsActive).Select(m => m.StaffMemberId));
        return leads.Count > 0 ? leads : Able(around.Administrators);

        List<int> Able(IEnumerable<int> people) => [.. people.Where(id => id != ticket.AssigneeId || ticket.Department.AllowsSelfApproval)];
    }

    /// <summary>Nobody is told of their own doing, and nobody of what happens in a dialogue that they may not see.</summary>
    void Tell(IEnumerable<int> people, News news, TicketEvent entry)
    {
        foreach (var person in people.Where(p => p != entry.ById && around.MayHear(p, entry)))
        {
            if (!told.TryGetValue(person, out var all))
            {
                told[person] = all = [];
            }

            all.Add((news, entry));
        }
    }
}
