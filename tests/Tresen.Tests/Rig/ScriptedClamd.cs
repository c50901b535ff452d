using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tresen.Tests.Rig;

/// <summary>Answers as ClamAV's clamd does, on a port or a socket in the file system. It finds the virus that <see cref="Virus"/> marks.</summary>
public sealed class ScriptedClamd : IDisposable
{
    /// <summary>A content that holds this is infected.</summary>
    public const string Virus = "das-ist-ein-virus";

    readonly Socket listener;
    readonly string? path;
    int scans;

    public ScriptedClamd(string? path = null)
    {
        this.path = path;
        listener = path is null ? new Socket(SocketType.Stream, ProtocolType.Tcp) : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(path is null ? new IPEndPoint(IPAddress.IPv6Loopback, 0) : new UnixDomainSocketEndPoint(path));
        listener.Listen();
        Address = path ?? $"[::1]:{((IPEndPoint)listener.LocalEndPoint!).Port}";
        _ = Task.Run(ServeAsync);
    }

    public string Address { get; }

    /// <summary>How many contents it has looked at.</summary>
    public int Scans => scans;

    /// <summary>More isn't taken, as StreamMaxLength has it.</summary>
    public int MostBytes { get; set; } = 25 * 1024 * 1024;

    /// <summary>What it says instead of a verdict.</summary>
    public string? Says { get; set; }

    async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptAsync();
                _ = Task.Run(() => AnswerAsync(client));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // down
        }
    }

    async Task AnswerAsync(Socket client)
    {
        try
        {
            await using var stream = new NetworkStream(client, ownsSocket: true);
            var command = new StringBuilder();
            var one = new byte[1];
            while (await stream.ReadAsync(one) == 1 && one[0] != 0)
            {
                command.Append((char)one[0]);
            }

            var answer = command.ToString() == "zINSTREAM" ? await ScanAsync(stream) : command.ToString() == "zVERSION" ? "ClamAV 1.4.2/27500/Tue Nov 24 2026" : "UNKNOWN COMMAND";
            await stream.WriteAsync(Encoding.ASCII.GetBytes((Says ?? answer) + "\0"));
        }
        catch (IOException)
        {
            // whoever asked has gone
        }
    }

    async Task<string> ScanAsync(NetworkStream stream)
    {
        using var content = new MemoryStream();
        var head = new byte[4];
        while (true)
        {
            await stream.ReadExactlyAsync(head);
            var length = BinaryPrimitives.ReadInt32BigEndian(head);
            if (length == 0)
            {
                break;
            }

            var chunk = new byte[length];
            await stream.ReadExactlyAsync(chunk);
            content.Write(chunk);
            if (content.Length > MostBytes)
            {
                return "INSTREAM size limit exceeded. ERROR";
            }
        }

        Interlocked.Increment(ref scans);
        return Encoding.Latin1.GetString(content.ToArray()).Contains(Virus, StringComparison.Ordinal) ? "stream: Win.Test.Hafen-1 FOUND" : "stream: OK";
    }

    public void Dispose()
    {
        listener.Dispose();
        if (path is not null)
        {
            File.Delete(path);
        }
    }
}
