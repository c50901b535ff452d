using System.Text;

namespace Tresen.Platform.Text;

/// <summary>Phone numbers in E.164, so that any notation finds them.</summary>
public static class PhoneNumber
{
    /// <summary><c>+4922112345</c> from <c>0221 / 123-45</c>, <c>0049 221 12345</c>, <c>+49 (0)221 12345</c>. What is no number stays as typed.</summary>
    public static string Normal(string? typed)
    {
        typed = (typed ?? "").Trim();
        var digits = new StringBuilder();
        foreach (var c in typed.Replace("(0)", "", StringComparison.Ordinal))
        {
            if (char.IsAsciiDigit(c) || (c == '+' && digits.Length == 0))
            {
                digits.Append(c);
            }
            else if (!" /-().\u00A0–".Contains(c, StringComparison.Ordinal))
            {
                return typed;
            }
        }

        var number = digits.ToString();
        number = number.StartsWith("00", StringComparison.Ordinal) ? "+" + number[2..]
            : number.StartsWith('0') ? "+49" + number[1..]
            : number;
        return number.StartsWith('+') && number.Length is >= 7 and <= 16 ? number : typed;
    }
}
