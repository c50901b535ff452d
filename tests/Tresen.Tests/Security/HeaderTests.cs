using System.Net.Http.Headers;
using System.Text;
using Tresen.Tests.Rig;

namespace Tresen.Tests.Security;

/// <summary>The headers around every answer, and what is too large to be taken.</summary>
public sealed class HeaderTests(TresenApp app) : IClassFixture<TresenApp>
{
    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/account")]
    [InlineData("/administration/staff")]
    [InlineData("/nothing/here")]
    [InlineData("/nothing.css")]
    public async Task D21_Every_page_keeps_to_itself(string path)
    {
        using var ada = await app.As(World.Ada);
        var answer = await ada.Get(path);
        var headers = answer.Response.Headers;
        string One(string name) => headers.GetValues(name).Single();
        var policy = One("Content-Security-Policy");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("base-uri 'none'");
        policy.ShouldContain("form-action 'self'");
        policy.ShouldContain("script-src 'self';");
        policy.ShouldNotContain("unsafe");
        One("X-Frame-Options").ShouldBe("DENY");
        One("X-Content-Type-Options").ShouldBe("nosniff");
        One("Cache-Control").ShouldBe("no-store");
        One("Referrer-Policy").ShouldBe("same-origin");
        headers.Contains("Strict-Transport-Security").ShouldBeFalse("this is plain HTTP");
    }

    [Fact]
    public async Task D21_Where_the_address_is_https_browsers_never_come_plainly()
    {
        await using var secure = new TresenApp();
        secure.Set["Tresen:Address"] = "https://service.hafen.example";
        using var stranger = secure.Stranger();
        (await stranger.Get("/sign-in")).Response.Headers.GetValues("Strict-Transport-Security").Single().ShouldBe("max-age=31536000");
        var answer = await stranger.Send("/sign-in", ("Mail", World.Theo.Mail), ("Password", World.Password));
        var cookies = answer.Response.Headers.GetValues("Set-Cookie").ToList();
        cookies.ShouldContain(c => c.StartsWith("__Host-tresen=", StringComparison.Ordinal));
        cookies.ShouldAllBe(c => c.Contains("secure", StringComparison.OrdinalIgnoreCase));
        (await stranger.Send("/appearance", ("theme", "dark"))).Response.Headers.GetValues("Set-Cookie").ShouldAllBe(c => c.Contains("secure", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task D21_A_page_with_thousands_of_fields_is_refused_in_German()
    {
        using var ada = await app.As(World.Ada);
        foreach (var path in new[] { "/sign-in", "/account", "/administration/departments" })
        {
            var answer = await ada.Send(path, [.. Enumerable.Range(0, 4100).Select(i => ($"f{i}", (string?)"x"))]);
            answer.Status.ShouldBe(413, path);
            answer.ShouldSay("Was gesendet wurde, ist zu groß");
            answer.Html.ShouldNotContain("Exception");
        }
    }

    [Fact]
    public async Task D21_A_field_of_megabytes_is_refused_in_German()
    {
        using var ada = await app.As(World.Ada);
        var answer = await ada.Send("/account", ("Name", new string('x', 3_000_000)));
        answer.Status.ShouldBe(413);
        answer.ShouldSay("Was gesendet wurde, ist zu groß");
    }

    [Fact]
    public async Task D21_A_form_that_is_cut_off_is_refused()
    {
        using var ada = await app.As(World.Ada);
        var content = new ByteArrayContent(Encoding.ASCII.GetBytes("--grenze\r\nContent-Disposition: form-data; name=\"Name\"\r\n\r\nAda"));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=grenze");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/account") { Content = content };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        var answer = await ada.Send(request);
        answer.Status.ShouldBeOneOf(400, 413, 422);
        (await ada.Open("/account")).ShouldSay(World.Ada.Name);
    }

    [Fact]
    public async Task D21_Scripts_and_styles_may_be_kept_and_pages_may_not()
    {
        using var tresen = await TresenProcess.DemoAsync();
        using var client = new HttpClient { BaseAddress = new Uri(tresen.Address) };
        var page = await client.GetAsync("/sign-in", TestContext.Current.CancellationToken);
        page.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        foreach (System.Text.RegularExpressions.Match asset in System.Text.RegularExpressions.Regex.Matches(html, @"(?:href|src)=""(/[^""]+\.(?:css|js|svg))"""))
        {
            var answer = await client.GetAsync(asset.Groups[1].Value, TestContext.Current.CancellationToken);
            answer.IsSuccessStatusCode.ShouldBeTrue(asset.Value);
            answer.Headers.CacheControl!.NoStore.ShouldBeFalse(asset.Value);
            answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        }

        // A stranger sends no megabytes.
        using var huge = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = new ByteArrayContent(new byte[9 * 1024 * 1024]) };
        huge.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        huge.Headers.Add("Sec-Fetch-Site", "same-origin");
        huge.Headers.ExpectContinue = true;
        (await client.SendAsync(huge, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(System.Net.HttpStatusCode.RequestEntityTooLarge);
        (await client.GetAsync("/health/ready", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
    }
}
