using System.Text;
using MailKit;

namespace Tresen.Mail.Fetching;

/// <summary>Hears what a mail server answers to the sign-in: MailKit passes on the text, and not the code, which says whether a
/// refusal passes by itself.</summary>
sealed class SignInEar : IProtocolLogger
{
    /// <summary>Of RFC 5530 and providers who keep to none; the password is right, or wasn't looked at.</summary>
    static readonly string[] ForNow = ["[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]", "[SYS/TEMP]", "[IN-USE]", "[LOGIN-DELAY]", "already locked", "tempor", "try again", "too many", "rate limit"];

    const int Most = 4000;

    string answer = "";
    bool isOpen = true;

    /// <summary>Providers also refuse a sign-in that comes too often, or while they are at work: that passes.</summary>
    public bool HearsForNow => isOpen && ForNow.Any(w => answer.Contains(w, StringComparison.OrdinalIgnoreCase));

    IAuthenticationSecretDetector? IProtocolLogger.AuthenticationSecretDetector { get; set; }

    /// <summary>What it says to a person: <c>A1 NO [UNAVAILABLE] The backend is down</c> without all before the words; empty: nothing.</summary>
    public string Text => answer.Split('\n').Select(l => Refusal(l.Trim())).LastOrDefault(l => l is not null) is { } said
        ? said.StartsWith('[') && said.Contains(']', StringComparison.Ordinal) ? said[(said.IndexOf(']', StringComparison.Ordinal) + 1)..].Trim() : said
        : "";

    static string? Refusal(string line) => line.StartsWith("-ERR ", StringComparison.Ordinal) ? line[5..] : line.IndexOf(" NO ", StringComparison.Ordinal) is >= 0 and var at ? line[(at + 4)..] : null;

    /// <summary>The sign-in is over; the rest is nothing to it.</summary>
    public void Close() => isOpen = false;

    void IProtocolLogger.LogConnect(Uri uri)
    {
    }

    void IProtocolLogger.LogClient(byte[] buffer, int offset, int count) => answer = ""; // an answer is what comes after the last question

    void IProtocolLogger.LogServer(byte[] buffer, int offset, int count)
    {
        if (isOpen && answer.Length < Most)
        {
            answer += Encoding.Latin1.GetString(buffer, offset, Math.Min(count, Most));
        }
    }

    void IDisposable.Dispose()
    {
    }
}
