using System.Globalization;
using System.Text.RegularExpressions;
using Tresen.Conversations;
using Tresen.Mail.Reading;
using Tresen.Platform.Text;

namespace Tresen.Mail.Intake;

/// <summary>What about a mail's sender its readers should know before they believe it.</summary>
public static class Suspicions
{
    static readonly Regex Address = new(@"[^\s<>""',;:()\[\]]+@[^\s<>""',;:()\[\]]+\.[^\s<>""',;:()\[\]]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>Proven or refuted, another address for answers, a name that claims another address (threats A06, A08, A09, A11).</summary>
    public static IEnumerable<Finding> Of(ReadMail mail, Verdict verdict, bool isPerhapsTwice)
    {
        if (verdict.Proof != Proof.Unknown)
        {
            yield return new(verdict.Proof == Proof.Passed ? FindingKind.SenderProven : FindingKind.SenderRefuted) { Who = verdict.Domain };
        }

        if (isPerhapsTwice)
        {
            yield return new(FindingKind.PerhapsTwice);
        }

        if (mail.From is not { } from)
        {
            yield break;
        }

        if (Address.Match(from.Name) is { Success: true } claimed && MailAddress.Normal(claimed.Value) != from.Address)
        {
            yield return new(FindingKind.NameMisleads) { Who = from.Address, Title = MailAddress.Normal(claimed.Value) };
        }

        if (from.Address.Any(IsOfOtherScript))
        {
            yield return new(FindingKind.NameMisleads) { Who = Ascii(from.Address) };
        }

        if (mail.ReplyTo.FirstOrDefault(p => p.Address != from.Address) is { } elsewhere && mail.ReplyTo.All(p => p.Address != from.Address))
        {
            yield return new(FindingKind.AnswersElsewhere) { Who = elsewhere.Address };
        }
    }

    /// <summary>Letters beyond Latin ones with their accents: Cyrillic and Greek have some that look the same.</summary>
    static bool IsOfOtherScript(char letter) => letter > 0x24F && char.IsLetter(letter) && letter is < (char)0x1E00 or > (char)0x1EFF;

    static string Ascii(string address)
    {
        try
        {
            var at = address.LastIndexOf('@');
            return address[..at] + "@" + new IdnMapping().GetAscii(address[(at + 1)..]);
        }
        catch (ArgumentException)
        {
            return address;
        }
    }
}
