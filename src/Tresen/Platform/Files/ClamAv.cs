using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Tresen.Platform.Web;

namespace Tresen.Platform.Files;

/// <summary>Speaks with ClamAV's clamd over its socket, a connection for each question.</summary>
static class ClamAv
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Whether it can be an address of one: a path, or host and port.</summary>
    public static bool IsAddress(string address) => address.StartsWith('/') ? address.Length < 100 : PortOf(address) is not null;

    /// <summary>What it says of itself: <c>ClamAV 1.4.2/27500/…</c>.</summary>
    /// <exception cref="ScannerException">It can't be asked.</exception>
    public static Task<string> VersionAsync(string address, CancellationToken cancel) =>
        AskAsync(address, async stream => await stream.WriteAsync("zVERSION\0"u8.ToArray(), cancel), answer => answer.StartsWith("ClamAV", StringComparison.Ordinal) ? answer : null, cancel);

    /// <summary>What it finds in the content; empty: nothing.</summary>
    /// <exception cref="ScannerException">It can't be asked, or doesn't answer what is asked.</exception>
    public static Task<string> ScanAsync(string address, IAsyncEnumerable<byte[]> content, CancellationToken cancel) =>
        AskAsync(address, async stream =>
        {
            await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), cancel);
            var length = new byte[4];
            await foreach (var chunk in content.WithCancellation(cancel))
            {
                BinaryPrimitives.WriteInt32BigEndian(length, chunk.Length);
                await stream.WriteAsync(length, cancel);
                await stream.WriteAsync(chunk, cancel);
            }

            await stream.WriteAsync(new byte[4], cancel);
        }, Verdict, cancel);

    static string? Verdict(string answer) =>
        answer == "stream: OK" ? ""
        : answer.StartsWith("stream: ", StringComparison.Ordinal) && answer.EndsWith(" FOUND", StringComparison.Ordinal) ? answer["stream: ".Length..^" FOUND".Length]
        : null;

    static async Task<string> AskAsync(string address, Func<Stream, Task> ask, Func<string, string?> read, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            using var socket = await ConnectAsync(address, patience.Token);
            await using var stream = new NetworkStream(socket);
            try
            {
                await ask(stream).WaitAsync(patience.Token);
            }
            catch (IOException)
            {
                // It has heard enough and says why: too large.
            }

            var answer = await AnswerAsync(stream, patience.Token);
            return read(answer) ?? throw new ScannerException(answer.Length > 0 ? answer : "no answer");
        }
        catch (Exception e) when (e is SocketException or IOException or ArgumentException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new ScannerException(e.Message) { IsDown = true };
        }
    }

    static async Task<string> AnswerAsync(NetworkStream stream, CancellationToken cancel)
    {
        var (buffer, length) = (new byte[4096], 0);
        while (length < buffer.Length && Array.IndexOf(buffer, (byte)0, 0, length) < 0)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancel);
            if (read == 0)
            {
                break;
            }

            length += read;
        }

        return Encoding.UTF8.GetString(buffer, 0, length).TrimEnd('\0', '\n', '\r');
    }

    static async Task<Socket> ConnectAsync(string address, CancellationToken cancel)
    {
        var isPath = address.StartsWith('/');
        var socket = isPath ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (isPath)
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(address), cancel);
            }
            else if (PortOf(address) is { } port)
            {
                await socket.ConnectToAsync(address[..address.LastIndexOf(':')].Trim('[', ']'), port, cancel);
            }
            else
            {
                throw new ArgumentException(address);
            }

            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    static int? PortOf(string address) =>
        address.LastIndexOf(':') is > 0 and var at && ushort.TryParse(address.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0 ? port : null;
}

/// <summary>The virus scanner can't be asked, or gave no verdict; its message is the scanner's or the system's own.</summary>
public sealed class ScannerException(string message) : Exception(message)
{
    /// <summary>It wasn't reached, or fell silent: asking about another file is no use now.</summary>
    public bool IsDown { get; init; }
}
