using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Conversations.Writing;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Jobs;
using Tresen.Post;

namespace Tresen.Mail.Transmission;

/// <summary>Which mails are to be sent now, and as which bytes.</summary>
public sealed partial class MailSender
{
    /// <summary>The largest mail whose bytes stay in memory and are kept together with others'.</summary>
    const int MostInMemory = 1024 * 1024;

    /// <summary>So many bytes at most are kept in one transaction.</summary>
    const int MostAtOnce = 8 * 1024 * 1024;

    /// <summary>Writes down what became of the last mail and takes further ones of the mailbox that are due.</summary>
    async Task<Queue<Turn>> TakeMoreAsync(int mailbox, Outcome? done, int most, CancellationToken cancel)
    {
        var taken = new List<Turn>();
        try
        {
            await using (var work = await WriteScope.BeginAsync(db, cancel))
            {
                db.ChangeTracker.Clear();
                if (done is not null)
                {
                    await WriteDownAsync(done, await AgainAsync(done, cancel), cancel);
                    await db.SaveChangesAsync(cancel);
                }

                var now = clock.GetUtcNow();
                var waiting = await db.OutgoingMails.Where(m => m.MailboxId == mailbox && m.State == MailState.Waiting && (m.NextTry == null || m.NextTry <= now))
                    .OrderBy(m => m.CreatedAt).Select(m => m.Id).Take(4 * MostOnALine).ToListAsync(cancel);
                var jobs = waiting.Count == 0 ? [] : await db.TakeMoreAsync(Kind, waiting.ConvertAll(id => id.ToString()), most, clock, cancel);
                await work.CommitAsync(cancel);
                taken.AddRange(jobs.Select(j => new Turn(Guid.Parse(j.Subject), j)));
            }

            done = null;
            return await PrepareAsync(taken, cancel);
        }
        catch
        {
            await EndAsync(done, taken);
            throw;
        }
    }

    /// <summary>Those that are to be sent, with their bytes written. Settles what earlier attempts left behind; ends the jobs of the others.</summary>
    async Task<Queue<Turn>> PrepareAsync(IReadOnlyList<Turn> turns, CancellationToken cancel)
    {
        if (turns.Count == 0)
        {
            return [];
        }

        var ids = turns.Select(t => t.Mail).ToList();
        var ready = new List<OutgoingMail>();
        await using (var work = await WriteScope.BeginAsync(db, cancel))
        {
            db.ChangeTracker.Clear();
            var mails = await db.OutgoingMails.WithParts.Where(m => ids.Contains(m.Id)).ToListAsync(cancel);
            foreach (var mail in mails)
            {
                if (await IsToBeSentAsync(mail, cancel))
                {
                    ready.Add(mail);
                }
            }

            foreach (var job in turns.Where(t => !ready.Exists(m => m.Id == t.Mail)).Select(t => t.Job).OfType<Job>())
            {
                await db.EndAsync(job, cancel);
            }

            await db.SaveChangesAsync(cancel);
            await work.CommitAsync(cancel);
        }

        var written = await WriteAsync(ready, cancel);
        if (turns.Where(t => !written.ContainsKey(t.Mail) && ready.Exists(m => m.Id == t.Mail)).ToList() is { Count: > 0 } failed)
        {
            await EndAsync(null, failed);
            ready.RemoveAll(m => !written.ContainsKey(m.Id));
        }

        return new(turns.Where(t => ready.Exists(m => m.Id == t.Mail)).Select(t => t with { Bytes = written.GetValueOrDefault(t.Mail) }));
    }

    /// <summary>Whether it waits and its mailbox can send. Settles what an earlier attempt left behind; to be saved.</summary>
    async Task<bool> IsToBeSentAsync(OutgoingMail mail, CancellationToken cancel)
    {
        var (mailbox, now) = (mail.Mailbox, clock.GetUtcNow());
        if (mail is { SendAt: not null, State: MailState.Waiting, Attempts: 0 }
            && await db.Messages.Where(m => m.OutgoingMailId == mail.Id).Select(m => (long?)m.Conversation!.Number).FirstOrDefaultAsync(cancel) is { } dialogue)
        {
            await db.UnsendOvertakenAsync(dialogue, now, cancel);
            if (db.Entry(mail).State == EntityState.Detached)
            {
                return false;
            }
        }

        switch (mail.State)
        {
            case MailState.Sending when mail.SendingSince + LongestTransfer > now:
                db.Add(new Job(Kind, mail.Id.ToString(), mail.SendingSince!.Value + LongestTransfer));
                break;
            case MailState.Sending:
                mail.BecomeUncertain("Beim Senden wurde Tresen unterbrochen. Ob die Mail ankam, ist ungewiss.", now);
                await FollowAsync(mail, cancel);
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

        return false;
    }

    /// <summary>Keeps the bytes before the first try, so that each try sends the same.</summary>
    /// <returns>Those that have bytes now, small ones with them. What can't be written among many is left out: it fails by itself.</returns>
    async Task<IReadOnlyDictionary<Guid, byte[]?>> WriteAsync(List<OutgoingMail> mails, CancellationToken cancel)
    {
        var (written, unkept, sum) = (mails.Where(m => m.BytesFileId is not null).ToDictionary(m => m.Id, _ => (byte[]?)null), new Dictionary<Guid, byte[]>(), 0);
        foreach (var mail in mails.Where(m => m.BytesFileId is null))
        {
            using var bytes = new MemoryStream();
            try
            {
                using var message = await Letter.OfAsync(mail, cabinet, cancel);
                await message.WriteToAsync(bytes, cancel);
            }
            catch (Exception e) when (mails.Count > 1 && !cancel.IsCancellationRequested)
            {
                log.LogWarning(e, "Mail {Mail} can't be written", mail.Id);
                continue;
            }

            if (bytes.Length > MostInMemory)
            {
                written[mail.Id] = null;
                bytes.Position = 0;
                var file = await cabinet.StoreAsync(bytes, cancel);
                await using var work = await WriteScope.BeginAsync(db, cancel);
                (await FindAsync(mail.Id, cancel)).IsWrittenAs(file);
                (await db.Set<StoredFile>().SingleAsync(f => f.Id == file, cancel)).Hold();
                await db.SaveChangesAsync(cancel);
                await work.CommitAsync(cancel);
                continue;
            }

            written[mail.Id] = unkept[mail.Id] = bytes.ToArray();
            if ((sum += (int)bytes.Length) >= MostAtOnce)
            {
                await KeepAsync(unkept, cancel);
                sum = 0;
            }
        }

        await KeepAsync(unkept, cancel);
        return written;
    }

    /// <summary>Keeps these bytes in one go.</summary>
    async Task KeepAsync(Dictionary<Guid, byte[]> unkept, CancellationToken cancel)
    {
        if (unkept.Count == 0)
        {
            return;
        }

        await using var work = await WriteScope.BeginAsync(db, cancel);
        db.ChangeTracker.Clear();
        var ids = unkept.Keys.ToList();
        var mails = await db.OutgoingMails.Where(m => ids.Contains(m.Id) && m.State == MailState.Waiting && m.BytesFileId == null).ToListAsync(cancel);
        var files = await db.KeepAsync(mails.ConvertAll(m => unkept[m.Id]), clock.GetUtcNow(), cancel);
        for (var i = 0; i < mails.Count; i++)
        {
            mails[i].IsWrittenAs(files[i].Id);
        }

        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        unkept.Clear();
    }
}
