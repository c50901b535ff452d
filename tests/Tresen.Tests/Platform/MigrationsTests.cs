using Microsoft.EntityFrameworkCore;

namespace Tresen.Tests.Platform;

/// <summary>The stored migrations make exactly what the program maps.</summary>
public sealed class MigrationsTests(TresenApp app) : IClassFixture<TresenApp>
{
    [Fact]
    public async Task No_change_of_the_model_is_without_its_migration() =>
        (await app.Db(db => Task.FromResult(db.Database.HasPendingModelChanges()))).ShouldBeFalse("run bin/migration NAME");

    [Fact]
    public async Task The_database_was_made_by_migrations() =>
        (await app.Db(db => db.Database.GetAppliedMigrationsAsync())).ShouldNotBeEmpty();
}
