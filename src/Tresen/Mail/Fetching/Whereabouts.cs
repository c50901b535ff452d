using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tresen.Mail.Fetching;

/// <summary>What a mail is known by where it came from.</summary>
/// <param name="UidValidity">The count under which the number holds.</param>
/// <param name="Uid">Its number.</param>
/// <param name="Key">What a POP3 server calls it, which the number is made of; empty: it has but a number.</param>
public readonly record struct Whereabouts(long UidValidity, long Uid, string Key = "")
{
    /// <summary>Of RFC 1939.</summary>
    const int LongestKey = 70;

    /// <summary>By POP3, where mails have names (UIDL).</summary>
    public static Whereabouts Named(long era, string name) =>
        new(era, BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(KeyOf(name)))) & long.MaxValue, KeyOf(name));

    /// <summary>The name as it is kept: servers that keep to no length don't make us forget.</summary>
    public static string KeyOf(string name) => name.Length <= LongestKey && name.All(c => c is > ' ' and <= '~') ? name : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
