using Microsoft.EntityFrameworkCore;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Workbench.Bulk;

/// <summary>Changes many tickets, each by the same rules as by hand: a ticket whose rules refuse anything of it stays as it
/// was and is named with the reason. Done in batches, so that nobody waits for all of them.</summary>
public sealed class BulkChange(TresenDb db, Me me, BulkForm form, DateTimeOffset now)
{
    const int BatchSize = 25;

    readonly List<Refused> refused = [];
    Parts? parts;
    int changed;
    int untouched;

    /// <summary>A ticket that stayed as it was, and why.</summary>
    public sealed record Refused(int Number, string Why);

    /// <summary>What came of it.</summary>
    /// <param name="Changed">Tickets that are different now.</param>
    /// <param name="Untouched">Tickets that were so already.</param>
    /// <param name="Refused">Tickets whose rules refused.</param>
    public sealed record Outcome(int Changed, int Untouched, IReadOnlyList<Refused> Refused);

    /// <summary>What tickets are given, as entities of the context in use.</summary>
    sealed record Parts(StaffMember By, StaffMember? Assignee, Department? Department, Progress? Progress, IReadOnlyList<Tag> Tags, IReadOnlyList<FreeField> Fields);

    /// <summary>Changes those of these numbers that may be seen, in ascending order, so that two such changes can't block each other.</summary>
    public async Task<Outcome> RunAsync(IEnumerable<int> numbers, CancellationToken cancel)
    {
        foreach (var batch in numbers.Distinct().Order().Chunk(BatchSize))
        {
            await using var work = await WriteScope.BeginAsync(db, cancel);
            foreach (var number in batch)
            {
                await ChangeAsync(number, cancel);
            }

            await work.CommitAsync(cancel);
            Forget();
        }

        return new Outcome(changed, untouched, refused);
    }

    async Task ChangeAsync(int number, CancellationToken cancel)
    {
        if (await db.TicketToChangeAsync(me, number, cancel) is not { } ticket)
        {
            refused.Add(new Refused(number, "Dieses Ticket gibt es nicht mehr."));
            return;
        }

        try
        {
            var (before, version) = (ticket.Events.Count, ticket.Version);
            Apply(ticket, parts ??= await PartsAsync(cancel));
            if (ticket.Events.Count == before && ticket.Version == version)
            {
                untouched++;
                return;
            }

            await db.SaveChangesAsync(cancel);
            changed++;
        }
        catch (BrokenRuleException broken)
        {
            refused.Add(new Refused(number, broken.Message));
            Forget();
        }
        catch (StaleException)
        {
            refused.Add(new Refused(number, "Das Ticket hat sich geändert, seit die Seite geöffnet wurde. Bitte ansehen und dort freigeben."));
            Forget();
        }
    }

    void Apply(Ticket ticket, Parts to)
    {
        if (form.Approve)
        {
            if (ticket.ChangedAt.UtcTicks > form.SeenAt)
            {
                throw new StaleException(0, ticket.Version);
            }

            ticket.Grant(to.By, me, ticket.Version, form.ApprovalRemark?.Trim() ?? "", now);
        }

        if (to.Department is { } department)
        {
            ticket.MoveTo(department, to.By, now);
        }

        if (form.AssigneeId is not null)
        {
            if (to.Assignee is { } person)
            {
                ticket.MustNotOpenTo(person, "AssigneeId");
            }

            ticket.Assign(to.Assignee, to.By, now);
        }

        if (form.Priority is { } priority)
        {
            ticket.Prioritise(priority, to.By, now);
        }

        if (form.DueOn is not null || form.NoDue)
        {
            ticket.IsDue(form.NoDue ? null : form.DueOn, to.By, now);
        }

        if (to.Tags.Count > 0 || form.RemoveTags is { Count: > 0 })
        {
            ticket.Mark([.. ticket.Tags.Select(t => t.Tag).Where(t => form.RemoveTags?.Contains(t.Id) != true).Union(to.Tags)], to.By, now);
        }

        if (to.Progress is { } progress && progress != ticket.Progress)
        {
            ticket.Advance(progress, new Entering(to.Fields) { FollowUpOn = form.FollowUpOn, Appointment = Appointment, Remark = form.Remark ?? "" }, to.By, now);
        }
    }

    DateTimeOffset? Appointment => form is { AppointmentOn: { } day, AppointmentAt: { } time } ? Zone.At(day, time) : null;

    /// <summary>What a refused ticket was given meanwhile must not be saved with the next one.</summary>
    void Forget()
    {
        db.ChangeTracker.Clear();
        parts = null;
    }

    async Task<Parts> PartsAsync(CancellationToken cancel)
    {
        List<Tag> tags = [];
        foreach (var name in form.Tags)
        {
            var tag = await db.Tags.SingleOrDefaultAsync(t => t.Name == name, cancel);
            if (tag is null)
            {
                db.Add(tag = new Tag(name));
                await db.SaveChangesAsync(cancel);
            }

            tags.Add(tag);
        }

        return new Parts(
            await db.Staff.SingleAsync(s => s.Id == me.Id, cancel),
            form.AssigneeId is { } assignee and > 0 ? await db.Staff.SingleOrDefaultAsync(s => s.Id == assignee, cancel) ?? throw new BrokenRuleException("Diese Person gibt es nicht mehr. Bitte jemand anders wählen.", "AssigneeId") : null,
            form.DepartmentId is { } department ? await db.Departments.Include(d => d.Company).Include(d => d.Members).ThenInclude(m => m.StaffMember).SingleOrDefaultAsync(d => d.Id == department && d.IsActive, cancel) ?? throw new BrokenRuleException("Diese Abteilung gibt es nicht mehr. Bitte eine andere wählen.", "DepartmentId") : null,
            form.ProgressId is { } progress ? await db.Progresses.SingleOrDefaultAsync(p => p.Id == progress, cancel) ?? throw new BrokenRuleException("Diesen Status gibt es nicht mehr. Bitte einen anderen wählen.", "ProgressId") : null,
            tags,
            form.ProgressId is null ? [] : await db.FreeFields.Where(f => f.IsActive).OrderBy(f => f.Position).ToListAsync(cancel));
    }
}
