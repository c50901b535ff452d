using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Tresen.Tests.Rig;

/// <summary>The program as it is started from a shell: what it says, how it ends, what it keeps.</summary>
public sealed partial class TresenProcessTests
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
        using var data = new Folder();
        using (var first = await TresenProcess.DemoAsync(data.Path))
        {
            first.Kill();
        }

        var staff = Ask(data.Path, "select count(*) from staff_members");
        Ask(data.Path, "pragma integrity_check").ShouldBe("ok");
        using var second = await TresenProcess.DemoAsync(data.Path);
        Ask(data.Path, "select count(*) from staff_members").ShouldBe(staff);
        (await second.InterruptAsync()).ShouldBe(0, second.Output);
    }

    [Fact]
    public async Task An_empty_one_leads_to_the_first_run_page()
    {
        using var tresen = await TresenProcess.ServeAsync();
        using var client = new HttpClient();

        tresen.Output.ShouldContain("Erste Einrichtung: ");
        (await client.GetAsync(tresen.Address + "/")).RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/first-run");
    }

    [Fact]
    public async Task Run_from_its_sources_it_has_its_styles_and_scripts()
    {
        using var tresen = await TresenProcess.FromSourcesAsync();
        using var client = new HttpClient { BaseAddress = new Uri(tresen.Address) };
        var page = await client.GetStringAsync("/first-run" + tresen.Output.Split("/first-run")[1].Split('\n')[0].TrimEnd());

        var assets = Asset().Matches(page).Select(m => m.Groups[1].Value).ToList();
        assets.ShouldContain(a => a.EndsWith(".css"));
        foreach (var asset in assets)
        {
            (await client.GetByteArrayAsync(asset)).ShouldNotBeEmpty(asset);
        }
    }

    [Fact]
    public async Task The_demo_firm_that_was_made_with_the_program_is_laid_into_an_empty_folder_and_shares_no_key()
    {
        Assert.SkipUnless(File.Exists(TresenProcess.ReadyMade), "No artifacts/demo.db: run bin/publish");
        using var firm = new Folder();
        File.Copy(TresenProcess.ReadyMade, firm.Database);
        Change(firm.Database, "update companies set name = 'Vom Band GmbH'");
        File.SetLastWriteTimeUtc(firm.Database, DateTime.UtcNow);
        using var tresen = await TresenProcess.DemoOfAsync(firm.Database);

        Ask(tresen.Data, "select name from companies").ShouldBe("Vom Band GmbH");
        Ask(tresen.Data, "select count(*) from tickets").ShouldBe(Ask(firm.Path, "select count(*) from tickets"));
        Ask(firm.Path, "select count(*) from data_protection_keys").ShouldBe(0L, "each installation protects its cookies by keys of its own");
        Ask(tresen.Data, "select count(*) from data_protection_keys").ShouldBe(1L);
    }

    [Fact]
    public async Task A_demo_firm_of_another_day_is_made_anew_and_never_laid_over_data()
    {
        using var firm = new Folder();
        await File.WriteAllTextAsync(firm.Database, "not even a database");
        File.SetLastWriteTimeUtc(firm.Database, DateTime.UtcNow.AddDays(-1));
        using var data = new Folder();
        object? tickets;
        using (var first = await TresenProcess.DemoOfAsync(firm.Database, data.Path))
        {
            tickets = Ask(data.Path, "select count(*) from tickets");
            Convert.ToInt64(tickets).ShouldBeGreaterThan(300);
            (await first.InterruptAsync()).ShouldBe(0, first.Output);
        }

        File.SetLastWriteTimeUtc(firm.Database, DateTime.UtcNow);
        using var second = await TresenProcess.DemoOfAsync(firm.Database, data.Path);
        Ask(data.Path, "select count(*) from tickets").ShouldBe(tickets);
    }

    [GeneratedRegex("(?:href|src)=\"(/[^\"]+\\.(?:css|js|svg)[^\"]*)\"")]
    private static partial Regex Asset();

    static void Change(string database, string statement)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    static object? Ask(string data, string question)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "tresen.db")};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = question;
        return command.ExecuteScalar();
    }

    /// <summary>A folder that goes with the test.</summary>
    sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("tresen-data-").FullName;

        public string Database => System.IO.Path.Combine(Path, "tresen.db");

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
