using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tresen.Platform;
using Tresen.Staff;

namespace Tresen.Privacy.Keeping;

/// <summary>What began a run; the numbers are stored.</summary>
public enum RunCause
{
    /// <summary>Somebody looked at what would go, and said that it shall.</summary>
    Person,

    /// <summary>It comes by itself every night.</summary>
    Night,

    /// <summary><c>tresen retention</c>.</summary>
    Command,

    /// <summary>A copy was brought back in which it was still there.</summary>
    Replay,
}

/// <summary>One run over what is kept long enough (<em>Aufbewahrung</em>): who, when, how much of what; no contents. It does its work in portions, and
/// goes on where it was if it is torn away.</summary>
public sealed class RetentionRun
{
    RetentionRun()
    {
    }

    /// <summary>A run by what the rules say now.</summary>
    /// <param name="by">Null: nobody who could be named.</param>
    /// <param name="day">What is over on that day goes.</param>
    public RetentionRun(RunCause cause, StaffMember? by, RetentionRules rules, DateOnly day, DateTimeOffset at) =>
        (Cause, By, ById, FreeYears, SpamDays, Day, StartedAt) = (cause, by, by?.Id, rules.FreeYears, rules.SpamDays, day, at);

    public int Id { get; private set; }

    public RunCause Cause { get; private set; }

    public int? ById { get; private set; }

    public StaffMember? By { get; private set; }

    /// <summary>By which day it is judged, so that what was shown is what goes.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>The rules as they were when it began.</summary>
    public int? FreeYears { get; private set; }

    public int? SpamDays { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>Null: it is at work.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>The last ticket that it has looked at.</summary>
    public int ReachedId { get; private set; }

    /// <summary>Tickets that no duty stood on, business letters, vouchers.</summary>
    public int FreeTickets { get; private set; }

    public int LetterTickets { get; private set; }

    public int VoucherTickets { get; private set; }

    public int Messages { get; private set; }

    public int RawMails { get; private set; }

    public int Files { get; private set; }

    public int Bookings { get; private set; }

    /// <summary>All tickets that went.</summary>
    public int Tickets => FreeTickets + LetterTickets + VoucherTickets;

    /// <summary>It has looked at that ticket and all before.</summary>
    public void Reach(int ticketId) => ReachedId = ticketId;

    /// <summary>A ticket of that class went, with that.</summary>
    public void Count(RetentionClass why, Amounts amounts)
    {
        switch (why)
        {
            case RetentionClass.Voucher:
                VoucherTickets++;
                break;
            case RetentionClass.BusinessLetter:
                LetterTickets++;
                break;
            default:
                FreeTickets++;
                break;
        }

        (Messages, RawMails, Files, Bookings) = (Messages + amounts.Messages, RawMails + amounts.RawMails, Files + amounts.Files, Bookings + amounts.Bookings);
    }

    /// <summary>Mails went that belonged to no ticket.</summary>
    public void CountMails(int mails) => RawMails += mails;

    /// <summary>It is done.</summary>
    public void Finish(DateTimeOffset at)
    {
        if (FinishedAt is not null)
        {
            throw new BrokenRuleException("Dieser Lauf ist schon zu Ende.");
        }

        FinishedAt = at;
    }

    sealed class Mapping : IEntityTypeConfiguration<RetentionRun>
    {
        public void Configure(EntityTypeBuilder<RetentionRun> run)
        {
            run.ToTable("retention_runs");
            run.Ignore(r => r.Tickets);
            run.HasIndex(r => r.FinishedAt); // the one at work
            run.HasOne(r => r.By).WithMany().HasForeignKey(r => r.ById).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>That there was a ticket of that number, and since when there isn't; whoever follows an old link is told.</summary>
public sealed class GoneTicket
{
    GoneTicket()
    {
    }

    /// <summary>It went in that run.</summary>
    public GoneTicket(int number, RetentionClass why, RetentionRun run, DateTimeOffset at) => (Number, Class, Run, RunId, At) = (number, why, run, run.Id, at);

    public int Number { get; private set; }

    /// <summary>Why it had been kept.</summary>
    public RetentionClass Class { get; private set; }

    public int RunId { get; private set; }

    public RetentionRun Run { get; private set; } = null!;

    public DateTimeOffset At { get; private set; }

    sealed class Mapping : IEntityTypeConfiguration<GoneTicket>
    {
        public void Configure(EntityTypeBuilder<GoneTicket> ticket)
        {
            ticket.ToTable("gone_tickets").HasKey(t => t.Number);
            ticket.Property(t => t.Number).ValueGeneratedNever();
            ticket.HasOne(t => t.Run).WithMany().HasForeignKey(t => t.RunId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>How much hangs on tickets.</summary>
public sealed record Amounts(int Tickets, int Messages, int RawMails, int Files, int Bookings)
{
    /// <summary>Nothing.</summary>
    public static readonly Amounts None = new(0, 0, 0, 0, 0);

    /// <summary>Both together.</summary>
    public static Amounts operator +(Amounts one, Amounts other) =>
        new(one.Tickets + other.Tickets, one.Messages + other.Messages, one.RawMails + other.RawMails, one.Files + other.Files, one.Bookings + other.Bookings);
}
