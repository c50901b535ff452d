using System.Net.Sockets;
using MailKit;
using MailKit.Security;
using Tresen.Platform.Web;
using Tresen.Post;

namespace Tresen.Mail;

/// <summary>The line to a mail server: connected, encrypted as set up, signed in.</summary>
public static class Line
{
    /// <summary>How long a server may be silent.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Connects and signs in. The certificate is verified; where encryption is set up and not offered, nothing is
    /// said to the server.</summary>
    /// <param name="patience">How long the server may be silent; null: <see cref="Patience"/>.</param>
    public static async Task OpenAsync(this MailService client, MailServer server, Passwords passwords, CancellationToken cancel, TimeSpan? patience = null)
    {
        var password = passwords.Open(server.Secret) ?? throw new LostPasswordException();
        client.Timeout = (int)(patience ?? Patience).TotalMilliseconds;
        client.CheckCertificateRevocation = false; // asks a third party, which many firms' walls don't let through
        var socket = await ConnectAsync(server, cancel);
        try
        {
            await client.ConnectAsync(socket, server.Host, server.Port, OptionsFor(server.Encryption), cancel);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        if (server.User.Length > 0)
        {
            client.AuthenticationMechanisms.Remove("XOAUTH2");
            client.AuthenticationMechanisms.Remove("OAUTHBEARER");
            // Asked to choose, MailKit tries one way after the other: a wrong password would count as two or three.
            var mechanisms = client.AuthenticationMechanisms;
            await (mechanisms.Contains("PLAIN") && (client.IsSecure || mechanisms.All(m => m is "PLAIN" or "LOGIN"))
                ? client.AuthenticateAsync(new SaslMechanismPlain(server.User, password), cancel)
                : client.AuthenticateAsync(server.User, password, cancel));
        }
    }

    /// <summary>A socket of our own, because MailKit's collects small writes (Nagle), which makes SMTP two hundred times slower.</summary>
    static async Task<Socket> ConnectAsync(MailServer server, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            await socket.ConnectToAsync(server.Host, server.Port, patience.Token);
            return socket;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            socket.Dispose();
            throw new TimeoutException();
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    static SecureSocketOptions OptionsFor(Encryption encryption) => encryption switch
    {
        Encryption.Implicit => SecureSocketOptions.SslOnConnect,
        Encryption.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };
}

/// <summary>A stored password can't be opened any more.</summary>
public sealed class LostPasswordException : Exception;
