using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;
using Tresen.Post;
using Tresen.Staff;

namespace Tresen.Mail.Mailboxes;

/// <summary><em>Administration &gt; Mailkonten</em>: which mailboxes there are, how they are, and setting them up.</summary>
[Needs(Capability.Administration)]
public sealed class MailboxesController(TresenDb db, Passwords passwords, TimeProvider clock) : TresenController
{
    [HttpGet("/administration/mailboxes")]
    [Menu("Administration", "Mailkonten", "mail", 40)]
    public async Task<IResult> List(CancellationToken cancel) => MailboxList.Of(await MailboxList.ReadAsync(db, clock.GetUtcNow(), cancel));

    [HttpGet("/administration/mailboxes/new")]
    public async Task<IResult> New(CancellationToken cancel) => await EditorAsync(null, new MailboxForm(), cancel);

    [HttpPost("/administration/mailboxes")]
    public async Task<IResult> Create([FromForm] MailboxForm form, CancellationToken cancel)
    {
        var department = await DepartmentAsync(form, cancel);
        Mailbox? mailbox = null;
        if (!ModelState.IsValid || await IsTakenAsync(form, 0, cancel)
            || !Try(() => mailbox = new Mailbox(department!, form.Name!, form.Address!, form.SenderName ?? "", clock.GetUtcNow())) || !TryFill(mailbox!, department!, form))
        {
            return await EditorAsync(null, form, cancel, 422);
        }

        db.Add(mailbox!);
        await db.SaveChangesAsync(cancel);
        return Done($"/administration/mailboxes/{mailbox!.Id}?saved=true", $"Mailkonto {mailbox.Address} angelegt.");
    }

    [HttpGet("/administration/mailboxes/{id:int}")]
    public async Task<IResult> Edit(int id, bool saved, CancellationToken cancel) =>
        await db.Mailboxes.SingleOrDefaultAsync(m => m.Id == id, cancel) is { } mailbox ? await EditorAsync(mailbox, MailboxForm.Of(mailbox), cancel, saved: saved) : NotFound();

    [HttpPost("/administration/mailboxes/{id:int}")]
    public async Task<IResult> Save(int id, [FromForm] MailboxForm form, CancellationToken cancel)
    {
        await db.LockAsync<Mailbox>(id, cancel);
        if (await db.Mailboxes.SingleOrDefaultAsync(m => m.Id == id, cancel) is not { } mailbox)
        {
            return NotFound();
        }

        var department = await DepartmentAsync(form, cancel);
        if (!ModelState.IsValid || await IsTakenAsync(form, id, cancel) || !TryFill(mailbox, department!, form))
        {
            db.ChangeTracker.Clear();
            return await EditorAsync(await db.Mailboxes.SingleAsync(m => m.Id == id, cancel), form, cancel, 422);
        }

        await db.QueueWaitingAsync(mailbox, clock.GetUtcNow(), cancel);
        await db.SaveChangesAsync(cancel);
        return Done($"/administration/mailboxes/{id}?saved=true", "Gespeichert. Passwörter bleiben, wenn die Felder leer sind.");
    }

    /// <summary>Tries both servers as they stand in the form, a password that is left empty as it is stored. Asks them and changes
    /// no setting, so it holds no work on the database meanwhile. After saving the page asks by itself.</summary>
    [HttpPost("/administration/mailboxes/{id:int}/check")]
    [OwnWork]
    public async Task<IResult> Check(int id, [FromForm] MailboxForm form, [FromQuery] bool saved, CancellationToken cancel)
    {
        if (await db.Mailboxes.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancel) is not { } mailbox)
        {
            return NotFound();
        }

        var department = await DepartmentAsync(form, cancel);
        var check = ModelState.IsValid && TryFill(mailbox, department!, form) ? await ConnectionCheck.RunAsync(mailbox, passwords, cancel) : null;
        if (saved && check?.Smtp is { } sending)
        {
            await NoteAsync(id, sending, cancel);
        }

        var stored = await db.Mailboxes.AsNoTracking().SingleAsync(m => m.Id == id, cancel);
        return await EditorAsync(stored, form, cancel, check is null ? 422 : 200, check, saved);
    }

    /// <summary>What was saved just now and doesn't work is known as troubled from the start, not only once a mail fails.</summary>
    async Task NoteAsync(int id, ConnectionCheck.Verdict sending, CancellationToken cancel)
    {
        await using var work = await WriteScope.BeginAsync(db, cancel);
        var mailbox = await db.Mailboxes.SingleAsync(m => m.Id == id, cancel);
        mailbox.SendFailed(sending.IsFine ? "" : sending.Sentence);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
    }

    /// <summary>Whoever loads the page with the verdict anew finds the mailbox.</summary>
    [HttpGet("/administration/mailboxes/{id:int}/check")]
    public IResult Checked(int id) => Results.Redirect($"/administration/mailboxes/{id}");

    /// <summary>Paused sending goes on, and fetching doesn't wait any longer.</summary>
    [HttpPost("/administration/mailboxes/{id:int}/resumption")]
    public async Task<IResult> Resume(int id, CancellationToken cancel)
    {
        await db.LockAsync<Mailbox>(id, cancel);
        if (await db.Mailboxes.SingleOrDefaultAsync(m => m.Id == id, cancel) is not { } mailbox)
        {
            return NotFound();
        }

        mailbox.ResumeSending();
        mailbox.FetchSoon();
        await db.QueueWaitingAsync(mailbox, clock.GetUtcNow(), cancel);
        await db.SaveChangesAsync(cancel);
        return Done("/administration/mailboxes", $"{mailbox.Address} versucht es wieder.");
    }

    bool TryFill(Mailbox mailbox, Department department, MailboxForm form) => Try(() =>
    {
        mailbox.Describe(department, form.Name!, form.Address!, form.SenderName ?? "", form.Signature ?? "");
        var imap = Server(mailbox.Imap, form.ImapHost, form.ImapPort, form.ImapEncryption, form.ImapUser, form.ImapPassword, "Imap");
        var sameUser = string.IsNullOrEmpty(form.SmtpPassword) && form.SmtpUser == form.ImapUser && form.SmtpHost == form.ImapHost;
        var smtp = Server(mailbox.Smtp, form.SmtpHost, form.SmtpPort, form.SmtpEncryption, form.SmtpUser, sameUser ? form.ImapPassword : form.SmtpPassword, "Smtp");
        mailbox.FetchFrom(imap, Or(form.Folder, "INBOX"), form.AfterIntake, Or(form.DoneFolder, "Tresen"), form.TakesOldMail);
        mailbox.SendThrough(smtp, form.SentFolder?.Trim() ?? "");
        mailbox.Confirm(form.Confirms, form.Confirmation ?? "");
        mailbox.Use(form.IsActive);
    });

    /// <summary>The server as typed. A stored password goes to no other server than the one it was given for.</summary>
    MailServer Server(MailServer known, string? host, int? port, Encryption encryption, string? user, string? password, string field)
    {
        var typed = MailServer.At(host ?? "", port ?? 0, encryption, user ?? "", "", field);
        if (!string.IsNullOrEmpty(password))
        {
            return typed with { Secret = typed.IsSetUp ? passwords.Lock(password) : "" };
        }

        if (known.Secret.Length > 0 && typed is { IsSetUp: true, User.Length: > 0 } && (typed.Host != known.Host || typed.User != known.User))
        {
            throw new BrokenRuleException("Server oder Benutzername haben sich geändert. Bitte das Passwort dafür noch einmal eingeben.", field + "Password");
        }

        return typed with { Secret = typed is { IsSetUp: true, User.Length: > 0 } ? known.Secret : "" };
    }

    async Task<Department?> DepartmentAsync(MailboxForm form, CancellationToken cancel)
    {
        var department = await db.Departments.Include(d => d.Company).SingleOrDefaultAsync(d => d.Id == form.DepartmentId, cancel);
        if (department is null && form.DepartmentId is not null)
        {
            ModelState.AddModelError(nameof(form.DepartmentId), "Diese Abteilung gibt es nicht mehr. Bitte eine andere wählen.");
        }

        return department;
    }

    async Task<bool> IsTakenAsync(MailboxForm form, int id, CancellationToken cancel)
    {
        var address = Platform.Text.MailAddress.Normal(form.Address);
        if (!await db.Mailboxes.AnyAsync(m => m.Address == address && m.Id != id, cancel))
        {
            return false;
        }

        ModelState.AddModelError(nameof(form.Address), "Diese Adresse hat schon ein Mailkonto.");
        return true;
    }

    async Task<IResult> EditorAsync(Mailbox? mailbox, MailboxForm form, CancellationToken cancel, int status = 200, ConnectionCheck? check = null, bool saved = false) =>
        MailboxEditor.Of(new(mailbox, form, await db.Departments.Active.Select(d => new Platform.Forms.Choice(d.Id.ToString(), d.Name, null)).ToListAsync(cancel), check, saved), status);

    static string Or(string? typed, string standard) => string.IsNullOrWhiteSpace(typed) ? standard : typed.Trim();
}
