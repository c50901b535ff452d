using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Pop3;
using MailKit.Security;
using MimeKit;

namespace Tresen.Tests.Rig;

/// <summary>A real Dovecot on a port of its own, with accounts that anybody may have who knows the password, or has a
/// token of an issuer that it <see cref="Trust">trusts</see>. It speaks IMAP and POP3, in the open, by STARTTLS and encrypted from the
/// first byte, with a certificate by <see cref="LocalAuthority.Trusted"/>. Started with the first test that needs it and shared: each
/// test takes an account of its own.</summary>
public sealed class DovecotServer : IDisposable
{
    public const string Password = "leuchtturm";
    const string Binary = "/usr/sbin/dovecot";

    static readonly bool HasPop3 = File.Exists("/usr/lib/dovecot/pop3");
    static readonly Lazy<DovecotServer> Shared = new(() => new DovecotServer());
    static int accounts;

    readonly string folder = Directory.CreateTempSubdirectory("tresen-dovecot-").FullName;
    readonly Process process;
    readonly Leash leash;
    readonly int pop3Port, pop3TlsPort;

    DovecotServer()
    {
        (Port, TlsPort, pop3Port, pop3TlsPort) = (FreePort(), FreePort(), FreePort(), FreePort());
        process = Start();
        leash = new Leash(process, "TERM", folder); // the master ends its children
        WaitUntilReady();
    }

    /// <summary>The one of this run; the test is skipped where Dovecot isn't installed.</summary>
    public static DovecotServer Instance
    {
        get
        {
            Assert.SkipUnless(File.Exists(Binary), "Dovecot fehlt: apt-get install dovecot-imapd");
            return Shared.Value;
        }
    }

    public static string Host => "127.0.0.1";

    /// <summary>The name that its certificate is made out to; its address is too.</summary>
    public static string TlsHost => "localhost";

    /// <summary>For IMAP, in the open or with STARTTLS.</summary>
    public int Port { get; }

    /// <summary>For IMAP, encrypted from the first byte.</summary>
    public int TlsPort { get; }

    /// <summary>For POP3, in the open or with STLS; the test is skipped where that isn't installed.</summary>
    public int Pop3Port => WithPop3(pop3Port);

    /// <summary>For POP3, encrypted from the first byte; the test is skipped where that isn't installed.</summary>
    public int Pop3TlsPort => WithPop3(pop3TlsPort);

    /// <summary>Lets in whoever has an access token of that issuer that names the account (XOAUTH2, OAUTHBEARER).</summary>
    public void Trust(LocalIssuer issuer)
    {
        var keys = Path.Combine(folder, "keys", issuer.MailKeyName, "RS256");
        Directory.CreateDirectory(keys);
        File.WriteAllText(Path.Combine(keys, LocalIssuer.KeyName), issuer.PublicKeyPem);
        Run("chmod", "-R", "a+rX", Path.Combine(folder, "keys"));
    }

    static int WithPop3(int port)
    {
        Assert.SkipUnless(HasPop3, "Dovecot kann kein POP3: apt-get install dovecot-pop3d");
        return port;
    }

    /// <summary>A new empty account.</summary>
    public MailAccount NewAccount() => new(this, $"konto{Interlocked.Increment(ref accounts)}");

    /// <summary>Where the account's mails lie.</summary>
    internal string MaildirOf(string user) => Path.Combine(folder, "mail", user);

    Process Start()
    {
        var isRoot = Environment.UserName == "root";
        var (user, login) = isRoot ? ("dovecot", "dovenull") : (Environment.UserName, Environment.UserName);
        var mailUser = isRoot ? "nobody" : Environment.UserName;
        Directory.CreateDirectory(Path.Combine(folder, "mail"));
        if (isRoot)
        {
            Run("chmod", "755", folder);
            Run("chmod", "777", Path.Combine(folder, "mail"));
        }

        File.WriteAllText(Path.Combine(folder, "server.pem"), LocalAuthority.For(Certificate.Good).ExportCertificatePem());
        using (var key = LocalAuthority.For(Certificate.Good).GetRSAPrivateKey()!)
        {
            File.WriteAllText(Path.Combine(folder, "server.key"), key.ExportPkcs8PrivateKeyPem());
        }

        // Tokens are checked here, with the keys of the issuers; a file each, below the issuer's name.
        Directory.CreateDirectory(Path.Combine(folder, "keys"));
        File.WriteAllText(Path.Combine(folder, "oauth2.conf"), $"""
            introspection_mode = local
            local_validation_key_dict = fs:posix:prefix={folder}/keys/
            username_attribute = {LocalIssuer.MailClaim}

            """);
        var config = Path.Combine(folder, "dovecot.conf");
        File.WriteAllText(config, $$"""
            base_dir = {{folder}}/run
            state_dir = {{folder}}/run
            log_path = {{folder}}/log
            protocols = imap{{(HasPop3 ? " pop3" : "")}}
            listen = {{Host}}
            ssl = yes
            ssl_cert = <{{folder}}/server.pem
            ssl_key = <{{folder}}/server.key
            disable_plaintext_auth = no
            auth_mechanisms = plain login xoauth2 oauthbearer
            auth_failure_delay = 0
            default_internal_user = {{user}}
            default_login_user = {{login}}
            default_internal_group = {{(isRoot ? "dovecot" : Run("id", "-gn"))}}
            first_valid_uid = 1
            mail_location = maildir:{{folder}}/mail/%u
            mail_fsync = never
            namespace inbox {
              inbox = yes
            }
            passdb {
              driver = oauth2
              mechanisms = xoauth2 oauthbearer
              args = {{folder}}/oauth2.conf
            }
            passdb {
              driver = static
              mechanisms = plain login
              args = password={{Password}}
            }
            userdb {
              driver = static
              args = uid={{mailUser}} gid={{(isRoot ? "nogroup" : Run("id", "-gn"))}} home={{folder}}/mail/%u
            }
            service imap-login {
              chroot =
              inet_listener imap {
                port = {{Port}}
              }
              inet_listener imaps {
                port = {{TlsPort}}
              }
            }
            service anvil {
              chroot =
              unix_listener anvil-auth-penalty {
                mode = 0
              }
            }
            {{(HasPop3 ? $$"""
            service pop3-login {
              chroot =
              inet_listener pop3 {
                port = {{pop3Port}}
              }
              inet_listener pop3s {
                port = {{pop3TlsPort}}
              }
            }
            """ : "")}}

            """);
        return Process.Start(new ProcessStartInfo(Binary, ["-F", "-c", config]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
    }

    void WaitUntilReady()
    {
        for (var tries = 0; tries < 100; tries++)
        {
            try
            {
                using var socket = new TcpClient(Host, Port);
                return;
            }
            catch (SocketException)
            {
                Thread.Sleep(50);
            }
        }

        var log = Path.Combine(folder, "log");
        throw new InvalidOperationException("Dovecot doesn't start: " + (File.Exists(log) ? File.ReadAllText(log) : process.StandardError.ReadToEnd()));
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    internal static string Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true })!;
        return process.StandardOutput.ReadToEnd().Trim();
    }

    /// <summary>Stops it and removes its mails.</summary>
    public void Dispose()
    {
        leash.Dispose();
        process.Dispose();
    }
}

/// <summary>An account on the server, as somebody with an ordinary mail program sees it.</summary>
public sealed class MailAccount(DovecotServer server, string user)
{
    public string User => user;

    public int Port => server.Port;

    /// <summary>Puts a mail into the folder, as a mail server would.</summary>
    public Task Deliver(MimeMessage message, string folder = "INBOX", DateTimeOffset? at = null) => Do(async client =>
    {
        var there = await client.GetFolderAsync(folder);
        await there.AppendAsync(new AppendRequest(message, MessageFlags.None, at ?? DateTimeOffset.UtcNow));
    });

    /// <summary>Puts bytes into the inbox that no mail program would write.</summary>
    public Task Deliver(byte[] raw)
    {
        var path = Path.Combine(server.MaildirOf(user), "new", $"{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}.{Guid.NewGuid():N}.rig");
        return Do(async client =>
        {
            await client.Inbox!.OpenAsync(FolderAccess.ReadOnly); // the folder exists from now on
            File.WriteAllBytes(path, raw);
            DovecotServer.Run("chmod", "666", path);
        });
    }

    /// <summary>Puts many mails into the inbox at once, in this order.</summary>
    public Task DeliverAll(IEnumerable<byte[]> mails) => Do(async client =>
    {
        await client.Inbox!.OpenAsync(FolderAccess.ReadOnly);
        var folder = Path.Combine(server.MaildirOf(user), "new");
        var number = 0;
        foreach (var raw in mails)
        {
            File.WriteAllBytes(Path.Combine(folder, $"{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}.{number++:000000}.rig"), raw);
        }

        DovecotServer.Run("chmod", "-R", "a+rw", folder);
    });

    /// <summary>The mails in the folder, with their flags; none where the folder doesn't exist.</summary>
    public async Task<IReadOnlyList<(MimeMessage Message, MessageFlags Flags)>> Look(string folder = "INBOX")
    {
        var seen = new List<(MimeMessage, MessageFlags)>();
        await Do(async client =>
        {
            try
            {
                var there = await client.GetFolderAsync(folder);
                await there.OpenAsync(FolderAccess.ReadOnly);
                foreach (var summary in await there.FetchAsync(0, -1, new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Flags)))
                {
                    seen.Add((await there.GetMessageAsync(summary.UniqueId), summary.Flags ?? MessageFlags.None));
                }
            }
            catch (FolderNotFoundException)
            {
            }
        });
        return seen;
    }

    /// <summary>The UID of the last mail in the inbox.</summary>
    public async Task<long> Uid()
    {
        long uid = 0;
        await Do(async client =>
        {
            await client.Inbox!.OpenAsync(FolderAccess.ReadOnly);
            uid = (await client.Inbox.SearchAsync(MailKit.Search.SearchQuery.All))[^1].Id;
        });
        return uid;
    }

    /// <summary>Does something with the account over IMAP.</summary>
    public async Task Do(Func<ImapClient, Task> act)
    {
        using var client = new ImapClient();
        await client.ConnectAsync(DovecotServer.Host, server.Port, SecureSocketOptions.None);
        await client.AuthenticateAsync(user, DovecotServer.Password);
        await act(client);
        await client.DisconnectAsync(quit: true);
    }

    /// <summary>The same over POP3.</summary>
    public async Task DoPop3(Func<Pop3Client, Task> act)
    {
        using var client = new Pop3Client();
        await client.ConnectAsync(DovecotServer.Host, server.Pop3Port, SecureSocketOptions.None);
        await client.AuthenticateAsync(user, DovecotServer.Password);
        await act(client);
        await client.DisconnectAsync(quit: true);
    }

    /// <summary>Makes the server count anew: another UIDVALIDITY and other UIDs for the same mails.</summary>
    public async Task CountAnew()
    {
        await Do(_ => Task.CompletedTask);
        var list = Path.Combine(server.MaildirOf(user), "dovecot-uidlist");
        var lines = File.ReadAllLines(list);
        var fields = lines[0].Split(' ');
        fields = [.. fields.Select(f => f.StartsWith('V') ? "V" + (uint.Parse(f[1..]) + 1000) : f)];
        File.WriteAllLines(list, [string.Join(' ', fields), .. lines[1..]]);
        foreach (var index in Directory.GetFiles(server.MaildirOf(user), "dovecot.index*"))
        {
            File.Delete(index);
        }
    }
}
