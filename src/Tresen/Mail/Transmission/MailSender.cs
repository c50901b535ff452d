using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Conversations.Writing;
using MimeKit;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Jobs;
using Tresen.Post;

namespace Tresen.Mail.Transmission;

/// <summary>Sends one mail: writes its bytes, connects, says in the database that it is being handed over, hands it over,
/// writes down what became of it. Whoever finds it being handed over later can't know whether it arrived.</summary>
public sealed class MailSender(TresenDb db, FileCabinet cabinet, Passwords passwords, TimeProvider clock, ILogger<MailSender> log) : IWorker
{
    /// <summary>Longer than any handing over takes; after that whoever did it is gone.</summary>
    static readonly TimeSpan LongestTransfer = TimeSpan.FromMinutes(15);

    /// <inheritdoc/>
    public string Kind => PostQueries.SendMail;

    /// <inheritdoc/>
    public bool WaitsForOthers => true;

    /// <inheritdoc/>
    public async Task WorkAsync(string subject, CancellationToken cancel)
    {
        var id = Guid.Parse(subject);
        if (!await IsToBeSentAsync(id, cancel))
        {
            return;
        }

        await WriteAsync(id, cancel);
        var mail = await FindAsync(id, cancel);
        using var courier = new Courier(mail);
        if (await ConnectAsync(courier, mail, cancel))
        {
            await HandOverAsync(courier, mail, cancel);
            await courier.DisconnectAsync(quit: true, CancellationToken.None);
        }
    }

    async Task<OutgoingMail> FindAsync(Guid id, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        return await db.OutgoingMails.WithParts.SingleAsync(m => m.Id == id, cancel);
    }

    /// <summary>Whether it waits and its mailbox can send. Settles what an earlier attempt left behind.</summary>
    async Task<bool> IsToBeSentAsync(Guid id, CancellationToken cancel)
    {
        await using var work = await WriteScope.BeginAsync(db, cancel);
        var (mail, now) = (await FindAsync(id, cancel), clock.GetUtcNow());
        if (mail is { SendAt: not null, State: MailState.Waiting, Attempts: 0 }
            && await db.Messages.Where(m => m.OutgoingMailId == id).Select(m => (long?)m.Conversation!.Number).FirstOrDefaultAsync(cancel) is { } dialogue)
        {
            await db.UnsendOvertakenAsync(dialogue, now, cancel);
            if (db.Entry(mail).State == EntityState.Detached)
            {
                await work.CommitAsync(cancel);
                return false;
            }
        }

        var mailbox = mail.Mailbox;
        switch (mail.State)
        {
            case MailState.Sending when mail.SendingSince + LongestTransfer > now:
                db.Add(new Job(Kind, id.ToString(), mail.SendingSince!.Value + LongestTransfer));
                break;
            case MailState.Sending:
                mail.BecomeUncertain("Beim Senden wurde Tresen unterbrochen. Ob die Mail ankam, ist ungewiss.", now);
                await db.TellAuthorAsync(mail, now, cancel);
                db.AddRange(SentProbe.JobsFor(mail, now));
                break;
            case MailState.Waiting when mailbox.IsSendingPaused:
                mail.Wait(mailbox.SendError);
                break;
            case MailState.Waiting when !mailbox.Smtp.IsSetUp || !mailbox.IsActive:
                mail.Wait($"Das Mailkonto {mailbox.Address} kann nicht senden: Es ist abgeschaltet oder hat keinen Postausgangsserver.");
                break;
            case MailState.Waiting:
                return true;
        }

        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        return false;
    }

    /// <summary>Keeps the bytes before the first try, so that each try sends the same.</summary>
    async Task WriteAsync(Guid id, CancellationToken cancel)
    {
        var mail = await FindAsync(id, cancel);
        if (mail.BytesFileId is not null)
        {
            return;
        }

        using var bytes = new MemoryStream();
        using (var message = await Letter.OfAsync(mail, cabinet, cancel))
        {
            await message.WriteToAsync(bytes, cancel);
        }

        bytes.Position = 0;
        var fileId = await cabinet.StoreAsync(bytes, cancel);
        await SettleAsync(id, m => m.IsWrittenAs(fileId), cancel, holding: fileId);
    }

    async Task<bool> ConnectAsync(Courier courier, OutgoingMail mail, CancellationToken cancel)
    {
        var server = mail.Mailbox.Smtp;
        try
        {
            courier.LocalDomain = Platform.Text.MailAddress.DomainOf(mail.FromAddress);
            await courier.OpenAsync(server, passwords, cancel);
            return true;
        }
        catch (Exception e) when ((e is AuthenticationException && !IsPassing(e)) || e is LostPasswordException)
        {
            var sentence = Trouble.With(server, e);
            log.LogWarning("Sending from {Mailbox} is paused: {Sentence}", mail.FromAddress, sentence);
            await SettleAsync(mail.Id, m =>
            {
                m.Wait(sentence);
                m.Mailbox.PauseSending(sentence);
            }, cancel);
            return false;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            var sentence = Trouble.With(server, e);
            await SettleAsync(mail.Id, m =>
            {
                m.CouldNotConnect(sentence, clock.GetUtcNow());
                m.Mailbox.SendFailed(sentence);
            }, cancel);
            return false;
        }
    }

    /// <summary>A server that is busy says 4xx to the sign-in too; that is no reason to wait for a person.</summary>
    static bool IsPassing(Exception e) => e.InnerException is SmtpCommandException { StatusCode: var status } && (int)status < 500;

    async Task HandOverAsync(Courier courier, OutgoingMail mail, CancellationToken cancel)
    {
        await using (var work = await WriteScope.BeginAsync(db, cancel))
        {
            mail.BeginSending(clock.GetUtcNow());
            await db.SaveChangesAsync(cancel); // by Attempts: who came second fails here
            await work.CommitAsync(cancel);
        }

        using var message = await MimeMessage.LoadAsync(await cabinet.OpenAsync(mail.BytesFileId!.Value, cancel), cancel);
        Action<OutgoingMail> outcome;
        try
        {
            await courier.HandOverAsync(message, CancellationToken.None); // once begun it is ended: stopping here would make it uncertain
            outcome = m => Accepted(m);
        }
        catch (NobodyAcceptedException)
        {
            outcome = m => m.Conclude(clock.GetUtcNow());
        }
        catch (SmtpCommandException e) when ((int)e.StatusCode >= 500)
        {
            var sentence = Trouble.With(mail.Mailbox.Smtp, e);
            outcome = m => m.Reject(sentence, clock.GetUtcNow());
        }
        catch (Exception e) when (e is not SmtpCommandException && courier.HasBegunText)
        {
            var sentence = Trouble.With(mail.Mailbox.Smtp, e) + " Die Mail war schon übergeben; ob sie ankam, ist ungewiss.";
            outcome = m => m.BecomeUncertain(sentence, clock.GetUtcNow());
        }
        catch (Exception e)
        {
            var sentence = Trouble.With(mail.Mailbox.Smtp, e);
            outcome = m => m.Retry(sentence, clock.GetUtcNow());
        }

        var verdicts = mail.Recipients.ToDictionary(r => r.Id);
        var attempt = mail.Attempts;
        await SettleAsync(mail.Id, m =>
        {
            if (m.Attempts == attempt)
            {
                foreach (var recipient in m.Recipients)
                {
                    recipient.TakeOver(verdicts[recipient.Id]);
                }

                outcome(m);
            }
        }, CancellationToken.None);
    }

    void Accepted(OutgoingMail mail)
    {
        mail.Accept(clock.GetUtcNow());
        mail.Mailbox.Sent(clock.GetUtcNow());
    }

    /// <summary>Writes down what became of the mail, together with the job of the next try if there is to be one.</summary>
    async Task SettleAsync(Guid id, Action<OutgoingMail> settle, CancellationToken cancel, int? holding = null)
    {
        await using var work = await WriteScope.BeginAsync(db, cancel);
        var mail = await FindAsync(id, cancel);
        settle(mail);
        if (holding is { } file)
        {
            (await db.Set<StoredFile>().SingleAsync(f => f.Id == file, cancel)).Hold();
        }

        await db.TellAuthorAsync(mail, clock.GetUtcNow(), cancel);
        db.AddRange(SentProbe.JobsFor(mail, clock.GetUtcNow()));
        if (mail is { State: MailState.Waiting, NextTry: { } next })
        {
            db.Add(new Job(Kind, id.ToString(), next));
        }

        if (mail is { State: MailState.Accepted, Mailbox: { SentFolder.Length: > 0, Imap.IsSetUp: true } })
        {
            db.Add(new Job(SentCopy.JobKind, id.ToString(), clock.GetUtcNow()));
        }

        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
    }
}
