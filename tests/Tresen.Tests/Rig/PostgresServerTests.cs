using Npgsql;

namespace Tresen.Tests.Rig;

public sealed class PostgresServerTests
{
    [Fact]
    public void A_database_is_a_copy_of_its_template()
    {
        var server = PostgresServer.Instance;
        var run = Guid.NewGuid().ToString("N");
        using (var template = new NpgsqlConnection(server.CreateDatabase($"rig_template_{run}") + ";Pooling=false"))
        {
            Ask(template, "create table town (name text); insert into town values ('Emden')");
        }

        using var copy = new NpgsqlConnection(server.CreateDatabase($"rig_copy_{run}", $"rig_template_{run}") + ";Pooling=false");
        Ask(copy, "select name from town").ShouldBe("Emden");
    }

    [Fact]
    public void It_is_gone_when_it_is_let_go()
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, "PostgreSQL is not installed: apt-get install postgresql");
        var server = new PostgresServer(keepsPromises: true);
        using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        Ask(connection, "show fsync").ShouldBe("on");
        connection.Close();
        var folder = connection.Host!;

        server.Dispose();

        Directory.Exists(folder).ShouldBeFalse();
        Should.Throw<NpgsqlException>(connection.Open);
    }

    static object? Ask(NpgsqlConnection connection, string statement)
    {
        if (connection.State != System.Data.ConnectionState.Open)
        {
            connection.Open();
        }

        using var command = new NpgsqlCommand(statement, connection);
        return command.ExecuteScalar();
    }
}
