using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Identity;
using Tresen.Staff;
using Tresen.Staff.SigningIn;

namespace Tresen.Tests.Security;

/// <summary>Sessions end when they should, and not by a copied cookie's leave.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task D08_Each_sign_in_is_a_new_session_and_the_one_before_ends()
    {
        using var theo = app.Stranger();
        var first = await CookieOf(theo);
        var second = await CookieOf(theo);
        second.ShouldNotBe(first);
        (await With(first, "/account")).LedTo.ShouldStartWith("/sign-in");
        (await With(second, "/account")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task D08_Signing_out_ends_a_copied_cookie_too()
    {
        using var theo = app.Stranger();
        var cookie = await CookieOf(theo);
        await theo.Send("/sign-out");
        (await With(cookie, "/account")).LedTo.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task D08_A_new_password_ends_the_sessions_elsewhere()
    {
        using var theo = await app.As(World.Theo);
        using var elsewhere = await app.As(World.Theo);
        (await theo.Send("/account/password", ("OldPassword", World.Password), ("NewPassword", "ein ganz neues Wort"))).LedTo.ShouldBe("/account");
        (await theo.Get("/account")).Status.ShouldBe(200);
        (await elsewhere.Get("/account")).LedTo.ShouldStartWith("/sign-in");
        (await app.Stranger().Send("/sign-in", ("Mail", World.Theo.Mail), ("Password", World.Password))).Status.ShouldBe(422);
    }

    [Fact]
    public async Task D08_Other_rights_end_the_sessions()
    {
        using var ada = await app.As(World.Ada);
        using var theo = await app.As(World.Theo);
        var path = await PathOf(World.Theo);
        var saved = await ada.Submit(await ada.Open(path), path, ("RoleName", Role.ReadOnly.Name));
        saved.LedTo.ShouldBe(path, saved.Text);
        (await ada.Open(path)).ShouldSay("meldet sich jetzt neu an");
        (await theo.Get("/account")).LedTo.ShouldStartWith("/sign-in");
        (await app.Db(db => db.Staff.SingleAsync(s => s.Name == World.Theo.Name))).Rights.ShouldBe(Capability.None);
    }

    [Fact]
    public async Task D08_Whoever_leaves_is_out_at_once_and_stays_out()
    {
        using var ada = await app.As(World.Ada);
        using var vera = await app.As(World.Vera);
        (await ada.Send(await PathOf(World.Vera) + "/departure")).LedTo.ShouldBe("/administration/staff");
        (await vera.Get("/account")).LedTo.ShouldStartWith("/sign-in");
        (await app.Stranger().Send("/sign-in", ("Mail", World.Vera.Mail), ("Password", World.Password))).Status.ShouldBe(422);
    }

    [Fact]
    public async Task D08_Signing_out_everywhere_leaves_this_browser_alone()
    {
        using var theo = await app.As(World.Theo);
        using var elsewhere = await app.As(World.Theo);
        (await theo.Open("/account")).ShouldSay("Überall sonst abmelden");
        await theo.Send("/account/sessions/end");
        (await theo.Open("/account")).ShouldNotSay("Überall sonst abmelden");
        (await elsewhere.Get("/account")).LedTo.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task D08_Nobody_ends_somebody_elses_session()
    {
        using var theo = await app.As(World.Theo);
        using var vera = await app.As(World.Vera);
        var id = await app.Db(async db => await db.Set<Session>().Where(s => db.Set<StaffMember>().Any(p => p.SignInId == s.SignInId && p.Name == World.Vera.Name)).Select(s => s.Id).SingleAsync());
        (await theo.Send($"/account/sessions/{id}/end")).Status.ShouldBe(404);
        (await vera.Get("/account")).Status.ShouldBe(200);
        (await vera.Send($"/account/sessions/{id}/end")).LedTo.ShouldBe("/account");
    }

    [Fact]
    public async Task D08_A_session_ends_after_thirty_days_however_busy_it_was()
    {
        using var theo = app.Stranger();
        await theo.Send("/sign-in", ("Mail", World.Theo.Mail), ("Password", World.Password), ("Stay", "true"));
        for (var day = 0; day < 29; day += 5)
        {
            (await theo.Get("/account")).Status.ShouldBe(200);
            app.Clock.Advance(TimeSpan.FromDays(5));
        }

        app.Clock.Advance(TimeSpan.FromDays(1));
        (await theo.Get("/account")).LedTo.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task D11_An_invitation_holds_once_and_for_an_hour()
    {
        using var ada = await app.As(World.Ada);
        var code = await InvitationFor(ada, World.Theo);
        using var theo = app.Stranger();
        (await theo.Open("/welcome?code=" + code)).ShouldSay("Willkommen, Theo Brandt");
        (await theo.Send("/welcome", ("Code", code), ("Password", "kurz"))).Status.ShouldBe(422);
        (await theo.Send("/welcome", ("Code", code), ("Password", "ein ganz neues Wort"))).LedTo.ShouldBe("/sign-in");
        (await theo.Send("/welcome", ("Code", code), ("Password", "und noch ein anderes"))).Status.ShouldBe(404);
        (await theo.Send("/sign-in", ("Mail", World.Theo.Mail), ("Password", "ein ganz neues Wort"))).Status.ShouldBe(302);

        var late = await InvitationFor(ada, World.Theo);
        app.Clock.Advance(TimeSpan.FromMinutes(61));
        (await theo.Open("/welcome?code=" + late)).Status.ShouldBe(404);
        (await theo.Send("/welcome", ("Code", late), ("Password", "ein ganz neues Wort 2"))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task D11_Only_the_newest_invitation_holds_and_only_by_its_exact_code()
    {
        using var ada = await app.As(World.Ada);
        var old = await InvitationFor(ada, World.Theo);
        var code = await InvitationFor(ada, World.Theo);
        using var stranger = app.Stranger();
        foreach (var wrong in new[] { old, "", " ", "null", "0", code[..^1], code + "x", code.ToUpperInvariant(), "*", "%" })
        {
            (await stranger.Open("/welcome?code=" + Uri.EscapeDataString(wrong))).Status.ShouldBe(404, wrong);
            (await stranger.Send("/welcome", ("Code", wrong), ("Password", "ein ganz neues Wort"))).Status.ShouldBe(404, wrong);
        }

        foreach (var path in new[] { "/welcome", "/welcome?code[]=" + code, "/welcome?code[a]=" + code, "/welcome?hash=" + Invitation.HashOf(code), "/welcome?code=" + Invitation.HashOf(code) })
        {
            (await stranger.Open(path)).Status.ShouldBe(404, path);
        }

        (await stranger.Send("/welcome", ("Password", "ein ganz neues Wort"))).Status.ShouldBe(404);
        (await app.Db(db => db.Set<Invitation>().CountAsync())).ShouldBe(1);
        (await app.Db(db => db.Set<Invitation>().SingleAsync())).Hash.ShouldNotBe(code);
    }

    [Fact]
    public async Task D11_The_link_leads_to_the_address_that_is_set_whatever_host_is_claimed()
    {
        await using var set = new TresenApp();
        set.Set["Tresen:Address"] = "http://service.hafen.example";
        using var ada = await set.As(World.Ada);
        using var request = new HttpRequestMessage(HttpMethod.Post, await PathOf(World.Theo, set) + "/invitation") { Content = new FormUrlEncodedContent([]) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Host = "boese.example";
        request.Headers.Add("X-Forwarded-Host", "boese.example");
        var page = await ada.Send(request);
        page.One(".secret code").TextContent.ShouldStartWith("http://service.hafen.example/welcome?code=");
        page.Html.ShouldNotContain("boese");
    }

    [Fact]
    public async Task D11_A_one_time_password_lets_nobody_in_but_to_choose_another()
    {
        using var ada = await app.As(World.Ada);
        using var before = await app.As(World.Theo);
        var given = await ada.Send(await PathOf(World.Theo) + "/one-time-password");
        var password = given.One(".secret code").TextContent;
        (await before.Get("/account")).LedTo.ShouldStartWith("/sign-in");

        using var theo = app.Stranger();
        (await theo.Send("/sign-in", ("Mail", World.Theo.Mail), ("Password", password))).Status.ShouldBe(302);
        (await theo.Get("/account")).LedTo.ShouldBe("/account/password");
        (await theo.Send("/account", ("Name", "Theo"))).Status.ShouldBe(403);
        (await theo.Send("/account/password", ("OldPassword", password), ("NewPassword", password))).Status.ShouldBe(422);
        (await theo.Send("/account/password", ("OldPassword", password), ("NewPassword", "ein ganz neues Wort"))).LedTo.ShouldBe("/");
        (await theo.Get("/account")).Status.ShouldBe(200);
        (await app.Stranger().Send("/sign-in", ("Mail", World.Theo.Mail), ("Password", password))).Status.ShouldBe(422);
    }

    [Fact]
    public async Task D11_A_one_time_password_is_worth_nothing_after_an_hour()
    {
        using var ada = await app.As(World.Ada);
        var password = (await ada.Send(await PathOf(World.Theo) + "/one-time-password")).One(".secret code").TextContent;
        app.Clock.Advance(TimeSpan.FromMinutes(61));
        (await app.Stranger().Send("/sign-in", ("Mail", World.Theo.Mail), ("Password", password))).Status.ShouldBe(422);
    }

    async Task<string> InvitationFor(Browser ada, Inhabitant person) =>
        (await ada.Send(await PathOf(person) + "/invitation")).One(".secret code").TextContent.Split("code=")[1];

    Task<string> PathOf(Inhabitant person) => PathOf(person, app);

    static async Task<string> PathOf(Inhabitant person, TresenApp app) =>
        "/administration/staff/" + await app.Db(db => db.Staff.Where(s => s.Mail == person.Mail).Select(s => s.Id).SingleAsync());

    static async Task<string> CookieOf(Browser browser)
    {
        var answer = await browser.Send("/sign-in", ("Mail", World.Theo.Mail), ("Password", World.Password));
        return answer.Response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("tresen=", StringComparison.Ordinal)).Split(';')[0];
    }

    async Task<Answer> With(string cookie, string path)
    {
        using var thief = app.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", cookie);
        return await Answer.Of(await thief.SendAsync(request), path);
    }
}
