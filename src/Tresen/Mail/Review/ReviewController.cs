using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Mail.Intake;
using Tresen.Mail.Reading;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Identity;
using Tresen.Platform.Jobs;
using Tresen.Platform.Web;
using Tresen.Post;
using Tresen.Tickets;

namespace Tresen.Mail.Review;

/// <summary>The tray <em>Prüfen</em>: arrived mails that somebody has to look at, and what they decide about them.</summary>
[Staff]
public sealed class ReviewController(TresenDb db, FileCabinet cabinet, MailIntake intake, TimeProvider clock, Me me) : TresenController
{
    const int PageSize = 50;

    [HttpGet("/mail/review")]
    [Menu("Verkauf", "Mails prüfen", "mail-question", 55, Badge = "/mail/review/count")]
    public async Task<IResult> List(int? after, CancellationToken cancel)
    {
        var mails = db.RawMails.VisibleTo(me).InReview.Where(m => m.Id > (after ?? 0));
        var rows = await mails.OrderBy(m => m.Id).Take(PageSize + 1)
            .Select(m => new ReviewList.Row(m.Id, m.From, m.Subject, m.Reason, m.ReceivedAt, m.Mailbox.Name, m.Mailbox.Department.Name)).ToListAsync(cancel);
        return ReviewList.Of(new([.. rows.Take(PageSize)], rows.Count > PageSize ? rows[PageSize - 1].Id : null));
    }

    /// <summary>How many wait, for the menu.</summary>
    [HttpGet("/mail/review/count")]
    public async Task<IResult> Count(CancellationToken cancel) =>
        Results.Text(await db.RawMails.VisibleTo(me).InReview.CountAsync(cancel) is > 0 and var count ? count.ToString(System.Globalization.CultureInfo.InvariantCulture) : "");

    [HttpGet("/mail/review/{id:int}")]
    public async Task<IResult> Show(int id, CancellationToken cancel) =>
        await FindAsync(id, cancel) is { } mail ? ReviewPage.Of(await TellAsync(mail, cancel)) : NotFound();

    /// <summary>It is a new request (<em>neues Ticket</em>).</summary>
    [HttpPost("/mail/review/{id:int}/ticket")]
    [Needs(Capability.Work)]
    [OwnWork]
    public async Task<IResult> BeginTicket(int id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is null)
        {
            return NotFound();
        }

        await intake.BeginTicketAsync(id, cancel);
        return await LeadAsync(id, cancel);
    }

    /// <summary>It belongs to a ticket or a dialogue (<em>zuordnen</em>).</summary>
    [HttpPost("/mail/review/{id:int}/assignment")]
    [Needs(Capability.Work)]
    [OwnWork]
    public async Task<IResult> Assign(int id, [FromForm] AssignmentForm form, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } mail)
        {
            return NotFound();
        }

        if (form.Digits is not { } number || await ConversationOfAsync(number, cancel) is not { } place)
        {
            ModelState.AddModelError(nameof(form.Number), "Diese Nummer gibt es nicht. Bitte die Nummer eines Tickets oder eines Gesprächsverlaufs eingeben.");
            return ReviewPage.Of(await TellAsync(mail, cancel), StatusCodes.Status422UnprocessableEntity);
        }

        await intake.PutIntoAsync(id, place.Conversation, place.Ticket, cancel);
        return await LeadAsync(id, cancel);
    }

    /// <summary>It is read once more (<em>erneut lesen</em>).</summary>
    [HttpPost("/mail/review/{id:int}/repetition")]
    [Needs(Capability.Work)]
    public async Task<IResult> ReadAgain(int id, CancellationToken cancel)
    {
        if (await ToChangeAsync(id, cancel) is not { } mail)
        {
            return NotFound();
        }

        if (mail.IsOnServer)
        {
            mail.AskAgain();
            (await db.Mailboxes.SingleAsync(m => m.Id == mail.MailboxId, cancel)).FetchSoon();
            await db.SaveChangesAsync(cancel);
            return Done("/mail/review", "Die Mail wird noch einmal vom Mailserver geholt.");
        }

        mail.ReadAgain();
        db.Add(new Job(MailQueries.ReadMail, id.ToString(System.Globalization.CultureInfo.InvariantCulture), clock.GetUtcNow()));
        await db.SaveChangesAsync(cancel);
        return Done("/mail/review", "Die Mail wird noch einmal gelesen.");
    }

    [HttpPost("/mail/review/{id:int}/spam")]
    [Needs(Capability.Work)]
    public async Task<IResult> CallSpam(int id, CancellationToken cancel)
    {
        if (await ToChangeAsync(id, cancel) is not { } mail)
        {
            return NotFound();
        }

        mail.CallSpam();
        await db.SaveChangesAsync(cancel);
        return Done("/mail/review", "Als Spam abgelegt.");
    }

    /// <summary>The mail as it arrived, byte by byte; for the timeline's <em>Original</em> too.</summary>
    [HttpGet("/mail/raw/{id:int}")]
    public async Task<IResult> Raw(int id, CancellationToken cancel) =>
        await db.OriginalAsync(me, id, cancel) is { } file ? Download.Of(cabinet, file, $"mail-{id}.eml") : NotFound();

    Task<RawMail?> FindAsync(int id, CancellationToken cancel) =>
        db.RawMails.VisibleTo(me).AsNoTracking().Include(m => m.Mailbox).ThenInclude(m => m.Department).SingleOrDefaultAsync(m => m.Id == id && m.State == RawMailState.Review, cancel);

    async Task<RawMail?> ToChangeAsync(int id, CancellationToken cancel)
    {
        await db.LockAsync<RawMail>(id, cancel);
        return await db.RawMails.VisibleTo(me).SingleOrDefaultAsync(m => m.Id == id && m.State == RawMailState.Review, cancel);
    }

    async Task<(int Conversation, int Ticket)?> ConversationOfAsync(long number, CancellationToken cancel)
    {
        var found = await db.Conversations.VisibleTo(me).Where(c => c.Number == number || c.Ticket.Number == number)
            .OrderBy(c => c.Number == number ? 0 : 1).ThenByDescending(c => c.ChangedAt).Select(c => new { c.Id, c.TicketId }).FirstOrDefaultAsync(cancel);
        return found is null ? null : (found.Id, found.TicketId);
    }

    async Task<ReviewPage.Data> TellAsync(RawMail mail, CancellationToken cancel)
    {
        using var bytes = await cabinet.OpenAsync(mail.FileId, cancel);
        return new(mail, MailReader.Read(bytes), me.Can(Capability.Work));
    }

    async Task<IResult> LeadAsync(int id, CancellationToken cancel)
    {
        var ticket = await db.RawMails.Where(m => m.Id == id).Select(m => m.TicketId).SingleAsync(cancel);
        var number = await db.Tickets.VisibleTo(me).Where(t => t.Id == ticket).Select(t => (int?)t.Number).SingleOrDefaultAsync(cancel);
        return number is null ? Done("/mail/review") : Done($"/tickets/{number}", "Die Mail steht jetzt in diesem Ticket.");
    }
}

/// <summary>Where a mail shall go.</summary>
public sealed class AssignmentForm
{
    public string? Number { get; set; }

    /// <summary>The number without what people write around it; null: none.</summary>
    internal long? Digits => long.TryParse(string.Concat((Number ?? "").Where(char.IsAsciiDigit)), out var number) ? number : null;
}
