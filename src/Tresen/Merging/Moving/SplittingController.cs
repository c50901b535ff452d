using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Platform.Data;
using Tresen.Platform.Forms;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Merging.Moving;

/// <summary><em>Abtrennen</em>: a message, a passage of it, or files of it become a new ticket.</summary>
[Needs(Capability.Work)]
public sealed partial class SplittingController(TresenDb db, Me me, TimeProvider clock) : MovingController(db, me, clock)
{
    /// <summary>A longer message isn't proposed as the passage: sent back it might be more than a form may hold.</summary>
    const int MostProposed = 200_000;

    [HttpGet("/messages/{id:int}/splitting")]
    public async Task<IResult> Ask(int id, CancellationToken cancel) => await PageAsync(id, null, cancel);

    [HttpPost("/messages/{id:int}/splitting")]
    public async Task<IResult> Split(int id, [FromForm] SplittingForm form, CancellationToken cancel)
    {
        if (await Db.Messages.VisibleTo(Me).Where(m => m.Id == id).Select(m => (int?)m.TicketId).SingleOrDefaultAsync(cancel) is not { } ticket || await BothAsync(ticket, ticket, cancel) is not { From: var from })
        {
            return NotFound();
        }

        if (await Db.Messages.Include(m => m.Author).Include(m => m.Addressees).Include(m => m.Attachments).Include(m => m.Conversation!).ThenInclude(c => c.Department).Include(m => m.Conversation!).ThenInclude(c => c.Mailbox).AsSplitQuery()
            .SingleOrDefaultAsync(m => m.Id == id && m.TicketId == ticket, cancel) is not { } message)
        {
            IsElsewhere();
            return await PageAsync(id, form, cancel, StatusCodes.Status409Conflict);
        }

        var department = await Db.Departments.Include(d => d.Company).SingleOrDefaultAsync(d => d.Id == form.DepartmentId && d.IsActive, cancel);
        var files = form.What == SplitOff.Files ? message.Attachments.Where(a => form.Files.Contains(a.Id)).ToList() : [];
        Check(form, message, department, message.Conversation?.Department ?? from.Department, files);
        Ticket? to = null;
        var move = await MoveAsync(async relocation =>
        {
            to = await BeginAsync(from, message, form.Subject!, department!, cancel);
            return form.What == SplitOff.Message ? await relocation.SplitAsync(message, from, to, cancel) : await relocation.SplitAsync(message, from, to, Text(form, message, from, to, files), files, cancel);
        }, cancel);
        if (move is null)
        {
            return await PageAsync(id, form, cancel, 422);
        }

        var isSeen = await Db.Tickets.VisibleTo(Me).AnyAsync(t => t.Id == to!.Id, cancel);
        return Done($"/tickets/{(isSeen ? to! : from).Number}", Told(Words.Of("Ticket {0} ist abgetrennt.", to!.Number), move, LookAt(from)));
    }

    void Check(SplittingForm form, Message message, Department? department, Department source, List<Attachment> files)
    {
        if (string.IsNullOrWhiteSpace(form.Subject))
        {
            ModelState.AddModelError(nameof(form.Subject), "Bitte einen Betreff eingeben.");
        }

        if (department is null)
        {
            ModelState.AddModelError(nameof(form.DepartmentId), "Bitte eine Abteilung wählen.");
        }
        else
        {
            MustBeMeant(form.OtherReaders, OtherReaders(source, department));
        }

        if (form.What == SplitOff.Passage && (Folded(form.Passage) is not { Length: > 0 } passage || !Folded(message.Text + "\n" + message.Reply).Contains(passage, StringComparison.Ordinal)))
        {
            ModelState.AddModelError(nameof(form.Passage), "Diese Stelle steht so nicht in der Nachricht. Bitte nur stehen lassen, was abgetrennt werden soll, und nichts ändern.");
        }

        if (form.What == SplitOff.Files && files.Count == 0)
        {
            ModelState.AddModelError(nameof(form.Files), "Bitte die Dateien ankreuzen, die abgetrennt werden sollen.");
        }

        if (message.IsDraft)
        {
            ModelState.AddModelError("", "Das ist ein Entwurf. Bitte zuerst senden oder verwerfen.");
        }
    }

    /// <summary>The new ticket: for the same customer, asked by whoever wrote the message.</summary>
    async Task<Ticket> BeginAsync(Ticket from, Message message, string subject, Department department, CancellationToken cancel)
    {
        var by = await MyselfAsync(cancel);
        var isFromOutside = message.Kind == MessageKind.In && message.SenderAddress.Length + message.SenderName.Length > 0;
        var isSame = !isFromOutside || message.SenderAddress == from.RequesterMail;
        var requester = isSame ? new Requester(from.RequesterName, from.RequesterMail, from.RequesterPhone) : new Requester(message.SenderName.Length > 0 ? message.SenderName : message.SenderAddress, message.SenderAddress);
        var ticket = new Ticket(
            (int)await Db.DrawNumberAsync(TicketQueries.Range, TicketQueries.FirstNumber, cancel),
            subject,
            requester,
            department,
            await Db.Progresses.Where(p => p.IsActive && p.Category == Category.New).OrderBy(p => p.Position).FirstAsync(cancel),
            from.Kind,
            from.Channel,
            by,
            Now);
        ticket.BelongsTo(from.Customer, isSame ? from.Contact : null, from.Site, by, Now);
        ticket.RateAsProposed(by, Now);
        ticket.AskForApprovalIfWanted(by, Now);
        Db.Add(ticket);
        await Db.SaveChangesAsync(cancel);
        return await Db.Tickets.WithParts.SingleAsync(t => t.Id == ticket.Id, cancel);
    }

    /// <summary>What stands in the new ticket: the passage quoted, or which files they are, with where they come from.</summary>
    static string Text(SplittingForm form, Message message, Ticket from, Ticket to, List<Attachment> files)
    {
        var who = message.Author?.Name ?? (message.SenderName.Length > 0 ? message.SenderName : message.SenderAddress);
        var lead = Relocation.IsTold(message, from, to) ? Words.Of("Aus der Nachricht von {0} vom {1}, Ticket {2}:", who, Show.Instant(message.At), from.Number) : Words.Of("Aus der Nachricht von {0} vom {1}:", who, Show.Instant(message.At));
        return files.Count > 0
            ? $"{lead}\n\n{string.Join("\n", files.Select(f => f.Name))}"
            : $"{lead}\n\n{string.Join("\n", form.Passage!.Trim().ReplaceLineEndings("\n").Split('\n').Select(l => $"> {l}".TrimEnd()))}";
    }

    static string Folded(string? text) => Spaces().Replace(text ?? "", " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    async Task<IResult> PageAsync(int id, SplittingForm? form, CancellationToken cancel, int status = StatusCodes.Status200OK)
    {
        Db.ChangeTracker.Clear();
        var message = await Db.Messages.VisibleTo(Me).AsNoTracking().Include(m => m.Author).Include(m => m.Attachments).Include(m => m.Conversation!).ThenInclude(c => c.Department).Include(m => m.Ticket).AsSplitQuery().SingleOrDefaultAsync(m => m.Id == id, cancel);
        if (message is null || await TicketFrame.ReadAsync(Db, Me, message.Ticket.Number, Now, cancel) is not { } frame)
        {
            return NotFound();
        }

        var source = message.Conversation?.Department ?? frame.Ticket.Department;
        form ??= new SplittingForm { Subject = message.Subject.Length is > 0 and <= 200 ? message.Subject : frame.Ticket.Subject, DepartmentId = source.Id, Passage = message.Reply.Length <= MostProposed ? message.Reply : "" };
        var departments = await Db.Departments.Active.Select(d => new { d.Id, d.Name, d.IsConfidential }).ToListAsync(cancel);
        return SplittingPage.Of(
            new(
                frame,
                message,
                form,
                [.. departments.Select(d => new Choice(d.Id.ToString(), d.IsConfidential ? Words.Of("{0} (vertraulich)", d.Name) : d.Name))],
                source.IsConfidential || departments.Exists(d => d.IsConfidential && d.Id == form.DepartmentId)),
            status);
    }
}
