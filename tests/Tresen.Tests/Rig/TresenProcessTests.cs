using Microsoft.Data.Sqlite;

namespace Tresen.Tests.Rig;

/// <summary>The program as it is started from a shell: what it says, how it ends, what it keeps.</summary>
public sealed class TresenProcessTests
{
    [Fact]
    public async Task It_says_where_it_is_and_ends_cleanly_on_Ctrl_C()
    {
        using var tresen = await TresenProcess.DemoAsync();
        using var client = new HttpClient();

        tresen.Address.ShouldStartWith("http://127.0.0.1:");
        tresen.Mail.ShouldContain("@");
        tresen.Password.ShouldNotBeEmpty();
        (await client.GetAsync(tresen.Address + "/sign-in")).EnsureSuccessStatusCode();

        (await tresen.InterruptAsync()).ShouldBe(0, tresen.Output);
    }

    [Fact]
    public async Task Killed_and_started_again_on_the_same_folder_it_goes_on()
    {
        var data = Directory.CreateTempSubdirectory("tresen-data-").FullName;
        try
        {
            using (var first = await TresenProcess.DemoAsync(data))
            {
                first.Kill();
            }

            var staff = Ask(data, "select count(*) from staff_members");
            Ask(data, "pragma integrity_check").ShouldBe("ok");
            using var second = await TresenProcess.DemoAsync(data);
            Ask(data, "select count(*) from staff_members").ShouldBe(staff);
            (await second.InterruptAsync()).ShouldBe(0, second.Output);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public async Task An_empty_one_leads_to_the_first_run_page()
    {
        using var tresen = await TresenProcess.ServeAsync();
        using var client = new HttpClient();

        tresen.Output.ShouldContain("Erste Einrichtung: ");
        (await client.GetAsync(tresen.Address + "/")).RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/first-run");
    }

    static object? Ask(string data, string question)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "tresen.db")};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = question;
        return command.ExecuteScalar();
    }
}
