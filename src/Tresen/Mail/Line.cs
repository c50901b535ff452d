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
    /// <param name="server">One of the mailbox' servers.</param>
    /// <param name="patience">How long the server may be silent; null: <see cref="Patience"/>.</param>
    public static async Task OpenAsync(this MailService client, Mailbox mailbox, MailServer server, Keyring keys, CancellationToken cancel, TimeSpan? patience = null)
    {
        if (!server.ByToken)
        {
            var password = keys.PasswordOf(server);
            await ConnectAsync(client, server, patience, cancel);
            await SignInAsync(client, server, password, cancel);
            return;
        }

        var (token, isNew) = await keys.TokenOfAsync(mailbox, null, cancel);
        await ConnectAsync(client, server, patience, cancel);
        try
        {
            await client.AuthenticateAsync(ByToken(client, server.User, token), cancel);
        }
        catch (AuthenticationException) when (!isNew)
        {
            // Kept from before, it may have been withdrawn since. Servers mostly hang up on whom they refused.
            (token, _) = await keys.TokenOfAsync(mailbox, token, cancel);
            await client.DisconnectAsync(quit: true, cancel);
            await ConnectAsync(client, server, patience, cancel);
            await client.AuthenticateAsync(ByToken(client, server.User, token), cancel);
        }
    }

    static SaslMechanism ByToken(MailService client, string user, string token) =>
        client.AuthenticationMechanisms.Contains("XOAUTH2") ? new SaslMechanismOAuth2(user, token)
        : client.AuthenticationMechanisms.Contains("OAUTHBEARER") ? new SaslMechanismOAuthBearer(user, token)
        : throw new NotSupportedException();

    static async Task ConnectAsync(MailService client, MailServer server, TimeSpan? patience, CancellationToken cancel)
    {
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
    }

    static async Task SignInAsync(MailService client, MailServer server, string password, CancellationToken cancel)
    {
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
