using Tresen.Articles;
using Tresen.Customers;
using Tresen.Devices;
using Tresen.Platform.Text;
using Tresen.Platform.Time;
using Tresen.Staff;

namespace Tresen.Tickets;

/// <summary>A request (<em>Serviceticket, Anfrage</em>): the piece of work for a customer, whatever way it came in.</summary>
/// <remarks>Told in chapters: Editing, FreeFields, Files, Material, Rating, Assigning, Progressing, Hearing, Alerting, Promising, Approving,
/// Checking, Exchanging, Closing, Answering, Relating, Merging, Keeping, Recording.</remarks>
public sealed partial class Ticket
{
    readonly List<TicketPerson> people = [];
    readonly List<TicketDevice> devices = [];
    readonly List<TicketTag> tags = [];
    readonly List<TicketShare> shares = [];

    Ticket()
    {
    }

    /// <summary>A request that came in by that channel at that instant. <paramref name="by"/> is null when nobody of ours
    /// wrote it down (mail, web form).</summary>
    public Ticket(int number, string subject, Requester requester, Department department, Progress progress, Kind kind, Channel channel, StaffMember? by, DateTimeOffset at)
    {
        Number = number;
        Subject = subject.Trim();
        (RequesterName, RequesterMail, RequesterPhone) = (requester.Name.Trim(), MailAddress.Normal(requester.Mail), PhoneNumber.Normal(requester.Phone));
        (Department, Kind, Channel) = (department, kind, channel);
        (Progress, Category) = (progress, progress.Category);
        (CreatedBy, CreatedAt, WaitingSince, ChangedAt) = (by, at, at, at);
        Ball = Ball.Us;
        Fold();
        Record(TicketVerb.Created, by, at);
        PromiseFollows(by, at);
    }

    public int Id { get; private set; }

    /// <summary>The short running number that can be said on the phone.</summary>
    public int Number { get; private set; }

    public string Subject { get; private set; } = "";

    /// <summary>Formatted text, cleaned HTML.</summary>
    public string Description { get; private set; } = "";

    /// <summary>Never leaves the house.</summary>
    public string InternalRemark { get; private set; } = "";

    /// <summary>Number, subject and requester, folded for search.</summary>
    public string SearchKey { get; private set; } = "";

    /// <summary>The subject, as lists sort it.</summary>
    public string SortKey { get; private set; } = "";

    public string RequesterName { get; private set; } = "";

    public string RequesterMail { get; private set; } = "";

    public string RequesterPhone { get; private set; } = "";

    /// <summary>Whose piece of work it is; perhaps nobody's yet.</summary>
    public int? CustomerId { get; private set; }

    public Customer? Customer { get; private set; }

    public int? ContactId { get; private set; }

    public Contact? Contact { get; private set; }

    public int? SiteId { get; private set; }

    public Site? Site { get; private set; }

    /// <summary>Who pays, where it isn't the customer.</summary>
    public int? BillToId { get; private set; }

    public Customer? BillTo { get; private set; }

    /// <summary>Responsible to the end.</summary>
    public int DepartmentId { get; private set; }

    public Department Department { get; private set; } = null!;

    public int? AreaId { get; private set; }

    public Area? Area { get; private set; }

    public int KindId { get; private set; }

    public Kind Kind { get; private set; } = null!;

    public int ChannelId { get; private set; }

    public Channel Channel { get; private set; } = null!;

    public Priority Priority { get; private set; } = Priority.Normal;

    public int? ArticleId { get; private set; }

    public Article? Article { get; private set; }

    /// <summary>A serial number as given, where the device isn't known.</summary>
    public string SerialNumber { get; private set; } = "";

    /// <summary><em>Abschluss bis</em>, as a day …</summary>
    public DateOnly? DueOn { get; private set; }

    /// <summary>… and as the instant it ends at, which lists sort and filter by.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>The time of day it is due at; null where the day ends with the day.</summary>
    public TimeOnly? DueTime => DueOn is { } day && DueAt is { } at && at != Zone.EndOf(day) ? TimeOnly.FromDateTime(Zone.WallClock(at)) : null;

    public int? PlannedMinutes { get; private set; }

    public int? CreatedById { get; private set; }

    public StaffMember? CreatedBy { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When anything last happened here.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Grows with each change of the fields that people edit; not with mail or bookings.</summary>
    public int Version { get; private set; } = 1;

    public IReadOnlyList<TicketPerson> People => people;

    public IReadOnlyList<TicketDevice> Devices => devices;

    public IReadOnlyList<TicketTag> Tags => tags;

    public IReadOnlyList<TicketShare> Shares => shares;

    void Fold()
    {
        SearchKey = Platform.Text.SortKey.ForSearch($"{Number} {Subject} {RequesterName} {RequesterMail} {SerialNumber}");
        SortKey = Platform.Text.SortKey.Of(Subject);
    }
}

/// <summary>Who asked, as given; always somebody, perhaps no customer yet.</summary>
public sealed record Requester(string Name, string Mail = "", string Phone = "");

/// <summary>What somebody is on a ticket besides being responsible.</summary>
public enum TicketPart
{
    /// <summary>Works on it too.</summary>
    Helper,

    /// <summary>Is told of what happens.</summary>
    Watcher,
}

/// <summary>Somebody who helps with or watches a ticket.</summary>
public sealed class TicketPerson
{
    TicketPerson()
    {
    }

    internal TicketPerson(StaffMember person, TicketPart part) => (StaffMember, Part) = (person, part);

    public int TicketId { get; private set; }

    public int StaffMemberId { get; private set; }

    public StaffMember StaffMember { get; private set; } = null!;

    public TicketPart Part { get; internal set; }
}

/// <summary>A device that a ticket is about.</summary>
public sealed class TicketDevice
{
    TicketDevice()
    {
    }

    internal TicketDevice(Device device) => Device = device;

    public int TicketId { get; private set; }

    public int DeviceId { get; private set; }

    public Device Device { get; private set; } = null!;
}

/// <summary>A tag on a ticket.</summary>
public sealed class TicketTag
{
    TicketTag()
    {
    }

    internal TicketTag(Tag tag) => Tag = tag;

    public int TicketId { get; private set; }

    public int TagId { get; private set; }

    public Tag Tag { get; private set; } = null!;
}

/// <summary>A department that sees the ticket because one of its conversations stands there.</summary>
public sealed class TicketShare
{
    TicketShare()
    {
    }

    internal TicketShare(int departmentId) => DepartmentId = departmentId;

    public int TicketId { get; private set; }

    public int DepartmentId { get; private set; }
}
