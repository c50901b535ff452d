using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;

namespace Tresen.Notifications;

/// <summary>What one is told, behind the bell.</summary>
[Staff]
public sealed class NotificationsController(TresenDb db, TimeProvider clock, Me me) : TresenController
{
    const int PageSize = 50;

    [HttpGet("/notifications")]
    [Bell("Benachrichtigungen", Badge = "/notifications/count", Seen = "/notifications/seen")]
    public async Task<IResult> List(int? before, CancellationToken cancel)
    {
        var all = db.Notifications.To(me);
        var rows = await (before is { } id ? all.Where(n => n.Id < id) : all)
            .OrderByDescending(n => n.Id).Take(PageSize + 1)
            .Select(n => new NotificationList.Row(n.Id, n.Ticket.Number, n.Ticket.Subject, n.News, n.Actor!.Name, n.For!.Name, n.At, n.ReadAt != null,
                (n.News & News.ApprovalDeclined) != 0 ? n.Ticket.Approvals.Where(a => a.IsGranted == false && a.DecidedAt <= n.At).OrderByDescending(a => a.Id).Select(a => a.DecisionRemark).FirstOrDefault() : null))
            .ToListAsync(cancel);
        var shown = rows.Take(PageSize).ToList();
        return NotificationList.Of(new(shown, await all.Unread.AnyAsync(cancel), before is not null, rows.Count > PageSize ? shown[^1].Id : null));
    }

    /// <summary>How many are new, for the bell.</summary>
    [HttpGet("/notifications/count")]
    public async Task<IResult> Count(CancellationToken cancel) =>
        Results.Text(await db.Notifications.To(me).Unread.OrderBy(n => n.Id).Take(100).CountAsync(cancel) switch { 0 => "", > 99 => "99+", var count => count.ToString() });

    /// <summary>Whoever looks at a ticket knows what was to be told of it. Answers how many are left.</summary>
    [HttpPost("/notifications/seen")]
    public async Task<IResult> See([FromForm] string? page, CancellationToken cancel)
    {
        if ((page ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries) is ["tickets", var typed, ..] && int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            await ReadAllOfAsync(db.Notifications.Where(n => n.Ticket.Number == number), cancel);
        }

        return await Count(cancel);
    }

    /// <summary>Reads what is new about a ticket and goes on to it.</summary>
    [HttpPost("/notifications/{id:int}/reading")]
    public async Task<IResult> Read(int id, CancellationToken cancel)
    {
        if (await db.Notifications.To(me).Include(n => n.Ticket).SingleOrDefaultAsync(n => n.Id == id, cancel) is not { } notification)
        {
            return NotFound();
        }

        await ReadAllOfAsync(db.Notifications.Where(n => n.TicketId == notification.TicketId), cancel);
        return Done($"/tickets/{notification.Ticket.Number}");
    }

    /// <summary>Has taken note of all.</summary>
    [HttpPost("/notifications/reading")]
    public async Task<IResult> ReadAll(CancellationToken cancel)
    {
        await ReadAllOfAsync(db.Notifications, cancel);
        return Done("/notifications");
    }

    Task<int> ReadAllOfAsync(IQueryable<Notification> those, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return those.To(me).Unread.ExecuteUpdateAsync(n => n.SetProperty(x => x.ReadAt, now), cancel);
    }
}
