using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tresen.Platform.Data;
using Tresen.Platform.Settings;

namespace Tresen.Platform.Files;

/// <summary>The scanner that looks into each file, ClamAV behind its socket, as the administration sets it.</summary>
public sealed class VirusScanner
{
    public int Id { get; private set; }

    /// <summary>Where it listens: the path of a socket, or <c>host:port</c>; empty: nothing is scanned.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Whether files that it hasn't looked at yet are handed out.</summary>
    public bool ServesUnscanned { get; private set; } = true;

    /// <summary>Whether there is one.</summary>
    public bool IsSet => Address.Length > 0;

    /// <summary>Says where it listens, and what becomes of files until it has looked.</summary>
    public void Set(string address, bool servesUnscanned) => (Address, ServesUnscanned) = (address.Trim(), servesUnscanned);

    sealed class Mapping : IEntityTypeConfiguration<VirusScanner>
    {
        public void Configure(EntityTypeBuilder<VirusScanner> scanner)
        {
            scanner.ToTable("virus_scanners");
            scanner.Ignore(s => s.IsSet);
            scanner.Property(s => s.Address).HasMaxLength(300);
        }
    }
}

/// <summary>Questions about the virus scanner.</summary>
public static class VirusScannerQueries
{
    extension(TresenDb db)
    {
        /// <summary>The setting; a new one, not added, where nobody has changed it yet.</summary>
        public async Task<VirusScanner> VirusScannerAsync(CancellationToken cancel) =>
            await db.Set<VirusScanner>().OrderBy(s => s.Id).FirstOrDefaultAsync(cancel) ?? new VirusScanner();
    }
}

/// <summary>The settings of the virus scanner.</summary>
public sealed class VirusScannerSettings : ISettings
{
    public static readonly SettingArea OfScanner = new("virus-scanner", "Virenprüfung");

    /// <inheritdoc/>
    public static IEnumerable<SettingSheet> Sheets =>
    [
        new SettingSheet<VirusScanner>(OfScanner).Kept(s => s.Address, "Adresse des Virenprüfers").Kept(s => s.ServesUnscanned, "Ungeprüfte Dateien herausgeben"),
    ];
}
