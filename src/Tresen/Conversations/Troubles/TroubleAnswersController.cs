using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Conversations.Writing;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Forms;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Templates;
using Tresen.Tickets;
using Tresen.Tickets.Relations;
using Rich = Tresen.Platform.Text.RichText;

namespace Tresen.Conversations.Troubles;

/// <summary><em>Antwort an alle</em>: one text to everybody whom a trouble concerns, each in a mail, a dialogue and under a number of their own;
/// nobody sees that or where it went besides. All of them leave in one piece of work, or none.</summary>
[Needs(Capability.Work)]
public sealed class TroubleAnswersController(TresenDb db, HeldUpload held, TimeProvider clock, Me me) : WritingController(db, held, clock, me)
{
    /// <summary>What is written in one go at most.</summary>
    const int Most = 200;

    [HttpGet("/tickets/{number:int}/answers/new")]
    public Task<IResult> New(int number, CancellationToken cancel) => PageAsync(number, null, 200, cancel);

    [HttpPost("/tickets/{number:int}/answers")]
    public async Task<IResult> Send(int number, [FromForm] TroubleAnswerForm form, CancellationToken cancel)
    {
        if (await Db.TicketToChangeAsync(Me, number, cancel) is not { } trouble)
        {
            return NotFound();
        }

        if (form.Do == "template")
        {
            await InsertAsync(form, trouble, cancel);
            return await PageAsync(number, form, ModelState.IsValid ? 200 : 422, cancel);
        }

        if (!ModelState.IsValid || form.Do == "preview")
        {
            return await PageAsync(number, form, ModelState.IsValid ? 200 : 422, cancel);
        }

        foreach (var other in await Belonging(trouble.Id).Select(t => t.Number).ToListAsync(cancel))
        {
            await Db.TicketToChangeAsync(Me, other, cancel);
        }

        var letters = await LettersAsync(trouble.Id, tracked: true, cancel);
        if (form.Seen != SeenOf(letters))
        {
            ModelState.AddModelError("", "Inzwischen hat sich geändert, an wen die Antwort geht. Bitte ansehen und noch einmal senden.");
            return await PageAsync(number, form, 409, cancel);
        }

        var body = Rich.Clean(form.Body, form.BodyFormat == "html");
        var chosen = letters.Where(l => l.WhyNot is null && form.Tickets.Contains(l.Ticket.Number)).ToList();
        if (Rich.ToPlain(body).Length == 0)
        {
            ModelState.AddModelError(nameof(form.Body), "Bitte einen Text schreiben.");
        }

        if (chosen.Count == 0)
        {
            ModelState.AddModelError(nameof(form.Tickets), "Bitte mindestens ein Ticket ankreuzen.");
        }

        var by = await WriterAsync(cancel);
        foreach (var letter in chosen.TakeWhile(_ => ModelState.IsValid))
        {
            await WriteAsync(letter, body, by, cancel);
        }

        if (!ModelState.IsValid)
        {
            return await PageAsync(number, form, 422, cancel);
        }

        Db.Add(Message.Note(trouble, null, $"<p><strong>Antwort an alle, gesendet zu {(chosen.Count == 1 ? "einem Ticket" : $"{chosen.Count} Tickets")}:</strong></p>{body}", by, Now));
        await Db.SaveChangesAsync(cancel);
        return Done($"/tickets/{number}", chosen.Count == 1
            ? Words.Of("Die Antwort wird an einen Kunden gesendet. Bis zum Versand lässt sie sich an seinem Ticket zurückholen.")
            : Words.Of("Die Antwort wird an {0} Kunden gesendet, an jeden für sich. Bis zum Versand lässt sich jede an ihrem Ticket zurückholen.", chosen.Count));
    }

    /// <summary>Puts one of them into its dialogue and sends it.</summary>
    async Task WriteAsync(Letter letter, string body, StaffMember by, CancellationToken cancel)
    {
        var (ticket, mailbox) = (letter.Ticket, letter.From!);
        var dialogue = letter.Dialogue;
        if (dialogue is null)
        {
            dialogue = new Conversation(await Db.NextConversationNumberAsync(Now, cancel), ticket, ticket.Department, mailbox, ticket.Subject, by, Now);
            Db.Add(dialogue);
        }

        var values = ValuesOf(ticket, by, dialogue);
        var filled = Placeholders.FillHtml(body, values);
        if (Placeholders.Left(Rich.ToPlain(filled), values) is { } left)
        {
            ModelState.AddModelError(nameof(TroubleAnswerForm.Body), Words.Of("Im Text steht {0}: Dafür hat Ticket {1} keinen Wert. Bitte den Text ändern oder das Ticket auslassen.", left.Written, ticket.Number));
            return;
        }

        var draft = dialogue.Draft(by, Now, letter.Answers, Quoting.Answer);
        OutgoingMail? mail = null;
        var (thread, beside) = (await Db.ThreadOfAsync(dialogue, cancel), await Db.SiblingsOfAsync(dialogue, cancel));
        if (!Try(() =>
        {
            draft.Write(letter.To, [], [], letter.Dialogue is null ? ticket.Subject : "Re: " + SubjectPrefix.Off(dialogue.Subject), Correspondence.Letter(ticket, filled, mailbox, by, values), quotes: false, by, Now);
            mail = dialogue.Send(draft, mailbox, thread, by, beside, Now);
        }))
        {
            return;
        }

        Db.Send(mail!, Now + Grace);
    }

    /// <summary>A mail that would be sent, into that dialogue or a new one, or (<c>WhyNot</c>, German) why it can't be.</summary>
    internal sealed record Letter(Ticket Ticket, Conversation? Dialogue, Message? Answers, IReadOnlyList<Addressee> To, Mailbox? From, string? WhyNot);

    IQueryable<Ticket> Belonging(int troubleId) => Db.BelongingTo(Me, troubleId).Open.OrderBy(t => t.Number).Take(Most);

    async Task<IReadOnlyList<Letter>> LettersAsync(int troubleId, bool tracked, CancellationToken cancel)
    {
        var tickets = Belonging(troubleId).WithParts;
        var ours = await Db.Mailboxes.Select(m => m.Address).ToHashSetAsync(cancel);
        List<Letter> letters = [];
        foreach (var ticket in await (tracked ? tickets : tickets.AsNoTrackingWithIdentityResolution()).ToListAsync(cancel))
        {
            var dialogue = await Correspondence.DialogueAsync(Db, Me, ticket, cancel);
            var answers = dialogue is null ? null : await Db.Messages.VisibleTo(Me).Where(m => m.ConversationId == dialogue.Id && m.Kind != MessageKind.Note && !m.IsDraft && !m.IsAutomatic)
                .OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Include(m => m.Addressees).FirstOrDefaultAsync(cancel);
            IReadOnlyList<Addressee> to = dialogue is null ? [] : Recipients.Of(dialogue, answers, all: false, ours).To;
            to = to.Count > 0 ? to : ticket.Correspondent() is { } who && !ours.Contains(who.Address) ? [who] : [];
            var from = await Correspondence.MailboxAsync(Db, Me, ticket, dialogue, cancel);
            letters.Add(new(ticket, dialogue, answers, to, from,
                to.Count == 0 ? "Keine E-Mail-Adresse bekannt. Bitte anrufen." : from is null ? "Die Abteilung hat kein Mailkonto." : null));
        }

        return letters;
    }

    /// <summary>Who it goes to, as the page shows it.</summary>
    static string SeenOf(IReadOnlyList<Letter> letters) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', letters.Select(l => $"{l.Ticket.Number} {string.Join(' ', l.To.Select(a => a.Address))}")))));

    async Task InsertAsync(TroubleAnswerForm form, Ticket trouble, CancellationToken cancel)
    {
        if ((await Db.TemplatesForAsync(trouble.DepartmentId, cancel)).FirstOrDefault(t => t.Id == form.TemplateId) is not { } template)
        {
            ModelState.AddModelError(nameof(form.TemplateId), "Bitte eine Vorlage wählen.");
            return;
        }

        (form.Body, form.BodyFormat) = (Rich.Clean(form.Body, form.BodyFormat == "html") + template.Html, "html");
        ModelState.Remove(nameof(form.Body));
        ModelState.Remove(nameof(form.BodyFormat));
    }

    async Task<IResult> PageAsync(int number, TroubleAnswerForm? typed, int status, CancellationToken cancel)
    {
        Db.ChangeTracker.Clear();
        if (await TicketFrame.ReadAsync(Db, Me, number, Now, cancel) is not { } frame)
        {
            return NotFound();
        }

        var letters = await LettersAsync(frame.Ticket.Id, tracked: false, cancel);
        var form = typed ?? new TroubleAnswerForm { Tickets = [.. letters.Select(l => l.Ticket.Number)] };
        var seen = SeenOf(letters);
        ModelState.Remove(nameof(form.Seen));
        var by = await WriterAsync(cancel);
        var shown = typed?.Do == "preview" ? letters.FirstOrDefault(l => l.WhyNot is null && l.Ticket.Number == form.PreviewOf) ?? letters.FirstOrDefault(l => l.WhyNot is null) : null;
        TroubleAnswerPage.Preview? preview = null;
        if (shown is { From: { } from })
        {
            var values = ValuesOf(shown.Ticket, by, shown.Dialogue);
            preview = new(shown.Ticket.Number, Addressees.Write(shown.To), Correspondence.Letter(shown.Ticket, Placeholders.FillHtml(Rich.Clean(form.Body, form.BodyFormat == "html"), values), from, by, values));
        }

        return TroubleAnswerPage.Of(
            new(
                frame,
                form,
                [.. letters.Select(l => new TroubleAnswerPage.Row(l.Ticket.Number, l.Ticket.Subject, l.Ticket.Customer?.Name ?? l.Ticket.RequesterName, Addressees.Write(l.To), l.Dialogue?.Number, l.WhyNot is { } why ? Words.Of(why) : null))],
                [.. (await Db.TemplatesForAsync(frame.Ticket.DepartmentId, cancel)).Select(t => new Choice(t.Id.ToString(), t.Name))],
                preview,
                seen),
            status);
    }
}
