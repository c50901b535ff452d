using System.ComponentModel.DataAnnotations;
using Tresen.Platform;
using Tresen.Platform.Time;

namespace Tresen.Tickets.Details;

/// <summary>A ticket as it is typed, new or known. Records are named by text and, once chosen from the list, by id.</summary>
public class TicketForm
{
    const string TooLong = "Bitte höchstens {1} Zeichen.";

    [Required(ErrorMessage = "Bitte einen Betreff eingeben.")]
    [StringLength(200, ErrorMessage = TooLong)]
    public string? Subject { get; set; }

    [StringLength(200_000, ErrorMessage = TooLong)]
    public string? Description { get; set; }

    public string? DescriptionFormat { get; set; }

    [StringLength(200, ErrorMessage = TooLong)]
    public string? RequesterName { get; set; }

    [StringLength(250, ErrorMessage = TooLong)]
    public string? RequesterMail { get; set; }

    [StringLength(60, ErrorMessage = TooLong)]
    public string? RequesterPhone { get; set; }

    [StringLength(200, ErrorMessage = TooLong)]
    public string? CustomerName { get; set; }

    public int? CustomerId { get; set; }

    public string? ContactName { get; set; }

    public int? ContactId { get; set; }

    public int? SiteId { get; set; }

    public string? BillToName { get; set; }

    public int? BillToId { get; set; }

    /// <summary>Devices that it is about already …</summary>
    public int[] DeviceIds { get; set; } = [];

    /// <summary>… and one more.</summary>
    public string? DeviceName { get; set; }

    public int? DeviceId { get; set; }

    [StringLength(100, ErrorMessage = TooLong)]
    public string? SerialNumber { get; set; }

    public string? ArticleName { get; set; }

    public int? ArticleId { get; set; }

    [Required(ErrorMessage = "Bitte die Abteilung wählen.")]
    public int? DepartmentId { get; set; }

    [Required(ErrorMessage = "Bitte die Art wählen.")]
    public int? KindId { get; set; }

    public int? AreaId { get; set; }

    [Required(ErrorMessage = "Bitte den Eingang wählen.")]
    public int? ChannelId { get; set; }

    [EnumDataType(typeof(Priority), ErrorMessage = "Bitte die Priorität wählen.")]
    public Priority Priority { get; set; } = Priority.Normal;

    public DateOnly? DueOn { get; set; }

    /// <summary>Empty: with the end of the day.</summary>
    public TimeOnly? DueTime { get; set; }

    public Duration? Planned { get; set; }

    /// <summary>By hand; empty on a new ticket: as proposed.</summary>
    public HourlyRate? Rate { get; set; }

    /// <summary>Back to the proposed rate.</summary>
    public bool RateAsProposed { get; set; }

    public bool IsChargedExtra { get; set; }

    public int? AssigneeId { get; set; }

    public int[] HelperIds { get; set; } = [];

    public int[] WatcherIds { get; set; } = [];

    [StringLength(500, ErrorMessage = TooLong)]
    public string? Tags { get; set; }

    [StringLength(20_000, ErrorMessage = TooLong)]
    public string? InternalRemark { get; set; }

    [StringLength(1000, ErrorMessage = TooLong)]
    public string? Free1 { get; set; }

    [StringLength(1000, ErrorMessage = TooLong)]
    public string? Free2 { get; set; }

    [StringLength(1000, ErrorMessage = TooLong)]
    public string? Free3 { get; set; }

    [StringLength(1000, ErrorMessage = TooLong)]
    public string? Free4 { get; set; }

    [StringLength(1000, ErrorMessage = TooLong)]
    public string? Free5 { get; set; }

    [StringLength(1000, ErrorMessage = TooLong)]
    public string? Free6 { get; set; }

    [StringLength(1000, ErrorMessage = TooLong)]
    public string? Free7 { get; set; }

    [StringLength(1000, ErrorMessage = TooLong)]
    public string? Free8 { get; set; }

    [StringLength(1000, ErrorMessage = TooLong)]
    public string? Free9 { get; set; }

    [StringLength(1000, ErrorMessage = TooLong)]
    public string? Free10 { get; set; }

    /// <summary>What stands in the free field of that place, from 1.</summary>
    public string? Free(int slot) => slot switch
    {
        1 => Free1,
        2 => Free2,
        3 => Free3,
        4 => Free4,
        5 => Free5,
        6 => Free6,
        7 => Free7,
        8 => Free8,
        9 => Free9,
        _ => Free10,
    };

    void Fill(int slot, string value)
    {
        switch (slot)
        {
            case 1: Free1 = value; break;
            case 2: Free2 = value; break;
            case 3: Free3 = value; break;
            case 4: Free4 = value; break;
            case 5: Free5 = value; break;
            case 6: Free6 = value; break;
            case 7: Free7 = value; break;
            case 8: Free8 = value; break;
            case 9: Free9 = value; break;
            default: Free10 = value; break;
        }
    }

    /// <summary>The form for a ticket as it stands. Somebody who doesn't see prices gets none.</summary>
    public static TicketForm Of(Ticket t, bool seesPrices, IEnumerable<FreeField> fields)
    {
        var form = new TicketForm
        {
            Subject = t.Subject,
            Description = t.Description,
            DescriptionFormat = "html",
            RequesterName = t.RequesterName,
            RequesterMail = t.RequesterMail,
            RequesterPhone = t.RequesterPhone,
            CustomerName = t.Customer?.Name,
            CustomerId = t.CustomerId,
            ContactName = t.Contact?.Name,
            ContactId = t.ContactId,
            SiteId = t.SiteId,
            BillToName = t.BillTo?.Name,
            BillToId = t.BillToId,
            DeviceIds = [.. t.Devices.Select(d => d.DeviceId).Order()],
            SerialNumber = t.SerialNumber,
            ArticleName = t.Article?.Name,
            ArticleId = t.ArticleId,
            DepartmentId = t.DepartmentId,
            KindId = t.KindId,
            AreaId = t.AreaId,
            ChannelId = t.ChannelId,
            Priority = t.Priority,
            DueOn = t.DueOn,
            DueTime = t.DueTime,
            Planned = t.PlannedMinutes is { } minutes ? new Duration(minutes) : null,
            Rate = seesPrices ? t.Rate : null,
            IsChargedExtra = t.IsChargedExtra,
            AssigneeId = t.AssigneeId,
            HelperIds = [.. t.People.Where(p => p.Part == TicketPart.Helper).Select(p => p.StaffMemberId).Order()],
            WatcherIds = [.. t.People.Where(p => p.Part == TicketPart.Watcher).Select(p => p.StaffMemberId).Order()],
            Tags = string.Join(", ", t.Tags.Select(x => x.Tag.Title).Order()),
            InternalRemark = t.InternalRemark,
        };
        foreach (var field in fields)
        {
            form.Fill(field.Slot, t.ValueOf(field));
        }

        return form;
    }
}
