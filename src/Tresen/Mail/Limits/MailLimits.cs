using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tresen.Mail.Reading;
using Tresen.Platform.Data;
using Tresen.Platform.Settings;

namespace Tresen.Mail.Limits;

/// <summary>How large and how crooked a mail may be (<em>Grenzen für Mails</em>). What is over them is lost to nobody: it lies in the tray.</summary>
public sealed class MailLimits
{
    const long Megabyte = 1024 * 1024;

    public int Id { get; private set; }

    /// <summary>A larger mail isn't fetched: only its header is here, and it stays on its server.</summary>
    public int FetchedMegabytes { get; private set; } = 100;

    /// <summary>A larger mail is fetched and not read: its bytes lie in the tray.</summary>
    public int ReadMegabytes { get; private set; } = (int)(ReadingLimits.Standard.Bytes / Megabyte);

    public int HeaderKilobytes { get; private set; } = ReadingLimits.Standard.HeaderBytes / 1024;

    public int Parts { get; private set; } = ReadingLimits.Standard.Parts;

    public int Depth { get; private set; } = ReadingLimits.Standard.Depth;

    public int Recipients { get; private set; } = ReadingLimits.Standard.Recipients;

    public int Seconds { get; private set; } = (int)ReadingLimits.Standard.Time.TotalSeconds;

    /// <summary>What is fetched whole, in bytes.</summary>
    public long FetchedBytes => FetchedMegabytes * Megabyte;

    /// <summary>What is read.</summary>
    public ReadingLimits Reading => new(ReadMegabytes * Megabyte, HeaderKilobytes * 1024, Parts, Depth, Recipients, TimeSpan.FromSeconds(Seconds));

    /// <summary>Changes them.</summary>
    public void Set(int fetchedMegabytes, int readMegabytes, int headerKilobytes, int parts, int depth, int recipients, int seconds) =>
        (FetchedMegabytes, ReadMegabytes, HeaderKilobytes, Parts, Depth, Recipients, Seconds) = (fetchedMegabytes, readMegabytes, headerKilobytes, parts, depth, recipients, seconds);

    sealed class Mapping : IEntityTypeConfiguration<MailLimits>
    {
        public void Configure(EntityTypeBuilder<MailLimits> limits)
        {
            limits.ToTable("mail_limits");
            limits.Ignore(l => l.FetchedBytes).Ignore(l => l.Reading);
        }
    }
}

/// <summary>Questions about the limits of mails.</summary>
public static class MailLimitsQueries
{
    extension(TresenDb db)
    {
        /// <summary>The limits; new ones, not added, where nobody has changed them yet.</summary>
        public async Task<MailLimits> MailLimitsAsync(CancellationToken cancel) => await db.Set<MailLimits>().OrderBy(l => l.Id).FirstOrDefaultAsync(cancel) ?? new MailLimits();
    }
}

/// <summary>The settings of what mails may be.</summary>
public sealed class MailLimitsSettings : ISettings
{
    public static readonly SettingArea OfLimits = new("mail-limits", "Grenzen für Mails");

    /// <inheritdoc/>
    public static IEnumerable<SettingSheet> Sheets =>
    [
        new SettingSheet<MailLimits>(OfLimits).Kept(l => l.FetchedMegabytes, "Ganz abgeholt bis (MB)").Kept(l => l.ReadMegabytes, "Gelesen bis (MB)").Kept(l => l.HeaderKilobytes, "Kopf bis (KB)")
            .Kept(l => l.Parts, "Teile höchstens").Kept(l => l.Depth, "Verschachtelung höchstens").Kept(l => l.Recipients, "Empfänger höchstens").Kept(l => l.Seconds, "Lesezeit höchstens (Sekunden)"),
    ];
}
