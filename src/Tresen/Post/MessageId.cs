using System.Security.Cryptography;
using System.Text;

namespace Tresen.Post;

/// <summary>Message-IDs of ours: <c>random.seal@domain</c>, where the seal is an HMAC under the mailbox's own key. Nobody can
/// make one up, so that whoever refers to one has seen a mail of ours.</summary>
/// <remarks>Kept and compared without angle brackets and in lower case: some servers change the case.</remarks>
public static class MessageId
{
    const string Letters = "abcdefghijklmnopqrstuvwxyz234567";
    const int SealLength = 16;

    /// <summary>A new key to seal with.</summary>
    public static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>A new id at that domain, sealed with that key.</summary>
    public static string Draw(string domain, string key)
    {
        var random = RandomNumberGenerator.GetString(Letters, 24);
        return $"{random}.{Seal(random, domain, key)}@{domain}";
    }

    /// <summary>Whether that id was drawn with that key.</summary>
    public static bool IsSealedWith(string id, string key)
    {
        var (dot, at) = (id.IndexOf('.', StringComparison.Ordinal), id.IndexOf('@', StringComparison.Ordinal));
        return dot > 0 && at == dot + 1 + SealLength && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Seal(id[..dot], id[(at + 1)..], key)),
            Encoding.UTF8.GetBytes(id[(dot + 1)..at]));
    }

    /// <summary>An id as it is kept: without brackets and space around it, in lower case.</summary>
    public static string Normal(string? id) => (id ?? "").Trim().TrimStart('<').TrimEnd('>').Trim().ToLowerInvariant();

    static string Seal(string random, string domain, string key)
    {
        var hash = HMACSHA256.HashData(Convert.FromBase64String(key), Encoding.UTF8.GetBytes($"{random}@{domain}"));
        return string.Concat(hash.Take(SealLength).Select(b => Letters[b & 31]));
    }
}
