using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tresen.Staff;
using Tresen.Tests.Rig;

namespace Tresen.Tests.Security;

/// <summary>Signing in with a passkey: whoever holds the key comes in, and nobody else.</summary>
public sealed class PasskeyTests : IAsyncLifetime
{
    const string Page = "/account/passkeys";

    readonly TresenApp app = new();
    readonly SoftwareKey key = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        key.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Theo_adds_one_comes_in_with_it_and_removes_it()
    {
        using var theo = await app.As(World.Theo);
        (await theo.Open(Page)).ShouldSay("Noch keiner.");
        (await Add(theo)).LedTo.ShouldBe(Page);
        (await theo.Open(Page)).ShouldSay("Der Passkey ist angelegt.").ShouldSay("Diensthandy");

        using var again = app.Stranger();
        (await Show(again, ("Then", "/absences"))).LedTo.ShouldBe("/absences");
        (await again.Open("/account")).Status.ShouldBe(200);

        var page = await again.Open(Page);
        (await again.Submit(page, Page + "/removal")).LedTo.ShouldBe(Page);
        using var later = app.Stranger();
        (await Show(later)).ShouldSay("Mit diesem Passkey kann sich hier niemand anmelden.").Status.ShouldBe(422);
    }

    [Fact]
    public async Task Nobody_leaves_a_key_at_a_browser_that_was_left_open()
    {
        using var theo = await app.As(World.Theo);
        (await theo.Send(Page + "/options", ("Password", "geraten"))).ShouldSay("Das Passwort stimmt nicht.").Status.ShouldBe(422);
        (await Post(theo, Page, ("Name", "Fremd"), ("Credential", "{}"))).Status.ShouldBe(422);
        (await theo.Open(Page)).ShouldSay("Noch keiner.");
    }

    [Fact]
    public async Task What_one_person_asked_for_another_does_not_get()
    {
        using var theo = await app.As(World.Theo);
        var options = await Options(theo);
        using var vera = await app.As(World.Vera);
        await Options(vera);
        (await Post(vera, Page, ("Name", "Untergeschoben"), ("Credential", key.Make(options)))).Status.ShouldBe(422);
        (await vera.Open(Page)).ShouldSay("Noch keiner.");
    }

    [Fact]
    public async Task D06_A_key_that_was_asked_by_another_page_or_for_another_time_lets_nobody_in()
    {
        using var theo = await app.As(World.Theo);
        await Add(theo);
        using var thief = app.Stranger();
        key.Origin = "https://boese.example";
        (await Show(thief)).Status.ShouldBe(422);
        key.Origin = "http://localhost";
        var before = key.Show((await thief.Send("/sign-in/passkey/options")).Html);
        await thief.Send("/sign-in/passkey/options");
        (await Post(thief, "/sign-in/passkey", ("Credential", before))).Status.ShouldBe(422, "that was the answer to another question");
        key.Verifies = false;
        (await Show(thief)).Status.ShouldBe(422, "nobody showed that it is theirs");
        key.Verifies = true;
        using var other = new SoftwareKey { Owner = key.Owner };
        (await Post(thief, "/sign-in/passkey", ("Credential", other.Show((await thief.Send("/sign-in/passkey/options")).Html)))).Status.ShouldBe(422);
        (await thief.Get("/account")).LedTo.ShouldStartWith("/sign-in");
        foreach (var nonsense in new[] { "", "{", "null", "[]", """{"id":1}""", """{"$type":"System.Object"}""" })
        {
            await thief.Send("/sign-in/passkey/options");
            (await Post(thief, "/sign-in/passkey", ("Credential", nonsense))).Status.ShouldBe(422, nonsense);
        }

        (await Show(thief)).LedTo.ShouldBe("/", "the right answer does");
    }

    [Fact]
    public async Task D10_What_is_asked_before_signing_in_names_nobody()
    {
        using var theo = await app.As(World.Theo);
        await Add(theo);
        using var stranger = app.Stranger();
        using var asked = JsonDocument.Parse((await stranger.Send("/sign-in/passkey/options")).Html);
        (asked.RootElement.TryGetProperty("allowCredentials", out var keys) ? keys.GetArrayLength() : 0).ShouldBe(0);
    }

    [Fact]
    public async Task D08_Whoever_left_is_out_and_a_lost_telephone_opens_nothing()
    {
        using var theo = await app.As(World.Theo);
        await Add(theo);
        using var ada = await app.As(World.Ada);
        var path = $"/administration/staff/{await app.Db(db => db.Staff.Where(s => s.Mail == World.Theo.Mail).Select(s => s.Id).SingleAsync())}";
        (await ada.Submit(await ada.Open(path), path + "/passkeys/end")).LedTo.ShouldBe(path);
        (await ada.Open(path)).ShouldSay("Die Passkeys sind entfernt").ShouldNotSay("Passkeys entfernen");
        (await theo.Get("/account")).LedTo.ShouldStartWith("/sign-in");
        (await ada.Open("/administration/audit")).ShouldSay("Ada Petersen Passkeys entfernt: Theo Brandt");
        using var finder = app.Stranger();
        (await Show(finder)).Status.ShouldBe(422);

        using var back = await app.As(World.Theo);
        using var another = new SoftwareKey();
        (await Add(back, another)).LedTo.ShouldBe(Page);
        (await ada.Send(path + "/departure")).Status.ShouldBe(302);
        (await app.Db(db => db.Staff.Where(s => s.Mail == World.Theo.Mail).Select(s => s.IsActive).SingleAsync())).ShouldBeFalse();
        (await Post(finder, "/sign-in/passkey", ("Credential", another.Show((await finder.Send("/sign-in/passkey/options")).Html)))).Status.ShouldBe(422);
    }

    [Fact]
    public async Task D07_It_leads_to_our_own_pages_only()
    {
        using var theo = await app.As(World.Theo);
        await Add(theo);
        using var again = app.Stranger();
        (await Show(again, ("Then", "//boese.example"))).LedTo.ShouldBe("/");
    }

    static async Task<string> Options(Browser browser)
    {
        var answer = await browser.Send(Page + "/options", ("Password", World.Password));
        answer.Status.ShouldBe(200, answer.Text);
        return answer.Html;
    }

    async Task<Answer> Add(Browser browser, SoftwareKey? which = null) =>
        await Post(browser, Page, ("Name", "Diensthandy"), ("Credential", (which ?? key).Make(await Options(browser))));

    async Task<Answer> Show(Browser browser, params (string Name, string? Value)[] fields) =>
        await Post(browser, "/sign-in/passkey", [("Credential", key.Show((await browser.Send("/sign-in/passkey/options")).Html)), .. fields]);

    /// <summary>As a browser sends it: with the page that it comes from.</summary>
    static Task<Answer> Post(Browser browser, string path, params (string Name, string? Value)[] fields)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value ?? ""))) };
        request.Headers.Add("Origin", "http://localhost");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return browser.Send(request);
    }
}
