using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using MimeKit;

namespace Tresen.Tests.Rig;

/// <summary>A mail server that takes mails in and does to them what the test wants: refuse a recipient, put one off, hang up
/// after the text, show a wrong certificate.</summary>
public sealed class SmtpSink : IDisposable
{
    public const string Password = "leuchtturm";

    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stop = new(); // never disposed: a test may stop the server and its clean-up once more
    readonly ConcurrentQueue<SunkMail> mails = new();
    readonly ConcurrentQueue<(string Line, bool IsEncrypted)> heard = new();

    public SmtpSink()
    {
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What it took in, in order.</summary>
    public IReadOnlyList<SunkMail> Mails => [.. mails];

    /// <summary>The lines it heard, but those of mails, and whether they came encrypted.</summary>
    public IReadOnlyList<(string Line, bool IsEncrypted)> Heard => [.. heard];

    /// <summary>How it speaks. Where it can be encrypted, nobody signs in before it is.</summary>
    public Tls Tls { get; init; }

    /// <summary>Which certificate it shows.</summary>
    public Certificate Certificate { get; init; }

    /// <summary>Said in one breath with the answer to STARTTLS, before anything is encrypted, as somebody on the line would (threat C04):
    /// <c>250-sink.example\r\n250 AUTH PLAIN</c>. Null: nothing.</summary>
    public string? InjectsBeforeTls { get; set; }

    /// <summary>What is answered to STARTTLS; <c>null</c>: it is begun.</summary>
    public string? OnStartTls { get; set; }

    /// <summary>Whom it lets in by XOAUTH2 and OAUTHBEARER: user and token. Null: it doesn't offer them.</summary>
    public Func<string, string, bool>? TakesToken { get; set; }

    /// <summary>What is answered to RCPT TO; <c>null</c>: 250.</summary>
    public Func<string, string?> OnRecipient { get; set; } = _ => null;

    /// <summary>What is answered to MAIL FROM; <c>null</c>: 250.</summary>
    public string? OnSender { get; set; }

    /// <summary>What is answered after the text; <c>null</c>: 250.</summary>
    public string? OnText { get; set; }

    /// <summary>What is answered to a sign-in; <c>null</c>: it is checked.</summary>
    public string? OnSignIn { get; set; }

    /// <summary>The line breaks after the text was taken in and before the answer.</summary>
    public bool CutsAfterText { get; set; }

    /// <summary>How long the answer to the text lets wait.</summary>
    public TimeSpan WaitsAfterText { get; set; }

    /// <summary>The answer to the text, or the end of the line, waits for this: a test may hold it for as long as it wants.</summary>
    public Task AnswersTextAfter { get; set; } = Task.CompletedTask;

    /// <summary>The line breaks when the text is announced.</summary>
    public bool CutsBeforeText { get; set; }

    /// <summary>How often somebody tried to sign in.</summary>
    public int SignIns { get; private set; }

    async Task AcceptAsync()
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                _ = Task.Run(() => TalkAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    async Task TalkAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                client.NoDelay = true;
                await new Dialogue(this, client.GetStream()).RunAsync(stop.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or AuthenticationException)
        {
            // the other side hung up
        }
    }

    public void Dispose()
    {
        stop.Cancel();
        listener.Dispose();
    }

    sealed class Dialogue(SmtpSink sink, NetworkStream line)
    {
        readonly List<string> recipients = [];
        Stream stream = line;
        WireReader reader = new(line);
        string sender = "";

        bool IsEncrypted => stream is SslStream;

        public async Task RunAsync(CancellationToken cancel)
        {
            if (sink.Tls == Tls.Implicit)
            {
                await EncryptAsync(cancel);
            }

            await SayAsync("220 sink.example ESMTP");
            while (await reader.ReadLineAsync(cancel) is { } line)
            {
                sink.heard.Enqueue((line, IsEncrypted));
                var verb = line.Split(' ', ':')[0].ToUpperInvariant();
                if (verb == "STARTTLS" && sink.Tls == Tls.StartTls && !IsEncrypted)
                {
                    await SayAsync(sink.OnStartTls ?? "220 go ahead" + (sink.InjectsBeforeTls is { } more ? "\r\n" + more : ""));
                    if (sink.OnStartTls is null)
                    {
                        await EncryptAsync(cancel);
                    }

                    continue;
                }

                if (verb == "AUTH" && line.Split(' ')[1].ToUpperInvariant() is "XOAUTH2" or "OAUTHBEARER")
                {
                    await SayAsync(await SignInByTokenAsync(line, cancel));
                    continue;
                }

                if (verb == "QUIT")
                {
                    await SayAsync("221 bye");
                    return;
                }

                if (verb == "DATA")
                {
                    if (!await TakeTextAsync(cancel))
                    {
                        return;
                    }

                    continue;
                }

                await SayAsync(verb switch
                {
                    "EHLO" => "250-sink.example\r\n250-PIPELINING\r\n250-SIZE 100000000\r\n250-8BITMIME\r\n250 " + Offer(),
                    "AUTH" when sink.Tls != Tls.None && !IsEncrypted => "538 5.7.11 encrypt first",
                    "AUTH" => SignIn(line),
                    "MAIL" => From(line),
                    "RCPT" => To(line),
                    "RSET" => Reset(),
                    "NOOP" => "250 ok",
                    _ => "500 what?",
                });
            }
        }

        string Offer() => sink.Tls == Tls.StartTls && !IsEncrypted ? "STARTTLS" : sink.TakesToken is null ? "AUTH PLAIN" : "AUTH PLAIN XOAUTH2 OAUTHBEARER";

        async Task EncryptAsync(CancellationToken cancel)
        {
            var encrypted = new SslStream(stream);
            var certificate = LocalAuthority.For(sink.Certificate);
            await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, cancel);
            stream = encrypted;
            reader = new WireReader(encrypted); // what came before in the open isn't heard
        }

        /// <summary>Both ways name the user and the token between bytes 1: <c>user=…</c> or <c>n,a=…,</c>, then <c>auth=Bearer …</c>.</summary>
        async Task<string> SignInByTokenAsync(string line, CancellationToken cancel)
        {
            sink.SignIns++;
            if (sink.OnSignIn is { } told)
            {
                return told;
            }

            var given = Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[^1])).Split('\u0001');
            var user = given[0].StartsWith("user=", StringComparison.Ordinal) ? given[0]["user=".Length..] : given[0].Split(',')[1]["a=".Length..];
            var token = given.First(g => g.StartsWith("auth=Bearer ", StringComparison.Ordinal))["auth=Bearer ".Length..];
            if (sink.TakesToken?.Invoke(user, token) == true)
            {
                return "235 welcome";
            }

            await SayAsync("334 " + Convert.ToBase64String("""{"status":"400","schemes":"Bearer"}"""u8));
            await reader.ReadLineAsync(cancel);
            return "535 5.7.8 the token is not accepted";
        }

        string SignIn(string line)
        {
            sink.SignIns++;
            var given = Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[^1])).Split('\0');
            return sink.OnSignIn ?? (given[^1] == Password ? "235 welcome" : "535 5.7.8 wrong password");
        }

        string From(string line)
        {
            Reset();
            sender = Between(line);
            return sink.OnSender ?? "250 ok";
        }

        string To(string line)
        {
            var answer = sink.OnRecipient(Between(line)) ?? "250 ok";
            if (answer.StartsWith('2'))
            {
                recipients.Add(Between(line));
            }

            return answer;
        }

        string Reset()
        {
            recipients.Clear();
            return "250 ok";
        }

        async Task<bool> TakeTextAsync(CancellationToken cancel)
        {
            if (recipients.Count == 0)
            {
                await SayAsync("554 no recipients");
                return true;
            }

            if (sink.CutsBeforeText)
            {
                return false;
            }

            await SayAsync("354 go on");
            var (text, wire) = (new StringBuilder(), new StringBuilder());
            while (await reader.ReadLineAsync(cancel) is { } line && line != ".")
            {
                text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
                wire.Append(line).Append("\r\n");
            }

            if (sink.OnText is not { } answer || answer.StartsWith('2'))
            {
                sink.mails.Enqueue(new SunkMail(sender, [.. recipients], text.ToString()) { Wire = wire.ToString() });
            }

            await sink.AnswersTextAfter.WaitAsync(cancel);
            await Task.Delay(sink.WaitsAfterText, cancel);
            if (sink.CutsAfterText)
            {
                return false;
            }

            await SayAsync(sink.OnText ?? "250 taken");
            return true;
        }

        async Task SayAsync(string line) => await stream.WriteAsync(Encoding.Latin1.GetBytes(line + "\r\n"));

        static string Between(string line) => line[(line.IndexOf('<') + 1)..line.IndexOf('>')];
    }
}

/// <summary>Reads lines as the standard has them: they end at CR LF and nowhere else, so that a lone CR or LF is seen.</summary>
sealed class WireReader(Stream stream)
{
    readonly byte[] buffer = new byte[8192];
    int next, end;

    /// <summary>The next line without its end; null: the other side hung up.</summary>
    public async Task<string?> ReadLineAsync(CancellationToken cancel)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (next == end)
            {
                (next, end) = (0, await stream.ReadAsync(buffer, cancel));
                if (end == 0)
                {
                    return null;
                }
            }

            var c = (char)buffer[next++];
            if (c == '\n' && line.Length > 0 && line[^1] == '\r')
            {
                return line.ToString(0, line.Length - 1);
            }

            line.Append(c);
        }
    }
}

/// <summary>A mail that the sink took in, with the envelope that it came in.</summary>
public sealed record SunkMail(string Sender, IReadOnlyList<string> Recipients, string Raw)
{
    /// <summary>The text byte by byte as it came over the line, with the dots that protect others.</summary>
    public string Wire { get; init; } = "";

    /// <summary>The mail as a mail program reads it.</summary>
    public MimeMessage Message => MimeMessage.Load(new MemoryStream(Encoding.Latin1.GetBytes(Raw)));
}
