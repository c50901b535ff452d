using System.Text;
using Tresen.Platform.Text;
using Tresen.Platform.Views;
using Tresen.Post;

namespace Tresen.Conversations;

/// <summary>What a mail takes along of another: only what its people have seen already. Notes and Bcc never.</summary>
sealed record Quotation(string Text, string Html)
{
    static readonly Quotation Nothing = new("", "");

    /// <summary>The message as a quotation.</summary>
    public static Quotation Of(Message? message, Quoting quoting) => (message, quoting) switch
    {
        (null, _) or (_, Quoting.None) or ({ Kind: MessageKind.Note }, _) or ({ IsDraft: true }, _) => Nothing,
        (_, Quoting.Answer) => Below(message, $"Am {Show.Instant(message.SentAt ?? message.At)} schrieb {Who(message)}:", mark: "> "),
        _ => Below(message, Head(message), mark: ""),
    };

    static Quotation Below(Message message, string head, string mark)
    {
        var text = string.Join('\n', message.Text.ReplaceLineEndings("\n").Split('\n').Select(line => mark + line));
        return new($"{head}\n{text}", $"<br><div>{RichText.FromPlain(head)}</div><blockquote>{RichText.FromPlain(message.Text)}</blockquote>");
    }

    static string Head(Message message) => new StringBuilder()
        .AppendLine("---------- Weitergeleitete Nachricht ----------")
        .Append("Von: ").AppendLine(Who(message))
        .Append("Gesendet: ").AppendLine(Show.Instant(message.SentAt ?? message.At))
        .Append("An: ").AppendLine(string.Join(", ", message.To(AddressLine.To).Select(a => a.Address)))
        .Append("Betreff: ").AppendLine(message.Subject)
        .ToString().ReplaceLineEndings("\n");

    static string Who(Message message) => message.SenderName.Length > 0 ? $"{message.SenderName} <{message.SenderAddress}>" : message.SenderAddress;
}
