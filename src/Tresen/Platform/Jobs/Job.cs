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
}

/// <summary>A worker whose job never ends, every day or every hour: each time it adds the next one itself, in the save with which it is done. The
/// <see cref="JobRunner"/> adds the first.</summary>
public interface IDailyWorker : IWorker;
