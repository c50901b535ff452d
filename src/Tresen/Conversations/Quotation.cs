using System.Text;
using Tresen.Platform.Text;
using Tresen.Platform.Views;
using Tresen.Post;

namespace Tresen.Conversations;

/// <summary>What a mail takes along of another: only what its people have seen already. Notes and Bcc never.</summary>
sealed record Quotation(string Text, string Html)
{
    /// <summary>So many messages of a dialogue are quoted at most …</summary>
    public const int MostMessages = 30;

    /// <summary>… and so many characters.</summary>
    const int MostLength = 200_000;

    static readonly Quotation Nothing = new("", "");

    /// <summary>The message as a quotation.</summary>
    public static Quotation Of(Message? message, Quoting quoting) => (message, quoting) switch
    {
        (null, _) or (_, Quoting.None) or ({ Kind: MessageKind.Note }, _) or ({ IsDraft: true }, _) => Nothing,
        (_, Quoting.Answer) => Below(message, $"Am {Show.Instant(message.SentAt ?? message.At)} schrieb {Who(message)}:", mark: "> "),
        _ => Below(message, Head(message), mark: ""),
    };

    /// <summary>Of a dialogue what all of these recipients have seen, newest first, each message without what it quotes itself.</summary>
    public static Quotation OfAll(IEnumerable<SeenMessage> history, IReadOnlyCollection<string> recipients)
    {
        var (quoted, left) = (new List<Quotation>(), MostLength);
        foreach (var (message, _) in history.Where(h => recipients.All(h.By.Contains)).Take(MostMessages))
        {
            if ((left -= message.Reply.Length) < 0)
            {
                break;
            }

            quoted.Add(Below(message.Reply, $"Am {Show.Instant(message.SentAt ?? message.At)} schrieb {Who(message)}:", mark: "> "));
        }

        return new(string.Join("\n\n", quoted.Select(q => q.Text)), string.Concat(quoted.Select(q => q.Html)));
    }

    static Quotation Below(Message message, string head, string mark) => Below(message.Text, head, mark);

    static Quotation Below(string said, string head, string mark)
    {
        var text = string.Join('\n', said.ReplaceLineEndings("\n").Split('\n').Select(line => mark + line));
        return new($"{head}\n{text}", $"<br><div>{RichText.FromPlain(head)}</div><blockquote>{RichText.FromPlain(said)}</blockquote>");
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
