using Tresen.Customers;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Demo;

/// <summary>Two years of requests in every status, told by <see cref="Story"/>.</summary>
sealed class DemoTickets(TresenDb db, DemoPeople firm, DemoCustomers customers, Random chance, DateTimeOffset now)
{
    const int Days = 730;

    /// <summary>A ticket with what it was made from.</summary>
    public sealed record Made(Ticket Ticket, Story Story, Customer Customer, Contact Contact, bool IsDone)
    {
        /// <summary>The story's text about this ticket's device.</summary>
        public string Tell(string text) => text.Replace("{G}", Ticket.Devices.Count > 0 ? Ticket.Devices[0].Device.Name : "Gerät", StringComparison.Ordinal);
    }

    List<Progress> progresses = [];
    List<Kind> kinds = [];
    List<Area> areas = [];
    List<Channel> channels = [];

    /// <summary>Makes so many tickets and saves them; what happened to them afterwards is told by the caller.</summary>
    public async Task<IReadOnlyList<Made>> MoveInAsync(int count)
    {
        (progresses, kinds) = ([.. db.Progresses.Local.OrderBy(p => p.Position)], [.. db.Kinds.Local]);
        (areas, channels) = ([.. db.Areas.Local], [.. db.Channels.Local.OrderBy(c => c.Position)]);
        var vip = new Tag("wartungsvertrag");
        var onSite = new Tag("vor ort");
        var made = new List<Made>(count);
        foreach (var (at, number) in Moments(count).Select((at, i) => (at, TicketQueries.FirstNumber + i)))
        {
            made.Add(Make(number, at, made.Count, vip, onSite));
        }

        db.AddRange(made.Select(m => m.Ticket));
        db.Add(new NumberRange(TicketQueries.Range, TicketQueries.FirstNumber + count));
        await db.SaveChangesAsync();
        return made;
    }

    /// <summary>When they came in, oldest first: on working days in office hours, the last ones today.</summary>
    IEnumerable<DateTimeOffset> Moments(int count)
    {
        var moments = new List<DateTimeOffset>(count);
        while (moments.Count < count)
        {
            var isRecent = moments.Count < count / 5;
            var day = Zone.DayOf(now).AddDays(-chance.Next(isRecent ? 24 : Days));
            var at = Zone.At(day, new TimeOnly(7, 0)).AddMinutes(chance.Next(10 * 60)).AddSeconds(chance.Next(60));
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && at < now.AddMinutes(-5))
            {
                moments.Add(at);
            }
        }

        return moments.Order();
    }

    Made Make(int number, DateTimeOffset at, int i, Tag vip, Tag onSite)
    {
        var story = Story.All[((i * 7) + (i / Story.All.Count)) % Story.All.Count];
        var customer = customers.All[chance.Next(customers.All.Count)];
        var contact = customer.Contacts[chance.Next(customer.Contacts.Count)].Contact;
        var department = firm.Department(story.Department);
        var fitting = customers.Devices[customer].Where(d => d.Article is { } article && story.Things.Contains(article.Number)).ToList();
        var device = fitting.Count == 0 ? null : fitting[number % fitting.Count];
        var channel = channels[chance.Next(100) switch { < 42 => 0, < 80 => 1, < 90 => 2, < 93 => 3, < 97 => 4, _ => 5 }];
        var creator = channel.Use is ChannelUse.Mail or ChannelUse.WebForm ? null : firm.Of(story.Department)[chance.Next(firm.Of(story.Department).Count)];

        var ticket = new Ticket(number, story.Subject.Replace("{G}", device?.Name ?? "Gerät", StringComparison.Ordinal), new Requester(contact.Name, contact.Mail, contact.Phone),
            department, progresses[0], kinds.Single(k => k.Name == story.Kind), channel, creator, at);
        ticket.BelongsTo(customer, contact, device?.Site ?? customer.Sites[0], creator, at);
        ticket.Classify(ticket.Kind, areas.Single(a => a.Name == story.Area), channel, creator, at);
        if (device is not null)
        {
            ticket.IsAbout([device], creator, at);
        }

        var made = new Made(ticket, story, customer, contact, IsDone: at < now.AddDays(-45) || chance.Next(100) < 45);
        ticket.Describe($"<div>{System.Net.WebUtility.HtmlEncode(Sentence(made.Tell(story.Ask)))}</div>", creator, at);
        ticket.Prioritise(PriorityOf(story), creator, at);
        ticket.Plan(chance.Next(3) == 0 ? null : Math.Max(15, story.Minutes / 15 * 15), creator, at);
        ticket.RateAsProposed(creator, at);
        if (chance.Next(3) > 0)
        {
            ticket.IsDue(Workday(Zone.DayOf(at).AddDays(chance.Next(2, 21))), creator, at);
        }

        ticket.ChargeExtra(chance.Next(9) == 0, creator, at);
        ticket.Mark([.. new[] { (vip, chance.Next(6) == 0), (onSite, story.Department == DemoPeople.House && chance.Next(3) == 0) }.Where(t => t.Item2).Select(t => t.Item1)], creator, at);
        ticket.AskForApprovalIfWanted(creator, at);
        return made;
    }

    Priority PriorityOf(Story story) => story.Kind == "Fehler"
        ? chance.Next(100) switch { < 5 => Priority.Emergency, < 35 => Priority.High, < 92 => Priority.Normal, _ => Priority.Low }
        : chance.Next(100) switch { < 8 => Priority.High, < 70 => Priority.Normal, _ => Priority.Low };

    /// <summary>Gives it to somebody of its department; one in five that isn't done is nobody's yet (null), no emergency though.</summary>
    public StaffMember? Assign(Made made, DateTimeOffset at)
    {
        if (!made.IsDone && chance.Next(5) == 0 && made.Ticket.Priority != Priority.Emergency)
        {
            return null;
        }

        var people = firm.Of(made.Story.Department);
        var person = people[chance.Next(people.Count)];
        made.Ticket.Assign(person, firm.LeadOf(made.Story.Department), at);
        if (made.Ticket.IsUnaccepted)
        {
            made.Ticket.Accept(person, at);
        }

        return person;
    }

    /// <summary>Brings an unfinished ticket to some status, as far as its approval allows.</summary>
    public void Advance(Made made, StaffMember person, DateTimeOffset at)
    {
        var ticket = made.Ticket;
        var to = progresses[chance.Next(100) switch { < 22 => 0, < 36 => 1, < 50 => 2, < 70 => 3, < 78 => 4, < 90 => 5, _ => 6 }];
        if (to == progresses[0] || (to.BeginsWork && ticket.ApprovalState is ApprovalState.Waiting && ticket.Priority != Priority.Emergency && !Approve(made, at)))
        {
            return;
        }

        var appointment = Zone.At(Workday(Zone.DayOf(now).AddDays(chance.Next(1, 9))), new TimeOnly(chance.Next(8, 16), 0));
        ticket.Advance(to, Entering.Silently with
        {
            FollowUpOn = to.IsWaiting ? Workday(Zone.DayOf(now).AddDays(chance.Next(1, 12))) : null,
            Appointment = to.AsksForAppointment ? appointment : null,
        }, person, at);
        if (to.IsWaiting)
        {
            ticket.Pass(to.Category == Category.WaitingForCustomer ? Ball.Customer : Ball.Nobody, at);
        }
    }

    /// <summary>Brings a ticket to its end.</summary>
    public void Finish(Made made, StaffMember person, DateTimeOffset at)
    {
        var ticket = made.Ticket;
        if (chance.Next(2) == 0 && ticket.ApprovalState is not ApprovalState.Waiting)
        {
            ticket.Advance(progresses[3], Entering.Silently, person, ticket.CreatedAt.AddHours(1));
        }

        ticket.Close(progresses.Single(p => p.Category == Category.Closed), $"<div>{System.Net.WebUtility.HtmlEncode(made.Tell(made.Story.Report))}</div>", [], person, at);
    }

    /// <summary>The lead grants what waits, or the deputy where the lead does the work. Says whether it went.</summary>
    public bool Approve(Made made, DateTimeOffset at)
    {
        foreach (var person in firm.Of(made.Story.Department).Take(2))
        {
            var me = new Me(person.Id, person.Name, person.Mail, person.Rights, [made.Ticket.DepartmentId], [made.Ticket.DepartmentId], []);
            if (made.Ticket.ApprovalState == ApprovalState.Waiting && made.Ticket.MayBeDecidedBy(me))
            {
                made.Ticket.Grant(person, me, made.Ticket.Version, "", at);
                return true;
            }
        }

        return false;
    }

    /// <summary>That day, or the Monday after a weekend.</summary>
    static DateOnly Workday(DateOnly day) => day.DayOfWeek switch { DayOfWeek.Saturday => day.AddDays(2), DayOfWeek.Sunday => day.AddDays(1), _ => day };

    /// <summary>With a capital letter.</summary>
    public static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
