using System.Security.Cryptography;
using System.Text;

namespace Tresen.Post;

/// <summary>Message-IDs of ours: <c>random.seal@domain</c>, where the seal is an HMAC under the mailbox's own key. Nobody can
/// make one up, so that whoever refers to one has seen a mail of ours.</summary>
/// <remarks>Compared without angle brackets and in lower case, because some servers change the case; written as its writer wrote
/// it, because some programs compare the case.</remarks>
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
        return $"{random}.{Seal($"{random}@{domain}", key)}@{domain}";
    }

    /// <summary>Whether that id was drawn with that key.</summary>
    public static bool IsSealedWith(string id, string key)
    {
        var (dot, at) = (id.IndexOf('.', StringComparison.Ordinal), id.IndexOf('@', StringComparison.Ordinal));
        return dot > 0 && at == dot + 1 + SealLength && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Seal($"{id[..dot]}@{id[(at + 1)..]}", key)),
            Encoding.UTF8.GetBytes(id[(dot + 1)..at]));
    }

    /// <summary>The longest id that is anybody's.</summary>
    public const int MostLetters = 250;

    /// <summary>So many ids a chain has at most.</summary>
    public const int MostInChain = 20;

    /// <summary>An id as it is compared: as it is written, in lower case.</summary>
    public static string Normal(string? id) => Written(id).ToLowerInvariant();

    /// <summary>An id as its writer wrote it, without brackets and space around it.</summary>
    public static string Written(string? id) => (id ?? "").Trim().TrimStart('<').TrimEnd('>').Trim();

    /// <summary>The ids of a thread as a header says them: oldest first, separated by a space, each once, where it came last.
    /// Of a long one the first and the last ones, which are what threading needs.</summary>
    public static string Chain(IEnumerable<string> ids)
    {
        var all = ids.Select(Written).Where(IsSendable).Reverse().DistinctBy(id => id.ToLowerInvariant()).Reverse().ToList();
        return string.Join(' ', all.Count <= MostInChain ? all : [all[0], .. all[^(MostInChain - 1)..]]);
    }

    /// <summary>Whether a header can name it as it is: printable ASCII, no brackets.</summary>
    public static bool IsSendable(string id) => id.Length is > 0 and <= MostLetters && id.All(c => c is > ' ' and < '\x7f' and not ('<' or '>'));

    /// <summary>What only who has that key can write under these words: sixteen letters that every mail program leaves as they are.</summary>
    internal static string Seal(string words, string key)
    {
        var hash = HMACSHA256.HashData(Convert.FromBase64String(key), Encoding.UTF8.GetBytes(words));
        return string.Concat(hash.Take(SealLength).Select(b => Letters[b & 31]));
    }
}
