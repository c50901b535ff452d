using Microsoft.EntityFrameworkCore;
using Tresen.Staff;

namespace Tresen.Tests.Staff;

/// <summary><c>tresen user add</c>, the way in when nobody can sign in any more, and the other verbs when they are told something wrong.</summary>
public sealed class UserAddTests
{
    [Fact]
    public async Task It_names_a_password_that_works_and_refuses_what_can_not_be()
    {
        Assert.SkipWhen(TestDatabase.IsPostgres, "the command opens its own database");
        var data = Directory.CreateTempSubdirectory("tresen-data-").FullName;
        try
        {
            var (code, said, _) = await RunAsync("user", "add", "Chef@Firma.example", "Erika Chefin", "--role", "administrator", "--data", data);
            code.ShouldBe(0);
            said.ShouldContain("Anmeldung: chef@firma.example");
            var password = said.Split("Passwort: ")[1].Split('\n')[0].Trim();

            var taken = await RunAsync("user", "add", "chef@firma.example", "Noch eine", "--data", data);
            (taken.Code, taken.Error.Trim()).ShouldBe((1, "Mit chef@firma.example meldet sich schon jemand an."));
            foreach (var unusable in new[] { "keine Adresse", "chef@", "a@b.example,c@d.example", "x\n@firma.example", "" })
            {
                var refused = await RunAsync("user", "add", unusable, "Niemand", "--data", data);
                (refused.Code, refused.Error.Trim()).ShouldBe((1, "Bitte eine E-Mail-Adresse wie name@firma.example eingeben."), unusable);
            }

            (await RunAsync("user", "add", "nur@firma.example")).Code.ShouldBe(2);
            var role = await RunAsync("user", "add", "wer@firma.example", "Wer", "--role", "koenig", "--data", data);
            (role.Code, role.Error.Contains("administrator", StringComparison.Ordinal)).ShouldBe((1, true), role.Error);

            await using var app = new TresenApp(TestDatabase.Empty());
            app.Set["Tresen:Data"] = data;
            using var erika = app.Stranger();
            (await erika.Send("/sign-in", ("Mail", "chef@firma.example"), ("Password", password))).Status.ShouldBe(302);
            (await erika.Get("/administration/staff")).Status.ShouldBe(200);
            (await app.Db(db => db.Set<StaffMember>().CountAsync())).ShouldBe(1);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(data, recursive: true);
        }
    }

    [Theory]
    [InlineData("--tickets", "viele")]
    [InlineData("--tickets", "-5")]
    [InlineData("--customers", "1,5")]
    [InlineData("--customers", "0")]
    public async Task Seed_wants_whole_numbers(string option, string typed)
    {
        var (code, _, error) = await RunAsync("seed", option, typed);
        code.ShouldBe(2);
        error.ShouldContain($"„{typed}“ passt nicht zu {option}: Bitte eine ganze Zahl");
    }

    [Fact]
    public async Task Seed_fills_nothing_but_an_empty_house()
    {
        Assert.SkipWhen(TestDatabase.IsPostgres, "the command opens its own database");
        var data = Directory.CreateTempSubdirectory("tresen-data-").FullName;
        try
        {
            await RunAsync("user", "add", "chef@firma.example", "Erika Chefin", "--data", data);
            var (code, _, error) = await RunAsync("seed", "--customers", "2", "--tickets", "3", "--data", data);
            (code, error.Contains("nur in einen leeren Bestand", StringComparison.Ordinal)).ShouldBe((1, true), error);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(data, recursive: true);
        }
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("demo")]
    public async Task A_port_that_is_taken_is_named_in_a_sentence(string verb)
    {
        using var somebody = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        somebody.Start();
        var port = ((System.Net.IPEndPoint)somebody.LocalEndpoint).Port;
        var data = Path.Combine(Path.GetTempPath(), "tresen-" + Guid.NewGuid().ToString("N"));
        var (code, said, error) = await RunAsync(verb, "--port", port.ToString(), "--data", data);
        (code, said).ShouldBe((1, ""));
        error.Trim().ShouldBe($"Port {port} ist belegt. Läuft Tresen schon? Sonst bitte mit --port einen anderen nennen, zum Beispiel --port {port + 1}.");
        Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories).ShouldBeEmpty("it began nothing");
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task Mail_explain_prints_an_object_for_a_file_that_is_not_there()
    {
        var (_, said, _) = await RunAsync("mail", "explain", "/gibt/es/nicht.eml");
        said.ShouldStartWith("{");
        said.ShouldContain("\"problems\":[\"no-file\"]");
    }

    static async Task<(int Code, string Said, string Error)> RunAsync(params string[] args)
    {
        using var said = new StringWriter();
        using var error = new StringWriter();
        var code = await new Commands(said, error).RunAsync(args);
        return (code, said.ToString(), error.ToString());
    }
}
