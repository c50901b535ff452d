using System.Formats.Asn1;
using System.Text;

namespace Tresen.Staff.Ldap;

/// <summary>Search filters: their text (RFC 4515) and how they travel (RFC 4511, section 4.5.1).</summary>
public static class LdapFilter
{
    const int Deepest = 50;

    /// <summary>Puts a value in the place of <c>{0}</c>, escaped so that it can't be anything but a value.</summary>
    public static string Fill(string filter, string value) => filter.Replace("{0}", Escape(value), StringComparison.Ordinal);

    /// <summary>A value as it may stand in a filter (RFC 4515, section 3): whatever isn't a plain letter or digit by its bytes.</summary>
    public static string Escape(string value)
    {
        var escaped = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(value))
        {
            escaped.Append(char.IsAsciiLetterOrDigit((char)b) ? ((char)b).ToString() : $"\\{b:x2}");
        }

        return escaped.ToString();
    }

    /// <summary>Whether the text is a filter.</summary>
    public static bool IsOne(string text)
    {
        try
        {
            Write(new AsnWriter(AsnEncodingRules.BER), text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Writes it as it travels.</summary>
    /// <exception cref="FormatException">The text is no filter.</exception>
    public static void Write(AsnWriter writer, string text)
    {
        var at = 0;
        text = text.Trim();
        WriteOne(writer, text, ref at, 0);
        if (at != text.Length)
        {
            throw new FormatException("There is more after the filter's end.");
        }
    }

    static void WriteOne(AsnWriter writer, string text, ref int at, int depth)
    {
        Expect(text, ref at, '(');
        switch (depth > Deepest ? '\0' : At(text, at))
        {
            case '&' or '|':
                using (writer.PushSetOf(new Asn1Tag(TagClass.ContextSpecific, text[at++] == '&' ? 0 : 1)))
                {
                    do
                    {
                        WriteOne(writer, text, ref at, depth + 1);
                    }
                    while (At(text, at) == '(');
                }

                break;
            case '!':
                at++;
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 2)))
                {
                    WriteOne(writer, text, ref at, depth + 1);
                }

                break;
            default:
                var end = text.IndexOfAny(['(', ')'], at);
                WriteItem(writer, end < 0 ? throw new FormatException("A bracket is open.") : text[at..end]);
                at = end;
                break;
        }

        Expect(text, ref at, ')');
    }

    /// <summary>One comparison: <c>mail=…</c>, <c>mail=*</c>, <c>cn=a*b</c>, <c>age>=…</c>, <c>memberOf:1.2.840.113556.1.4.1941:=…</c>.</summary>
    static void WriteItem(AsnWriter writer, string item)
    {
        var equals = item.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1)
        {
            throw new FormatException("A comparison lacks its sign.");
        }

        var (name, value) = (item[..equals], item[(equals + 1)..]);
        if (name[^1] == ':')
        {
            WriteRule(writer, name[..^1].Split(':'), value);
            return;
        }

        var tag = name[^1] switch { '>' => 5, '<' => 6, '~' => 8, _ => 3 };
        name = tag == 3 ? name : name[..^1];
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or ';'))
        {
            throw new FormatException("That is no attribute.");
        }

        if (tag == 3 && value == "*")
        {
            writer.WriteOctetString(Encoding.UTF8.GetBytes(name), new Asn1Tag(TagClass.ContextSpecific, 7));
        }
        else if (tag == 3 && value.Contains('*', StringComparison.Ordinal))
        {
            WriteParts(writer, name, value.Split('*'));
        }
        else
        {
            using var pair = writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, tag));
            writer.WriteOctetString(Encoding.UTF8.GetBytes(name));
            writer.WriteOctetString(Unescape(value));
        }
    }

    static void WriteParts(AsnWriter writer, string name, string[] parts)
    {
        using var substrings = writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 4));
        writer.WriteOctetString(Encoding.UTF8.GetBytes(name));
        using var list = writer.PushSequence();
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length > 0)
            {
                writer.WriteOctetString(Unescape(parts[i]), new Asn1Tag(TagClass.ContextSpecific, i == 0 ? 0 : i == parts.Length - 1 ? 2 : 1));
            }
        }
    }

    static void WriteRule(AsnWriter writer, string[] name, string value)
    {
        using var rule = writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 9));
        if (name is not [var attribute, .. var rest] || rest.Length > 2 || attribute.Length == 0)
        {
            throw new FormatException("That is no matching rule.");
        }

        if (rest is [.., var id] && id != "dn")
        {
            writer.WriteOctetString(Encoding.UTF8.GetBytes(id), new Asn1Tag(TagClass.ContextSpecific, 1));
        }

        writer.WriteOctetString(Encoding.UTF8.GetBytes(attribute), new Asn1Tag(TagClass.ContextSpecific, 2));
        writer.WriteOctetString(Unescape(value), new Asn1Tag(TagClass.ContextSpecific, 3));
        if (rest is ["dn", ..])
        {
            writer.WriteBoolean(true, new Asn1Tag(TagClass.ContextSpecific, 4));
        }
    }

    static byte[] Unescape(string value)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] != '\\')
            {
                var whole = char.IsHighSurrogate(value[i]) && i + 1 < value.Length ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(value.Substring(i, whole)));
                i += whole - 1;
            }
            else if (i + 2 < value.Length && byte.TryParse(value.AsSpan(i + 1, 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var b))
            {
                bytes.Add(b);
                i += 2;
            }
            else
            {
                throw new FormatException("An escape is cut off.");
            }
        }

        return [.. bytes];
    }

    static char At(string text, int at) => at < text.Length ? text[at] : '\0';

    static void Expect(string text, ref int at, char sign)
    {
        if (At(text, at++) != sign)
        {
            throw new FormatException($"Here a {sign} was expected.");
        }
    }
}
