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
        if (Edit(nameof(Subject), Subject, subject.Trim(), by, at))
        {
            Subject = subject.Trim();
            Fold();
        }
    }

    /// <summary>Changes the description; cleaned HTML.</summary>
    public void Describe(string description, StaffMember? by, DateTimeOffset at)
    {
        if (Edit(nameof(Description), Description, description, by, at, isText: true))
        {
            Description = description;
        }
    }

    /// <summary>Changes the internal remark.</summary>
    public void Remark(string remark, StaffMember? by, DateTimeOffset at)
    {
        if (Edit(nameof(InternalRemark), InternalRemark, remark, by, at, isText: true))
        {
            InternalRemark = remark;
        }
    }

    /// <summary>Changes who asked.</summary>
    public void AskedBy(Requester requester, StaffMember? by, DateTimeOffset at)
    {
        var (name, mail, phone) = (requester.Name.Trim(), MailAddress.Normal(requester.Mail), PhoneNumber.Normal(requester.Phone));
        Edit(nameof(RequesterName), RequesterName, name, by, at);
        Edit(nameof(RequesterMail), RequesterMail, mail, by, at);
        Edit(nameof(RequesterPhone), RequesterPhone, phone, by, at);
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

        Edit(nameof(Customer), Customer?.Name, customer?.Name, by, at);
        Edit(nameof(Contact), Contact?.Name, contact?.Name, by, at);
        Edit(nameof(Site), Site?.Name, site?.Name, by, at);
        (Customer, Contact, Site) = (customer, contact, site);
        (CustomerId, ContactId, SiteId) = (customer?.Id, contact?.Id, site?.Id);
        RateFollows(by, at);
    }

    /// <summary>Says who pays where it isn't the customer.</summary>
    public void IsBilledTo(Customer? customer, StaffMember? by, DateTimeOffset at)
    {
        Edit(nameof(BillTo), BillTo?.Name, customer?.Name, by, at);
        (BillTo, BillToId) = (customer, customer?.Id);
    }

    /// <summary>Changes kind, area and channel.</summary>
    public void Classify(Kind kind, Area? area, Channel channel, StaffMember? by, DateTimeOffset at)
    {
        Edit(nameof(Kind), Kind.Name, kind.Name, by, at);
        Edit(nameof(Area), Area?.Name, area?.Name, by, at);
        Edit(nameof(Channel), Channel.Name, channel.Name, by, at);
        (Kind, Area, Channel) = (kind, area, channel);
        (KindId, AreaId, ChannelId) = (kind.Id, area?.Id, channel.Id);
    }

    /// <summary>Changes the priority. An emergency starts at once; its approval follows.</summary>
    public void Prioritise(Priority priority, StaffMember? by, DateTimeOffset at)
    {
        if (Edit(nameof(Priority), Priority.ToString(), priority.ToString(), by, at))
        {
            Priority = priority;
            RateFollows(by, at);
        }
    }

    /// <summary>Changes the day it is due (<em>Abschluss bis</em>), which ends with the day, or at that instant.</summary>
    public void IsDue(DateOnly? day, StaffMember? by, DateTimeOffset at)
    {
        if (Edit(nameof(DueOn), DueOn?.ToString("O"), day?.ToString("O"), by, at))
        {
            (DueOn, DueAt) = (day, day is { } on ? Zone.EndOf(on) : null);
        }
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
        Edit(nameof(Article), Article?.Name, article?.Name, by, at);
        Edit(nameof(SerialNumber), SerialNumber, serialNumber.Trim(), by, at);
        (Article, ArticleId, SerialNumber) = (article, article?.Id, serialNumber.Trim());
        RateFollows(by, at);
        Fold();
    }

    /// <summary>Changes which devices it is about. <see cref="Devices"/> must be loaded.</summary>
    public void IsAbout(IReadOnlyCollection<Device> wanted, StaffMember? by, DateTimeOffset at)
    {
        var before = string.Join(", ", devices.Select(d => d.Device.Name));
        devices.RemoveAll(d => !wanted.Contains(d.Device));
        devices.AddRange(wanted.Where(w => !devices.Exists(d => d.Device == w)).Select(w => new TicketDevice(w)));
        Edit(nameof(Devices), before, string.Join(", ", devices.Select(d => d.Device.Name)), by, at);
    }

    /// <summary>Changes the tags. <see cref="Tags"/> must be loaded.</summary>
    public void Mark(IReadOnlyCollection<Tag> wanted, StaffMember? by, DateTimeOffset at)
    {
        var before = string.Join(", ", tags.Select(t => t.Tag.Name).Order());
        tags.RemoveAll(t => !wanted.Contains(t.Tag));
        tags.AddRange(wanted.Where(w => !tags.Exists(t => t.Tag == w)).Select(w => new TicketTag(w)));
        Edit(nameof(Tags), before, string.Join(", ", tags.Select(t => t.Tag.Name).Order()), by, at);
    }

    /// <summary>Records the change of a field, if it is one.</summary>
    bool Edit(string field, string? from, string? to, StaffMember? by, DateTimeOffset at, bool isText = false)
    {
        if ((from ?? "") == (to ?? ""))
        {
            return false;
        }

        if (Id != 0)
        {
            Version++;
            Record(TicketVerb.Changed, by, at, field, from, to, isText);
        }

        return true;
    }
}
