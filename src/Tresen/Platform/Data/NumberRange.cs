using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Tresen.Platform.Data;

/// <summary>A range that running numbers are drawn from. A number is never given twice; gaps are allowed.</summary>
public sealed class NumberRange
{
    NumberRange()
    {
    }

    /// <summary>A range whose first number will be <paramref name="next"/>.</summary>
    public NumberRange(string name, long next) => (Name, Next) = (name, next);

    /// <summary>What is numbered: <c>ticket</c>, <c>customer</c>, <c>conversation-20261123</c>.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The number that will be given next.</summary>
    public long Next { get; private set; }

    sealed class Mapping : IEntityTypeConfiguration<NumberRange>
    {
        public void Configure(EntityTypeBuilder<NumberRange> range)
        {
            range.ToTable("number_ranges").HasKey(r => r.Name);
            range.Property(r => r.Name).HasMaxLength(60);
        }
    }
}

/// <summary>Drawing numbers.</summary>
public static class NumberDrawing
{
    const string Draw = "insert into number_ranges (name, next) values (@name, @second) "
        + "on conflict (name) do update set next = number_ranges.next + 1 returning next - 1";

    /// <summary>The next number of the range, which begins with <paramref name="first"/> where it doesn't exist yet. One
    /// statement, so that two processes can't draw the same.</summary>
    /// <remarks>On PostgreSQL it runs on a connection of its own, so that nobody waits for another's work to end; in SQLite,
    /// whose one writer we are, it is part of the work in hand.</remarks>
    public static async Task<long> DrawNumberAsync(this TresenDb db, string range, long first, CancellationToken cancel)
    {
        if (!db.Database.IsPostgres())
        {
            return await DrawAsync(db.Database.GetDbConnection(), db.Database.CurrentTransaction?.GetDbTransaction(), range, first, cancel);
        }

        await using var own = new NpgsqlConnection(db.Database.GetConnectionString());
        return await DrawAsync(own, null, range, first, cancel);
    }

    /// <summary>The number that would be given next, null where the range has not begun.</summary>
    public static Task<long?> NextNumberAsync(this TresenDb db, string range, CancellationToken cancel) =>
        db.Set<NumberRange>().Where(r => r.Name == range).Select(r => (long?)r.Next).SingleOrDefaultAsync(cancel);

    /// <summary>Lets the range go on with a higher number. A lower one would give numbers twice: false, and nothing changes.</summary>
    public static async Task<bool> MoveUpAsync(this TresenDb db, string range, long next, CancellationToken cancel) =>
        await db.Database.ExecuteSqlAsync(
            $"insert into number_ranges (name, next) values ({range}, {next}) on conflict (name) do update set next = {next} where number_ranges.next <= {next}", cancel) == 1;

    static async Task<long> DrawAsync(DbConnection connection, DbTransaction? transaction, string range, long first, CancellationToken cancel)
    {
        var opened = connection.State == ConnectionState.Closed;
        if (opened)
        {
            await connection.OpenAsync(cancel);
        }

        try
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Draw;
            command.Transaction = transaction;
            Add(command, "name", range);
            Add(command, "second", first + 1);
            return (long)(await command.ExecuteScalarAsync(cancel))!;
        }
        finally
        {
            if (opened)
            {
                await connection.CloseAsync();
            }
        }
    }

    static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
