using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using MimeKit;

namespace Tresen.Tests.Rig;

/// <summary>A mail server in the process of the test that speaks IMAP, keeps its rules, and breaks them as it is told to while it runs:
/// for what no real server can be made to do.</summary>
/// <remarks>Told in chapters: Faults, Dialogue, Words.</remarks>
public sealed partial class ScriptedImap : IDisposable
{
    public const string User = "tresen";
    public const string Password = "leuchtturm";
    public const string Inbox = "INBOX";

    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stop = new(); // never disposed: a test may stop the server and its clean-up once more
    readonly Lock gate = new();
    readonly List<Folder> folders = [new(Inbox, 1)];
    readonly ConcurrentQueue<string> commands = new();
    readonly ConcurrentDictionary<Dialogue, bool> dialogues = [];
    readonly List<(Func<string, bool> Fits, TaskCompletionSource<string> Heard)> listeners = [];
    int connections;

    public ScriptedImap()
    {
        listener.Start();
        _ = AcceptAsync();
    }

    public static string Host => "127.0.0.1";

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What an administrator types into the form of a mailbox to connect it.</summary>
    public (string Name, string? Value)[] Fields => [("ImapHost", Tls == Tls.None ? Host : "localhost"), ("ImapPort", $"{Port}"), ("ImapEncryption", $"{Tls}"), ("ImapUser", User), ("ImapPassword", Password)];

    /// <summary>What it says it can; a test may take something out: MOVE, UIDPLUS, IDLE, LITERAL+.</summary>
    public string Capabilities { get; set; } = "IMAP4rev1 LITERAL+ SASL-IR AUTH=PLAIN NAMESPACE UIDPLUS MOVE IDLE UNSELECT";

    /// <summary>What it was asked, in order and without tags: <c>UID FETCH 5 (BODY.PEEK[])</c>. Passwords aren't in it.</summary>
    public IReadOnlyList<string> Commands => [.. commands];

    /// <summary>How often somebody connected.</summary>
    public int Connections => connections;

    /// <summary>How often somebody tried to sign in.</summary>
    public int SignIns => Commands.Count(c => c.StartsWith("LOGIN", StringComparison.Ordinal) || c.StartsWith("AUTHENTICATE", StringComparison.Ordinal));

    /// <summary>Those connected now.</summary>
    public int Guests => dialogues.Count;

    /// <summary>Lays a mail into the folder, which is made where it is missing, and tells those who wait there. Gives its UID.</summary>
    /// <param name="uid">Null: the next one. One that is taken already, or lower than others, is given all the same.</param>
    public uint Put(byte[] raw, DateTimeOffset? at = null, uint? uid = null, string folder = Inbox)
    {
        lock (gate)
        {
            var there = FolderOf(folder) ?? Make(folder);
            var mail = new Kept(uid ?? there.NextUid, raw, at ?? DateTimeOffset.UtcNow);
            there.NextUid = Math.Max(there.NextUid, mail.Uid + 1);
            there.Add(mail);
            uid = mail.Uid;
        }

        TellIdle();
        return uid.Value;
    }

    /// <summary>The same with a mail as a mail program writes it.</summary>
    public uint Put(MimeMessage message, DateTimeOffset? at = null, uint? uid = null, string folder = Inbox) => Put(BytesOf(message), at, uid, folder);

    /// <summary>Takes all mails with that UID away, as another mail program would.</summary>
    public void Remove(uint uid, string folder = Inbox)
    {
        lock (gate)
        {
            FolderOf(folder)?.Remove(m => m.Uid == uid);
        }

        TellIdle();
    }

    /// <summary>What lies in the folder, with its flags; nothing where there is none.</summary>
    public IReadOnlyList<(uint Uid, byte[] Raw, IReadOnlyCollection<string> Flags)> Look(string folder = Inbox)
    {
        lock (gate)
        {
            return [.. (FolderOf(folder)?.Mails ?? []).Select(m => (m.Uid, m.Raw, (IReadOnlyCollection<string>)[.. m.Flags]))];
        }
    }

    /// <summary>Which folders there are.</summary>
    public IReadOnlyList<string> FolderNames
    {
        get
        {
            lock (gate)
            {
                return [.. folders.Select(f => f.Name)];
            }
        }
    }

    /// <summary>Waits until it is asked something that contains the words; at once, where it was asked so before.</summary>
    public Task<string> Hears(string words)
    {
        bool Fits(string command) => command.Contains(words, StringComparison.Ordinal);
        lock (gate)
        {
            if (commands.FirstOrDefault(Fits) is { } known)
            {
                return Task.FromResult(known);
            }

            var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            listeners.Add((Fits, heard));
            return heard.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Forgets what it was asked.</summary>
    public void ForgetCommands()
    {
        lock (gate)
        {
            commands.Clear();
        }
    }

    /// <summary>Hangs up on everybody.</summary>
    public void HangUp()
    {
        foreach (var dialogue in dialogues.Keys)
        {
            dialogue.HangUp();
        }
    }

    static byte[] BytesOf(MimeMessage message)
    {
        var written = new MemoryStream();
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        message.WriteTo(format, written);
        return written.ToArray();
    }

    void Note(string command)
    {
        lock (gate)
        {
            commands.Enqueue(command);
            foreach (var (_, heard) in listeners.Where(l => l.Fits(command)).ToList())
            {
                heard.TrySetResult(command);
            }

            listeners.RemoveAll(l => l.Heard.Task.IsCompleted);
        }
    }

    void TellIdle()
    {
        foreach (var dialogue in dialogues.Keys)
        {
            dialogue.SomethingHappened();
        }
    }

    Folder? FolderOf(string name) => folders.Find(f => f.Name == name || (f.Name == Inbox && name.Equals(Inbox, StringComparison.OrdinalIgnoreCase)));

    Folder Make(string name)
    {
        var folder = new Folder(name, (uint)folders.Count + 1);
        folders.Add(folder);
        return folder;
    }

    async Task AcceptAsync()
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                Interlocked.Increment(ref connections);
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
        using (client)
        {
            client.NoDelay = true;
            var dialogue = new Dialogue(this, client, stop.Token);
            dialogues[dialogue] = true;
            try
            {
                await dialogue.RunAsync();
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or ObjectDisposedException or AuthenticationException)
            {
                // the other side hung up, or this one
            }
            finally
            {
                dialogues.TryRemove(dialogue, out _);
            }
        }
    }

    public void Dispose()
    {
        stop.Cancel();
        listener.Dispose();
    }

    sealed class Folder(string name, uint validity)
    {
        public string Name => name;

        public uint Validity { get; set; } = validity;

        public uint NextUid { get; set; } = 1;

        /// <summary>How often something was laid in or taken out.</summary>
        public int Changes { get; private set; }

        public List<Kept> Mails { get; } = [];

        public void Add(Kept mail)
        {
            Mails.Add(mail);
            Changes++;
        }

        public void Remove(Func<Kept, bool> which)
        {
            Mails.RemoveAll(m => m.IsGone |= which(m));
            Changes++;
        }
    }

    sealed class Kept(uint uid, byte[] raw, DateTimeOffset at)
    {
        public uint Uid { get; set; } = uid;

        public bool IsGone { get; set; }

        public byte[] Raw => raw;

        public DateTimeOffset At => at;

        public HashSet<string> Flags { get; } = new(StringComparer.OrdinalIgnoreCase);
    }
}
