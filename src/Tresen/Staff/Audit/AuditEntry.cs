using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tresen.Platform.Data;
using Tresen.Platform.Text;

namespace Tresen.Staff.Audit;

/// <summary>What is written into the <em>Protokoll</em>; the numbers are stored.</summary>
public enum Audited
{
    /// <summary>Looked at Tresen as somebody else sees it.</summary>
    ViewedAs,

    /// <summary>Stopped doing so.</summary>
    StoppedViewing,

    /// <summary>Took a list away.</summary>
    Exported,

    /// <summary>Reset somebody's second factor.</summary>
    SecondFactorReset,

    /// <summary>Made a role.</summary>
    RoleMade,

    /// <summary>Changed a role, and with it the rights of its people.</summary>
    RoleChanged,

    /// <summary>Removed a role; its people have another.</summary>
    RoleRemoved,

    /// <summary>Changed how people sign in at a provider or directory.</summary>
    SignInChanged,

    /// <summary>Has another role since this sign-in, by the groups there.</summary>
    RoleByGroup,

    /// <summary>Was taken in at the first sign-in there.</summary>
    TakenIn,

    /// <summary>Undid the connection of somebody's account with one at a provider or directory.</summary>
    LinkEnded,

    /// <summary>Took away all that is stored about somebody (<em>Auskunft</em>).</summary>
    Informed,

    /// <summary>Erased a person; the line says the pseudonym.</summary>
    Erased,

    /// <summary>Removed somebody's passkeys.</summary>
    PasskeysRemoved,

    /// <summary>Deleted, by a run, what is kept long enough; the line says how much of what.</summary>
    Cleared,

    /// <summary>Changed how long things are kept that no law speaks of, or whether they are deleted every night.</summary>
    KeepingChanged,

    /// <summary>Took away all that is stored about somebody who works here (<em>Auskunft</em>).</summary>
    StaffInformed,

    /// <summary>Looked at all that is stored about a person, on one page.</summary>
    PersonLookedAt,

    /// <summary>Read customers and their people by a program.</summary>
    ReadByProgram,
}

/// <summary>One line of the <em>Protokoll</em>: who looked at or took away what, let somebody in, or changed how people get in and what they may. What was changed stands in the history of what
/// was changed. Written once; the database itself refuses to change it.</summary>
public sealed class AuditEntry
{
    /// <summary>So long it is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    AuditEntry()
    {
    }

    /// <summary>That person did it.</summary>
    /// <param name="about">What it was about, in words; at most 500 characters are kept.</param>
    public AuditEntry(Audited what, int byId, string about, DateTimeOffset at) =>
        (What, ById, About, At) = (what, byId, PlainText.Line(about) is { Length: > 500 } text ? text[..500] : PlainText.Line(about), at);

    public int Id { get; private set; }

    public Audited What { get; private set; }

    public int ById { get; private set; }

    public StaffMember By { get; private set; } = null!;

    public string About { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    sealed class Mapping : IEntityTypeConfiguration<AuditEntry>
    {
        public void Configure(EntityTypeBuilder<AuditEntry> entry)
        {
            entry.ToTable("audit_entries");
            entry.Property(e => e.About).HasMaxLength(500);
            entry.HasOne(e => e.By).WithMany().HasForeignKey(e => e.ById).OnDelete(DeleteBehavior.Restrict);
            entry.HasIndex(e => e.At); // the sweep
        }
    }

    /// <summary>What the database itself keeps: a line stays as it was written, until its year is over; only a person named in it may be erased.</summary>
    sealed class Triggers : ITriggers
    {
        static readonly string Rewritten = "new.what <> old.what or new.by_id <> old.by_id or new.at <> old.at or " + Platform.Data.Triggers.Rewrites("about");

        public static IEnumerable<string> Statements(bool postgres) => postgres
            ?
            [
                "create or replace function audit_written() returns trigger language plpgsql as $$ begin raise exception 'the audit is not rewritten'; end $$",
                $"create or replace trigger audit_entries_written before update on audit_entries for each row when ({Rewritten}) execute function audit_written()",
                "create or replace trigger audit_entries_stay before delete on audit_entries for each row when (old.at > now() - interval '364 days') execute function audit_written()",
            ]
            :
            [
                "drop trigger if exists audit_entries_written",
                $"create trigger audit_entries_written before update on audit_entries when {Rewritten} begin select raise(abort, 'the audit is not rewritten'); end",
                "create trigger if not exists audit_entries_stay before delete on audit_entries when old.at > datetime('now', '-364 days') begin select raise(abort, 'the audit is not rewritten'); end",
            ];
    }
}
