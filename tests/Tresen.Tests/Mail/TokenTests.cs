using Microsoft.Extensions.DependencyInjection;
using Tresen.Mail;
using Tresen.Tests.Mail.Intake;
using Tresen.Tests.Mail.Faults;
using Tresen.Tests.Rig;

namespace Tresen.Tests.Mail;

/// <summary>Mailboxes whose servers take tokens of a provider instead of passwords (OAuth2): a real mail server, and a provider on this machine.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    readonly TresenApp app = new();
    readonly MailAccount account = DovecotServer.Instance.NewAccount();
    LocalIssuer issuer = null!;
    SmtpSink sink = null!;

    public async ValueTask InitializeAsync()
    {
        issuer = await LocalIssuer.StartAsync();
        issuer.MailUser = account.User;
        DovecotServer.Instance.Trust(issuer);
        sink = new SmtpSink { TakesToken = (user, token) => user == account.User && token.Length > 20 };
        app.Set["Tresen:IssuerOnThisMachine"] = "true";
    }

    [Theory]
    [InlineData("Imap")]
    [InlineData("Pop3")]
    public async Task Mails_come_and_go_with_tokens_and_one_token_serves_until_it_ends(string protocol)
    {
        await Connect(protocol);
        await app.Fetch();
        await account.Deliver(Arriving.Letter("Tor"));
        await Again(TimeSpan.FromMinutes(1));
        (await app.Stored()).Count(m => m.State == RawMailState.Taken).ShouldBe(1, (await app.Mailbox(World.ServiceAddress)).FetchError);
        await app.Write("Antwort", Arriving.Karin);
        app.Clock.Advance(TimeSpan.FromSeconds(20));
        await app.RunJobs();
        sink.Mails.ShouldHaveSingleItem();
        issuer.Refreshes.ShouldBe(1);

        await Again(TimeSpan.FromMinutes(4));
        issuer.Refreshes.ShouldBe(2, "it is renewed before it ends");
        var stored = await app.Mailbox(World.ServiceAddress);
        (stored.FetchError, stored.SendError).ShouldBe(("", ""));
        foreach (var locked in new[] { stored.RefreshToken, stored.AccessToken, stored.OAuth.Secret })
        {
            locked.ShouldNotBeEmpty();
            locked.ShouldNotContain(LocalIssuer.Secret);
            issuer.RefreshTokens.ShouldNotContain(locked);
        }
    }

    [Fact]
    public async Task R08_a_refused_renewal_pauses_the_mailbox_at_once_with_what_to_do_and_consent_lets_it_go_on()
    {
        await Connect("Imap");
        await app.Fetch();
        issuer.Revoke(account.User);
        await app.Write("Antwort", Arriving.Karin);
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        await app.RunJobs();
        for (var round = 0; round < 4; round++)
        {
            await Again(TimeSpan.FromHours(1));
        }

        issuer.Refreshes.ShouldBe(3, "one that was good, and one each for sending and fetching");
        var paused = await app.Mailbox(World.ServiceAddress);
        (paused.IsFetchingPaused, paused.IsSendingPaused).ShouldBe((true, true));
        paused.FetchError.ShouldContain("gibt für dieses Mailkonto keinen Zugang mehr: invalid_grant");
        sink.Mails.ShouldBeEmpty();
        using var ada = await app.As(World.Ada);
        (await ada.Open("/administration/mailboxes")).ShouldSay("Angehalten seit").ShouldSay("Bitte die Anmeldung über OAuth2 erneuern").ShouldSay("Eine Mail wartet");
        (await ada.Open("/administration/checkup")).ShouldSay("Abrufen ist seit").ShouldSay("Senden ist seit").ShouldSay("1 Mails warten");

        (await Consent(ada, paused.Id)).LedTo.ShouldBe($"/administration/mailboxes/{paused.Id}");
        (await ada.Open($"/administration/mailboxes/{paused.Id}")).ShouldSay("Der Anbieter hat zugestimmt").ShouldSay("Es liegt eine Zustimmung vor");
        await account.Deliver(Arriving.Letter("Tor"));
        await app.Fetch();
        (await app.Stored()).ShouldHaveSingleItem().State.ShouldBe(RawMailState.Taken);
        sink.Mails.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task R08_a_provider_that_is_down_pauses_nothing()
    {
        await Connect("Imap");
        await app.Fetch();
        issuer.OnRefresh = (503, "temporarily_unavailable");
        for (var round = 0; round < 4; round++)
        {
            await Again(TimeSpan.FromHours(1));
        }

        (await app.Mailbox(World.ServiceAddress)).ShouldSatisfyAllConditions(m => m.IsFetchingPaused.ShouldBeFalse(), m => m.FetchError.ShouldContain("gibt gerade keinen Zugang"));
        issuer.OnRefresh = null;
        await Again(TimeSpan.FromHours(1));
        (await app.Mailbox(World.ServiceAddress)).FetchError.ShouldBe("");
    }

    [Fact]
    public async Task Of_all_who_need_a_new_token_one_asks_and_a_refresh_token_that_serves_once_is_never_used_twice()
    {
        issuer.Rotates = true;
        await Connect("Imap");
        await app.Fetch();
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        var (keys, mailbox, before) = (app.Services.GetRequiredService<Keyring>(), await app.Mailbox(World.ServiceAddress), issuer.Refreshes);

        var tokens = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => keys.TokenOfAsync(mailbox, null, TestContext.Current.CancellationToken))));

        (issuer.Refreshes - before).ShouldBe(1);
        tokens.Select(t => t.Token).Distinct().ShouldHaveSingleItem();
        await Again(TimeSpan.FromMinutes(10));
        (await app.Mailbox(World.ServiceAddress)).FetchError.ShouldBe("");
    }

    [Fact]
    public async Task A_token_that_the_server_refuses_though_it_should_be_good_is_replaced_in_the_same_round()
    {
        issuer.AccessLasts = TimeSpan.FromMinutes(-1);
        issuer.SaysAccessLasts = 3600;
        await Connect("Imap");
        await app.Fetch();
        (await app.Mailbox(World.ServiceAddress)).FetchError.ShouldContain("hat die Anmeldung mit OAuth2 abgelehnt");
        issuer.AccessLasts = TimeSpan.FromMinutes(5);
        await Again(TimeSpan.FromMinutes(1));
        (await app.Mailbox(World.ServiceAddress)).FetchError.ShouldBe("");
    }

    [Fact]
    public async Task Tried_before_it_is_saved_a_refresh_token_that_serves_once_is_not_lost()
    {
        issuer.Rotates = true;
        using var ada = await app.As(World.Ada);
        var path = $"/administration/mailboxes/{(await app.Mailbox(World.ServiceAddress)).Id}";
        var refused = await ada.Submit(await ada.Open(path), path, [.. Fields("Imap").Where(f => f.Item1 != "SmtpPort"), ("SmtpPort", "1")]);
        refused.Status.ShouldBe(422);
        refused.ShouldSay("Posteingang: Anmeldung an 127.0.0.1 gelungen").ShouldSay("nimmt auf Port 1 keine Verbindung an");
        issuer.RefreshTokens.ShouldNotContain(t => refused.Html.Contains(t, StringComparison.Ordinal));

        (await ada.Submit(refused, path, ("SmtpPort", $"{sink.Port}"))).Status.ShouldBe(302);
        await Again(TimeSpan.FromMinutes(10));
        (await app.Mailbox(World.ServiceAddress)).FetchError.ShouldBe("");
    }

    [Fact]
    public async Task R08_a_stored_refresh_token_that_serves_once_survives_being_tried_with_another_scope_and_never_saved()
    {
        issuer.Rotates = true;
        await Connect("Imap");
        await app.Fetch();
        using var ada = await app.As(World.Ada);
        var path = $"/administration/mailboxes/{(await app.Mailbox(World.ServiceAddress)).Id}";
        var before = issuer.Refreshes;
        var tried = (await ada.Submit(await ada.Open(path), path + "/check", ("Scope", "offline_access Mail.Read"))).ShouldSay("Posteingang: Anmeldung an 127.0.0.1 gelungen").ShouldSay("Postausgang: Anmeldung an 127.0.0.1 gelungen");
        (issuer.Refreshes - before).ShouldBe(1);
        tried.Html.ShouldNotContain("RefreshTokenHeld", Case.Sensitive, "it was not typed, and is kept where it was");
        await Again(TimeSpan.FromMinutes(10));
        (await app.Mailbox(World.ServiceAddress)).ShouldSatisfyAllConditions(m => m.FetchError.ShouldBe(""), m => m.OAuth.Scope.ShouldBe("offline_access"));

        (await ada.Submit(await ada.Open(path), path, ("Scope", "offline_access Mail.Read"))).Status.ShouldBe(302);
        await Again(TimeSpan.FromMinutes(10));
        (await app.Mailbox(World.ServiceAddress)).ShouldSatisfyAllConditions(m => m.FetchError.ShouldBe(""), m => m.OAuth.Scope.ShouldBe("offline_access Mail.Read"));
    }

    [Fact]
    public async Task R08_while_the_mailbox_is_tried_with_another_scope_nobody_else_uses_up_its_refresh_token()
    {
        issuer.Rotates = true;
        await Connect("Imap");
        await app.Fetch();
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        using var ada = await app.As(World.Ada);
        var (keys, mailbox) = (app.Services.GetRequiredService<Keyring>(), await app.Mailbox(World.ServiceAddress));
        var path = $"/administration/mailboxes/{mailbox.Id}";
        var page = await ada.Open(path);

        var tries = Enumerable.Range(0, 4).Select(_ => Task.Run(() => ada.Submit(page, path + "/check", ("Scope", "offline_access Mail.Read")))).ToList();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => keys.TokenOfAsync(mailbox, null, TestContext.Current.CancellationToken))));

        foreach (var tried in await Task.WhenAll(tries))
        {
            tried.ShouldSay("Posteingang: Anmeldung an 127.0.0.1 gelungen");
        }

        await Again(TimeSpan.FromMinutes(10));
        (await app.Mailbox(World.ServiceAddress)).FetchError.ShouldBe("");
    }

    [Theory]
    [InlineData("Imap")]
    [InlineData("Smtp")]
    public async Task Stored_tokens_go_to_no_other_server_than_those_they_were_given_for(string way)
    {
        using var imap = new ScriptedImap { Capabilities = "IMAP4rev1 SASL-IR AUTH=XOAUTH2 UIDPLUS MOVE" };
        using var smtp = new SmtpSink { TakesToken = (_, _) => true };
        (string, string?) elsewhere = (way + "Port", $"{(way == "Imap" ? imap.Port : smtp.Port)}");
        await Connect("Imap");
        await app.Fetch();
        var before = await app.Mailbox(World.ServiceAddress);
        using var ada = await app.As(World.Ada);
        var path = $"/administration/mailboxes/{before.Id}";
        foreach (var action in new[] { path + "/check", path })
        {
            var refused = await ada.Submit(await ada.Open(path), action, elsewhere);
            refused.Status.ShouldBe(422);
            refused.ShouldSay("Der Server hat sich geändert. Gespeicherte Tokens gehen an keinen anderen").ShouldSay("Trotzdem speichern");
        }

        // Nor by a detour over a password.
        (await ada.Submit(await ada.Open(path), path, elsewhere, (way + "ByToken", "false"), (way + "Password", "egal"), ("Anyway", "true"))).Status.ShouldBe(302);
        var again = await ada.Submit(await ada.Open(path), path + "/check", (way + "ByToken", "true"));
        again.ShouldSay("Gespeicherte Tokens gehen an keinen anderen");
        (imap.Commands.Any(c => c.Contains("XOAUTH2", StringComparison.Ordinal)), smtp.SignIns).ShouldBe((false, 0));
        (await app.Mailbox(World.ServiceAddress)).RefreshToken.ShouldBe(before.RefreshToken);

        (await ada.Submit(again, path, (way + "ByToken", "true"), ("Anyway", "true"))).Status.ShouldBe(302);
        (await app.Mailbox(World.ServiceAddress)).ShouldSatisfyAllConditions(m => m.RefreshToken.ShouldBe(""), m => m.AccessToken.ShouldBe(""), m => m.IsByToken.ShouldBeTrue());
        (await ada.Open(path)).ShouldSay("Es hat noch niemand zugestimmt");
        await Consent(ada, before.Id);
        (await ada.Submit(await ada.Open(path), path + "/check")).ShouldSay(way == "Imap" ? "Postausgang: Anmeldung an 127.0.0.1 gelungen" : "Posteingang: Anmeldung an 127.0.0.1 gelungen");
        (imap.Commands.Any(c => c.Contains("XOAUTH2", StringComparison.Ordinal)) || smtp.SignIns > 0).ShouldBeTrue("it was given anew, for this server");
    }

    [Fact]
    public async Task What_was_given_for_one_provider_goes_to_no_other_and_addresses_are_https()
    {
        await Connect("Imap");
        using var ada = await app.As(World.Ada);
        var id = (await app.Mailbox(World.ServiceAddress)).Id;
        var path = $"/administration/mailboxes/{id}";
        (await ada.Submit(await ada.Open(path), path, ("TokenAddress", "http://anderswo.example/token"), ("Anyway", "true"))).ShouldSay("die mit https:// beginnt");
        (await ada.Submit(await ada.Open(path), path, ("TokenAddress", "https://anderswo.example/token"), ("Anyway", "true"))).Status.ShouldBe(302);
        (await app.Mailbox(World.ServiceAddress)).ShouldSatisfyAllConditions(m => m.RefreshToken.ShouldBe(""), m => m.AccessToken.ShouldBe(""), m => m.OAuth.Secret.ShouldBe(""));
    }

    [Fact]
    public async Task D06_who_comes_back_from_a_provider_must_have_set_out_here_themselves()
    {
        await Connect("Imap");
        var before = await app.Mailbox(World.ServiceAddress);
        using var ada = await app.As(World.Ada);
        var path = $"/administration/mailboxes/{before.Id}/oauth";
        foreach (var query in new[] { "?code=1", "?code=1&state=erfunden", "?error=access_denied" })
        {
            (await ada.Get(path + query)).Status.ShouldBe(302);
            (await ada.Open($"/administration/mailboxes/{before.Id}")).ShouldSay("wurde nicht hier begonnen");
        }

        var late = (await ada.Get($"/administration/mailboxes/{before.Id}/consent")).LedTo!;
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        await ada.Get(path + await CodeAsync(late));
        (await app.Mailbox(World.ServiceAddress)).RefreshToken.ShouldBe(before.RefreshToken);
    }

    [Fact]
    public async Task Secrets_that_were_typed_outlive_a_refusal_that_comes_from_no_server()
    {
        using var ada = await app.As(World.Ada);
        var path = $"/administration/mailboxes/{(await app.Mailbox(World.ServiceAddress)).Id}";
        var typed = Fields("Imap");
        var refused = await ada.Submit(await ada.Open(path), path, [.. typed, ("Starts", "Now"), ("Name", "")]);
        refused.ShouldSay("Ist eingegeben und gilt noch, solange Adresse und Client-ID gleich bleiben.").Status.ShouldBe(422);
        foreach (var name in new[] { "ClientSecret", "RefreshToken" })
        {
            refused.Html.ShouldNotContain(typed.Single(f => f.Item1 == name).Item2!);
        }

        (await ada.Submit(refused, path, ("Name", "Service"))).LedTo.ShouldBe(path);
        await app.Fetch();
        (await app.Mailbox(World.ServiceAddress)).ShouldSatisfyAllConditions(m => m.FetchError.ShouldBe(""), m => m.RefreshToken.ShouldNotBe(""), m => m.OAuth.Secret.ShouldNotBe(""));
    }

    [Fact]
    public async Task Secrets_that_were_typed_for_an_address_that_is_changed_then_are_asked_for_once_more()
    {
        using var ada = await app.As(World.Ada);
        var path = $"/administration/mailboxes/{(await app.Mailbox(World.ServiceAddress)).Id}";
        var refused = await ada.Submit(await ada.Open(path), path, [.. Fields("Imap").Where(f => f.Item1 != "TokenAddress"), ("Starts", "Now"), ("TokenAddress", "http://anderswo.example/token")]);
        refused.ShouldSay("die mit https:// beginnt").Status.ShouldBe(422);
        refused = await ada.Submit(refused, path, ("TokenAddress", $"{issuer.Issuer}/token"));
        refused.ShouldSay("Adresse für Tokens oder Client-ID haben sich geändert. Bitte dafür noch einmal eingeben.").Status.ShouldBe(422);
        (await ada.Submit(refused, path, ("ClientSecret", LocalIssuer.Secret), ("RefreshToken", issuer.Grant(account.User)))).LedTo.ShouldBe(path);
    }

    [Fact]
    public async Task R08_a_typed_refresh_token_that_trying_used_up_counts_as_the_one_that_replaced_it()
    {
        issuer.Rotates = true;
        using var ada = await app.As(World.Ada);
        var path = $"/administration/mailboxes/{(await app.Mailbox(World.ServiceAddress)).Id}";
        (string, string?)[] typed = [.. Fields("Imap"), ("Starts", "Now")];
        var tried = (await ada.Submit(await ada.Open(path), path + "/check", typed)).ShouldSay("Posteingang: Anmeldung an 127.0.0.1 gelungen");
        tried.One("#verdict [name=RefreshTokenHeld]").GetAttribute("value").ShouldNotBeEmpty(); // with script nothing else of the page is put in, and what was typed stays in its field
        tried = (await ada.Submit(tried, path + "/check", typed)).ShouldSay("Posteingang: Anmeldung an 127.0.0.1 gelungen"); // as often as one likes
        var refused = await ada.Submit(tried, path + "/check", [.. typed, ("Name", "")]);
        refused.Status.ShouldBe(422);
        (await ada.Submit(refused, path, [.. typed, ("Name", "Service")])).LedTo.ShouldBe(path);
        await Again(TimeSpan.FromMinutes(10));
        (await app.Mailbox(World.ServiceAddress)).FetchError.ShouldBe("");
    }

    [Theory]
    [InlineData("TokenAddress", "https://anderswo.example/token")]
    [InlineData("RefreshToken", "einmal-und-nie-wieder")]
    public async Task What_was_typed_for_OAuth2_is_not_thrown_away_where_no_server_is_signed_in_at_with_it(string field, string value)
    {
        using var ada = await app.As(World.Ada);
        var path = $"/administration/mailboxes/{(await app.Mailbox(World.ServiceAddress)).Id}";
        foreach (var action in new[] { path, path + "/check" })
        {
            var refused = await ada.Submit(await ada.Open(path), action, (field, value), ("ClientSecret", LocalIssuer.Secret));
            refused.ShouldSay("Die Angaben für OAuth2 gelten für keinen Server").Status.ShouldBe(422);
            refused.One("details.more-fields").HasAttribute("open").ShouldBeTrue();
            refused.Html.ShouldNotContain(LocalIssuer.Secret);
            if (field == "TokenAddress")
            {
                refused.One("[name=TokenAddress]").GetAttribute("value").ShouldBe(value);
            }
            else
            {
                refused.One("[name=RefreshTokenHeld]").GetAttribute("value").ShouldNotBeEmpty();
                refused.Html.ShouldNotContain(value);
            }
        }
    }

    [Fact]
    public async Task Who_signs_in_with_a_password_again_needs_not_empty_what_stood_there_for_OAuth2()
    {
        await Connect("Imap");
        using var ada = await app.As(World.Ada);
        var path = $"/administration/mailboxes/{(await app.Mailbox(World.ServiceAddress)).Id}";
        (await ada.Submit(await ada.Open(path), path, ("ImapByToken", "false"), ("ImapPassword", "geheim"), ("SmtpByToken", "false"), ("SmtpPassword", "geheim"), ("Anyway", "true"))).Status.ShouldBe(302);
        (await app.Mailbox(World.ServiceAddress)).ShouldSatisfyAllConditions(m => m.OAuth.ShouldBe(Tresen.Post.OAuthClient.None), m => m.RefreshToken.ShouldBe(""));
    }

    (string, string?)[] Fields(string protocol) =>
    [
        ("Protocol", protocol), ("AfterIntake", protocol == "Pop3" ? "Flag" : "Move"), ("ImapHost", DovecotServer.Host), ("ImapPort", $"{(protocol == "Pop3" ? DovecotServer.Instance.Pop3Port : DovecotServer.Instance.Port)}"),
        ("ImapEncryption", "None"), ("ImapUser", account.User), ("ImapByToken", "true"),
        ("SmtpHost", "127.0.0.1"), ("SmtpPort", $"{sink.Port}"), ("SmtpEncryption", "None"), ("SmtpUser", account.User), ("SmtpByToken", "true"),
        ("ConsentAddress", $"{issuer.Issuer}/authorize"), ("TokenAddress", $"{issuer.Issuer}/token"), ("ClientId", LocalIssuer.ClientId), ("ClientSecret", LocalIssuer.Secret), ("Scope", "offline_access"),
        ("RefreshToken", issuer.Grant(account.User)),
    ];

    Task Connect(string protocol) => app.Connect(World.ServiceAddress, more: Fields(protocol));

    static async Task<Answer> Consent(Browser ada, int id) =>
        await ada.Get($"/administration/mailboxes/{id}/oauth{await CodeAsync((await ada.Get($"/administration/mailboxes/{id}/consent")).LedTo!)}");

    /// <summary>Consents at the provider, and gives what comes back with its redirect.</summary>
    static async Task<string> CodeAsync(string address)
    {
        using var provider = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        return (await provider.GetAsync(address, TestContext.Current.CancellationToken)).Headers.Location!.Query;
    }

    async Task Again(TimeSpan later)
    {
        app.Clock.Advance(later);
        await app.Fetch();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        sink.Dispose();
        await issuer.DisposeAsync();
    }
}
