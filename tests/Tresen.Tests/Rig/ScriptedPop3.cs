using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tresen.Tests.Rig;

/// <summary>A mail server in the process of the test that speaks POP3 and keeps its rules, above all that mails are deleted with QUIT
/// alone, and breaks them as it is told to: cuts the line within a mail, dies before QUIT, gives a name to another mail.</summary>
public sealed class ScriptedPop3 : IDisposable
{
    public const string User = "tresen";
    public const string Password = "leuchtturm";

    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stop = new(); // never disposed: a test may stop the server and its clean-up once more
    readonly Lock gate = new();
    readonly List<(string Name, byte[] Raw)> mails = [];
    readonly ConcurrentQueue<string> commands = new();
    readonly Dictionary<string, (int AfterBytes, int Times)> cuts = [];
    int names;

    public ScriptedPop3()
    {
        listener.Start();
        _ = AcceptAsync();
    }

    public static string Host => "127.0.0.1";

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What an administrator types into the form of a mailbox to connect it.</summary>
    public (string Name, string? Value)[] Fields => [("Protocol", "Pop3"), ("AfterIntake", "Flag"), ("ImapHost", Host), ("ImapPort", $"{Port}"), ("ImapEncryption", "None"), ("ImapUser", User), ("ImapPassword", Password)];

    /// <summary>Whether it says which mail is which.</summary>
    public bool KnowsUidl { get; set; } = true;

    /// <summary>Whether it can give a header alone.</summary>
    public bool KnowsTop { get; set; } = true;

    /// <summary>It dies with the question to delete or to end, and deletes nothing.</summary>
    public bool DiesBeforeQuit { get; set; }

    /// <summary>It deletes, and dies without saying so.</summary>
    public bool DiesAfterQuit { get; set; }

    /// <summary>What is answered to a password; null: it is checked.</summary>
    public string? OnSignIn { get; set; }

    /// <summary>Another answer than its own; null: its own. The question is as it was asked: <c>RETR 3</c>.</summary>
    public Func<string, string?> OnCommand { get; set; } = _ => null;

    /// <summary>What it was asked, in order.</summary>
    public IReadOnlyList<string> Commands => [.. commands];

    /// <summary>The names of what lies there.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (gate)
            {
                return [.. mails.Select(m => m.Name)];
            }
        }
    }

    /// <summary>Lays a mail there. Gives its name.</summary>
    /// <param name="name">Null: a new one. One that was given before is given again.</param>
    public string Put(byte[] raw, string? name = null)
    {
        lock (gate)
        {
            mails.Add((name ??= $"name-{++names}", raw));
            return name;
        }
    }

    /// <summary>Takes it away, as another mail program would.</summary>
    public void Remove(string name)
    {
        lock (gate)
        {
            mails.RemoveAll(m => m.Name == name);
        }
    }

    /// <summary>Gives all mails other names.</summary>
    public void NameAnew()
    {
        lock (gate)
        {
            for (var place = 0; place < mails.Count; place++)
            {
                mails[place] = ($"other-{++names}", mails[place].Raw);
            }
        }
    }

    /// <summary>Cuts the line within that mail, as often as said.</summary>
    public void CutAt(string name, int afterBytes, int times = int.MaxValue) => cuts[name] = (afterBytes, times);

    /// <summary>Behaves from now on.</summary>
    public void Recover()
    {
        cuts.Clear();
        (DiesBeforeQuit, DiesAfterQuit, OnSignIn, OnCommand, KnowsUidl) = (false, false, null, _ => null, true);
    }

    /// <summary>Forgets what it was asked.</summary>
    public void ForgetCommands() => commands.Clear();

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
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // stopped
        }
    }

    async Task TalkAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                client.NoDelay = true;
                await DialogueAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // the other side hung up, or this one
        }
    }

    async Task DialogueAsync(NetworkStream stream)
    {
        (string Name, byte[] Raw)[] here = []; // as it was at the sign-in
        var (gone, reader) = (new HashSet<int>(), new WireReader(stream));
        await SayAsync("+OK at your service");
        while (await reader.ReadLineAsync(stop.Token) is { } line)
        {
            var words = line.Split(' ');
            var verb = words[0].ToUpperInvariant();
            commands.Enqueue(verb == "PASS" ? verb : line);
            var place = words.Length > 1 && int.TryParse(words[1], out var number) ? number - 1 : -1;
            if (DiesBeforeQuit && verb == "QUIT")
            {
                return;
            }

            if (OnCommand(line) is { } told)
            {
                await SayAsync(told);
                continue;
            }

            if (place >= here.Length || (place >= 0 && gone.Contains(place)))
            {
                await SayAsync("-ERR no such message");
                continue;
            }

            switch (verb)
            {
                case "CAPA":
                    await SayAsync("+OK", [.. new[] { "USER" }, .. KnowsUidl ? ["UIDL"] : Array.Empty<string>(), .. KnowsTop ? ["TOP"] : Array.Empty<string>()]);
                    break;
                case "USER":
                    await SayAsync("+OK");
                    break;
                case "PASS":
                    var answer = OnSignIn ?? (line == "PASS " + Password ? "+OK" : "-ERR [AUTH] wrong password");
                    lock (gate)
                    {
                        here = [.. mails];
                    }

                    await SayAsync(answer);
                    break;
                case "STAT":
                    await SayAsync($"+OK {here.Length} {here.Sum(m => m.Raw.Length)}");
                    break;
                case "UIDL" when KnowsUidl:
                    await SayAsync("+OK", [.. here.Select((m, i) => $"{i + 1} {m.Name}")]);
                    break;
                case "LIST" when place < 0:
                    await SayAsync("+OK", [.. here.Select((m, i) => $"{i + 1} {m.Raw.Length}")]);
                    break;
                case "TOP" when KnowsTop:
                    var head = Encoding.Latin1.GetString(here[place].Raw);
                    await SayAsync("+OK", [.. head[..(head.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 2)].Split("\r\n")]);
                    break;
                case "RETR":
                    if (!await GiveAsync(here[place]))
                    {
                        return;
                    }

                    break;
                case "DELE":
                    gone.Add(place);
                    await SayAsync("+OK");
                    break;
                case "NOOP" or "RSET":
                    await SayAsync("+OK");
                    break;
                case "QUIT":
                    lock (gate)
                    {
                        foreach (var index in gone)
                        {
                            mails.Remove(here[index]);
                        }
                    }

                    if (!DiesAfterQuit)
                    {
                        await SayAsync("+OK bye");
                    }

                    return;
                default:
                    await SayAsync("-ERR what?");
                    break;
            }
        }

        async Task<bool> GiveAsync((string Name, byte[] Raw) mail)
        {
            var text = "+OK\r\n" + Encoding.Latin1.GetString(mail.Raw).Replace("\r\n.", "\r\n..", StringComparison.Ordinal);
            if (cuts.TryGetValue(mail.Name, out var cut) && cut.Times > 0)
            {
                cuts[mail.Name] = (cut.AfterBytes, cut.Times - 1);
                await stream.WriteAsync(Encoding.Latin1.GetBytes(text[..Math.Min(text.Length, cut.AfterBytes + 5)]), stop.Token);
                return false;
            }

            await stream.WriteAsync(Encoding.Latin1.GetBytes(text + (text.EndsWith("\r\n", StringComparison.Ordinal) ? "" : "\r\n") + ".\r\n"), stop.Token);
            return true;
        }

        async Task SayAsync(string line, string[]? more = null) =>
            await stream.WriteAsync(Encoding.Latin1.GetBytes(line + "\r\n" + (more is null ? "" : string.Concat(more.Select(m => m + "\r\n")) + ".\r\n")), stop.Token);
    }

    public void Dispose()
    {
        stop.Cancel();
        listener.Dispose();
    }
}
