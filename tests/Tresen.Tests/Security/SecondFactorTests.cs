using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tresen.Platform.Identity;
using Tresen.Platform.Jobs;
using Tresen.Staff;
using Tresen.Staff.SigningIn;

namespace Tresen.Tests.Security;

/// <summary>A second factor: who knows a password alone stays out, and who lost their telephone gets in again.</summary>
public sealed class SecondFactorTests : IAsyncLifetime
{
    const string Page = "/account/second-factor";

    readonly TresenApp app = new() { Add = services => services.AddSingleton<IStartupFilter, ForeignAddresses>() };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Theo_switches_it_on_and_signs_in_with_a_code()
    {
        using var theo = await app.As(World.Theo);
        using var elsewhere = await app.As(World.Theo);
        (await theo.Open("/account")).ShouldSay("Zweiten Faktor einrichten");
        var page = await theo.Open(Page);
        page.One(".factor-picture svg");
        var secret = SecretOn(page);
        page.One(".secret code").TextContent.Replace(" ", "", StringComparison.Ordinal).ShouldBe(secret);
        (await theo.Open(Page)).One("[name=Secret]").GetAttribute("value").ShouldNotBe(secret, "each page shows a new one");

        var wrong = await theo.Submit(page, Page, ("Code", "000000"));
        wrong.Status.ShouldBe(422);
        SecretOn(wrong).ShouldBe(secret, "the picture that was taken still counts");
        (await IsOn(World.Theo)).ShouldBeFalse();

        var on = await theo.Submit(wrong, Page, ("Code", Shown(secret)));
        on.ShouldSay("Der zweite Faktor ist eingeschaltet.").ShouldSay("nur jetzt angezeigt");
        on.All(".recovery-codes li").Distinct().Count().ShouldBe(10);
        (await theo.Get("/account")).Status.ShouldBe(200);
        (await elsewhere.Get("/account")).LedTo.ShouldStartWith("/sign-in", Case.Sensitive, "a session from before is none");
        (await theo.Open(Page)).ShouldSay("Seit 24.11.2026 09:00").ShouldSay("Notfallcodes übrig: 10").ShouldNotSay(secret);
        (await theo.Open("/account")).ShouldSay("Zweiten Faktor verwalten");

        app.Clock.Advance(TimeSpan.FromSeconds(30));
        using var again = app.Stranger();
        var asked = await Password(again, ("Then", "/absences"));
        (await again.Submit(asked, "/sign-in/code", ("Code", $"{Shown(secret)[..3]} {Shown(secret)[3..]}"))).LedTo.ShouldBe("/absences");
        (await again.Get("/account")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task D08_Between_password_and_code_nobody_is_signed_in()
    {
        var (secret, _) = await SwitchOn(World.Theo);
        using var thief = app.Stranger();
        var asked = await Password(thief);
        asked.Response.Headers.TryGetValues("Set-Cookie", out var cookies);
        (cookies ?? []).ShouldNotContain(c => c.StartsWith("tresen=", StringComparison.Ordinal) || c.StartsWith("device=", StringComparison.Ordinal));
        (await thief.Get("/account")).LedTo.ShouldStartWith("/sign-in");
        (await thief.Send("/sign-in/code", ("Code", Shown(secret)))).Status.ShouldBe(422, "without the proof a code is nothing");
        (await thief.Send("/sign-in/code", ("Proof", "CfDJ8abc"), ("Code", Shown(secret)))).Status.ShouldBe(422);
        (await thief.Submit(asked, "/sign-in/code", ("Code", ""))).ShouldSay("Bitte den Code eingeben.");
        (await thief.Submit(asked, "/sign-in/code", ("Code", "Unsinn"))).ShouldSay("Dieser Code stimmt nicht");
        (await app.Db(db => db.Set<Session>().CountAsync())).ShouldBe(1, "Theo's own");
    }

    [Fact]
    public async Task D08_The_proof_of_a_password_is_worth_nothing_after_ten_minutes_or_another_password()
    {
        var (secret, _) = await SwitchOn(World.Theo);
        using var theo = app.Stranger();
        var asked = await Password(theo);
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        (await theo.Submit(asked, "/sign-in/code", ("Code", Shown(secret)))).ShouldSay("Das hat zu lange gedauert.");

        asked = await Password(theo);
        using var ada = await app.As(World.Ada);
        await ada.Send($"/administration/staff/{await IdOf(World.Theo)}/one-time-password");
        (await theo.Submit(asked, "/sign-in/code", ("Code", Shown(secret)))).ShouldSay("Bitte noch einmal mit dem Passwort beginnen.");
    }

    [Fact]
    public async Task D08_One_persons_proof_does_not_go_with_anothers_code()
    {
        await SwitchOn(World.Theo);
        var (veras, codes) = await SwitchOn(World.Vera);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var thief = app.Stranger();
        var asked = await Password(thief);
        (await thief.Submit(asked, "/sign-in/code", ("Code", Shown(veras)))).Status.ShouldBe(422);
        (await thief.Submit(asked, "/sign-in/code", ("Code", codes[0]))).Status.ShouldBe(422);
    }

    [Fact]
    public async Task D09_A_code_counts_once()
    {
        var (secret, _) = await SwitchOn(World.Theo);
        using var theo = app.Stranger();
        (await theo.Submit(await Password(theo), "/sign-in/code", ("Code", Shown(secret)))).Status.ShouldBe(422, "it switched the factor on");

        app.Clock.Advance(TimeSpan.FromSeconds(30));
        var code = Shown(secret);
        (await theo.Submit(await Password(theo), "/sign-in/code", ("Code", code))).Status.ShouldBe(302);
        using var thief = app.Stranger();
        (await thief.Submit(await Password(thief), "/sign-in/code", ("Code", code))).ShouldSay("schon benutzt");

        // One step later the code is still of the window, and so is one that nobody used before it.
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        (await thief.Submit(await Password(thief), "/sign-in/code", ("Code", code))).Status.ShouldBe(422);
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        var skipped = Totp.CodeAt(secret, app.Clock.GetUtcNow().AddSeconds(-30));
        (await theo.Submit(await Password(theo), "/sign-in/code", ("Code", Shown(secret)))).Status.ShouldBe(302);
        (await thief.Submit(await Password(thief), "/sign-in/code", ("Code", skipped))).Status.ShouldBe(422, "older than the one used last");
    }

    [Fact]
    public async Task D09_Two_at_once_with_one_code_are_one_who_gets_in()
    {
        var (secret, codes) = await SwitchOn(World.Theo);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        foreach (var code in new[] { Shown(secret), codes[3] })
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
            {
                using var browser = app.Stranger();
                return await browser.Submit(await Password(browser), "/sign-in/code", ("Code", code));
            }));
            answers.Count(a => a.Status == 302).ShouldBe(1);
        }
    }

    [Fact]
    public async Task D09_Codes_are_not_tried_for_long_and_the_password_resets_nothing()
    {
        var (secret, _) = await SwitchOn(World.Theo);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 10; i++)
        {
            using var guesser = app.Stranger();
            (await guesser.Submit(await Password(guesser), "/sign-in/code", ("Code", "Unsinn"))).Status.ShouldBe(422);
        }

        using var thief = app.Stranger();
        (await thief.Submit(await Password(thief), "/sign-in/code", ("Code", Shown(secret)))).Status.ShouldBe(429);
        app.Clock.Advance(TimeSpan.FromMinutes(16));
        (await thief.Submit(await Password(thief), "/sign-in/code", ("Code", Shown(secret)))).Status.ShouldBe(302);
    }

    [Fact]
    public async Task D09_Who_signed_in_at_a_browser_gets_in_there_while_somebody_guesses_codes()
    {
        var (secret, _) = await SwitchOn(World.Theo);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var theo = app.Stranger();
        (await theo.Submit(await Password(theo), "/sign-in/code", ("Code", Shown(secret)))).Status.ShouldBe(302);
        for (var i = 0; i < 11; i++)
        {
            using var guesser = app.Stranger();
            await guesser.Submit(await Password(guesser), "/sign-in/code", ("Code", "000000"));
        }

        app.Clock.Advance(TimeSpan.FromSeconds(30));
        (await theo.Submit(await Password(theo), "/sign-in/code", ("Code", Shown(secret)))).Status.ShouldBe(302);
    }

    [Fact]
    public async Task A_recovery_code_stands_in_once_and_is_not_stored()
    {
        var (_, codes) = await SwitchOn(World.Theo);
        using var theo = app.Stranger();
        (await theo.Submit(await Password(theo), "/sign-in/code", ("Code", codes[0].ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal)))).Status.ShouldBe(302);
        (await theo.Open(Page)).ShouldSay("Notfallcodes übrig: 9");
        using var thief = app.Stranger();
        (await thief.Submit(await Password(thief), "/sign-in/code", ("Code", codes[0]))).Status.ShouldBe(422);
        (await app.Db(db => db.Set<RecoveryCode>().Select(c => c.Hash).ToListAsync())).ShouldAllBe(h => h.Length == 64);

        var again = await theo.Submit(await theo.Open(Page), Page + "/recovery-codes", ("Password", World.Password));
        var drawn = again.All(".recovery-codes li");
        drawn.Count.ShouldBe(10);
        drawn.ShouldNotContain(codes[1]);
        (await thief.Submit(await Password(thief), "/sign-in/code", ("Code", codes[1]))).Status.ShouldBe(422, "replaced");
        (await thief.Submit(await Password(thief), "/sign-in/code", ("Code", drawn[1]))).Status.ShouldBe(302);
    }

    [Fact]
    public async Task The_secret_is_stored_locked_away()
    {
        var (secret, _) = await SwitchOn(World.Theo);
        (await app.Db(db => db.Set<SecondFactor>().SingleAsync())).LockedSecret.ShouldNotContain(secret);
    }

    [Fact]
    public async Task Switching_it_off_takes_the_password()
    {
        using var browser = await app.As(World.Theo);
        await SwitchOn(browser);
        var wrong = await browser.Submit(await browser.Open(Page), Page + "/end", ("Password", "falsch"));
        wrong.Status.ShouldBe(422);
        wrong.ShouldSay("Das Passwort stimmt nicht.");
        (await browser.Send(Page + "/recovery-codes", ("Password", ""))).Status.ShouldBe(422);
        (await IsOn(World.Theo)).ShouldBeTrue();

        (await browser.Submit(await browser.Open(Page), Page + "/end", ("Password", World.Password))).LedTo.ShouldBe(Page);
        (await browser.Open(Page)).ShouldSay("Zum Anmelden genügt wieder das Passwort.").ShouldSay("Einschalten");
        (await app.Db(db => db.Set<RecoveryCode>().CountAsync())).ShouldBe(0);
        (await app.Stranger().Send("/sign-in", ("Mail", World.Theo.Mail), ("Password", World.Password))).Status.ShouldBe(302);
        (await app.Db(db => db.Set<Job>().Where(j => j.Kind == AccountNewsJobs.Kind).Select(j => j.Subject).ToListAsync())).Select(s => s.Split(' ')[0]).Order().ShouldBe(["SecondFactorOff", "SecondFactorOn"]);
    }

    [Fact]
    public async Task Sent_twice_it_is_switched_on_once()
    {
        using var theo = await app.As(World.Theo);
        var page = await theo.Open(Page);
        var code = Shown(SecretOn(page));
        (await theo.Submit(page, Page, ("Code", code))).Status.ShouldBe(200);
        (await theo.Submit(page, Page, ("Code", code))).LedTo.ShouldBe(Page);
        (await theo.Send(Page, ("Secret", SecretOn(page)), ("Code", code))).LedTo.ShouldBe(Page);
        (await app.Db(db => db.Set<RecoveryCode>().CountAsync())).ShouldBe(10);
    }

    [Fact]
    public async Task Ada_resets_it_for_whoever_lost_everything_and_the_log_says_so()
    {
        using var theo = await app.As(World.Theo);
        await SwitchOn(theo);
        using var ada = await app.As(World.Ada);
        var path = $"/administration/staff/{await IdOf(World.Theo)}";
        var page = await ada.Open(path);
        (await ada.Submit(page, path + "/second-factor/end")).LedTo.ShouldBe(path);
        (await ada.Open(path)).ShouldSay("Der zweite Faktor ist zurückgesetzt.").ShouldNotSay("Zweiten Faktor zurücksetzen");
        (await theo.Get("/account")).LedTo.ShouldStartWith("/sign-in");
        (await app.Stranger().Send("/sign-in", ("Mail", World.Theo.Mail), ("Password", World.Password))).Status.ShouldBe(302);
        (await ada.Open("/administration/audit")).ShouldSay("Ada Petersen Zweiter Faktor zurückgesetzt: Theo Brandt");
        await ada.Send(path + "/second-factor/end");
        (await ada.Open(path)).ShouldSay("Diese Person hat keinen zweiten Faktor.");
    }

    [Fact]
    public async Task Nobody_resets_their_own_nor_another_without_the_right()
    {
        using var ada = await app.As(World.Ada);
        await SwitchOn(ada);
        await ada.Send($"/administration/staff/{await IdOf(World.Ada)}/second-factor/end");
        (await IsOn(World.Ada)).ShouldBeTrue();
        using var lena = await app.As(World.Lena);
        (await lena.Send($"/administration/staff/{await IdOf(World.Ada)}/second-factor/end")).Status.ShouldBe(403);
        (await IsOn(World.Ada)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_new_password_by_link_leaves_the_second_factor_on()
    {
        await SwitchOn(World.Theo);
        using var ada = await app.As(World.Ada);
        var code = (await ada.Send($"/administration/staff/{await IdOf(World.Theo)}/invitation")).One(".secret code").TextContent.Split("code=")[1];
        using var theo = app.Stranger();
        (await theo.Send("/welcome", ("Code", code), ("Password", "ein ganz neues Wort"))).LedTo.ShouldBe("/sign-in");
        (await theo.Send("/sign-in", ("Mail", World.Theo.Mail), ("Password", "ein ganz neues Wort"))).ShouldSay("Code eingeben");
    }

    [Fact]
    public async Task What_was_typed_is_kept_over_password_and_code()
    {
        var (secret, _) = await SwitchOn(World.Theo);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var theo = app.Stranger();
        var refused = await theo.Send("/account", ("Name", "Theo Brandt-Ohm"));
        var asked = await theo.Submit(refused, "/sign-in", ("Mail", World.Theo.Mail), ("Password", World.Password));
        asked.ShouldSay("Code eingeben").ShouldSay("Theo Brandt-Ohm");
        var wrong = await theo.Submit(asked, "/sign-in/code", ("Code", "000000"));
        wrong.ShouldSay("Theo Brandt-Ohm");
        (await theo.Submit(wrong, "/sign-in/code", ("Code", Shown(secret)))).ShouldSay("Sie sind als Theo Brandt angemeldet").ShouldSay("Theo Brandt-Ohm");
    }

    [Fact]
    public async Task D07_After_the_code_it_leads_to_our_own_pages_only()
    {
        var (secret, _) = await SwitchOn(World.Theo);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var theo = app.Stranger();
        (await theo.Submit(await Password(theo, ("Then", "//boese.example")), "/sign-in/code", ("Code", Shown(secret)))).LedTo.ShouldBe("/");
    }

    /// <summary>The code that the app shows now.</summary>
    string Shown(string secret) => Totp.CodeAt(secret, app.Clock.GetUtcNow());

    static string SecretOn(Answer page) => page.One("[name=Secret]").GetAttribute("value")!;

    async Task<(string Secret, IReadOnlyList<string> Codes)> SwitchOn(Inhabitant person)
    {
        using var browser = await app.As(person);
        return await SwitchOn(browser);
    }

    async Task<(string Secret, IReadOnlyList<string> Codes)> SwitchOn(Browser browser)
    {
        var page = await browser.Open(Page);
        var on = await browser.Submit(page, Page, ("Code", Shown(SecretOn(page))));
        on.Status.ShouldBe(200, on.Text);
        return (SecretOn(page), on.All(".recovery-codes li"));
    }

    /// <summary>Theo's password is typed, and the page asks for the code.</summary>
    static async Task<Answer> Password(Browser browser, params (string Name, string? Value)[] fields)
    {
        var asked = await browser.Send("/sign-in", [("Mail", World.Theo.Mail), ("Password", World.Password), .. fields]);
        asked.Status.ShouldBe(200, asked.Text);
        return asked.ShouldSay("Code eingeben");
    }

    Task<bool> IsOn(Inhabitant person) => app.Db(async db => await db.Set<SecondFactor>().AnyAsync(f => db.Set<StaffMember>().Any(s => s.SignInId == f.SignInId && s.Mail == person.Mail)));

    Task<int> IdOf(Inhabitant person) => app.Db(db => db.Staff.Where(s => s.Mail == person.Mail).Select(s => s.Id).SingleAsync());
}
