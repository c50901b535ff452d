using System.Text;

namespace Tresen.Tests.Security;

/// <summary>What another site can make a signed-in person's browser do: nothing.</summary>
public sealed class CrossSiteTests(TresenApp app) : IClassFixture<TresenApp>
{
    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/sign-out")]
    [InlineData("/first-run")]
    [InlineData("/welcome")]
    [InlineData("/appearance")]
    [InlineData("/account")]
    [InlineData("/administration/staff/1/departure")]
    public async Task D06_Another_sites_form_is_refused(string path)
    {
        using var ada = await app.As(World.Ada);
        foreach (var (header, value) in new[] { ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://boese.example"), ("Origin", "null"), ("Origin", "http://localhost.boese.example") })
        {
            (await ada.Send(Form(path, header, value))).Status.ShouldBe(403, $"{header}: {value}");
        }

        (await ada.Get("/account")).Status.ShouldBe(200, "still signed in");
    }

    [Fact]
    public async Task D06_With_a_cookie_and_without_any_header_it_is_refused_too()
    {
        using var ada = await app.As(World.Ada);
        (await ada.Send(new HttpRequestMessage(HttpMethod.Post, "/account") { Content = new FormUrlEncodedContent([]) })).Status.ShouldBe(403);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json")]
    public async Task D06_JSON_that_calls_itself_text_is_refused(string type)
    {
        using var ada = await app.As(World.Ada);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/account") { Content = new StringContent("""{"Name":"Fremd"}""", Encoding.UTF8, type) };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        (await ada.Send(request)).Status.ShouldBe(403);
        (await ada.Open("/account")).ShouldSay(World.Ada.Name);
    }

    [Theory]
    [InlineData("X-HTTP-Method-Override", "/sign-out")]
    [InlineData("X-HTTP-Method", "/sign-out")]
    [InlineData("X-Method-Override", "/sign-out?_method=POST")]
    public async Task D06_A_link_stays_a_link_whatever_method_it_claims(string header, string path)
    {
        using var ada = await app.As(World.Ada);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add(header, "POST");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        (await ada.Send(request)).Status.ShouldBeOneOf(404, 405);
        (await ada.Get("/account")).Status.ShouldBe(200, "still signed in");
    }

    [Fact]
    public async Task D06_The_cookie_is_not_sent_along_from_other_sites()
    {
        using var stranger = app.Stranger();
        var answer = await stranger.Send("/sign-in", ("Mail", World.Theo.Mail), ("Password", World.Password));
        var cookie = answer.Response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("tresen=", StringComparison.Ordinal)).ToLowerInvariant();
        cookie.ShouldContain("samesite=lax");
        cookie.ShouldContain("httponly");
    }

    public static TheoryData<string> Elsewhere =>
    [
        "https://boese.example", "//boese.example", "/\\boese.example", "\\\\boese.example", "https:boese.example", "https:/boese.example", "http:\\\\boese.example",
        "/\t/boese.example", "/\n/boese.example", "%2f%2fboese.example", " //boese.example", "javascript:alert(1)", "data:text/html,x", "boese.example", "///boese.example", "/%09//boese.example\r\nX: y",
    ];

    [Theory]
    [MemberData(nameof(Elsewhere))]
    public async Task D07_Signing_in_leads_to_our_own_pages_only(string then)
    {
        using var stranger = app.Stranger();
        var answer = await stranger.Send("/sign-in", ("Mail", World.Theo.Mail), ("Password", World.Password), ("Then", then));
        StaysHere(answer);
    }

    [Theory]
    [MemberData(nameof(Elsewhere))]
    public async Task D07_So_does_every_other_way_back(string then)
    {
        using var theo = await app.As(World.Theo);
        StaysHere(await theo.Send("/appearance", ("theme", "dark"), ("returnTo", then)));
        var held = System.Text.Json.JsonSerializer.Serialize(new { Path = then, Fields = new[] { new { Name = "Text", Value = "abc" } }, HadFiles = false });
        var answer = await theo.Send("/sign-in", ("Mail", World.Theo.Mail), ("Password", World.Password), ("Held", held));
        StaysHere(answer);
        answer.Html.ShouldNotContain("boese");
    }

    [Fact]
    public async Task D07_A_page_of_ours_is_found_again()
    {
        using var stranger = app.Stranger();
        var asked = await stranger.Get("/account?a=1");
        asked.LedTo.ShouldBe("/sign-in?then=%2Faccount%3Fa%3D1");
        var page = await stranger.Open(asked.LedTo!);
        (await stranger.Submit(page, "/sign-in", ("Mail", World.Theo.Mail), ("Password", World.Password))).LedTo.ShouldBe("/account?a=1");
    }

    static void StaysHere(Answer answer)
    {
        answer.Status.ShouldBeLessThan(500);
        if (answer.LedTo is { } led)
        {
            led.ShouldStartWith("/");
            led.ShouldNotContain("boese");
        }
    }

    static HttpRequestMessage Form(string path, string header, string value)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("Mail", World.Theo.Mail), KeyValuePair.Create("Password", World.Password)]),
        };
        request.Headers.Add(header, value);
        return request;
    }
}
