using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Tresen.Tests.Rig;

public sealed class SmtpSinkTests
{
    [Fact]
    public async Task It_takes_a_mail_in_as_it_was_written()
    {
        using var sink = new SmtpSink();
        await Send(sink, "karin@muellerbau.example");

        var mail = sink.Mails.ShouldHaveSingleItem();
        mail.Recipients.ShouldBe(["karin@muellerbau.example"]);
        mail.Message.TextBody!.ReplaceLineEndings("\n").ShouldBe("Moin,\n.\nbis bald\n");
    }

    [Fact]
    public async Task It_refuses_a_recipient_for_good_or_for_now()
    {
        using var sink = new SmtpSink { OnRecipient = r => r.StartsWith("karin", StringComparison.Ordinal) ? "550 no such user" : "451 later" };

        (await Should.ThrowAsync<SmtpCommandException>(Send(sink, "karin@muellerbau.example"))).StatusCode.ShouldBe(SmtpStatusCode.MailboxUnavailable);
        (await Should.ThrowAsync<SmtpCommandException>(Send(sink, "jens@ohlsen.example"))).StatusCode.ShouldBe(SmtpStatusCode.ErrorInProcessing);
        sink.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_has_the_mail_and_hangs_up_without_saying_so()
    {
        using var sink = new SmtpSink { CutsAfterText = true, WaitsAfterText = TimeSpan.FromMilliseconds(200) };

        await Should.ThrowAsync<Exception>(Send(sink, "karin@muellerbau.example"));

        sink.Mails.Count.ShouldBe(1);
    }

    [Fact]
    public async Task It_answers_the_text_when_it_is_let()
    {
        var held = new TaskCompletionSource();
        using var sink = new SmtpSink { AnswersTextAfter = held.Task };
        var sending = Send(sink, "karin@muellerbau.example");
        while (sink.Mails.Count == 0)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        sending.IsCompleted.ShouldBeFalse();
        held.SetResult();
        await sending;
    }

    [Theory]
    [InlineData(Tls.StartTls, "localhost")]
    [InlineData(Tls.StartTls, "127.0.0.1")]
    [InlineData(Tls.Implicit, "localhost")]
    public async Task Encrypted_it_shows_a_certificate_of_the_local_authority(Tls tls, string host)
    {
        using var sink = new SmtpSink { Tls = tls };

        await Send(sink, "karin@muellerbau.example", tls, host);

        sink.Mails.Count.ShouldBe(1);
        sink.Heard.Where(h => !h.IsEncrypted).Select(h => h.Line.Split(' ')[0]).ShouldBe(tls == Tls.StartTls ? ["EHLO", "STARTTLS"] : []);
        sink.Heard.ShouldContain(h => h.IsEncrypted && h.Line.StartsWith("AUTH"));
    }

    [Theory]
    [InlineData(Certificate.OtherName)]
    [InlineData(Certificate.UnknownAuthority)]
    [InlineData(Certificate.Expired)]
    public async Task It_shows_a_wrong_certificate(Certificate certificate)
    {
        foreach (var tls in new[] { Tls.StartTls, Tls.Implicit })
        {
            using var sink = new SmtpSink { Tls = tls, Certificate = certificate };

            await Should.ThrowAsync<SslHandshakeException>(Send(sink, "karin@muellerbau.example", tls));

            sink.Heard.ShouldAllBe(h => !h.IsEncrypted && !h.Line.StartsWith("AUTH"));
        }
    }

    [Fact]
    public async Task Whoever_does_not_look_at_certificates_is_seen_signing_in()
    {
        using var sink = new SmtpSink { Tls = Tls.StartTls, Certificate = Certificate.UnknownAuthority };

        await Send(sink, "karin@muellerbau.example", Tls.StartTls, trusts: (_, _) => true);

        sink.SignIns.ShouldBe(1);
    }

    [Fact]
    public async Task It_injects_an_answer_before_it_is_encrypted()
    {
        using var sink = new SmtpSink { Tls = Tls.StartTls, InjectsBeforeTls = "250-evil.example\r\n250 AUTH LOGIN" };

        // MailKit doesn't take it for the answer to what it says afterwards
        await Send(sink, "karin@muellerbau.example", Tls.StartTls);

        sink.Heard.Where(h => !h.IsEncrypted).Select(h => h.Line.Split(' ')[0]).ShouldBe(["EHLO", "STARTTLS"]);
        sink.Heard.ShouldContain(h => h.IsEncrypted && h.Line.StartsWith("AUTH PLAIN"));
    }

    [Theory]
    [InlineData("XOAUTH2", "right", true)]
    [InlineData("OAUTHBEARER", "right", true)]
    [InlineData("XOAUTH2", "old", false)]
    [InlineData("OAUTHBEARER", "old", false)]
    public async Task It_lets_in_by_a_token(string how, string token, bool isLetIn)
    {
        using var sink = new SmtpSink { TakesToken = (user, given) => (user, given) == ("service@hafen.example", "right") };
        using var client = new SmtpClient();
        await client.ConnectAsync("127.0.0.1", sink.Port, SecureSocketOptions.None);
        SaslMechanism mechanism = how == "XOAUTH2" ? new SaslMechanismOAuth2("service@hafen.example", token) : new SaslMechanismOAuthBearer("service@hafen.example", token);

        if (isLetIn)
        {
            await client.AuthenticateAsync(mechanism);
        }
        else
        {
            await Should.ThrowAsync<AuthenticationException>(client.AuthenticateAsync(mechanism));
        }

        client.IsAuthenticated.ShouldBe(isLetIn);
    }

    static async Task Send(SmtpSink sink, string to, Tls tls = Tls.None, string host = "localhost", Func<X509Certificate2, SslPolicyErrors, bool>? trusts = null)
    {
        using var client = new SmtpClient { CheckCertificateRevocation = false };
        client.ServerCertificateValidationCallback = (_, shown, _, errors) => trusts?.Invoke((X509Certificate2)shown!, errors) ?? Vouches(shown!, errors);
        await client.ConnectAsync(host, sink.Port, tls switch { Tls.StartTls => SecureSocketOptions.StartTls, Tls.Implicit => SecureSocketOptions.SslOnConnect, _ => SecureSocketOptions.None });
        await client.AuthenticateAsync("tresen", SmtpSink.Password);
        var mail = new MimeMessage([MailboxAddress.Parse("service@hafen.example")], [MailboxAddress.Parse(to)], "Termin", new TextPart("plain") { Text = "Moin,\n.\nbis bald\n" });
        await client.SendAsync(mail);
    }

    /// <summary>Whether the authority of the run vouches for it and the name is right.</summary>
    internal static bool Vouches(X509Certificate shown, SslPolicyErrors errors)
    {
        using var authority = X509Certificate2.CreateFromPem(LocalAuthority.Trusted.Pem);
        using var chain = new X509Chain { ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck } };
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        return chain.Build((X509Certificate2)shown) && (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == SslPolicyErrors.None;
    }
}
