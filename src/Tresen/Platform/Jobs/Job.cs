using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tresen.Platform.Jobs;

/// <summary>Work to be done: inserted in the same save as its reason, deleted when done. Never a cursor over the history,
/// which skips rows that commit late.</summary>
public sealed class Job
{
    Job()
    {
    }

    /// <summary>Work of this kind on this subject, due at that instant.</summary>
    public Job(string kind, string subject, DateTimeOffset due) => (Kind, Subject, Due) = (kind, subject, due);

    public int Id { get; private set; }

    /// <summary>Which <see cref="IWorker"/> does it.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>What it is about, as the worker reads it; mostly an id.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>Not before this instant.</summary>
    public DateTimeOffset Due { get; private set; }

    /// <summary>Until then it belongs to whoever took it, by the database's clock.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>Grows with each taking, so that a holder whose lease ran out can't finish somebody else's turn.</summary>
    public int Fence { get; private set; }

    /// <summary>How often it was begun.</summary>
    public int Attempts { get; private set; }

    /// <summary>What went wrong the last time.</summary>
    public string? LastError { get; private set; }

    sealed class Mapping : IEntityTypeConfiguration<Job>
    {
        public void Configure(EntityTypeBuilder<Job> job)
        {
            job.ToTable("jobs");
            job.Property(j => j.Kind).HasMaxLength(40);
            job.Property(j => j.Subject).HasMaxLength(100);
            job.Property(j => j.LastError).HasMaxLength(2000);
            job.HasIndex(j => j.Due); // JobRunner: the next due one
        }
    }
}

/// <summary>Does the jobs of one kind. May be called again for the same subject: must be harmless when repeated.</summary>
public interface IWorker
{
    /// <summary>The kind of job it does.</summary>
    string Kind { get; }

    /// <summary>Whether it talks to other people's servers, which may take their time.</summary>
    bool WaitsForOthers => false;

    /// <summary>Does it. A return means done; an exception means again later, with growing gaps.</summary>
    Task WorkAsync(string subject, CancellationToken cancel);

    /// <summary>The same for work that wants to know how often it was begun, this time included: what takes the program down with
    /// it never says that it failed.</summary>
    Task WorkAsync(string subject, int attempt, CancellationToken cancel) => WorkAsync(subject, cancel);
}

/// <summary>A worker whose job comes again by itself, every day or every hour. There is one job of its kind, which the
/// <see cref="JobRunner"/> adds, and puts off where it would delete another: killed before that, it is done again and stays one.</summary>
public interface IRecurringWorker : IWorker
{
    /// <summary>When it is to be done next, if it was done now.</summary>
    DateTimeOffset NextAfter(DateTimeOffset now);
}
