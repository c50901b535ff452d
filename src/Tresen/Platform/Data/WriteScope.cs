using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Tresen.Platform.Data;

/// <summary>One piece of work on the database: all of it or nothing.</summary>
/// <remarks>SQLite has one writer. Waiting for it in a queue of our own (the lane) costs nothing; waiting in the driver
/// means polling every 150 ms. The transaction is begun immediately, so that a read that a write follows is still true.</remarks>
public sealed class WriteScope : IAsyncDisposable
{
    static readonly SemaphoreSlim Lane = new(1);

    readonly IDbContextTransaction transaction;
    readonly bool holdsLane;

    WriteScope(IDbContextTransaction transaction, bool holdsLane) => (this.transaction, this.holdsLane) = (transaction, holdsLane);

    /// <summary>Begins a piece of work; dispose without <see cref="CommitAsync"/> takes it back.</summary>
    public static async Task<WriteScope> BeginAsync(TresenDb db, CancellationToken cancel = default)
    {
        var sqlite = !db.Database.IsPostgres();
        if (sqlite)
        {
            await Lane.WaitAsync(cancel);
        }

        try
        {
            return new WriteScope(await db.Database.BeginTransactionAsync(cancel), sqlite);
        }
        catch when (sqlite)
        {
            Lane.Release();
            throw;
        }
    }

    /// <summary>Makes the work last.</summary>
    public Task CommitAsync(CancellationToken cancel = default) => transaction.CommitAsync(cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await transaction.DisposeAsync();
        }
        finally
        {
            if (holdsLane)
            {
                Lane.Release();
            }
        }
    }
}

/// <summary>Row locks, for a change that depends on what the row says.</summary>
public static class RowLocks
{
    /// <summary>Waits until nobody else is changing the row with this key and keeps others out until the work is done. On
    /// SQLite the lane already does.</summary>
    public static async Task LockAsync<TEntity>(this TresenDb db, int id, CancellationToken cancel)
        where TEntity : class
    {
        if (db.Database.IsPostgres())
        {
            var table = db.Model.FindEntityType(typeof(TEntity))!.GetTableName();
#pragma warning disable EF1002 // the table's name comes from the model
            await db.Database.ExecuteSqlRawAsync($"select 1 from {table} where id = {{0}} for update", [id], cancel);
#pragma warning restore EF1002
        }
    }

    /// <summary>The same for something that has no row yet: the first who names that word goes on, the others wait until its work is done.</summary>
    public static async Task LockWordAsync(this TresenDb db, string word, CancellationToken cancel)
    {
        if (db.Database.IsPostgres() && word.Length > 0)
        {
            await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(1, hashtext({word}))", cancel);
        }
    }

    /// <summary>The same for many rows, in the order of their keys, so that two who lock the same ones don't wait for each other.</summary>
    public static async Task LockAllAsync<TEntity>(this TresenDb db, IReadOnlyCollection<int> ids, CancellationToken cancel)
        where TEntity : class
    {
        if (db.Database.IsPostgres() && ids.Count > 0)
        {
            var table = db.Model.FindEntityType(typeof(TEntity))!.GetTableName();
#pragma warning disable EF1002 // the table's name comes from the model
            await db.Database.ExecuteSqlRawAsync($"select 1 from {table} where id = any({{0}}) order by id for update", [ids.ToArray()], cancel);
#pragma warning restore EF1002
        }
    }
}
