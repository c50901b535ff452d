namespace Tresen.Mail.Reading;

/// <summary>What the writer wrote now: the body without quotes and signature. Answers between quotes stay.</summary>
public static class ReplyText
{
    /// <summary>Longer bodies are taken as they are.</summary>
    const int MostLines = 20_000;

    /// <summary>The own text; the whole where nothing else is left (a mail passed on without a word).</summary>
    public static string Of(string body)
    {
        var all = body.Split('\n');
        if (all.Length > MostLines)
        {
            return body;
        }

        var lines = all.Select(l => l.TrimEnd()).ToArray();
        var own = new List<string>();
        for (var at = 0; at < lines.Length; at++)
        {
            if (QuoteMarks.IsSignature(lines, at))
            {
                break;
            }

            if (QuoteMarks.IsQuoted(lines, at))
            {
                continue;
            }

            if (QuoteMarks.Introduction(lines, at) is > 0 and var length)
            {
                if (!QuoteMarks.QuoteFollows(lines, at + length))
                {
                    break; // without marks all the rest is quoted
                }

                at += length - 1;
                continue;
            }

            if (QuoteMarks.BeginsOriginal(lines, at))
            {
                break;
            }

            own.Add(lines[at]);
        }

        var reply = string.Join('\n', Signature.Off(own)).Trim('\n').TrimEnd();
        return reply.Trim().Length == 0 ? body.Trim('\n') : reply;
    }
}
