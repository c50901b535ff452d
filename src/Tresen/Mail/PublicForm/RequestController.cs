using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Mail.Intake;
using Tresen.Mail.Reading;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Platform.Web;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Mail.PublicForm;

/// <summary>The public form: a request from somebody without an account. Nothing proves who they are, so it is marked.</summary>
[Anyone]
public sealed class RequestController(TresenDb db, TimeProvider clock) : TresenController
{
    [HttpGet("/request")]
    public async Task<IResult> Ask(CancellationToken cancel) =>
        await db.BehindPublicDoorAsync(cancel) is { } department ? RequestPage.Of(new(department.Company.Name, new RequestForm())) : NotFound();

    [HttpPost("/request")]
    [TypeFilter<Doorkeeper>(Order = -1)]
    public async Task<IResult> Send([FromForm] RequestForm form, CancellationToken cancel)
    {
        if (await db.BehindPublicDoorAsync(cancel) is not { } department)
        {
            return NotFound();
        }

        if (form.IsFromProgram)
        {
            return Done("/request/thanks"); // a program; it learns nothing
        }

        if (form.IsTurnedAway)
        {
            ModelState.AddModelError("", "Von hier kamen gerade sehr viele Anfragen. Bitte in einer Stunde noch einmal versuchen oder anrufen.");
            return RequestPage.Of(new(department.Company.Name, form), StatusCodes.Status429TooManyRequests);
        }

        return ModelState.IsValid
            ? await TakeInAsync(form, department, cancel)
            : RequestPage.Of(new(department.Company.Name, form), StatusCodes.Status422UnprocessableEntity);
    }

    [HttpGet("/request/thanks")]
    public async Task<IResult> Thank(int? number, CancellationToken cancel) =>
        await db.BehindPublicDoorAsync(cancel) is { } department ? ThanksPage.Of(new(department.Company.Name, number)) : NotFound();

    async Task<IResult> TakeInAsync(RequestForm form, Department department, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var (name, address) = (MailText.Line(form.Name!), MailAddress.Normal(form.Mail));
        var mailbox = await db.MailboxForAsync(department.Id, cancel);
        var conversation = await db.BeginRequestAsync(department, mailbox, ChannelUse.WebForm, new Requester(name, address, form.Phone ?? ""), form.Subject!, null, now, cancel);
        var text = TextOf(form);
        var message = db.Receive(conversation, new Incoming(name, address, MailText.Line(form.Subject!), text, text, "")
        {
            IsUnverified = true,
            Why = Placement.WebForm,
            Files = await FilesAsync(form.Stored, cancel),
        }, now);
        if (mailbox is not null)
        {
            await db.ConfirmAsync(mailbox, conversation, address, message, now, cancel);
        }

        await db.SaveChangesAsync(cancel);
        return Done($"/request/thanks?number={conversation.Ticket.Number}");
    }

    static string TextOf(RequestForm form)
    {
        var lines = new List<string> { MailText.Lines(form.Description!).Trim(), "" };
        if (!string.IsNullOrWhiteSpace(form.Company))
        {
            lines.Add("Firma: " + MailText.Line(form.Company));
        }

        if (!string.IsNullOrWhiteSpace(form.Phone))
        {
            lines.Add("Telefon: " + MailText.Line(form.Phone));
        }

        return string.Join('\n', lines).Trim();
    }

    async Task<IReadOnlyList<IncomingFile>> FilesAsync(IReadOnlyList<Upload> uploads, CancellationToken cancel)
    {
        var ids = uploads.Select(u => u.FileId).ToList();
        var files = await db.Set<StoredFile>().Where(f => ids.Contains(f.Id)).ToDictionaryAsync(f => f.Id, cancel);
        return [.. uploads.Select(u => new IncomingFile(files[u.FileId], u.Name, u.ContentType))];
    }
}
