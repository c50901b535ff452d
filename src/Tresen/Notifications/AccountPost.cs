using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Jobs;
using Tresen.Platform.Web;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Staff.SigningIn;

namespace Tresen.Notifications;

/// <summary>Mails to staff about how they get in, whether or not they want mails of other news.</summary>
public sealed class AccountPost(TresenDb db, TimeProvider clock, Address address) : IWorker
{
    /// <inheritdoc/>
    public string Kind => AccountNewsJobs.Kind;

    /// <inheritdoc/>
    public async Task WorkAsync(string subject, CancellationToken cancel)
    {
        var ((news, id), now) = (AccountNewsJobs.Read(subject), clock.GetUtcNow());
        await using var work = await WriteScope.BeginAsync(db, cancel);
        if (await db.Staff.SingleOrDefaultAsync(s => s.Id == id && s.IsActive, cancel) is not { } person || await db.MailboxForStaffAsync(cancel) is not { } mailbox)
        {
            return;
        }

        var link = news is AccountNews.Link ? await LinkAsync(person, now, cancel) : null;
        if (link is null && news is AccountNews.Link)
        {
            return;
        }

        db.Send(AccountLetter.Write(mailbox, person, news, link, now), now);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
    }

    /// <summary>A new link to choose a password; null where it would lead nowhere, or enough of them hold.</summary>
    async Task<string?> LinkAsync(StaffMember person, DateTimeOffset now, CancellationToken cancel)
    {
        var theirs = db.Set<Invitation>().Where(i => i.SignInId == person.SignInId);
        await theirs.Where(i => i.Until <= now).ExecuteDeleteAsync(cancel);
        if (address.ForMail is not { } here || await theirs.CountAsync(cancel) >= Invitation.Most)
        {
            return null;
        }

        var (invitation, code) = Invitation.For(person.SignInId, now);
        db.Add(invitation);
        return $"{here}/welcome?code={code}";
    }
}
