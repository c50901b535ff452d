using Tresen.Platform.Text;
using Tresen.Post;

namespace Tresen.Conversations;

/// <summary>Addresses as people type them: <c>Karin Müller &lt;karin@firma.example&gt;, jens@firma.example</c>.</summary>
public static class Addressees
{
    /// <summary>Those that were typed, separated by comma, semicolon or line. What is no address is kept as typed and refused
    /// when a mail is to leave.</summary>
    public static IReadOnlyList<Addressee> Read(string? typed) => [.. Pieces(typed ?? "").Select(One)];

    /// <summary>As they are typed, for a field.</summary>
    public static string Write(IEnumerable<Addressee> addressees) =>
        string.Join(", ", addressees.Select(a => a.Name.Length > 0 ? $"{Quoted(a.Name)} <{a.Address}>" : a.Address));

    static IEnumerable<string> Pieces(string typed)
    {
        var (start, quoted) = (0, false);
        for (var i = 0; i <= typed.Length; i++)
        {
            quoted ^= i < typed.Length && typed[i] == '"';
            if (i == typed.Length || (!quoted && typed[i] is ',' or ';' or '\n' or '\r'))
            {
                if (typed[start..i].Trim() is { Length: > 0 } piece)
                {
                    yield return piece;
                }

                start = i + 1;
            }
        }
    }

    static Addressee One(string piece)
    {
        var open = piece.LastIndexOf('<');
        return open >= 0 && piece.EndsWith('>')
            ? new Addressee(MailAddress.Normal(piece[(open + 1)..^1]), piece[..open].Trim().Trim('"').Trim())
            : new Addressee(MailAddress.Normal(piece));
    }

    static string Quoted(string name) => name.IndexOfAny([',', ';', '<', '>']) >= 0 ? $"\"{name.Replace("\"", "", StringComparison.Ordinal)}\"" : name;
}
