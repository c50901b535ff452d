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

    /// <summary>Whether that is a number in E.164, as <see cref="Normal"/> makes it of any notation that can be dialled.</summary>
    public static bool IsReadable(string? typed) =>
        Normal(typed) is ['+', not '0', ..] number && number.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>The part of a number in E.164 that this text means, whatever way it is written: <c>+4949215</c> for
    /// <c>04921/5</c>, <c>5550</c> for <c>555-0</c>. Null where it can't be part of a number.</summary>
    public static string? PartOf(string? typed)
    {
        typed = (typed ?? "").Replace("(0)", "", StringComparison.Ordinal).Trim();
        var digits = string.Concat(typed.Where(char.IsAsciiDigit));
        if (digits.Length < 3 || typed.LastIndexOf('+') > 0 || typed.Any(c => !char.IsAsciiDigit(c) && !"+ /-().\u00A0–".Contains(c, StringComparison.Ordinal)))
        {
            return null;
        }

        return typed.StartsWith('+') ? "+" + digits
            : digits.StartsWith("00", StringComparison.Ordinal) ? "+" + digits[2..]
            : digits.StartsWith('0') ? "+49" + digits[1..]
            : digits;
    }

    /// <summary>For people: <c>+49 30 1234567</c>, <c>+49 171 2345678</c>. Where the prefix ends is known for mobile numbers
    /// and the four shortest area codes alone; the others stay in one piece.</summary>
    public static string Shown(string number)
    {
        if (!number.StartsWith("+49", StringComparison.Ordinal) || number.Length < 8)
        {
            return number;
        }

        var prefix = number[3..] switch
        {
            ['3', '0', ..] or ['4', '0', ..] or ['6', '9', ..] or ['8', '9', ..] => 2,
            ['1', '5' or '6' or '7', ..] => 3,
            _ => 0,
        };
        return prefix == 0 ? $"+49 {number[3..]}" : $"+49 {number[3..(3 + prefix)]} {number[(3 + prefix)..]}";
    }
}
