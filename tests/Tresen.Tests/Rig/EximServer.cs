using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Tresen.Tests.Rig;

/// <summary>A real Exim on a port of its own that hands each mail for <see cref="Domain"/> to a command, and keeps it in its queue where
/// the command ends with 75 (EX_TEMPFAIL). Mails for others, which are its own bounces, are laid aside.</summary>
/// <remarks>Started by root, it runs as <c>nobody</c>, because it runs nothing as root. So that the command may do what the tests may, what
/// Exim starts is a script that hands the mail over to this process, which runs the command and hands back what it said and how it ended.</remarks>
public sealed class EximServer : IDisposable
{
    public const string Domain = "hafen.example";
    const string Binary = "/usr/sbin/exim4";

    static readonly bool IsRoot = Environment.UserName == "root";
    static readonly string[] AsNobody = IsRoot ? ["setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups"] : [];

    readonly string folder = Directory.CreateTempSubdirectory("tresen-exim-").FullName;
    readonly Process process;
    readonly Leash leash;
    readonly CancellationTokenSource stop = new();
    readonly Task relay;
    string[] command;

    /// <summary>Starts one.</summary>
    /// <param name="command">What gets each mail on its standard input: program and arguments. Of its environment, Exim sets RECIPIENT,
    /// SENDER, LOCAL_PART, DOMAIN and others.</param>
    public EximServer(params string[] command)
    {
        Assert.SkipUnless(File.Exists(Binary), "Exim fehlt: apt-get install exim4-daemon-light");
        Port = FreePort();
        this.command = command;
        process = Start();
        leash = new Leash(process, "TERM", folder);
        relay = Task.Run(RelayAsync);
        WaitUntilReady();
    }

    public static string Host => "127.0.0.1";

    public int Port { get; }

    /// <summary>What it did, in its own words.</summary>
    public string Log => Read("mainlog");

    /// <summary>How many mails lie in its queue.</summary>
    public int Queued => int.Parse(Exim("-bpc"), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The mails that it wrote to others: bounces.</summary>
    public IReadOnlyList<MimeMessage> Bounces => Directory.Exists(Path.Combine(folder, "others/new"))
        ? [.. Directory.GetFiles(Path.Combine(folder, "others/new")).Order().Select(f => MimeMessage.Load(f))]
        : [];

    string Config => Path.Combine(folder, "exim.conf");

    /// <summary>Hands mails to another command from now on.</summary>
    public void Hand(params string[] other) => command = other;

    /// <summary>Brings it a mail as another server would, and waits until it has tried to hand it on. Gives Exim's id for it.</summary>
    public async Task<string> Bring(MimeMessage message, string to = $"service@{Domain}", string from = "karin@muellerbau.example")
    {
        using var client = new SmtpClient();
        await client.ConnectAsync(Host, Port, SecureSocketOptions.None);
        var said = await client.SendAsync(message, MailboxAddress.Parse(from), [MailboxAddress.Parse(to)]); // OK id=1xXCWY-00080R-1M
        await client.DisconnectAsync(quit: true);
        var id = said[(said.IndexOf("id=", StringComparison.Ordinal) + 3)..].Trim();
        await Until(() => Log.Split('\n').Any(l => l.Contains($" {id} Completed", StringComparison.Ordinal) || l.Contains($" {id} == ", StringComparison.Ordinal)), $"{id} was not tried");
        return id;
    }

    /// <summary>Tries all that lies in the queue once more, and waits until that is done.</summary>
    public void RunQueue() => Exim("-qff");

    /// <summary>Waits until the queue is empty.</summary>
    public Task UntilEmpty() => Until(() => Queued == 0, "the queue is not empty");

    Process Start()
    {
        Directory.CreateDirectory(Path.Combine(folder, "spool"));
        Directory.CreateDirectory(Path.Combine(folder, "log"));
        Directory.CreateDirectory(Path.Combine(folder, "relay"));
        // The mail is there when "ready" is, the command has ended when "code" says how.
        File.WriteAllText(Path.Combine(folder, "pipe"), $"""
            #!/bin/sh
            cd "{folder}/relay" && d=$(mktemp -d XXXXXXXX) && cd "$d" || exit 75
            env -0 >environment && cat >mail && : >said && : >code && : >ready || exit 75
            while [ -d "$PWD" ] && [ ! -s code ]; do sleep 0.02; done
            cat said
            exit "$(cat code || echo 75)"

            """);
        DovecotServer.Run("chmod", "755", Path.Combine(folder, "pipe"));
        var (user, group) = IsRoot ? ("nobody", "nogroup") : (Environment.UserName, DovecotServer.Run("id", "-gn"));
        File.WriteAllText(Config, $$"""
            exim_user = {{user}}
            exim_group = {{group}}
            deliver_drop_privilege = true
            primary_hostname = exim.example
            spool_directory = {{folder}}/spool
            log_file_path = {{folder}}/log/%slog
            pid_file_path = {{folder}}/exim.pid
            daemon_smtp_ports = {{Port}}
            local_interfaces = {{Host}}
            tls_advertise_hosts =
            host_lookup =
            rfc1413_query_timeout = 0s
            keep_environment =
            add_environment = PATH=/usr/local/bin:/usr/bin:/bin
            check_spool_space = 0
            check_log_space = 0
            message_size_limit = 200M
            acl_smtp_rcpt = take
            begin acl
            take:
              accept
            begin routers
            ours:
              driver = accept
              domains = {{Domain}}
              transport = pipe
            others:
              driver = accept
              transport = aside
            begin transports
            pipe:
              driver = pipe
              command = {{folder}}/pipe
              temp_errors = 75
              message_prefix =
              message_suffix =
              log_output
            aside:
              driver = appendfile
              directory = {{folder}}/others
              maildir_format
              create_directory
            begin retry
            * * F,4d,1s

            """);
        if (IsRoot)
        {
            DovecotServer.Run("chown", "-R", "nobody:nogroup", folder);
            DovecotServer.Run("chown", "root", Config); // or it isn't trusted
            DovecotServer.Run("chmod", "644", Config);
        }

        string[] line = [.. AsNobody, Binary, "-C", Config, "-bdf"];
        return Process.Start(new ProcessStartInfo(line[0], line[1..]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
    }

    async Task RelayAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            foreach (var ready in Directory.GetFiles(Path.Combine(folder, "relay"), "ready", SearchOption.AllDirectories))
            {
                File.Move(ready, ready + ".taken");
                _ = RunAsync(Path.GetDirectoryName(ready)!);
            }

            await Task.Delay(20);
        }
    }

    async Task RunAsync(string mail)
    {
        string[] line = ["-c", "exec \"$@\" <\"$0/mail\" >\"$0/said\" 2>&1", mail, .. command];
        var start = new ProcessStartInfo("/bin/sh", line);
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        foreach (var variable in File.ReadAllText(Path.Combine(mail, "environment")).Split('\0').Select(v => v.Split('=', 2)).Where(v => v.Length == 2 && v[0] is not ("PATH" or "PWD" or "HOME" or "SHELL")))
        {
            start.Environment[variable[0]] = variable[1];
        }

        using var running = Process.Start(start)!;
        await running.WaitForExitAsync();
        File.WriteAllText(Path.Combine(mail, "code"), $"{running.ExitCode}\n");
    }

    string Exim(params string[] arguments)
    {
        string[] line = [.. AsNobody, Binary, "-C", Config, .. arguments];
        return DovecotServer.Run(line[0], line[1..]);
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

        throw new InvalidOperationException("Exim doesn't start: " + Read("paniclog") + (process.HasExited ? process.StandardError.ReadToEnd() : ""));
    }

    async Task Until(Func<bool> isSo, string orElse)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            if (isSo())
            {
                return;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"{orElse}:\n{Log}{Read("paniclog")}");
    }

    string Read(string log)
    {
        var path = Path.Combine(folder, "log", log);
        return File.Exists(path) ? File.ReadAllText(path) : "";
    }

    static string Quoted(string word) => "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Stops it and removes its queue.</summary>
    public void Dispose()
    {
        stop.Cancel();
        relay.Wait();
        stop.Dispose();
        leash.Dispose();
        process.Dispose();
    }
}
