using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Tresen.Platform.Time;

namespace Tresen.Platform.Data;

/// <summary>Instants are kept as UTC and truncated to microseconds, the precision that both databases have. (The SQLite
/// provider can't order <see cref="DateTimeOffset"/> itself.)</summary>
public sealed class InstantConverter() : ValueConverter<DateTimeOffset, DateTime>(
    instant => new DateTime(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc),
    stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));

/// <summary>Money is kept as integer cents.</summary>
public sealed class MoneyConverter() : ValueConverter<Money, long>(money => money.Cents, cents => new Money(cents));

/// <summary>Rates are kept as integer cents an hour.</summary>
public sealed class HourlyRateConverter() : ValueConverter<HourlyRate, long>(rate => rate.CentsPerHour, cents => new HourlyRate(cents));

/// <summary>Business hours are kept as text, see <see cref="BusinessHours.Stored"/>.</summary>
public sealed class BusinessHoursConverter() : ValueConverter<BusinessHours, string>(hours => hours.Stored, stored => BusinessHours.FromStored(stored));
