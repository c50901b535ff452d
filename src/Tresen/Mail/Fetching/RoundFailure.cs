using System.Data.Common;
using System.Net.Sockets;
using MailKit;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Files;
using Tresen.Post;

namespace Tresen.Mail.Fetching;

/// <summary>Why a round broke off, whatever the server speaks.</summary>
/// <param name="Sentence">For a person.</param>
/// <param name="IsRefused">Whether the server refused the sign-in.</param>
/// <param name="IsFinal">Whether trying again is no use until a person has done something.</param>
sealed record RoundFailure(string Sentence, bool IsRefused = false, bool IsFinal = false)
{
    /// <summary>What is behind what was thrown.</summary>
    /// <param name="ear">What heard the sign-in; null: there was none.</param>
    public static RoundFailure Of(MailServer server, Exception e, SignInEar? ear)
    {
        if (e is OurDiskException or DbException or DbUpdateException)
        {
            return new($"Tresen kann gerade nichts speichern: {Trouble.Plain(e.GetBaseException().Message)} Die Mails bleiben solange auf dem Mailserver.");
        }

        if (e is TokenException token)
        {
            return new(token.Message, token.IsFinal, token.IsFinal);
        }

        var isPassing = ear?.HearsForNow == true;
        var told = e is AuthenticationException && ear?.Text is { Length: > 0 } text ? new AuthenticationException(text) : e;
        return new(e is AuthenticationException && isPassing ? Trouble.ForNow(server, told) : Trouble.With(server, told), (e is AuthenticationException && !isPassing) || e is LostPasswordException);
    }

    /// <summary>Whether the line broke, and not our own disk or database.</summary>
    public static bool IsLine(Exception e) =>
        e is IOException or SocketException or TimeoutException or ServiceNotConnectedException or ServiceNotAuthenticatedException or OperationCanceledException or ProtocolException;

    /// <summary>Writes it down at the mailbox.</summary>
    public void TellTo(Mailbox mailbox, DateTimeOffset at)
    {
        if (IsRefused)
        {
            mailbox.FetchRefused(Sentence, at, IsFinal);
        }
        else
        {
            mailbox.FetchFailed(Sentence, at);
        }
    }
}

/// <summary>Stops a mail that is larger than its server said.</summary>
sealed class SizeWatch(long most, CancellationTokenSource stop) : ITransferProgress
{
    public long Bytes { get; private set; }

    public bool IsOver => Bytes > most;

    public void Report(long bytesTransferred, long totalSize)
    {
        Bytes = Math.Max(bytesTransferred, totalSize);
        if (IsOver)
        {
            stop.Cancel();
        }
    }

    public void Report(long bytesTransferred) => Report(bytesTransferred, bytesTransferred);
}
