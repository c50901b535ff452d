using System.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Tresen.Tests.Security;

/// <summary>Guessing passwords and names: slow for whoever guesses, harmless for whoever belongs here.</summary>
public sealed class GuessingTests : IAsyncLifetime
{
    readonly TresenApp app = new() { ChecksPasswordsSlowly = true, Add = services => services.AddSingleton<IStartupFilter, ForeignAddresses>() };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task D09_From_one_place_an_account_is_tried_eight_times_and_then_not_even_the_right_word_helps()
    {
        for (var i = 0; i < 8; i++)
        {
            (await Try(World.Theo.Mail, "falsch", "203.0.113.7")).Status.ShouldBe(422);
        }

        (await Try(World.Theo.Mail, "falsch", "203.0.113.7")).Status.ShouldBe(429);
        (await Try(World.Theo.Mail, World.Password, "203.0.113.7")).Status.ShouldBe(429);
        (await Try(" THEO@hafen.example", World.Password, "203.0.113.7")).Status.ShouldBe(429, "written otherwise, the same account");

        // That was somebody else's place: the owner at theirs isn't locked out.
        (await Try(World.Theo.Mail, World.Password, "198.51.100.1")).Status.ShouldBe(302);
        app.Clock.Advance(TimeSpan.FromMinutes(16));
        (await Try(World.Theo.Mail, World.Password, "203.0.113.7")).Status.ShouldBe(302);
    }

    [Fact]
    public async Task D09_Many_at_once_are_no_way_around()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => Try(World.Theo.Mail, "falsch", "203.0.113.7")));
        answers.Count(a => a.Status == 422).ShouldBe(8);
        answers.Count(a => a.Status == 429).ShouldBe(16);
    }

    [Fact]
    public async Task D09_From_one_network_many_accounts_are_not_tried_for_long()
    {
        for (var i = 0; i < 60; i++)
        {
            (await Try($"person{i}@hafen.example", "falsch", "203.0.113.7")).Status.ShouldBe(422);
        }

        (await Try("noch-eine@hafen.example", "falsch", "203.0.113.7")).Status.ShouldBe(429);
        (await Try("noch-eine@hafen.example", "falsch", "198.51.100.1")).Status.ShouldBe(422);
    }

    [Fact]
    public async Task D09_One_line_of_IPv6_is_one_network()
    {
        for (var i = 0; i < 8; i++)
        {
            (await Try(World.Theo.Mail, "falsch", $"2001:db8:1:2::{i:x}")).Status.ShouldBe(422);
        }

        (await Try(World.Theo.Mail, "falsch", "2001:db8:1:2:ffff::1")).Status.ShouldBe(429);
        (await Try(World.Theo.Mail, "falsch", "2001:db8:1:3::1")).Status.ShouldBe(422);
    }

    [Fact]
    public async Task D09_Whoever_signed_in_at_a_browser_gets_in_there_while_the_whole_world_guesses()
    {
        using var theo = app.Stranger();
        (await theo.Send("/sign-in", ("Mail", World.Theo.Mail), ("Password", World.Password))).Status.ShouldBe(302);
        await theo.Send("/sign-out");
        for (var i = 0; i < 70; i++)
        {
            await Try(World.Theo.Mail, "falsch", $"203.0.113.{i}");
        }

        (await Try(World.Theo.Mail, World.Password, "198.51.100.1")).Status.ShouldBe(429, "an unknown browser while the account is under attack");
        (await theo.Send("/sign-in", ("Mail", World.Theo.Mail), ("Password", World.Password))).Status.ShouldBe(302);

        // The mark of one account is none for another, and one that we didn't write is none at all.
        using var forged = app.CreateClient(new() { AllowAutoRedirect = false });
        using var request = Form(World.Theo.Mail, World.Password, "198.51.100.2");
        request.Headers.Add("Cookie", "device=CfDJ8abc");
        (await forged.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode.ShouldBe((System.Net.HttpStatusCode)429);
    }

    [Fact]
    public async Task D09_Whoever_makes_up_forwarding_headers_stays_where_they_are()
    {
        for (var i = 0; i < 8; i++)
        {
            (await Try(World.Theo.Mail, "falsch", "203.0.113.7", forwardedFor: $"192.0.2.{i}")).Status.ShouldBe(422);
        }

        (await Try(World.Theo.Mail, "falsch", "203.0.113.7", forwardedFor: "192.0.2.99")).Status.ShouldBe(429);
    }

    [Fact]
    public async Task D09_A_proxy_that_is_set_says_where_somebody_comes_from_and_nobody_says_it_for_it()
    {
        await using var behind = new TresenApp { Add = services => services.AddSingleton<IStartupFilter, ForeignAddresses>() };
        behind.Set["Tresen:Proxies"] = "10.0.0.0/24";
        for (var i = 0; i < 8; i++)
        {
            // The first entry was made up by the guesser; the proxy wrote the last one.
            (await Try(World.Theo.Mail, "falsch", "10.0.0.5", forwardedFor: $"192.0.2.{i}, 203.0.113.7", at: behind)).Status.ShouldBe(422);
        }

        (await Try(World.Theo.Mail, "falsch", "10.0.0.5", forwardedFor: "192.0.2.99, 203.0.113.7", at: behind)).Status.ShouldBe(429);
        (await Try(World.Theo.Mail, "falsch", "10.0.0.5", forwardedFor: "198.51.100.1", at: behind)).Status.ShouldBe(422);
        (await Try(World.Theo.Mail, "falsch", "203.0.113.7", forwardedFor: "198.51.100.9", at: behind)).Status.ShouldBe(429, "not through the proxy");
    }

    [Fact]
    public async Task D09_The_old_password_is_not_guessed_at_a_browser_left_open()
    {
        using var theo = await app.As(World.Theo);
        for (var i = 0; i < 10; i++)
        {
            (await theo.Send("/account/password", ("OldPassword", "falsch"), ("NewPassword", "ein ganz neues Wort"))).Status.ShouldBe(422);
        }

        (await theo.Send("/account/password", ("OldPassword", World.Password), ("NewPassword", "ein ganz neues Wort"))).ShouldSay("zu viele Versuche");
    }

    [Fact]
    public async Task D10_Who_works_here_is_not_told_by_the_answer()
    {
        var known = await Try(World.Theo.Mail, "falsch", "203.0.113.7");
        var unknown = await Try("niemand@hafen.example", "falsch", "203.0.113.8");
        Faceless(unknown).ShouldBe(Faceless(known));
        unknown.Status.ShouldBe(known.Status);

        for (var i = 0; i < 8; i++)
        {
            known = await Try(World.Theo.Mail, "falsch", "203.0.113.7");
            unknown = await Try("niemand@hafen.example", "falsch", "203.0.113.8");
        }

        (known.Status, unknown.Status).ShouldBe((429, 429));
        Faceless(unknown).ShouldBe(Faceless(known));
    }

    [Fact]
    public async Task D10_Nor_by_the_time_it_takes()
    {
        var (known, unknown) = (new List<double>(), new List<double>());
        (await Try(World.Theo.Mail, World.Password, "203.0.113.7")).Status.ShouldBe(302); // from now on his is kept as the real thing keeps it
        for (var i = 0; i < 26; i++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(16));
            known.Add(await Took(World.Theo.Mail));
            unknown.Add(await Took("niemand@hafen.example"));
        }

        // Without the same work an unknown address answers ten times faster; the middles of both overlap.
        var (k, u) = (Middle(known), Middle(unknown));
        k.Low.ShouldBeLessThan(u.High, $"{k} {u}");
        u.Low.ShouldBeLessThan(k.High, $"{k} {u}");

        async Task<double> Took(string mail)
        {
            var watch = Stopwatch.StartNew();
            await Try(mail, "falsch", "203.0.113.7");
            return watch.Elapsed.TotalMilliseconds;
        }

        static (double Low, double High) Middle(List<double> all)
        {
            var sorted = all.Skip(4).Order().ToList();
            return (sorted[sorted.Count / 4], sorted[sorted.Count * 3 / 4]);
        }
    }

    static string Faceless(Answer answer) => System.Text.RegularExpressions.Regex.Replace(answer.Html, @"theo@|niemand@|nonce"" content=""[^""]*", "");

    async Task<Answer> Try(string mail, string password, string from, string? forwardedFor = null, TresenApp? at = null)
    {
        using var stranger = (at ?? app).Stranger();
        using var request = Form(mail, password, from);
        if (forwardedFor is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwardedFor);
        }

        return await stranger.Send(request);
    }

    static HttpRequestMessage Form(string mail, string password, string from)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = new FormUrlEncodedContent([KeyValuePair.Create("Mail", mail), KeyValuePair.Create("Password", password)]) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Add(ForeignAddresses.Header, from);
        return request;
    }
}
