using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;

namespace Tresen.Platform.Jobs;

/// <summary>Further jobs for a worker that does several in one go because each alone costs too much, such as a connection of its own.</summary>
public static class JobLeases
{
    extension(TresenDb db)
    {
        /// <summary>Takes due jobs of that kind that nobody has, within the work in hand. Each is to be ended by <c>EndAsync</c> or
        /// given back; who is killed before loses them when their lease ends.</summary>
        /// <param name="subjects">Only jobs on these.</param>
        public async Task<IReadOnlyList<Job>> TakeMoreAsync(string kind, IReadOnlyCollection<string> subjects, int most, TimeProvider clock, CancellationToken cancel)
        {
            var now = clock.GetUtcNow();
            var free = db.Database.IsPostgres()
                ? db.Set<Job>().FromSql($"select * from jobs where kind = {kind} and due <= {now.UtcDateTime} and (lease_until is null or lease_until < now()) and subject = any({subjects.ToArray()}) order by due, id limit {most} for update skip locked")
                : db.Set<Job>().Where(j => j.Kind == kind && j.Due <= now && (j.LeaseUntil == null || j.LeaseUntil < now) && subjects.Contains(j.Subject)).OrderBy(j => j.Due).ThenBy(j => j.Id).Take(most);
            var ids = (await free.AsNoTracking().ToListAsync(cancel)).ConvertAll(j => j.Id);
            if (ids.Count == 0)
            {
                return [];
            }

            var until = await db.NowAsync(clock, cancel) + JobRunner.Lease;
            await db.Set<Job>().Where(j => ids.Contains(j.Id)).ExecuteUpdateAsync(
                j => j.SetProperty(x => x.LeaseUntil, until).SetProperty(x => x.Fence, x => x.Fence + 1).SetProperty(x => x.Attempts, x => x.Attempts + 1), cancel);
            return await db.Set<Job>().AsNoTracking().Where(j => ids.Contains(j.Id)).OrderBy(j => j.Due).ThenBy(j => j.Id).ToListAsync(cancel);
        }

        /// <summary>The job is done.</summary>
        public Task<int> EndAsync(Job job, CancellationToken cancel) => db.Set<Job>().Where(j => j.Id == job.Id && j.Fence == job.Fence).ExecuteDeleteAsync(cancel);

        /// <summary>The job wasn't begun after all: whoever is next takes it.</summary>
        public Task<int> GiveBackAsync(Job job, CancellationToken cancel) => db.Set<Job>().Where(j => j.Id == job.Id && j.Fence == job.Fence)
            .ExecuteUpdateAsync(j => j.SetProperty(x => x.LeaseUntil, (DateTimeOffset?)null).SetProperty(x => x.Attempts, x => x.Attempts - 1), cancel);
    }
}
