using Tresen.Platform.Time;

namespace Tresen.Privacy.Keeping;

/// <summary>Why something is kept.</summary>
public enum RetentionClass
{
    /// <summary>No law asks for it.</summary>
    None,

    /// <summary>Business letter (<em>Handels- oder Geschäftsbrief</em>), received or sent: six years (§ 257 Abs. 1 Nr. 2, 3 and Abs. 4 HGB, § 147 Abs. 1
    /// Nr. 2, 3 and Abs. 3 AO).</summary>
    BusinessLetter,

    /// <summary>Voucher (<em>Buchungsbeleg</em>): eight years (§ 257 Abs. 1 Nr. 4 and Abs. 4 HGB, § 147 Abs. 1 Nr. 4 and Abs. 3 AO, as they stand since 2025).</summary>
    Voucher,

    /// <summary>Somebody said that it must not be deleted (<em>Löschsperre</em>): claims that are being asserted (Art. 17 Abs. 3 lit. e DSGVO).</summary>
    LegalHold,
}

/// <summary>What is known of a ticket that decides how long it is kept, with all that hangs on it.</summary>
/// <param name="ClosedAt">Null: it is open.</param>
/// <param name="IsCustomers">It belongs to a customer who isn't ourselves: what is written about it are business letters.</param>
/// <param name="LastBooked">The last day that time was booked for …</param>
/// <param name="BookingChanged">… and when a booking of it was last made, changed or reversed.</param>
/// <param name="TimeBilled">When time of it was last billed …</param>
/// <param name="MaterialBilled">… and material.</param>
/// <param name="IsUnbilled">Something of it waits to be billed.</param>
/// <param name="IsBookedAnew">A booking of it was reversed and booked anew on another ticket that is still there: one without the other can't be understood.</param>
/// <param name="LastWritten">When the last message came or went.</param>
public sealed record TicketFacts(int Id, int Number, string Subject, DateTimeOffset? ClosedAt, bool IsCustomers, DateTimeOffset? HeldSince, DateOnly? LastBooked, DateTimeOffset? BookingChanged, DateTimeOffset? TimeBilled, DateTimeOffset? MaterialBilled, bool IsUnbilled, bool IsBookedAnew, DateTimeOffset? LastWritten);

/// <summary>Why and until when something is kept: the one place where that is reckoned. Messages, raw mails and files are kept as long as the ticket on which
/// they stand, because one without the other can't be understood (§ 145 AO, § 239 HGB).</summary>
/// <param name="Class">Why.</param>
/// <param name="DeleteOn">The first day on which it may go; null: not before something changes.</param>
public readonly record struct Retention(RetentionClass Class, DateOnly? DeleteOn)
{
    /// <summary>Years that business letters are kept, from the end of the calendar year on (§ 147 Abs. 4 AO).</summary>
    public const int LetterYears = 6;

    /// <summary>Years that vouchers are kept, from the end of the calendar year on.</summary>
    public const int VoucherYears = 8;

    /// <summary>The last day on which it is kept; null: no end is known.</summary>
    public DateOnly? KeptUntil => DeleteOn?.AddDays(-1);

    /// <summary>Whether it may go on that day.</summary>
    public bool IsOverOn(DateOnly today) => DeleteOn <= today;

    /// <summary>How long a ticket is kept.</summary>
    /// <param name="freeYears">So many years after it ended goes what no law wants kept; null: nobody has said, and it stays.</param>
    public static Retention Of(TicketFacts ticket, int? freeYears = null)
    {
        var isVoucher = ticket.TimeBilled is not null || ticket.MaterialBilled is not null || ticket.LastBooked is not null || ticket.IsUnbilled;
        var why = ticket.HeldSince is not null ? RetentionClass.LegalHold
            : isVoucher ? RetentionClass.Voucher
            : ticket.IsCustomers ? RetentionClass.BusinessLetter
            : RetentionClass.None;
        if (why == RetentionClass.LegalHold || ticket.IsUnbilled || ticket.IsBookedAnew || ticket.ClosedAt is not { } closed)
        {
            return new(why, null);
        }

        var ended = Zone.DayOf(ticket.LastWritten is { } written && written > closed ? written : closed);
        DateOnly? voucher = isVoucher ? AfterYears(VoucherYears, Later(Later(ticket.LastBooked, DayOf(ticket.BookingChanged)), Later(DayOf(ticket.TimeBilled), DayOf(ticket.MaterialBilled)))!.Value) : null;
        DateOnly? letter = ticket.IsCustomers ? AfterYears(LetterYears, ended) : null;
        DateOnly? free = !ticket.IsCustomers && (isVoucher || freeYears is not null) ? ended.AddYears(freeYears ?? 0).AddDays(1) : null;
        return new(why, Later(Later(voucher, letter), free));
    }

    static DateOnly? DayOf(DateTimeOffset? at) => at is { } instant ? Zone.DayOf(instant) : null;

    static DateOnly AfterYears(int years, DateOnly from) => new(from.Year + years + 1, 1, 1);

    static DateOnly? Later(DateOnly? one, DateOnly? other) => one is null || other > one ? other : one;
}
