using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Tresen.Platform.Data;

/// <summary>Makes the two databases for <c>bin/migration</c>, which reads the model and connects to nothing.</summary>
sealed class DesignTime : IDesignTimeDbContextFactory<SqliteTresenDb>, IDesignTimeDbContextFactory<PostgresTresenDb>
{
    // Which tables Identity maps, it asks the program's services.
    static IServiceProvider Services => new ServiceCollection()
        .Configure<IdentityOptions>(identity => identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3)
        .BuildServiceProvider();

    SqliteTresenDb IDesignTimeDbContextFactory<SqliteTresenDb>.CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqliteTresenDb>().UseApplicationServiceProvider(Services);
        Databases.UseSqlite(options, "design.db");
        return new SqliteTresenDb(options.Options);
    }

    PostgresTresenDb IDesignTimeDbContextFactory<PostgresTresenDb>.CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PostgresTresenDb>().UseApplicationServiceProvider(Services);
        Databases.UsePostgres(options, "Host=localhost");
        return new PostgresTresenDb(options.Options);
    }
}
