using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tresen.Tests.Rig;

/// <summary>A web server on this machine that gives what it is told to and remembers how it was asked.</summary>
public sealed class PictureServer : IDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly Lock door = new();
    readonly List<string> requests = [];
    readonly Dictionary<string, byte[]> answers = [];

    public PictureServer()
    {
        listener.Start();
        _ = Task.Run(ServeAsync);
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>The heads of all requests so far.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (door)
            {
                return [.. requests];
            }
        }
    }

    /// <summary>Lays a file down there; its address.</summary>
    public string Put(string name, byte[] content, string type) => Put(name, $"200 OK\r\nContent-Type: {type}", content);

    /// <summary>An address that leads to another.</summary>
    public string Lead(string name, string to) => Put(name, $"302 Found\r\nLocation: {to}", []);

    string Put(string name, string head, byte[] content)
    {
        lock (door)
        {
            answers["/" + name] = [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {head}\r\nContent-Length: {content.Length}\r\nSet-Cookie: spion=1\r\nConnection: close\r\n\r\n"), .. content];
        }

        return $"{Address}/{name}";
    }

    async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                _ = Task.Run(() => AnswerAsync(client));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // closed
        }
    }

    async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            var (stream, buffer, head) = (client.GetStream(), new byte[8192], new StringBuilder());
            while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
            {
                var read = await stream.ReadAsync(buffer);
                if (read == 0)
                {
                    return;
                }

                head.Append(Encoding.ASCII.GetString(buffer, 0, read));
            }

            byte[]? answer;
            lock (door)
            {
                requests.Add(head.ToString());
                answers.TryGetValue(head.ToString().Split(' ')[1], out answer);
            }

            await stream.WriteAsync(answer ?? Encoding.ASCII.GetBytes("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        }
    }

    public void Dispose() => listener.Dispose();
}
