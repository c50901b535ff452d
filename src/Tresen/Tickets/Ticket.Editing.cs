using Tresen.Articles;
using Tresen.Customers;
using Tresen.Devices;
using Tresen.Platform;
using Tresen.Platform.Text;
using Tresen.Platform.Time;
using Tresen.Staff;

namespace Tresen.Tickets;

/// <summary>Changing what is written on the ticket. Each change is recorded with from and to.</summary>
public sealed partial class Ticket
{
    /// <summary>Changes the subject.</summary>
    public void Rename(string subject, StaffMember? by, DateTimeOffset at)
    {
        if (Edit(nameof(Subject), Said.Text(Subject), Said.Text(subject.Trim()), by, at))
        {
            Subject = subject.Trim();
            Fold();
        }
    }

    /// <summary>Changes the description; cleaned HTML.</summary>
    public void Describe(string description, StaffMember? by, DateTimeOffset at)
    {
        RichText.MustFit(description, nameof(Description));
        if (!RichText.LooksTheSame(Description, description) && Edit(nameof(Description), Said.Text(Description), Said.Text(description), by, at))
        {
            Description = description;
        }
    }

    /// <summary>Changes the internal remark.</summary>
    public void Remark(string remark, StaffMember? by, DateTimeOffset at)
    {
        if (Edit(nameof(InternalRemark), Said.Text(InternalRemark), Said.Text(remark), by, at))
        {
            InternalRemark = remark;
        }
    }

    /// <summary>Changes who asked.</summary>
    public void AskedBy(Requester requester, StaffMember? by, DateTimeOffset at)
    {
        var (name, mail, phone) = (requester.Name.Trim(), MailAddress.Normal(requester.Mail), PhoneNumber.Normal(requester.Phone));
        Edit(nameof(RequesterName), Said.Text(RequesterName), Said.Text(name), by, at);
        Edit(nameof(RequesterMail), Said.Text(RequesterMail), Said.Text(mail), by, at);
        Edit(nameof(RequesterPhone), Said.Text(RequesterPhone), Said.Text(phone), by, at);
        (RequesterName, RequesterMail, RequesterPhone) = (name, mail, phone);
        Fold();
    }

    /// <summary>Says whose piece of work it is. Contact and site of another customer fall away.</summary>
    public void BelongsTo(Customer? customer, Contact? contact, Site? site, StaffMember? by, DateTimeOffset at)
    {
        if (site is not null && site.CustomerId != customer?.Id)
        {
            throw new BrokenRuleException("Dieser Standort gehört zu einem anderen Kunden.", "SiteId");
        }

        Edit(nameof(Customer), Said.Of(Customer), Said.Of(customer), by, at);
        Edit(nameof(Contact), Said.Of(Contact), Said.Of(contact), by, at);
        Edit(nameof(Site), Said.Of(Site), Said.Of(site), by, at);
        (Customer, Contact, Site) = (customer, contact, site);
        (CustomerId, ContactId, SiteId) = (customer?.Id, contact?.Id, site?.Id);
        RateFollows(by, at);
    }

    /// <summary>The record of its customer, or of who pays, went into another: it goes along, with contact and site, at the rate that it has.</summary>
    public void GoAlong(Customer from, Customer into, StaffMember by, DateTimeOffset at)
    {
        if (CustomerId == from.Id)
        {
            Edit(nameof(Customer), Said.Of(Customer), Said.Of(into), by, at);
            (Customer, CustomerId) = (into, into.Id);
        }

        if (BillToId == from.Id)
        {
            Edit(nameof(BillTo), Said.Of(BillTo), Said.Of(into), by, at);
            (BillTo, BillToId) = (into, into.Id);
        }
    }

    /// <summary>Says who pays where it isn't the customer.</summary>
    public void IsBilledTo(Customer? customer, StaffMember? by, DateTimeOffset at)
    {
        Edit(nameof(BillTo), Said.Of(BillTo), Said.Of(customer), by, at);
        (BillTo, BillToId) = (customer, customer?.Id);
    }

    /// <summary>Changes kind, area and channel.</summary>
    public void Classify(Kind kind, Area? area, Channel channel, StaffMember? by, DateTimeOffset at)
    {
        Edit(nameof(Kind), Said.Of(Kind), Said.Of(kind), by, at);
        Edit(nameof(Area), Said.Of(Area), Said.Of(area), by, at);
        Edit(nameof(Channel), Said.Of(Channel), Said.Of(channel), by, at);
        (Kind, Area, Channel) = (kind, area, channel);
        (KindId, AreaId, ChannelId) = (kind.Id, area?.Id, channel.Id);
    }

    /// <summary>Changes the priority. An emergency starts at once; its approval follows.</summary>
    public void Prioritise(Priority priority, StaffMember? by, DateTimeOffset at)
    {
        if (Edit(nameof(Priority), Priority.ToString(), priority.ToString(), by, at))
        {
            Priority = priority;
            AcceptanceFollows(by, at);
            RateFollows(by, at);
            PromiseFollows(by, at);
        }
    }

    /// <summary>Changes the day it is due (<em>Abschluss bis</em>), which ends with the day.</summary>
    public void IsDue(DateOnly? day, StaffMember? by, DateTimeOffset at) => IsDue(day, null, by, at);

    /// <summary>Changes when it is due: with the end of that day, or at that time of it.</summary>
    public void IsDue(DateOnly? day, TimeOnly? time, StaffMember? by, DateTimeOffset at)
    {
        if (day is null && time is not null)
        {
            throw new BrokenRuleException("Bitte zur Uhrzeit auch den Tag eintragen.", nameof(DueOn));
        }

        if (Edit(nameof(DueOn), Written(DueOn, DueTime), Written(day, time), by, at))
        {
            (DueOn, DueAt) = (day, day is not { } on ? null : time is { } clock ? Zone.At(on, clock) : Zone.EndOf(on));
        }

        static string? Written(DateOnly? day, TimeOnly? time) => time is { } clock ? day!.Value.ToDateTime(clock).ToString("s") : day?.ToString("O");
    }

    /// <summary>Changes how long it is planned to take.</summary>
    public void Plan(int? minutes, StaffMember? by, DateTimeOffset at)
    {
        if (minutes is < 0 or > 1_000_000)
        {
            throw new BrokenRuleException("Die geplante Dauer kann nicht negativ sein.", nameof(PlannedMinutes));
        }

        if (Edit(nameof(PlannedMinutes), PlannedMinutes?.ToString(), minutes?.ToString(), by, at))
        {
            var before = PlannedMinutes;
            PlannedMinutes = minutes;
            ApprovalFollows(minutes > (before ?? 0), ApprovalReason.PlannedRose, by, at);
        }
    }

    /// <summary>Changes the article and the serial number as given.</summary>
    public void IsAbout(Article? article, string serialNumber, StaffMember? by, DateTimeOffset at)
    {
        Edit(nameof(Article), Said.Of(Article), Said.Of(article), by, at);
        Edit(nameof(SerialNumber), Said.Text(SerialNumber), Said.Text(serialNumber.Trim()), by, at);
        (Article, ArticleId, SerialNumber) = (article, article?.Id, serialNumber.Trim());
        RateFollows(by, at);
        Fold();
    }

    /// <summary>Changes which devices it is about. <see cref="Devices"/> must be loaded.</summary>
    public void IsAbout(IReadOnlyCollection<Device> wanted, StaffMember? by, DateTimeOffset at)
    {
        foreach (var gone in devices.Where(d => !wanted.Contains(d.Device)).ToList())
        {
            devices.Remove(gone);
            Edit(nameof(Devices), Said.Of(gone.Device), Said.Nothing, by, at);
        }

        foreach (var device in wanted.Where(w => !devices.Exists(d => d.Device == w)).ToList())
        {
            devices.Add(new TicketDevice(device));
            Edit(nameof(Devices), Said.Nothing, Said.Of(device), by, at);
        }
    }

    /// <summary>Changes the tags; retired ones stay where they are, but are given to no further ticket. <see cref="Tags"/> must be loaded.</summary>
    public void Mark(IReadOnlyCollection<Tag> wanted, StaffMember? by, DateTimeOffset at)
    {
        if (wanted.FirstOrDefault(w => !w.IsActive && !tags.Exists(t => t.Tag == w)) is { } retired)
        {
            throw new BrokenRuleException($"Der Tag „{retired.Name}“ ist nicht mehr in Gebrauch. Bitte einen anderen wählen.", nameof(Tags));
        }

        foreach (var gone in tags.Where(t => !wanted.Contains(t.Tag)).ToList())
        {
            tags.Remove(gone);
            Edit(nameof(Tags), Said.Of(gone.Tag), Said.Nothing, by, at);
        }

        foreach (var tag in wanted.Where(w => !tags.Exists(t => t.Tag == w)).ToList())
        {
            tags.Add(new TicketTag(tag));
            Edit(nameof(Tags), Said.Nothing, Said.Of(tag), by, at);
        }
    }

    /// <summary>Records the change of a field, if it is one.</summary>
    bool Edit(string field, Said from, Said to, StaffMember? by, DateTimeOffset at)
    {
        if ((from.Id, from.Words) == (to.Id, to.Words))
        {
            return false;
        }

        if (Id != 0)
        {
            Version++;
            Record(TicketVerb.Changed, by, at, field, from, to);
        }

        return true;
    }
}
