using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Pop3;
using MailKit.Security;
using MimeKit;

namespace Tresen.Tests.Rig;

public sealed class DovecotServerTests
{
    [Fact]
    public async Task A_delivered_mail_lies_in_the_inbox_and_keeps_its_flags()
    {
        var account = DovecotServer.Instance.NewAccount();
        await account.Deliver(new MimeMessage([MailboxAddress.Parse("karin@muellerbau.example")], [MailboxAddress.Parse("service@hafen.example")], "Drucker", new TextPart("plain") { Text = "Er klemmt." }));
        await account.Deliver("Subject: nichts sonst\n\nkaum eine Mail"u8.ToArray());

        await account.Do(async client =>
        {
            await client.Inbox!.OpenAsync(FolderAccess.ReadWrite);
            await client.Inbox.AddFlagsAsync(0, MessageFlags.Flagged, silent: true);
        });

        var mails = await account.Look();
        mails.Select(m => m.Message.Subject).ShouldBe(["Drucker", "nichts sonst"], ignoreOrder: true);
        mails.Count(m => m.Flags.HasFlag(MessageFlags.Flagged)).ShouldBe(1);
        (await account.Look("Archiv")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Encrypted_it_shows_a_certificate_of_the_local_authority()
    {
        var account = DovecotServer.Instance.NewAccount();
        foreach (var (port, options) in new[] { (DovecotServer.Instance.Port, SecureSocketOptions.StartTls), (DovecotServer.Instance.TlsPort, SecureSocketOptions.SslOnConnect) })
        {
            using var client = new ImapClient { CheckCertificateRevocation = false };
            client.ServerCertificateValidationCallback = (_, shown, _, errors) => SmtpSinkTests.Vouches(shown!, errors);
            await client.ConnectAsync(DovecotServer.TlsHost, port, options);
            await client.AuthenticateAsync(account.User, DovecotServer.Password);
            client.IsSecure.ShouldBeTrue();

            using var strict = new ImapClient();
            await Should.ThrowAsync<SslHandshakeException>(strict.ConnectAsync(DovecotServer.TlsHost, port, options)); // nobody knows that authority
        }
    }

    [Fact]
    public async Task A_mail_lies_there_by_POP3_too()
    {
        var account = DovecotServer.Instance.NewAccount();
        await account.Deliver("Subject: eins\r\n\r\nMoin\r\n"u8.ToArray());
        await account.Deliver("Subject: zwei\r\n\r\nMoin\r\n"u8.ToArray());
        IList<string> uids = [];
        await account.DoPop3(async client =>
        {
            uids = await client.GetMessageUidsAsync();
            (await client.GetMessageAsync(1)).Subject.ShouldBe("zwei");
            await client.DeleteMessageAsync(0);
        });

        await account.DoPop3(async client => (await client.GetMessageUidsAsync()).ShouldBe([uids[1]]));
        using var encrypted = new Pop3Client { CheckCertificateRevocation = false };
        encrypted.ServerCertificateValidationCallback = (_, shown, _, errors) => SmtpSinkTests.Vouches(shown!, errors);
        await encrypted.ConnectAsync(DovecotServer.TlsHost, DovecotServer.Instance.Pop3TlsPort, SecureSocketOptions.SslOnConnect);
        await encrypted.AuthenticateAsync(account.User, DovecotServer.Password);
        encrypted.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("XOAUTH2")]
    [InlineData("OAUTHBEARER")]
    public async Task It_lets_in_by_a_token_of_an_issuer_that_it_trusts(string how)
    {
        await using var issuer = await LocalIssuer.StartAsync();
        await using var stranger = await LocalIssuer.StartAsync();
        DovecotServer.Instance.Trust(issuer);
        var (account, other) = (DovecotServer.Instance.NewAccount(), DovecotServer.Instance.NewAccount());
        var refresh = issuer.Grant(account.User);

        (await LetsIn(await Refreshed(issuer, refresh))).ShouldBeTrue();
        (await LetsIn(issuer.AccessToken(other.User))).ShouldBeFalse();
        (await LetsIn(stranger.AccessToken(account.User))).ShouldBeFalse();
        issuer.AccessLasts = TimeSpan.FromMinutes(-1);
        (await LetsIn(issuer.AccessToken(account.User))).ShouldBeFalse();
        issuer.AccessLasts = TimeSpan.FromMinutes(5);
        (await LetsIn(issuer.AccessToken(account.User))).ShouldBeTrue();

        async Task<bool> LetsIn(string token)
        {
            using var client = new ImapClient();
            await client.ConnectAsync(DovecotServer.Host, account.Port, SecureSocketOptions.None);
            SaslMechanism mechanism = how == "XOAUTH2" ? new SaslMechanismOAuth2(account.User, token) : new SaslMechanismOAuthBearer(account.User, token);
            try
            {
                await client.AuthenticateAsync(mechanism);
                return true;
            }
            catch (AuthenticationException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task The_issuer_renews_tokens_rotates_them_and_takes_them_back()
    {
        await using var issuer = await LocalIssuer.StartAsync();
        var refresh = issuer.Grant("konto");
        (await Refreshed(issuer, refresh)).ShouldNotBeEmpty();
        issuer.Rotates = true;
        (await Refreshed(issuer, refresh)).ShouldNotBeEmpty();
        (await Refreshed(issuer, refresh)).ShouldBe("invalid_grant");
        var next = issuer.RefreshTokens.ShouldHaveSingleItem();
        issuer.OnRefresh = (503, "temporarily_unavailable");
        (await Refreshed(issuer, next)).ShouldBe("temporarily_unavailable");
        issuer.OnRefresh = null;
        issuer.Revoke("konto");
        (await Refreshed(issuer, next)).ShouldBe("invalid_grant");
        issuer.Refreshes.ShouldBe(5);
    }

    [Fact]
    public async Task Whoever_asks_for_lasting_access_gets_a_refresh_token_for_a_code()
    {
        await using var issuer = await LocalIssuer.StartAsync();
        issuer.MailUser = "konto";
        const string Verifier = "so-geheim-wie-das-wetter-von-gestern-und-morgen";
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));
        var answer = await http.GetAsync($"{issuer.Issuer}/authorize?client_id={LocalIssuer.ClientId}&response_type=code&code_challenge_method=S256&code_challenge={challenge}&state=s&scope=mail%20offline_access&redirect_uri=http://here/back", TestContext.Current.CancellationToken);
        var code = answer.Headers.Location!.Query.Split("code=")[1].Split('&')[0];

        var tokens = await Asked(issuer, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", "http://here/back"), ("code_verifier", Verifier));

        tokens.GetProperty("refresh_token").GetString().ShouldBe(issuer.RefreshTokens.ShouldHaveSingleItem());
        (await Refreshed(issuer, issuer.RefreshTokens.Single())).ShouldNotBeEmpty();
    }

    /// <summary>The fresh access token, or the error.</summary>
    static async Task<string> Refreshed(LocalIssuer issuer, string refresh)
    {
        var answer = await Asked(issuer, ("grant_type", "refresh_token"), ("refresh_token", refresh));
        return (answer.TryGetProperty("access_token", out var token) ? token : answer.GetProperty("error")).GetString()!;
    }

    static async Task<JsonElement> Asked(LocalIssuer issuer, params (string Name, string Value)[] fields)
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent([new("client_id", LocalIssuer.ClientId), new("client_secret", LocalIssuer.Secret), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
        var answer = await http.PostAsync($"{issuer.Issuer}/token", form, TestContext.Current.CancellationToken);
        return JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
