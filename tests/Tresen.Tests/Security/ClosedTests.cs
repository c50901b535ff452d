using Microsoft.EntityFrameworkCore;

namespace Tresen.Tests.Security;

/// <summary>What is closed to strangers once somebody works here, and what little health says.</summary>
public sealed class ClosedTests(TresenApp app) : IClassFixture<TresenApp>
{
    [Fact]
    public async Task D19_The_first_run_is_over_for_good()
    {
        using var stranger = app.Stranger();
        (await stranger.Get("/first-run")).Status.ShouldBe(404);
        (await stranger.Get("/first-run?code=x")).Status.ShouldBe(404);
        (await stranger.Send("/first-run", ("Code", "x"), ("Name", "Eve"), ("Mail", "eve@boese.example"), ("Password", "ein ganz neues Wort"), ("Company", "B"), ("Particulars", "B"), ("Rate", "1"))).Status.ShouldBe(404);
        (await app.Db(db => db.Set<Tresen.Staff.StaffMember>().CountAsync(s => s.Mail == "eve@boese.example"))).ShouldBe(0);
    }

    [Fact]
    public async Task D19_Before_that_it_wants_the_code_and_leads_everybody_there()
    {
        await using var empty = TresenApp.Empty();
        using var stranger = empty.Stranger();
        (await stranger.Get("/tickets")).LedTo.ShouldBe("/first-run");
        var wrong = await stranger.Send("/first-run", ("Code", "abcdefghjkmnpqrstuvwxyz2"), ("Name", "Eve"), ("Mail", "eve@boese.example"), ("Password", "ein ganz neues Wort"), ("Company", "B"), ("Particulars", "B"), ("Rate", "1"));
        wrong.Status.ShouldBe(422);
        wrong.ShouldSay("Der Code stimmt nicht");

        var code = await Tresen.Staff.FirstRun.CodeAsync(empty.Services);
        (await stranger.Send("/first-run", ("Code", code), ("Name", "Anna"), ("Mail", "anna@firma.example"), ("Password", "ein ganz neues Wort"), ("Company", "Firma"), ("Particulars", "Firma"), ("Rate", "92,50"))).LedTo.ShouldBe("/sign-in");
        (await stranger.Get("/first-run?code=" + code)).Status.ShouldBe(404);
        (await Tresen.Staff.FirstRun.CodeAsync(empty.Services)).ShouldBeNull();
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/.env")]
    [InlineData("/.git/config")]
    [InlineData("/swagger")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/cron")]
    [InlineData("/logs")]
    [InlineData("/tresen.db")]
    [InlineData("/data/tresen.db")]
    [InlineData("/appsettings.json")]
    [InlineData("/admin")]
    [InlineData("/trace.axd")]
    public async Task D19_There_is_nothing_else_to_be_found(string path)
    {
        using var stranger = app.Stranger();
        var answer = await stranger.Get(path);
        answer.Status.ShouldBe(404);
        ShouldNotTell(answer);
    }

    [Fact]
    public async Task D19_Health_is_one_word()
    {
        using var stranger = app.Stranger();
        foreach (var (path, word) in new[] { ("/health/live", "live"), ("/health/ready", "ready") })
        {
            var answer = await stranger.Get(path);
            answer.Status.ShouldBe(200);
            answer.Html.ShouldBe(word);
            ShouldNotTell(answer);
        }

        (await stranger.Get("/health")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Health_says_ready_only_while_the_database_answers()
    {
        await using var failing = new TresenApp();
        using var stranger = failing.Stranger();
        (await stranger.Get("/health/ready")).Status.ShouldBe(200);
        await failing.Db(db => db.Database.ExecuteSqlRawAsync("alter table data_protection_keys rename to elsewhere"));
        (await stranger.Get("/health/ready")).Status.ShouldBe(503);
        (await stranger.Get("/health/live")).Status.ShouldBe(200);
        await failing.Db(db => db.Database.ExecuteSqlRawAsync("alter table elsewhere rename to data_protection_keys"));
        (await stranger.Get("/health/ready")).Status.ShouldBe(200);
    }

    static void ShouldNotTell(Answer answer)
    {
        answer.Response.Headers.Contains("Server").ShouldBeFalse();
        answer.Response.Headers.Contains("X-Powered-By").ShouldBeFalse();
        answer.Html.ShouldNotMatch(@"\b\d+\.\d+\.\d+\b|ASP\.NET|Kestrel|Exception|   at ");
    }
}
