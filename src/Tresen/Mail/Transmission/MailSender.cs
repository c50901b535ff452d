using System.Text.RegularExpressions;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Jobs;
using Tresen.Post;

namespace Tresen.Mail.Transmission;

/// <summary>Sends a mail, and over the same line others of its mailbox that wait: writes their bytes, connects, says in the database of
/// each that it is being handed over, hands it over, writes down what became of it. Whoever finds one being handed over later can't
/// know whether it arrived.</summary>
public sealed partial class MailSender(TresenDb db, FileCabinet cabinet, Keyring keys, IConfiguration configuration, TimeProvider clock, ILogger<MailSender> log) : IWorker
{
    /// <summary>Longer than any handing over takes; after that whoever did it is gone.</summary>
    static readonly TimeSpan LongestTransfer = TimeSpan.FromMinutes(15);

    /// <summary>So long at most mails are taken along; well within the lease of their jobs.</summary>
    static readonly TimeSpan LongestLine = TimeSpan.FromMinutes(3);

    /// <summary>So many mails at most go over one line: servers limit it.</summary>
    const int MostOnALine = 50;

    /// <inheritdoc/>
    public string Kind => PostQueries.SendMail;

    /// <inheritdoc/>
    public bool WaitsForOthers => true;

    /// <inheritdoc/>
    public async Task WorkAsync(string subject, CancellationToken cancel)
    {
        var turns = await PrepareAsync([new Turn(Guid.Parse(subject), null)], cancel);
        if (turns.Count == 0)
        {
            return;
        }

        using var courier = new Courier(TimeSpan.FromSeconds(Math.Max(1, configuration.GetValue("Tresen:Mail:AnswerSeconds", (int)Courier.Patience.TotalSeconds))));
        var first = await FindAsync(turns.Peek().Mail, cancel);
        if (await ConnectAsync(courier, first, cancel))
        {
            await SendAllAsync(courier, turns, first.MailboxId, cancel);
            await courier.DisconnectAsync(quit: true, CancellationToken.None);
        }
    }

    /// <summary>Hands over what is to be sent and what of the same mailbox is due besides, while the line holds. What became of one mail is
    /// written down together with the beginning of the next: one transaction a mail.</summary>
    async Task SendAllAsync(Courier courier, Queue<Turn> turns, int mailbox, CancellationToken cancel)
    {
        Outcome? done = null;
        var begun = clock.GetUtcNow();
        try
        {
            for (var count = 1; turns.Count > 0 && courier.IsConnected; count++)
            {
                var mail = await BeginAsync(turns.Peek(), done, cancel);
                done = null;
                var turn = turns.Dequeue();
                if (mail is null)
                {
                    await EndAsync(null, [turn]);
                }
                else
                {
                    done = await HandOverAsync(courier, mail, turn);
                }

                if (turns.Count == 0 && courier.IsConnected && count < MostOnALine && clock.GetUtcNow() - begun < LongestLine && !cancel.IsCancellationRequested)
                {
                    var last = done;
                    done = null; // written down with the taking
                    turns = await TakeMoreAsync(mailbox, last, MostOnALine - count, cancel);
                }
            }
        }
        finally
        {
            await EndAsync(done, turns);
        }
    }

    /// <summary>The mail as sending looks at it, and nothing else in hand.</summary>
    async Task<OutgoingMail> FindAsync(Guid id, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        return await db.OutgoingMails.WithParts.SingleAsync(m => m.Id == id, cancel);
    }

    async Task<bool> ConnectAsync(Courier courier, OutgoingMail mail, CancellationToken cancel)
    {
        var server = mail.Mailbox.Smtp;
        try
        {
            courier.LocalDomain = Platform.Text.MailAddress.DomainOf(mail.FromAddress);
            await courier.OpenAsync(mail.Mailbox, server, keys, cancel);
            return true;
        }
        catch (Exception e) when ((e is AuthenticationException && !IsPassing(e)) || e is LostPasswordException or TokenException { IsFinal: true })
        {
            var sentence = Trouble.With(server, e);
            log.LogWarning("Sending from {Mailbox} is paused: {Sentence}", mail.FromAddress, sentence);
            await SettleAsync(mail.Id, m =>
            {
                m.Wait(sentence);
                m.Mailbox.PauseSending(sentence, clock.GetUtcNow());
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

    /// <summary>Says of the mail that it is being handed over, and writes down what became of the one before.</summary>
    /// <returns>Null: it is no longer to be sent, or somebody else is at it.</returns>
    async Task<OutgoingMail?> BeginAsync(Turn turn, Outcome? before, CancellationToken cancel)
    {
        try
        {
            await using var work = await WriteScope.BeginAsync(db, cancel);
            db.ChangeTracker.Clear();
            Guid[] both = before is null ? [turn.Mail] : [before.Tried.Id, turn.Mail];
            var mails = await db.OutgoingMails.Include(m => m.Mailbox).Include(m => m.Recipients).Where(m => both.Contains(m.Id)).ToDictionaryAsync(m => m.Id, cancel);
            if (before is not null)
            {
                await WriteDownAsync(before, mails[before.Tried.Id], cancel);
            }

            var mail = mails.GetValueOrDefault(turn.Mail);
            if (mail is { State: MailState.Waiting, BytesFileId: not null })
            {
                mail.BeginSending(clock.GetUtcNow());
            }
            else
            {
                mail = null;
            }

            await db.SaveChangesAsync(cancel); // by Attempts: who came second fails here
            await work.CommitAsync(cancel);
            return mail;
        }
        catch (DbUpdateException e)
        {
            log.LogInformation(e, "Mail {Mail} is taken back, or somebody else sends it", turn.Mail);
            await EndAsync(before, []);
            return null;
        }
    }

    /// <summary>Once begun it is ended: stopping here would make it uncertain.</summary>
    async Task<Outcome> HandOverAsync(Courier courier, OutgoingMail mail, Turn turn)
    {
        Action<OutgoingMail> outcome;
        courier.Take(mail);
        try
        {
            using var bytes = turn.Bytes is { } small ? new MemoryStream(small) : await cabinet.OpenAsync(mail.BytesFileId!.Value, CancellationToken.None);
            using var message = await MimeMessage.LoadAsync(bytes, CancellationToken.None);
            await courier.HandOverAsync(message, CancellationToken.None);
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

        return new Outcome(turn, mail, mail.Attempts, outcome);
    }

    void Accepted(OutgoingMail mail)
    {
        mail.Accept(clock.GetUtcNow());
        mail.Mailbox.Sent(clock.GetUtcNow());
    }

    /// <summary>Writes down what became of the last mail, and lets go of those that weren't begun. Not to be stopped.</summary>
    async Task EndAsync(Outcome? done, IReadOnlyCollection<Turn> left)
    {
        if (done is null && left.All(t => t.Job is null))
        {
            return;
        }

        await using var work = await WriteScope.BeginAsync(db, CancellationToken.None);
        db.ChangeTracker.Clear();
        if (done is not null)
        {
            await WriteDownAsync(done, await AgainAsync(done, CancellationToken.None), CancellationToken.None);
        }

        foreach (var job in left.Select(t => t.Job).OfType<Job>())
        {
            await db.GiveBackAsync(job, CancellationToken.None);
        }

        await db.SaveChangesAsync(CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
    }

    /// <summary>The mail as it stands by now.</summary>
    Task<OutgoingMail> AgainAsync(Outcome done, CancellationToken cancel) => db.OutgoingMails.Include(m => m.Mailbox).Include(m => m.Recipients).SingleAsync(m => m.Id == done.Tried.Id, cancel);

    /// <summary>The server itself says that there is nobody of that address (RFC 3463, 3.2).</summary>
    static readonly Regex Nobody = new(@"^55\d .*\b5\.1\.(1|2|3|6|10)\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>What became of a mail, to be saved.</summary>
    async Task WriteDownAsync(Outcome done, OutgoingMail mail, CancellationToken cancel)
    {
        if (mail.Attempts == done.Attempt)
        {
            var verdicts = done.Tried.Recipients.ToDictionary(r => r.Id);
            foreach (var recipient in mail.Recipients)
            {
                recipient.TakeOver(verdicts[recipient.Id]);
            }

            done.Settle(mail);
            foreach (var nobody in mail.Recipients.Where(r => !mail.IsToStaff && r.State == RecipientState.Rejected && Nobody.IsMatch(r.Error)).OrderBy(r => r.Address))
            {
                await db.MarkDeadAsync(nobody.Address, mail.DepartmentId, nobody.Error, clock.GetUtcNow(), cancel);
            }

            await FollowAsync(mail, cancel);
        }

        if (done.Turn.Job is { } job)
        {
            await db.EndAsync(job, cancel);
        }
    }

    /// <summary>Writes down by itself what became of the mail.</summary>
    async Task SettleAsync(Guid id, Action<OutgoingMail> settle, CancellationToken cancel)
    {
        await using var work = await WriteScope.BeginAsync(db, cancel);
        var mail = await FindAsync(id, cancel);
        settle(mail);
        await FollowAsync(mail, cancel);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
    }

    /// <summary>What follows from what became of a mail: the next try, a copy for the server's folder, a look into it, the news for whoever
    /// wrote it; to be saved.</summary>
    async Task FollowAsync(OutgoingMail mail, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await db.TellAuthorAsync(mail, now, cancel);
        db.AddRange(SentProbe.JobsFor(mail, now));
        if (mail is { State: MailState.Waiting, NextTry: { } next })
        {
            db.Add(new Job(Kind, mail.Id.ToString(), next));
        }

        if (mail is { State: MailState.Accepted, Mailbox: { SentFolder.Length: > 0, Imap.IsSetUp: true } })
        {
            db.Add(new Job(SentCopy.JobKind, mail.Id.ToString(), now));
        }
    }

    /// <summary>A mail that is to be handed over.</summary>
    /// <param name="Job">By which it was taken along; null: the one that the worker was called for.</param>
    /// <param name="Bytes">As just written; null: to be read.</param>
    sealed record Turn(Guid Mail, Job? Job, byte[]? Bytes = null);

    /// <summary>What became of a mail, not yet written down.</summary>
    /// <param name="Tried">With what the server said to each recipient.</param>
    /// <param name="Attempt">Which try it was: if there was another since, it says nothing.</param>
    sealed record Outcome(Turn Turn, OutgoingMail Tried, int Attempt, Action<OutgoingMail> Settle);
}
