using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Identity;
using Tresen.Platform.Jobs;
using Tresen.Platform.Web;
using Tresen.Post;

namespace Tresen.Mail.Outbox;

/// <summary><em>Postausgang</em>: how far our mails have come, and what a person decides about those that are uncertain.</summary>
[Staff]
public sealed class OutboxController(TresenDb db, FileCabinet cabinet, TimeProvider clock, Me me) : TresenController
{
    const int PageSize = 50;

    [HttpGet("/mail/outbox")]
    [Menu("Verkauf", "Postausgang", "mail-fast", 60, Badge = "/mail/outbox/count")]
    public async Task<IResult> List(string? state, long? before, CancellationToken cancel)
    {
        var chosen = Enum.TryParse<MailState>(state, ignoreCase: true, out var known) ? known : (MailState?)null;
        var visible = db.OutgoingMails.VisibleTo(me);
        var mails = chosen is { } s ? visible.Where(m => m.State == s) : visible;
        if (before is { } ticks)
        {
            var cursor = new DateTimeOffset(Math.Clamp(ticks, 0, DateTime.MaxValue.Ticks), TimeSpan.Zero);
            mails = mails.Where(m => m.CreatedAt < cursor);
        }

        var rows = await mails.OrderByDescending(m => m.CreatedAt).Take(PageSize + 1).Include(m => m.Mailbox).Include(m => m.Recipients).ToListAsync(cancel);
        var counts = await visible.GroupBy(m => m.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var ids = rows.ConvertAll(m => m.Id);
        var tickets = await db.Messages.VisibleTo(me).Where(m => m.OutgoingMailId != null && ids.Contains(m.OutgoingMailId.Value)).Select(m => new { Mail = m.OutgoingMailId!.Value, m.Ticket.Number, m.Id }).ToListAsync(cancel);
        return OutboxPage.Of(new(rows.Take(PageSize).ToList(), tickets.GroupBy(t => t.Mail).ToDictionary(t => t.Key, t => new OutboxPage.Origin(t.First().Number, t.First().Id)), chosen, counts, rows.Count > PageSize ? rows[PageSize - 1].CreatedAt.UtcTicks : null, me.Can(Capability.Work), before is null, clock.GetUtcNow()));
    }

    /// <summary>How many somebody must look after, for the menu: uncertain, or waiting because something is wrong.</summary>
    [HttpGet("/mail/outbox/count")]
    public async Task<IResult> Count(CancellationToken cancel) =>
        Results.Text(await db.OutgoingMails.VisibleTo(me).CountAsync(m => m.State == MailState.Uncertain || (m.State == MailState.Waiting && m.LastError != ""), cancel) is > 0 and var count ? count.ToString() : "");

    /// <summary>Somebody decides that it is sent once more (<em>noch einmal senden</em>).</summary>
    [HttpPost("/mail/outbox/{id:guid}/repetition")]
    [Needs(Capability.Work)]
    public Task<IResult> SendAgain(Guid id, CancellationToken cancel) => DecideAsync(id, mail =>
    {
        mail.SendAgain();
        db.Add(new Job(PostQueries.SendMail, id.ToString(), clock.GetUtcNow()));
    }, "Die Mail wird noch einmal gesendet.", cancel);

    /// <summary>Somebody knows that it has arrived (<em>ist angekommen</em>).</summary>
    [HttpPost("/mail/outbox/{id:guid}/arrival")]
    [Needs(Capability.Work)]
    public Task<IResult> ConfirmArrival(Guid id, CancellationToken cancel) =>
        DecideAsync(id, mail =>
        {
            mail.ConfirmArrival(clock.GetUtcNow());
            if (mail is { State: MailState.Waiting, NextTry: { } next })
            {
                db.Add(new Job(PostQueries.SendMail, id.ToString(), next));
            }
        }, "Vermerkt: Die Mail ist angekommen.", cancel);

    /// <summary>The very bytes that went out.</summary>
    [HttpGet("/mail/outbox/{id:guid}/raw")]
    public async Task<IResult> Raw(Guid id, CancellationToken cancel) =>
        await db.OutgoingMails.VisibleTo(me).Where(m => m.Id == id && (!m.IsSealed || me.IsAdministrator)).Select(m => m.BytesFileId).FirstOrDefaultAsync(cancel) is { } file
            ? Download.Of(cabinet, file, $"gesendet-{id:N}.eml")
            : NotFound();

    async Task<IResult> DecideAsync(Guid id, Action<OutgoingMail> decide, string sentence, CancellationToken cancel)
    {
        if (await db.OutgoingMails.VisibleTo(me).WithParts.SingleOrDefaultAsync(m => m.Id == id, cancel) is not { } mail)
        {
            return NotFound();
        }

        decide(mail);
        await db.SaveChangesAsync(cancel);
        return Done("/mail/outbox?state=uncertain", sentence);
    }
}
