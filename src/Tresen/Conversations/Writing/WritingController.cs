using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Forms;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;
using Tresen.Platform.Views;
using Tresen.Platform.Web;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Templates;
using Tresen.Tickets;
using Rich = Tresen.Platform.Text.RichText;

namespace Tresen.Conversations.Writing;

/// <summary>What the three places have in common where a mail is written: a new dialogue, an answer, a draft.</summary>
public abstract class WritingController(TresenDb db, HeldUpload held, TimeProvider clock, Me me) : TresenController
{
    /// <summary>For so long a mail can be taken back.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    /// <summary>The longest that a mail waits because its author wants it to.</summary>
    static readonly TimeSpan MostLater = TimeSpan.FromDays(366);

    protected TresenDb Db => db;

    protected Me Me => me;

    protected DateTimeOffset Now { get; } = clock.GetUtcNow();

    protected Task<StaffMember> WriterAsync(CancellationToken cancel) => db.Staff.SingleAsync(s => s.Id == me.Id, cancel);

    protected IReadOnlyDictionary<string, string> ValuesOf(Ticket ticket, StaffMember writer, Conversation? conversation) =>
        TicketValues.Of(ticket, writer, me.Can(Capability.SeePrices), conversation?.Number, Now);

    /// <summary>Puts the chosen template into the first empty line, below the salutation, or at the end: for readers without script.</summary>
    protected async Task InsertTemplateAsync(MessageForm form, WritingOrder order, Ticket ticket, Conversation? conversation, CancellationToken cancel)
    {
        var department = conversation?.DepartmentId ?? ticket.DepartmentId;
        var template = (await db.TemplatesForAsync(department, cancel)).FirstOrDefault(t => t.Id == order.TemplateId);
        if (template is null)
        {
            ModelState.AddModelError(nameof(order.TemplateId), "Bitte eine Vorlage wählen.");
            return;
        }

        var body = form.BodyFormat == "html" ? BodyPictures.CleanTyped(form.Body) : Rich.Clean(form.Body, false);
        var filled = Placeholders.FillHtml(template.Html, ValuesOf(ticket, await WriterAsync(cancel), conversation));
        const string EmptyLine = "<br><br>";
        var gap = body.IndexOf(EmptyLine, StringComparison.Ordinal);
        form.Body = gap < 0 ? body + filled : $"{body[..gap]}<br></div>{filled}<div>{body[(gap + EmptyLine.Length)..]}";
        form.BodyFormat = "html";
        ModelState.Remove(nameof(form.Body));
        ModelState.Remove(nameof(form.BodyFormat));
    }

    /// <summary>Writes what was typed into the draft, with its files, and says whether the rules allowed it.</summary>
    protected async Task<bool> FillAsync(Message draft, MessageForm form, Upload[] files, IReadOnlyList<Attachment> taken, StaffMember by, CancellationToken cancel)
    {
        var history = form.Quotes == true && draft is { Answers: not null, Conversation: { } dialogue } && await HabitOfAsync(form.MailboxId, cancel) == QuotingHabit.Whole ? await db.SeenAsync(dialogue, cancel) : null;
        var (html, pictures, hasLost) = form.BodyFormat == "html" ? BodyPictures.Read(form.Body, draft, held.Unpack) : (Rich.Clean(form.Body, false), new Dictionary<string, Upload>(), false);
        foreach (var picture in pictures.Values)
        {
            hasLost |= !await db.Set<StoredFile>().AnyAsync(f => f.Id == picture.FileId, cancel);
        }

        if (hasLost)
        {
            ModelState.AddModelError(nameof(form.Body), "Ein Bild ist nicht mehr da. Bitte noch einmal einfügen.");
            return false;
        }

        if (!Try(() => draft.Write(Addressees.Read(form.To), Addressees.Read(form.Cc), Addressees.Read(form.Bcc), form.Subject ?? "", html, form.Quotes == true, by, Now, history)))
        {
            return false;
        }

        var dropped = draft.Attachments.Where(a => a.Id != 0 && !a.IsInline && !form.Keep.Contains(a.Id)).Concat(BodyPictures.Unused(draft, html)).ToList();
        var ids = files.Concat(pictures.Values).Select(f => f.FileId).Concat(taken.Select(t => t.FileId)).Concat(dropped.Select(d => d.FileId)).ToList();
        var stored = await db.Set<StoredFile>().Where(f => ids.Contains(f.Id)).ToDictionaryAsync(f => f.Id, cancel);
        foreach (var attachment in dropped)
        {
            draft.Detach(attachment);
            stored[attachment.FileId].Release(Now);
        }

        foreach (var file in files)
        {
            draft.Attach(stored[file.FileId], file.Name, file.ContentType);
        }

        foreach (var (id, picture) in pictures)
        {
            draft.Attach(stored[picture.FileId], picture.Name, picture.ContentType, id);
        }

        foreach (var attachment in taken)
        {
            draft.Attach(stored[attachment.FileId], attachment.Name, attachment.ContentType);
        }

        return true;
    }

    /// <summary>What the answers of that mailbox quote.</summary>
    protected Task<QuotingHabit> HabitOfAsync(int? mailboxId, CancellationToken cancel) => db.Mailboxes.Where(m => m.Id == mailboxId).Select(m => m.Quotes).SingleOrDefaultAsync(cancel);

    /// <summary>Sends the draft from the chosen mailbox, if the rules allow it; it can be taken back for a moment.</summary>
    protected async Task<OutgoingMail?> SendAsync(Conversation conversation, Message draft, MessageForm form, WritingOrder order, StaffMember by, CancellationToken cancel)
    {
        var mailboxes = await Composer.MailboxesAsync(db, me, conversation.Ticket, conversation.Department, cancel);
        if (mailboxes.FirstOrDefault(m => m.Id == form.MailboxId) is not { } mailbox)
        {
            ModelState.AddModelError(nameof(form.MailboxId), "Bitte wählen, von welchem Mailkonto gesendet wird.");
            return null;
        }

        if (!form.ToStrangers && (await db.StrangersInAsync(conversation, cancel)).FirstOrDefault(s => draft.Addressees.Any(a => a.Address == s)) is { } stranger)
        {
            ModelState.AddModelError(nameof(form.ToStrangers), Words.Of("{0} hat mit diesem Gespräch nichts zu tun. Soll die Mail wirklich dorthin, bitte hier bestätigen; sonst die Adresse bei den Empfängern löschen.", stranger));
            return null;
        }

        var verdicts = await FileVerdict.OfAsync(db, [.. draft.Attachments.Select(a => a.FileId)], cancel);
        if (draft.Attachments.FirstOrDefault(a => verdicts.TryGetValue(a.FileId, out var verdict) && verdict.Threat.Length > 0) is { } infected)
        {
            ModelState.AddModelError("Files", Words.Of("In der Datei {0} wurde ein Virus gefunden ({1}). Sie wird nicht verschickt; bitte abwählen.", infected.Name, verdicts[infected.FileId].Threat));
            return null;
        }

        var values = ValuesOf(conversation.Ticket, by, conversation);
        if (Placeholders.Left(draft.Reply, values) is { } left)
        {
            if (values.GetValueOrDefault(left.Name) is { Length: > 0 } value) // it was entered since the template was put in
            {
                form.Body = Placeholders.FillOne(form.BodyFormat == "html" ? BodyPictures.CleanTyped(form.Body) : Rich.Clean(form.Body, false), left, value);
                form.BodyFormat = "html";
                ModelState.Remove(nameof(form.Body));
                ModelState.Remove(nameof(form.BodyFormat));
                ModelState.AddModelError(nameof(form.Body), Words.Of("Für {0} hat das Ticket inzwischen einen Wert: {1}. Er steht jetzt im Text. Bitte prüfen und noch einmal senden.", left.Written, value));
                return null;
            }

            ModelState.AddModelError(nameof(form.Body), left.Source is { } source
                ? Words.Of("Im Text steht noch {0}: Dafür hat dieses Ticket keinen Wert. Eintragen lässt er sich hier: {1}. Oder gleich im Text ersetzen.", left.Written, Words.Of(source))
                : Words.Of("Im Text steht noch {0}: Dafür hat dieses Ticket keinen Wert. Bitte ersetzen oder löschen.", left.Written));
            return null;
        }

        if (!TryWhen(order, out var later))
        {
            return null;
        }

        var (thread, beside) = (await db.ThreadOfAsync(conversation, cancel), await db.SiblingsOfAsync(conversation, cancel));
        OutgoingMail? mail = null;
        if (!Try(() => mail = conversation.Send(draft, mailbox, thread, by, beside, Now, later)))
        {
            return null;
        }

        db.Send(mail!, later ?? Now + Grace);
        return mail;
    }

    /// <summary>When it is to leave, as typed; null: at once. Says whether that can be.</summary>
    bool TryWhen(WritingOrder order, out DateTimeOffset? later)
    {
        later = null;
        if (order is { LaterOn: null, LaterAt: null, Do: not "later" })
        {
            return true;
        }

        if (order.LaterOn is not { } day)
        {
            ModelState.AddModelError(nameof(order.LaterOn), "Bitte den Tag eingeben, an dem gesendet wird.");
            return false;
        }

        later = Zone.At(day, order.LaterAt ?? WritingOrder.Morning);
        if (later > Now && later < Now + MostLater)
        {
            return true;
        }

        ModelState.AddModelError(nameof(order.LaterOn), later <= Now ? "Dieser Zeitpunkt ist schon vorbei. Bitte einen späteren eingeben." : "Später als in einem Jahr wird nicht gesendet. Bitte einen früheren Tag eingeben.");
        return false;
    }

    /// <summary>Whether the ticket has become somebody else's while the mail was written (threat C06).</summary>
    protected static bool HasMoved(WritingOrder order, Ticket ticket) => order is { Sends: true, Seen: { Length: > 0 } seen } && seen != Composer.SeenOf(ticket);

    /// <summary>The page as typed, with what is wrong.</summary>
    protected async Task<IResult> PageAsync(int ticket, Conversation? conversation, Message? draft, Message? answers, MessageForm form, WritingOrder order, CancellationToken cancel, int status = 200, bool hasMoved = false) =>
        await TicketFrame.ReadAsync(db, me, ticket, Now, cancel) is { } frame
            ? ComposePage.Of(new(frame, await ComposerAsync(frame.Ticket, conversation, draft, answers, form, order, cancel), hasMoved), status)
            : NotFound();

    protected async Task<Composer.Data> ComposerAsync(Ticket ticket, Conversation? conversation, Message? draft, Message? answers, MessageForm form, WritingOrder order, CancellationToken cancel)
    {
        var stands = conversation?.Department ?? ticket.Department;
        var mailboxes = await Composer.MailboxesAsync(db, me, ticket, stands, cancel);
        var writer = await WriterAsync(cancel);
        var values = ValuesOf(ticket, writer, conversation);
        form.MailboxId ??= (mailboxes.FirstOrDefault(m => m.Id == conversation?.MailboxId) ?? (mailboxes.Count > 0 ? mailboxes[0] : null))?.Id;
        var habit = mailboxes.FirstOrDefault(m => m.Id == form.MailboxId)?.Quotes ?? QuotingHabit.Answered;
        form.Quotes ??= habit == QuotingHabit.Whole ? answers is not null : habit == QuotingHabit.Answered && answers is { Kind: MessageKind.In };
        form.Body ??= order.Forwards || draft is not null ? "" : Composer.Opening(ticket, mailboxes.FirstOrDefault(m => m.Id == form.MailboxId), values, writer);
        return new Composer.Data(
            ticket,
            conversation,
            draft,
            answers,
            form,
            order,
            [.. mailboxes.Select(m => new Choice(m.Id.ToString(), $"{m.SenderName} <{m.Address}>{(m.CanSend ? "" : Words.Of(" (kann nicht senden)"))}"))],
            mailboxes.FirstOrDefault(m => m.Id == form.MailboxId) is { CanSend: false, Address: var mute } ? mute : null,
            habit,
            await Composer.TemplatesAsync(db, stands.Id, values, cancel),
            Placeholders.All.Where(p => p.Source is not null && values.GetValueOrDefault(p.Name) is { Length: > 0 }).ToDictionary(p => p.Written, p => values[p.Name]))
        {
            Strangers = conversation is null ? [] : await db.StrangersInAsync(conversation, cancel),
            Dead = [.. (await db.DeadOfAsync(me, new[] { form.To, form.Cc, form.Bcc }.SelectMany(typed => Addressees.Read(typed ?? "")).Select(a => a.Address), cancel)).Values.OrderBy(a => a.Address)],
        };
    }

    /// <summary>Leads back to the ticket and says what became of the mail.</summary>
    protected IResult Written(Conversation conversation, OutgoingMail? mail)
    {
        if (mail is null)
        {
            return Done($"/tickets/{conversation.Ticket.Number}", "Als Entwurf gespeichert. Alle, die das Ticket sehen, können ihn bearbeiten und senden.");
        }

        if (mail.SendAt is { } due)
        {
            return Done($"/tickets/{conversation.Ticket.Number}", $"Die Mail geht am {Show.Instant(due)} hinaus. Bis dahin lässt sie sich zurückholen; schreibt der Kunde vorher, wird sie wieder ein Entwurf.");
        }

        if (!mail.Mailbox.CanSend)
        {
            return Done($"/tickets/{conversation.Ticket.Number}", $"Gespeichert. Die Mail wartet im Postausgang, denn {mail.Mailbox.Address} kann nicht senden.");
        }

        var recipients = string.Join(", ", mail.Recipients.Select(r => r.Address));
        return Done($"/tickets/{conversation.Ticket.Number}", $"Wird gesendet an {recipients}. Bis zum Versand lässt sich die Mail zurückholen.");
    }
}
