using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tresen.Post;

/// <summary>The header <c>Thread-Index</c>, by which Outlook and Exchange group the mails of one dialogue even where subjects differ
/// (MS-OXOMSG 2.2.1.3): 22 bytes that are the same in the whole dialogue, and 5 more for an answer.</summary>
public static class ThreadIndex
{
    /// <summary>The value for a mail of that dialogue.</summary>
    /// <param name="dialogue">Its number.</param>
    /// <param name="begunAt">When it began.</param>
    /// <param name="answeredAt">When the mail was written, if it goes on from an earlier one; null: it is the first.</param>
    public static string Of(long dialogue, DateTimeOffset begunAt, DateTimeOffset? answeredAt)
    {
        Span<byte> index = stackalloc byte[27];
        Span<byte> begun = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(begun, begunAt.UtcDateTime.ToFileTimeUtc());
        begun[..6].CopyTo(index);
        SHA256.HashData(Encoding.ASCII.GetBytes($"{dialogue} {begunAt.UtcTicks}")).AsSpan(0, 16).CopyTo(index[6..]);
        if (answeredAt is not { } at)
        {
            return Convert.ToBase64String(index[..22]);
        }

        // How long after the beginning: in steps of 26 ms, or beyond 1.7 years (the first bit says so) of 0.8 s.
        var since = Math.Max(0, (at - begunAt).Ticks);
        var delta = since < 1L << 49 ? (uint)(since >> 18) : 0x8000_0000 | (uint)((since >> 23) & 0x7FFF_FFFF);
        BinaryPrimitives.WriteUInt32BigEndian(index[22..], delta);
        index[26] = (byte)(since >> 14 & 0xF0); // what tells two answers of one moment apart
        return Convert.ToBase64String(index);
    }
}
