using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using Tresen.Platform.Identity;
using Tresen.Staff;
using Tresen.Staff.OpenIdConnect;
using Tresen.Tests.Rig;

namespace Tresen.Tests.Staff;

/// <summary>Signing in at a provider of the company, a real one on this machine.</summary>
public sealed class OpenIdConnectTests : IAsyncLifetime
{
    const string Page = "/administration/sign-in";

    readonly TresenApp app = new();
    LocalIssuer issuer = null!;

    public async ValueTask InitializeAsync()
    {
        issuer = await LocalIssuer.StartAsync();
        app.Set["Tresen:IssuerOnThisMachine"] = "true";
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await issuer.DisposeAsync();
    }

    [Fact]
    public async Task Theo_signs_in_with_his_account_of_the_company_and_is_known_by_it_from_then_on()
    {
        await SetUpAsync();
        Is(World.Theo.Mail, "t-1");
        using var theo = app.Stranger();
        (await theo.Open("/sign-in?then=/account")).One(".btn-provider").GetAttribute("href").ShouldBe("/sign-in/provider?then=%2Faccount");
        (await GoAsync(theo, "/sign-in/provider?then=%2Faccount")).LedTo.ShouldBe("/account");
        (await theo.Open("/account")).ShouldSay("Theo Brandt");

        Is("jemand.anders@hafen.example", "t-1");
        using var again = app.Stranger();
        (await GoAsync(again)).LedTo.ShouldBe("/");
        (await again.Open("/account")).ShouldSay("Theo Brandt");

        await again.Send("/sign-out");
        (await again.Get("/account")).LedTo!.ShouldStartWith("/sign-in");
    }

    [Theory]
    [InlineData(false, "t-1", "Es ist nicht bestätigt, welche E-Mail-Adresse")]
    [InlineData(null, "t-1", "Es ist nicht bestätigt, welche E-Mail-Adresse")]
    [InlineData(true, "t-2", "gehört hier schon zu einem anderen Konto")]
    public async Task An_address_that_nobody_vouches_for_or_that_is_somebody_elses_lets_nobody_in(bool? verified, string subject, string sentence)
    {
        await SetUpAsync();
        Is(World.Theo.Mail, "t-1");
        using var first = app.Stranger();
        if (subject != "t-1")
        {
            (await GoAsync(first)).LedTo.ShouldBe("/");
        }

        Is(World.Theo.Mail, subject, verified);
        using var theo = app.Stranger();
        var answer = await GoAsync(theo);
        answer.Status.ShouldBe(403);
        answer.ShouldSay(sentence);
        (await theo.Get("/account")).LedTo!.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task Another_account_of_the_same_address_is_connected_after_the_administration_undid_the_first()
    {
        using var ada = await SetUpAsync();
        Is(World.Theo.Mail, "t-1");
        using var first = app.Stranger();
        await GoAsync(first);
        var path = "/administration/staff/" + (await Person(World.Theo.Mail))!.Id;
        (await ada.Submit(await ada.Open(path), path + "/links/end")).LedTo.ShouldBe(path);
        (await first.Get("/account")).LedTo!.ShouldStartWith("/sign-in");
        Is(World.Theo.Mail, "t-2");
        using var second = app.Stranger();
        (await GoAsync(second)).LedTo.ShouldBe("/");
        (await ada.Open("/administration/audit")).ShouldSay("Verknüpfung gelöst: Theo Brandt");
    }

    [Fact]
    public async Task Who_is_new_is_taken_in_with_the_role_of_their_groups_if_that_is_wanted()
    {
        using var ada = await SetUpAsync(("Groups", "technik"), ("Roles", "lead"), ("Groups", "alle"), ("Roles", "agent"));
        Is("nina@hafen.example", "n-1", groups: ["alle", "Technik"]);
        using var nina = app.Stranger();
        (await GoAsync(nina)).ShouldSay("hat hier keinen Zugang");
        (await Person("nina@hafen.example")).ShouldBeNull();

        await ada.Submit(await ada.Open(Page), Page, ("TakesIn", "true"));
        (await GoAsync(nina)).LedTo.ShouldBe("/");
        var person = (await Person("nina@hafen.example"))!;
        (person.Name, person.RoleName, person.Rights).ShouldBe(("Nina Neu", "lead", Role.Lead.Rights));
        (await ada.Open("/administration/audit")).ShouldSay("Bei der ersten Anmeldung aufgenommen: Nina Neu, Leitung");

        Is("nils@hafen.example", "n-2", groups: ["fremde"]);
        using var nils = app.Stranger();
        (await GoAsync(nils)).ShouldSay("Ihr Konto gehört zu keiner Gruppe, die hier arbeiten darf.");
        (await Person("nils@hafen.example")).ShouldBeNull();
    }

    [Fact]
    public async Task Groups_give_the_role_at_each_sign_in_and_to_those_alone_who_come_this_way()
    {
        using var ada = await SetUpAsync(("Groups", "chefs"), ("Roles", "lead"), ("Groups", "alle"), ("Roles", "readonly"));
        Is(World.Theo.Mail, "t-1", groups: ["chefs"]);
        using var theo = app.Stranger();
        await GoAsync(theo);
        (await Person(World.Theo.Mail))!.Rights.ShouldBe(Role.Lead.Rights);
        issuer.UserInfo = new() { ["sub"] = "t-1", ["groups"] = new[] { "alle" } };
        Is(World.Theo.Mail, "t-1", groups: []);
        issuer.UserInfo = new() { ["sub"] = "t-1", ["groups"] = new[] { "alle" } };
        await GoAsync(theo);
        (await Person(World.Theo.Mail))!.RoleName.ShouldBe("readonly");
        (await ada.Open("/administration/audit")).ShouldSay("Rolle durch Gruppe: Theo Brandt: Nur lesen");

        Is(World.Theo.Mail, "t-1", groups: ["niemand"]);
        (await GoAsync(theo)).ShouldSay("Ihr Konto gehört zu keiner Gruppe");
        using var vera = await app.As(World.Vera);
        (await Person(World.Vera.Mail))!.RoleName.ShouldBe("agent");
    }

    [Fact]
    public async Task No_group_takes_the_last_administrator_away()
    {
        await SetUpAsync(("Groups", "alle"), ("Roles", "readonly"));
        foreach (var groups in new string[][] { ["alle"], [] })
        {
            Is(World.Ada.Mail, "a-1", groups: groups);
            using var ada = app.Stranger();
            (await GoAsync(ada)).LedTo.ShouldBe("/");
            (await ada.Get(Page)).Status.ShouldBe(200);
        }
    }

    [Fact]
    public async Task Passwords_let_in_the_administration_alone_where_the_provider_is_the_only_way()
    {
        await SetUpAsync(("IsOnlyWay", "true"));
        using var theo = app.Stranger();
        var refused = await theo.Send("/sign-in", ("Mail", World.Theo.Mail), ("Password", World.Password));
        refused.Status.ShouldBe(422);
        refused.ShouldSay("Mit einem Passwort meldet sich hier nur noch die Administration an.");
        (await theo.Send("/sign-in", ("Mail", World.Theo.Mail), ("Password", "falsch"))).ShouldSay("E-Mail oder Passwort stimmt nicht.");
        Is(World.Theo.Mail, "t-1");
        (await GoAsync(theo)).LedTo.ShouldBe("/");
        (await app.Stranger().Send("/sign-in", ("Mail", World.Ada.Mail), ("Password", World.Password))).LedTo.ShouldBe("/");
    }

    [Fact]
    public async Task It_is_not_the_only_way_while_no_administrator_has_a_password()
    {
        using var ada = await SetUpAsync();
        await app.Db(db => db.Set<SignIn>().Where(s => s.Email == World.Ada.Mail).ExecuteUpdateAsync(s => s.SetProperty(x => x.PasswordHash, (string?)null)));
        var answer = await ada.Submit(await ada.Open(Page), Page, ("IsOnlyWay", "true"));
        answer.Status.ShouldBe(422);
        answer.ShouldSay("Niemand mit dem Recht Administration hat ein Passwort.");
    }

    public static TheoryData<string> Lies => ["key", "audience", "issuer", "expired", "nonce", "unsigned", "secret-signed", "userinfo"];

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task D06_A_token_that_is_not_for_us_from_there_and_of_now_lets_nobody_in(string lie)
    {
        await SetUpAsync();
        Is(World.Theo.Mail, "t-1");
        issuer.Twist = token =>
        {
            switch (lie)
            {
                case "key": token.SigningCredentials = new(new RsaSecurityKey(RSA.Create(2048)) { KeyId = "one" }, SecurityAlgorithms.RsaSha256); break;
                case "audience": token.Audience = "other"; break;
                case "issuer": token.Issuer = "https://other.example"; break;
                case "expired": (token.NotBefore, token.IssuedAt, token.Expires) = (DateTime.UtcNow.AddHours(-2), DateTime.UtcNow.AddHours(-2), DateTime.UtcNow.AddHours(-1)); break;
                case "nonce": token.Claims["nonce"] = "other"; break;
                case "secret-signed": token.SigningCredentials = new(new SymmetricSecurityKey(System.Text.Encoding.UTF8.GetBytes(LocalIssuer.Secret.PadRight(32))), SecurityAlgorithms.HmacSha256); break;
                case "userinfo": issuer.UserInfo["sub"] = "other"; break;
                default: token.SigningCredentials = null; break;
            }
        };
        using var theo = app.Stranger();
        var answer = await GoAsync(theo);
        answer.Status.ShouldBe(403);
        answer.ShouldSay("Die Anmeldung über den Anbieter hat nicht geklappt");
        (await theo.Get("/account")).LedTo!.ShouldStartWith("/sign-in");

        issuer.Twist = null;
        Is(World.Theo.Mail, "t-1");
        (await GoAsync(theo)).LedTo.ShouldBe("/", "else nothing was proven");
    }

    [Fact]
    public async Task D06_A_way_back_that_began_elsewhere_or_was_used_already_signs_nobody_in()
    {
        await SetUpAsync();
        Is(World.Theo.Mail, "t-1");
        using var attacker = app.Stranger();
        var back = await ThereAsync(attacker, "/sign-in/provider");
        using var victim = app.Stranger();
        (await victim.Get(back)).Status.ShouldBe(403);
        (await victim.Get("/account")).LedTo!.ShouldStartWith("/sign-in");

        (await attacker.Get(back)).LedTo.ShouldBe("/");
        (await attacker.Get(back)).Status.ShouldBe(403);
        foreach (var forged in new[] { "", "?code=1", "?state=1", "?code=1&state=1", "?error=server_error", "?id_token=a.b.c&state=1" })
        {
            (await victim.Get(ProviderWay.Callback + forged)).Status.ShouldBe(403, forged);
        }
    }

    [Fact]
    public async Task D06_Whoever_declines_there_is_told_so()
    {
        await SetUpAsync();
        using var theo = app.Stranger();
        var state = System.Web.HttpUtility.ParseQueryString(new Uri((await theo.Get("/sign-in/provider")).LedTo!).Query)["state"];
        (await theo.Get($"{ProviderWay.Callback}?error=access_denied&state={Uri.EscapeDataString(state!)}")).ShouldSay("Die Anmeldung beim Anbieter wurde abgebrochen.");
    }

    [Fact]
    public async Task D07_It_leads_back_to_our_own_pages_only_and_to_the_address_that_is_set()
    {
        app.Set["Tresen:Address"] = "http://localhost";
        await SetUpAsync();
        Is(World.Theo.Mail, "t-1");
        using var theo = app.Stranger();
        foreach (var elsewhere in new[] { "//boese.example", "https://boese.example", "/\\boese.example" })
        {
            (await GoAsync(theo, "/sign-in/provider?then=" + Uri.EscapeDataString(elsewhere))).LedTo.ShouldBe("/");
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in/provider");
        request.Headers.Host = "boese.example";
        (await theo.Send(request)).LedTo!.ShouldContain(Uri.EscapeDataString("http://localhost" + ProviderWay.Callback));
    }

    [Fact]
    public async Task D13_Headers_that_name_somebody_sign_nobody_in()
    {
        await SetUpAsync();
        using var stranger = app.Stranger();
        foreach (var header in new[] { "Remote-User", "X-Remote-User", "X-Forwarded-User", "X-Forwarded-Email", "X-Auth-Request-Email", "Cf-Access-Authenticated-User-Email", "X-Authentik-Username", "X-MS-CLIENT-PRINCIPAL-NAME" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/account");
            request.Headers.Add(header, World.Ada.Mail);
            (await stranger.Send(request)).LedTo.ShouldBe("/sign-in?then=%2Faccount", header);
        }
    }

    [Fact]
    public async Task The_check_says_what_is_wrong_in_plain_words_and_keeps_nothing()
    {
        using var ada = await app.As(World.Ada);
        (await CheckAsync(ada)).ShouldSay("Bitte zuerst Aussteller und Client-ID eingeben.");
        (await CheckAsync(ada, ("Issuer", issuer.Issuer), ("ClientId", LocalIssuer.ClientId), ("Secret", LocalIssuer.Secret)))
            .ShouldSay("Der Anbieter antwortet und beschreibt sich so").ShouldSay("Der Anbieter kennt die Client-ID, und das Geheimnis stimmt.");
        (await CheckAsync(ada, ("Issuer", issuer.Issuer), ("ClientId", LocalIssuer.ClientId), ("Secret", "falsch"))).ShouldSay("oder das Geheimnis stimmt nicht");
        (await CheckAsync(ada, ("Issuer", issuer.Issuer + "/anders"), ("ClientId", "x"))).ShouldSay("steht keine Beschreibung des Anbieters (Antwort 404)");
        (await CheckAsync(ada, ("Issuer", "https://gibt-es-nicht.invalid"), ("ClientId", "x"))).ShouldSay("gibt-es-nicht.invalid");
        (await CheckAsync(ada, ("Issuer", "Unsinn"), ("ClientId", "x"))).ShouldSay("Bitte die Adresse des Ausstellers eingeben");
        issuer.Says = "https://anmeldung.firma.example";
        (await CheckAsync(ada, ("Issuer", issuer.Issuer), ("ClientId", "x"))).ShouldSay("Der Anbieter nennt sich selbst https://anmeldung.firma.example.");
        issuer.Discovery = "<html>";
        (await CheckAsync(ada, ("Issuer", issuer.Issuer), ("ClientId", "x"))).ShouldSay("aber kein Anbieter für OpenID Connect");
        (await app.Db(db => db.Set<IdentityProvider>().AnyAsync())).ShouldBeFalse();
    }

    [Fact]
    public async Task The_secret_is_locked_away_never_shown_and_goes_to_no_other_provider()
    {
        using var ada = await SetUpAsync();
        (await ada.Open(Page)).Html.ShouldNotContain(LocalIssuer.Secret);
        (await app.Db(db => db.Set<IdentityProvider>().SingleAsync())).LockedSecret.ShouldNotContain("strandkorb");
        (await ada.Submit(await ada.Open(Page), Page, ("Button", "Anders"))).LedTo.ShouldBe(Page);
        (await CheckAsync(ada)).ShouldSay("und das Geheimnis stimmt");
        (await ada.Submit(await ada.Open(Page), Page, ("Issuer", "https://anderswo.example"))).ShouldSay("Bitte das Geheimnis dafür noch einmal eingeben.");
        (await ada.Open("/administration/audit")).ShouldSay("Anmeldung geändert: OpenID Connect");
    }

    [Fact]
    public async Task What_does_not_work_is_not_saved_unless_somebody_says_so_and_the_typed_secret_still_counts()
    {
        using var ada = await app.As(World.Ada);
        (string, string?)[] typed = [("Issuer", issuer.Issuer), ("ClientId", "fremd"), ("Secret", LocalIssuer.Secret), ("IsOn", "true")];
        var refused = await ada.Submit(await ada.Open(Page), Page, typed);
        refused.ShouldSay("Der Anbieter kennt die Client-ID nicht").ShouldSay("Noch nicht gespeichert").ShouldSay("Ist eingegeben und gilt noch").Status.ShouldBe(422);
        refused.Html.ShouldNotContain(LocalIssuer.Secret);
        (await app.Db(db => db.Set<IdentityProvider>().AnyAsync())).ShouldBeFalse();

        (await ada.Submit(refused, Page, ("ClientId", LocalIssuer.ClientId))).LedTo.ShouldBe(Page);
        (await CheckAsync(ada)).ShouldSay("und das Geheimnis stimmt");
        (await ada.Submit(refused, Page, ("Anyway", "true"))).LedTo.ShouldBe(Page);
        (await app.Db(db => db.Set<IdentityProvider>().SingleAsync())).ClientId.ShouldBe("fremd");
        (await ada.Submit(await ada.Open(Page), Page, ("Button", "Ohne neue Frage"))).LedTo.ShouldBe(Page);
    }

    [Fact]
    public async Task Without_a_provider_there_is_no_button_and_no_way()
    {
        using var stranger = app.Stranger();
        (await stranger.Open("/sign-in")).Document.QuerySelector(".btn-provider").ShouldBeNull();
        (await stranger.Get("/sign-in/provider")).Status.ShouldBe(404);
        (await stranger.Get(ProviderWay.Callback + "?code=1&state=1")).Status.ShouldBe(404);
        await SetUpAsync();
        await issuer.DisposeAsync();
        (await stranger.Get("/sign-in/provider")).ShouldSay("Der Anbieter ist gerade nicht erreichbar.").Status.ShouldBe(502);
    }

    /// <summary>Ada sets the provider up.</summary>
    async Task<Browser> SetUpAsync(params (string Name, string? Value)[] more)
    {
        var ada = await app.As(World.Ada);
        var saved = await ada.Submit(await ada.Open(Page), Page, [("Issuer", issuer.Issuer), ("ClientId", LocalIssuer.ClientId), ("Secret", LocalIssuer.Secret), ("IsOn", "true"), .. more]);
        saved.LedTo.ShouldBe(Page, saved.Text);
        return ada;
    }

    static async Task<Answer> CheckAsync(Browser ada, params (string Name, string? Value)[] typed) => await ada.Submit(await ada.Open(Page), Page + "/check", typed);

    /// <summary>That is who signs in next.</summary>
    void Is(string mail, string subject, bool? verified = true, string[]? groups = null)
    {
        issuer.Claims = new() { ["sub"] = subject, ["email"] = mail, ["name"] = "Nina Neu" };
        issuer.UserInfo = new() { ["sub"] = subject };
        if (verified is { } said)
        {
            issuer.Claims["email_verified"] = said;
        }

        if (groups is { Length: > 0 })
        {
            issuer.Claims["groups"] = groups;
        }
    }

    /// <summary>To the provider and back.</summary>
    static async Task<Answer> GoAsync(Browser browser, string from = "/sign-in/provider") => await browser.Get(await ThereAsync(browser, from));

    /// <summary>To the provider, over a real line; what it leads back to.</summary>
    static async Task<string> ThereAsync(Browser browser, string from)
    {
        var sent = await browser.Get(from);
        sent.Status.ShouldBe(302, sent.Text);
        using var line = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseProxy = false });
        using var answer = await line.GetAsync(sent.LedTo);
        ((int)answer.StatusCode).ShouldBe(302, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!.PathAndQuery;
    }

    Task<StaffMember?> Person(string mail) => app.Db(db => db.Staff.SingleOrDefaultAsync(s => s.Mail == mail));
}
