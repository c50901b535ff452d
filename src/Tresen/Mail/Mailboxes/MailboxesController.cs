using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Platform.Web;
using Tresen.Post;
using Tresen.Staff;

namespace Tresen.Mail.Mailboxes;

/// <summary><em>Administration &gt; Mailkonten</em>: which mailboxes there are, how they are, and setting them up.</summary>
[Needs(Capability.Administration)]
public sealed class MailboxesController(TresenDb db, Passwords passwords, Keyring keys, OutgoingHttp http, Address address, TimeProvider clock) : TresenController
{
    bool wouldShowTokens;

    /// <summary>The refresh token as the browser sent it, before what is held for it counts.</summary>
    string? typedToken;

    [HttpGet("/administration/mailboxes")]
    [Menu("Administration", "Mailkonten", "mail", 40)]
    public async Task<IResult> List(CancellationToken cancel) => MailboxList.Of(await MailboxList.ReadAsync(db, clock.GetUtcNow(), cancel));

    [HttpGet("/administration/mailboxes/new")]
    public async Task<IResult> New(CancellationToken cancel) => await EditorAsync(null, new MailboxForm(), cancel);

    [HttpPost("/administration/mailboxes")]
    [OwnWork]
    public async Task<IResult> Create([FromForm] MailboxForm form, CancellationToken cancel)
    {
        TakeHeld(form);
        var department = await DepartmentAsync(form, cancel);
        Mailbox? mailbox = null;
        if (!ModelState.IsValid || await IsTakenAsync(form, 0, cancel)
            || !Try(() => mailbox = new Mailbox(department!, form.Name!, form.Address!, form.SenderName ?? "", clock.GetUtcNow())) || !TryFill(mailbox!, department!, form))
        {
            return await EditorAsync(null, form, cancel, 422);
        }

        if (await WrongAsync(MailServer.None, MailServer.None, mailbox!, form, cancel) is { } check)
        {
            return await EditorAsync(null, form, cancel, 422, check, refused: ModelState.IsValid);
        }

        await using var work = await WriteScope.BeginAsync(db, cancel);
        if (await IsTakenAsync(form, 0, cancel))
        {
            return await EditorAsync(null, form, cancel, 422);
        }

        db.Add(mailbox!);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        return Done($"/administration/mailboxes/{mailbox!.Id}{(form.Anyway ? "?saved=true" : "")}", $"Mailkonto {mailbox.Address} angelegt.");
    }

    [HttpGet("/administration/mailboxes/{id:int}")]
    public async Task<IResult> Edit(int id, bool saved, CancellationToken cancel) =>
        await db.Mailboxes.SingleOrDefaultAsync(m => m.Id == id, cancel) is { } mailbox ? await EditorAsync(mailbox, MailboxForm.Of(mailbox), cancel, saved: saved) : NotFound();

    /// <summary>Servers that were changed are asked first, while no work on the database is held; what doesn't work is kept only by whoever says so.</summary>
    [HttpPost("/administration/mailboxes/{id:int}")]
    [OwnWork]
    public async Task<IResult> Save(int id, [FromForm] MailboxForm form, CancellationToken cancel)
    {
        if (await db.Mailboxes.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancel) is not { } typed)
        {
            return NotFound();
        }

        TakeHeld(form);
        var (imap, smtp) = (typed.Imap, typed.Smtp);
        var department = await DepartmentAsync(form, cancel);
        if (!ModelState.IsValid || await IsTakenAsync(form, id, cancel) || !TryFill(typed, department!, form))
        {
            return await EditorAsync(await StoredAsync(id, cancel), form, cancel, 422);
        }

        if (await WrongAsync(imap, smtp, typed, form, cancel) is { } check)
        {
            return await EditorAsync(await StoredAsync(id, cancel), form, cancel, 422, check, refused: ModelState.IsValid);
        }

        await using var work = await WriteScope.BeginAsync(db, cancel);
        await db.LockAsync<Mailbox>(id, cancel);
        var mailbox = await db.Mailboxes.SingleAsync(m => m.Id == id, cancel);
        if (await IsTakenAsync(form, id, cancel) || !TryFill(mailbox, department!, form))
        {
            return await EditorAsync(await StoredAsync(id, cancel), form, cancel, 422);
        }

        if (typed.HasTypedTokens)
        {
            mailbox.TakeTokens(typed); // trying may have brought others
        }

        await db.QueueWaitingAsync(mailbox, clock.GetUtcNow(), cancel);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        return Done($"/administration/mailboxes/{id}{(form.Anyway ? "?saved=true" : "")}", "Gespeichert. Passwörter bleiben, wenn die Felder leer sind.");
    }

    Task<Mailbox> StoredAsync(int id, CancellationToken cancel) => db.Mailboxes.AsNoTracking().SingleAsync(m => m.Id == id, cancel);

    /// <summary>What doesn't work of what was changed; null: all is well, or it is to be kept anyway.</summary>
    async Task<ConnectionCheck?> WrongAsync(MailServer imap, MailServer smtp, Mailbox typed, MailboxForm form, CancellationToken cancel)
    {
        var (newImap, newSmtp) = (typed.Imap.IsSetUp && typed.Imap != imap, typed.Smtp.IsSetUp && typed.Smtp != smtp);
        var waitsForConsent = typed is { IsByToken: true, RefreshToken: "", OAuth.ConsentAddress: not "" }; // which is given after saving
        if (form.Anyway || !form.IsActive || (!newImap && !newSmtp && !typed.HasTypedTokens) || waitsForConsent)
        {
            return null;
        }

        var check = await ConnectionCheck.RunAsync(typed, keys, cancel);
        if (typed.HasTypedRefreshToken)
        {
            form.RefreshToken = passwords.Open(typed.RefreshToken);
        }

        if (form.Starts is null && check.Lying > 0)
        {
            ModelState.AddModelError(nameof(form.Starts), check.Lying == 1
                ? Words.Of("Im Ordner {0} liegt schon eine Mail. Bitte wählen, ab wann übernommen wird.", FolderOf(typed))
                : Words.Of("Im Ordner {0} liegen schon {1} Mails. Bitte wählen, ab wann übernommen wird.", FolderOf(typed), check.Lying));
        }
        else if (((!newImap && !typed.HasTypedTokens) || check.Imap is null or { IsFine: true }) && ((!newSmtp && !typed.HasTypedTokens) || check.Smtp is null or { IsFine: true }))
        {
            return null;
        }

        return check;
    }

    /// <summary>Passwords that were typed before the form was refused count again, for the server and user that they were typed for.</summary>
    void TakeHeld(MailboxForm form)
    {
        typedToken = form.RefreshToken;
        const string Password = "Server oder Benutzername haben sich geändert. Bitte das Passwort dafür noch einmal eingeben.", Secret = "Adresse für Tokens oder Client-ID haben sich geändert. Bitte dafür noch einmal eingeben.";
        form.ImapPassword = Taken(form.ImapPassword, form.ImapHeld, form.ImapHost, form.ImapUser, nameof(form.ImapPassword), Password);
        form.SmtpPassword = Taken(form.SmtpPassword, form.SmtpHeld, form.SmtpHost, form.SmtpUser, nameof(form.SmtpPassword), Password);
        form.ClientSecret = Taken(form.ClientSecret, form.ClientSecretHeld, form.TokenAddress, form.ClientId, nameof(form.ClientSecret), Secret);
        form.RefreshToken = Taken(form.RefreshToken, form.RefreshTokenHeld, form.TokenAddress, form.ClientId, nameof(form.RefreshToken), Secret);

        string? Taken(string? typed, string? held, string? host, string? user, string field, string otherwise)
        {
            if (string.IsNullOrEmpty(held) || passwords.Open(held)?.Split('\n', 4) is not [var forHost, var forUser, var known, var replaced] || !(string.IsNullOrEmpty(typed) || typed == replaced))
            {
                return typed;
            }

            if ((forHost, forUser) == (host ?? "", user ?? ""))
            {
                return known;
            }

            if (!form.Anyway && !string.IsNullOrEmpty(host))
            {
                ModelState.AddModelError(field, Words.Of(otherwise));
            }

            return typed;
        }
    }

    /// <summary>Puts passwords that were typed away for the form to come back with.</summary>
    void Hold(MailboxForm form)
    {
        form.ImapHeld = Held(form.ImapPassword, form.ImapHost, form.ImapUser, nameof(form.ImapPassword));
        form.SmtpHeld = Held(form.SmtpPassword, form.SmtpHost, form.SmtpUser, nameof(form.SmtpPassword));
        form.ClientSecretHeld = Held(form.ClientSecret, form.TokenAddress, form.ClientId, nameof(form.ClientSecret));
        form.RefreshTokenHeld = Held(form.RefreshToken, form.TokenAddress, form.ClientId, nameof(form.RefreshToken), replaced: typedToken);
    }

    /// <param name="replaced">What was typed, where the provider has given another for it: standing in the form still, it counts as that.</param>
    string? Held(string? password, string? host, string? user, string field, string? replaced = null) =>
        string.IsNullOrEmpty(password) || ModelState[field] is { Errors.Count: > 0 } ? null : passwords.Lock($"{host}\n{user}\n{password}\n{replaced}");

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

        TakeHeld(form);
        var department = await DepartmentAsync(form, cancel);
        var check = ModelState.IsValid && TryFill(mailbox, department!, form) ? await ConnectionCheck.RunAsync(mailbox, keys, cancel) : null;
        if (mailbox.HasTypedRefreshToken && check is not null)
        {
            form.RefreshToken = passwords.Open(mailbox.RefreshToken); // trying may have used up the one that was typed
            form.RefreshTokenHeld = Held(form.RefreshToken, form.TokenAddress, form.ClientId, nameof(form.RefreshToken), replaced: typedToken);
        }

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
        var imap = Server(mailbox.Imap, form.ImapHost, form.ImapPort, form.ImapEncryption, form.ImapUser, form.ImapPassword, form.ImapByToken, "Imap");
        var sameUser = string.IsNullOrEmpty(form.SmtpPassword) && form.SmtpUser == form.ImapUser && form.SmtpHost == form.ImapHost;
        var smtp = Server(mailbox.Smtp, form.SmtpHost, form.SmtpPort, form.SmtpEncryption, form.SmtpUser, sameUser ? form.ImapPassword : form.SmtpPassword, form.SmtpByToken, "Smtp");
        if (form.AfterIntake == AfterIntake.Delete && !form.DeletesKnowingly)
        {
            throw new BrokenRuleException("Bitte bestätigen, dass die Mails dann nur noch in Tresen liegen, oder „Liegen lassen“ wählen.", nameof(form.DeletesKnowingly));
        }

        mailbox.Trust(form.TrustedServer ?? "");
        var byToken = imap.ByToken || smtp.ByToken;
        if (!byToken && form.AsksForTokensElsewhereThan(mailbox.OAuth))
        {
            throw new BrokenRuleException("Die Angaben für OAuth2 gelten für keinen Server: Bitte beim Posteingang oder beim Postausgang die Anmeldung „über OAuth2“ wählen, oder die Felder leeren.", nameof(form.ImapByToken));
        }

        var client = byToken ? Client(mailbox.OAuth, form) : OAuthClient.None;
        var refreshToken = string.IsNullOrEmpty(form.RefreshToken) ? null : passwords.Lock(form.RefreshToken.Trim());
        if (refreshToken is null && mailbox.WouldShowTokens(client, imap, smtp))
        {
            wouldShowTokens = true;
            refreshToken = form.Anyway ? "" : throw new BrokenRuleException("Der Server hat sich geändert. Gespeicherte Tokens gehen an keinen anderen: Bitte ein neues Refresh-Token eingeben, oder „Trotzdem speichern“ und dann beim Anbieter zustimmen.", nameof(form.RefreshToken));
        }

        mailbox.AskForTokens(client, refreshToken);
        mailbox.FetchFrom(imap, form.Protocol, Or(form.Folder, "INBOX"), form.AfterIntake, Or(form.DoneFolder, "Tresen"), form.Starts == IntakeStart.Earlier, form.TakesFrom);
        mailbox.SendThrough(smtp, form.SentFolder?.Trim() ?? "");
        mailbox.Quote(form.Quotes);
        mailbox.AskForAnswersAtReplyAddresses(form.HasReplyAddresses);
        mailbox.Confirm(form.Confirms, form.Confirmation ?? "");
        mailbox.Use(form.IsActive);
    });

    /// <summary>The server as typed. A stored password goes to no other server than the one it was given for.</summary>
    MailServer Server(MailServer known, string? host, int? port, Encryption encryption, string? user, string? password, bool byToken, string field)
    {
        var typed = MailServer.At(host ?? "", port ?? 0, encryption, user ?? "", "", field);
        if (byToken && typed.IsSetUp)
        {
            return typed.User.Length > 0 ? typed with { ByToken = true } : throw new BrokenRuleException("Bitte eingeben, als wer angemeldet wird: meist die ganze E-Mail-Adresse.", field + "User");
        }
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

    /// <summary>The client as typed. A stored secret goes to no other provider than the one it was given for.</summary>
    OAuthClient Client(OAuthClient known, MailboxForm form)
    {
        var typed = OAuthClient.At(form.ConsentAddress ?? "", form.TokenAddress ?? "", form.ClientId ?? "", "", form.Scope ?? "", http.Allows);
        return typed with { Secret = !string.IsNullOrEmpty(form.ClientSecret) ? passwords.Lock(form.ClientSecret) : typed.IsSameAs(known) ? known.Secret : "" };
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

    async Task<IResult> EditorAsync(Mailbox? mailbox, MailboxForm form, CancellationToken cancel, int status = 200, ConnectionCheck? check = null, bool saved = false, bool refused = false)
    {
        if (status == 422)
        {
            Hold(form);
        }

        var departments = await db.Departments.Active.Select(d => new Platform.Forms.Choice(d.Id.ToString(), d.Name, null)).ToListAsync(cancel);
        return MailboxEditor.Of(new(mailbox, form, departments, check, saved, refused, mailbox is null ? null : address.LinkTo($"/administration/mailboxes/{mailbox.Id}/oauth", Request), wouldShowTokens), status);
    }

    static string FolderOf(Mailbox mailbox) => mailbox.Protocol == FetchProtocol.Pop3 ? "INBOX" : mailbox.Folder;

    static string Or(string? typed, string standard) => string.IsNullOrWhiteSpace(typed) ? standard : typed.Trim();
}
