using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Customers;
using Tresen.Mail.Intake;
using Tresen.Mail.Limits;
using Tresen.Mail.Reading;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Identity;
using Tresen.Platform.Jobs;
using Tresen.Platform.Text;
using Tresen.Platform.Web;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Mail.Review;

/// <summary>The tray <em>Prüfen</em>: arrived mails that somebody has to look at, and what they decide about them.</summary>
[Staff]
public sealed class ReviewController(TresenDb db, FileCabinet cabinet, MailIntake intake, TimeProvider clock, Me me) : TresenController
{
    const int PageSize = 50;

    /// <summary>What waits, or (<paramref name="put"/>) what was put away: <c>spam</c> by people, <c>ignored</c> by the program.</summary>
    [HttpGet("/mail/review")]
    [Menu("Verkauf", "Mails prüfen", "mail-question", 55, Badge = "/mail/review/count")]
    public async Task<IResult> List(int? after, string? put, CancellationToken cancel)
    {
        var shown = put switch { "spam" => RawMailState.Spam, "ignored" => RawMailState.Ignored, _ => RawMailState.Review };
        var mails = db.RawMails.VisibleTo(me).Where(m => m.State == shown && m.Reason != RawMailReason.TooOld);
        // What waits, the oldest first; what was put away, the newest.
        mails = shown == RawMailState.Review ? mails.Where(m => m.Id > (after ?? 0)).OrderBy(m => m.Id) : mails.Where(m => after == null || m.Id < after).OrderByDescending(m => m.Id);
        var rows = await mails.Take(PageSize + 1).Select(m => new ReviewList.Row(m.Id, m.From, m.Subject, m.Reason, m.Detail, m.ReceivedAt, m.Mailbox.Name, m.Mailbox.Department.Name)).ToListAsync(cancel);
        return ReviewList.Of(new([.. rows.Take(PageSize)], rows.Count > PageSize ? rows[PageSize - 1].Id : null, shown));
    }

    /// <summary>How many wait, for the menu.</summary>
    [HttpGet("/mail/review/count")]
    public async Task<IResult> Count(CancellationToken cancel) =>
        Results.Text(await db.RawMails.VisibleTo(me).InReview.CountAsync(cancel) is > 0 and var count ? count.ToString(System.Globalization.CultureInfo.InvariantCulture) : "");

    [HttpGet("/mail/review/{id:int}")]
    public async Task<IResult> Show(int id, CancellationToken cancel) =>
        await FindAsync(id, cancel, putAway: true) is { } mail ? ReviewPage.Of(await TellAsync(mail, cancel)) : NotFound();

    /// <summary>It was put away by mistake (<em>Doch prüfen</em>).</summary>
    [HttpPost("/mail/review/{id:int}/return")]
    [Needs(Capability.Work)]
    public async Task<IResult> BringBack(int id, CancellationToken cancel)
    {
        await db.LockAsync<RawMail>(id, cancel);
        if (await db.RawMails.VisibleTo(me).SingleOrDefaultAsync(m => m.Id == id, cancel) is not { IsPutAway: true } mail)
        {
            return NotFound();
        }

        mail.BringBack();
        await db.SaveChangesAsync(cancel);
        return Done($"/mail/review/{id}", "Die Mail liegt wieder in „Mails prüfen“.");
    }

    /// <summary>Its sender becomes a contact of that customer (<em>Als Kontakt übernehmen</em>), and the mail their new request.</summary>
    [HttpPost("/mail/review/{id:int}/contact")]
    [Needs(Capability.Work | Capability.MasterData)]
    [OwnWork]
    public async Task<IResult> TakeAsContact(int id, [FromForm] ContactOfForm form, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } mail)
        {
            return NotFound();
        }

        var (name, address) = (form.CustomerName?.Trim() ?? "", mail.From);
        var customers = await db.Customers.Where(c => c.Id == form.CustomerId && (c.Name == name || c.Number == name)).ToListAsync(cancel);
        if (customers.Count == 0)
        {
            customers = await db.Customers.Active.Called(name).OrderBy(c => c.Id).Take(2).ToListAsync(cancel);
        }

        if (name.Length == 0 || customers is not [var customer])
        {
            ModelState.AddModelError(nameof(form.CustomerName), name.Length == 0 ? "Bitte den Kunden wählen." : customers.Count == 0 ? "Diesen Kunden gibt es nicht. Bitte einen aus der Liste wählen." : "Das passt auf mehrere Kunden. Bitte einen aus der Liste wählen.");
            return ReviewPage.Of(await TellAsync(mail, cancel), StatusCodes.Status422UnprocessableEntity);
        }

        if (!await KnowAsync(customer.Id, address, form, cancel))
        {
            return ReviewPage.Of(await TellAsync(mail, cancel), StatusCodes.Status422UnprocessableEntity);
        }

        await intake.BeginTicketAsync(id, cancel);
        return await LeadAsync(id, cancel);
    }

    /// <summary>The contact with that address, at that customer; made where there is none, theirs already where there is.</summary>
    async Task<bool> KnowAsync(int customerId, string address, ContactOfForm form, CancellationToken cancel)
    {
        await using var work = await WriteScope.BeginAsync(db, cancel);
        var customer = await db.Customers.SingleAsync(c => c.Id == customerId, cancel);
        var known = await db.CustomerContacts.Where(p => p.Contact.Mail == address).Select(p => p.Contact).FirstOrDefaultAsync(cancel);
        Contact? person = known;
        if (person is null && !Try(() => person = new Contact("", form.FirstName ?? "", form.LastName ?? "", address, "", "")))
        {
            return false;
        }

        if (known is null || !await db.CustomerContacts.AnyAsync(p => p.CustomerId == customerId && p.ContactId == known.Id, cancel))
        {
            customer.ActsThrough(person!, "");
            await db.SaveChangesAsync(cancel);
        }

        await work.CommitAsync(cancel);
        db.ChangeTracker.Clear();
        return true;
    }

    /// <summary>It is a new request (<em>neues Ticket</em>).</summary>
    [HttpPost("/mail/review/{id:int}/ticket")]
    [Needs(Capability.Work)]
    [OwnWork]
    public async Task<IResult> BeginTicket(int id, [FromForm] RequesterForm form, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } mail)
        {
            return NotFound();
        }

        var address = MailAddress.Normal(form.RequesterMail);
        var name = form.RequesterName?.Trim() ?? "";
        if (name.Length > 0 && address.Length == 0)
        {
            ModelState.AddModelError(nameof(form.RequesterMail), "Bitte auch die E-Mail-Adresse eingeben, an die Antworten gehen; oder den Namen leeren, dann gehen sie an den Absender.");
        }

        if (address.Length > 0 && !MailAddress.IsUsable(address))
        {
            ModelState.AddModelError(nameof(form.RequesterMail), "Bitte eine E-Mail-Adresse wie karin@firma.example eingeben.");
        }

        if (!ModelState.IsValid)
        {
            return ReviewPage.Of(await TellAsync(mail, cancel), StatusCodes.Status422UnprocessableEntity);
        }

        await intake.BeginTicketAsync(id, cancel, address.Length > 0 && (address != mail.From || name.Length > 0) ? new Requester(name.Length > 0 ? name : address, address) : null);
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

    Task<RawMail?> FindAsync(int id, CancellationToken cancel, bool putAway = false) =>
        db.RawMails.VisibleTo(me).AsNoTracking().Include(m => m.Mailbox).ThenInclude(m => m.Department)
            .SingleOrDefaultAsync(m => m.Id == id && (m.State == RawMailState.Review || (putAway && (m.State == RawMailState.Spam || m.State == RawMailState.Ignored))), cancel);

    async Task<RawMail?> ToChangeAsync(int id, CancellationToken cancel)
    {
        await db.LockAsync<RawMail>(id, cancel);
        return await db.RawMails.VisibleTo(me).SingleOrDefaultAsync(m => m.Id == id && m.State == RawMailState.Review, cancel);
    }

    /// <summary>The dialogue of that number, or the last one of the ticket of that number, which may lead to another.</summary>
    async Task<(int Conversation, int Ticket)?> ConversationOfAsync(long number, CancellationToken cancel)
    {
        var ticket = number <= int.MaxValue ? await db.LeadingTicketAsync(me, (int)number, cancel) : null;
        var found = await db.Conversations.VisibleTo(me).Where(c => c.Number == number || c.TicketId == ticket)
            .OrderBy(c => c.Number == number ? 0 : 1).ThenByDescending(c => c.ChangedAt).Select(c => new { c.Id, c.TicketId }).FirstOrDefaultAsync(cancel);
        return found is null ? null : (found.Id, found.TicketId);
    }

    async Task<ReviewPage.Data> TellAsync(RawMail mail, CancellationToken cancel)
    {
        var limits = (await db.MailLimitsAsync(cancel)).Reading;
        using var bytes = await cabinet.OpenAsync(mail.FileId, cancel, limits.Bytes);
        var read = MailReader.Read(bytes, limits);
        var verdict = Verdict.Of(read, mail.Mailbox.TrustedServer);
        return new(mail, read, [.. read.Findings, .. Suspicions.Of(read, verdict, isPerhapsTwice: false)], await WasPassedOnAsync(mail, read, cancel), me.Can(Capability.Work), me.Can(Capability.Work | Capability.MasterData));
    }

    /// <summary>Who wrote what one of us passed on; null: it is no such mail, or it can't be told.</summary>
    async Task<Person?> WasPassedOnAsync(RawMail mail, ReadMail read, CancellationToken cancel) =>
        mail.Reason == RawMailReason.StaffAddress && ForwardedMail.Writer(read) is { } writer && !await db.Staff.AnyAsync(s => s.Mail == writer.Address, cancel) && !await db.Mailboxes.AnyAsync(m => m.Address == writer.Address, cancel) ? writer : null;

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

/// <summary>Who asks, where one of us passed the mail on.</summary>
public sealed class RequesterForm
{
    [System.ComponentModel.DataAnnotations.StringLength(150, ErrorMessage = "Bitte höchstens {1} Zeichen.")]
    public string? RequesterName { get; set; }

    [System.ComponentModel.DataAnnotations.StringLength(250, ErrorMessage = "Bitte höchstens {1} Zeichen.")]
    public string? RequesterMail { get; set; }
}

/// <summary>For which customer the sender of a mail speaks.</summary>
public sealed class ContactOfForm
{
    public string? CustomerName { get; set; }

    public int? CustomerId { get; set; }

    [System.ComponentModel.DataAnnotations.StringLength(100, ErrorMessage = "Bitte höchstens {1} Zeichen.")]
    public string? FirstName { get; set; }

    [System.ComponentModel.DataAnnotations.StringLength(100, ErrorMessage = "Bitte höchstens {1} Zeichen.")]
    public string? LastName { get; set; }
}
