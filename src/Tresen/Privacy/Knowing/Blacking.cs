using System.Text.RegularExpressions;
using Tresen.Platform.Text;

namespace Tresen.Privacy.Knowing;

/// <summary>Blacks out in texts what is known of others than the person whom they are told to (Art. 15 Abs. 4 DSGVO): their names, mail addresses and numbers.</summary>
sealed partial class Blacking(Person person, IEnumerable<string> names)
{
    const string Black = "█████";

    readonly IReadOnlyList<Regex> others =
    [
        .. from name in names.Distinct(StringComparer.OrdinalIgnoreCase)
           where name.Trim().Contains(' ', StringComparison.Ordinal) && !string.Equals(name.Trim(), person.Name, StringComparison.OrdinalIgnoreCase)
           select new Regex($@"(?<![\p{{L}}\p{{Nd}}]){Regex.Escape(name.Trim())}(?![\p{{L}}\p{{Nd}}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5)),
    ];

    /// <summary>The text without them.</summary>
    public string Of(string text)
    {
        text = Address().Replace(text, m => m.Value.Equals(person.Mail, StringComparison.OrdinalIgnoreCase) ? m.Value : Black);
        text = Number().Replace(text, m => person.Phones.Contains(PhoneNumber.Normal(m.Value.Trim())) ? m.Value : Black);
        return others.Aggregate(text, (all, other) => other.Replace(all, Black));
    }

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")]
    private static partial Regex Address();

    /// <summary>Numbers as they are dialled: with an area code or in E.164.</summary>
    [GeneratedRegex(@"(?<![\d.,:])(?:\+|00?)[1-9](?:[ /()–-]{0,2}\d){5,13}(?![\d.,:])")]
    private static partial Regex Number();
}
