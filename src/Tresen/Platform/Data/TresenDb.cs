using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Tresen.Platform.Identity;
using Tresen.Platform.Settings;

namespace Tresen.Platform.Data;

/// <summary>Everything that is stored. It names no slice: each slice maps its own entities (found by scan) and adds its
/// tables as extension properties beside its queries.</summary>
public abstract class TresenDb(DbContextOptions options) : IdentityUserContext<SignIn, Guid>(options), IDataProtectionKeyContext
{
    /// <summary>The keys that protect cookies and stored credentials, so that all nodes and a restored backup share them.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Version 3 has the passkeys.</summary>
    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    /// <inheritdoc/>
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        BeforeSave.Add(this, Now);
        var changed = this.ChangedSettings();
        if (changed.Count == 0)
        {
            return base.SaveChanges(acceptAllChangesOnSuccess);
        }

        using var own = Database.CurrentTransaction is null ? Database.BeginTransaction() : null;
        var saved = base.SaveChanges(acceptAllChangesOnSuccess);
        this.Append(changed, Set<SettingChain>().Single());
        base.SaveChanges(acceptAllChangesOnSuccess);
        own?.Commit();
        return saved;
    }

    /// <inheritdoc/>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        BeforeSave.Add(this, Now);
        var changed = this.ChangedSettings();
        if (changed.Count == 0)
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        await using var own = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        await this.AppendAsync(changed, cancellationToken);
        await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (own is not null)
        {
            await own.CommitAsync(cancellationToken);
        }

        return saved;
    }

    /// <summary>The program's services; outside of the program (migrations) there are none.</summary>
    internal IServiceProvider? Services => this.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider;

    /// <summary>The program's clock; outside of the program the system's serves.</summary>
    internal DateTimeOffset Now => (Services?.GetService<TimeProvider>() ?? TimeProvider.System).GetUtcNow();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(TresenDb).Assembly);
        builder.Entity<DataProtectionKey>().Property(k => k.Xml).HasMaxLength(20_000); // a key is longer than the 300 of other texts
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();
        conventions.Properties<Money>().HaveConversion<MoneyConverter>();
        conventions.Properties<HourlyRate>().HaveConversion<HourlyRateConverter>();
        conventions.Properties<Time.BusinessHours>().HaveConversion<BusinessHoursConverter>().HaveMaxLength(Time.BusinessHours.MostStored);
        conventions.Properties<string>().HaveMaxLength(300);
    }
}

/// <summary><see cref="TresenDb"/> on the embedded database; holds its migrations.</summary>
public sealed class SqliteTresenDb(DbContextOptions<SqliteTresenDb> options) : TresenDb(options);

/// <summary><see cref="TresenDb"/> on PostgreSQL; holds its migrations.</summary>
public sealed class PostgresTresenDb(DbContextOptions<PostgresTresenDb> options) : TresenDb(options)
{
    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        foreach (var key in builder.Model.GetEntityTypes().SelectMany(e => e.GetProperties()).Where(p => p.Name == nameof(Text.SortKey)))
        {
            key.SetCollation("C"); // the key is made to be compared byte by byte, as SQLite does; the server's own language would order it anew
        }
    }
}
