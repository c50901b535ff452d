using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using MimeKit;

namespace Tresen.Tests.Rig;

/// <summary>A real Dovecot on a port of its own, with accounts that anybody may have who knows the password. Started with the
/// first test that needs it and shared: each test takes an account of its own.</summary>
public sealed class DovecotServer : IDisposable
{
    public const string Password = "leuchtturm";
    const string Binary = "/usr/sbin/dovecot";

    static readonly Lazy<DovecotServer> Shared = new(() => new DovecotServer());
    static int accounts;

    readonly string folder = Directory.CreateTempSubdirectory("tresen-dovecot-").FullName;
    readonly Process process;
    readonly Leash leash;

    DovecotServer()
    {
        Port = FreePort();
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

    public int Port { get; }

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

        var config = Path.Combine(folder, "dovecot.conf");
        File.WriteAllText(config, $$"""
            base_dir = {{folder}}/run
            state_dir = {{folder}}/run
            log_path = {{folder}}/log
            protocols = imap
            listen = {{Host}}
            ssl = no
            disable_plaintext_auth = no
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
              driver = static
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
                port = 0
              }
            }
            service anvil {
              chroot =
            }
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
