using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tresen.Platform.Identity;

/// <summary>The codes that an app on a telephone shows: RFC 6238 as all apps know it, SHA-1, six digits, a new one every thirty seconds.</summary>
public static class Totp
{
    /// <summary>Digits of a code.</summary>
    public const int Digits = 6;

    const int StepSeconds = 30;
    const int SecretLetters = 32; // of five bits: the 160 bits that RFC 4226 asks for
    const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"; // base 32, RFC 4648

    /// <summary>A new secret in base 32.</summary>
    public static string NewSecret() => RandomNumberGenerator.GetString(Letters, SecretLetters);

    /// <summary>Whether this is a secret as <see cref="NewSecret"/> makes them.</summary>
    public static bool IsSecret(string? text) => text is { Length: SecretLetters } && text.All(Letters.Contains);

    /// <summary>What the app reads from the QR code: the secret, and under what name it is listed.</summary>
    public static string Link(string secret, string mail) => $"otpauth://totp/Tresen:{Uri.EscapeDataString(mail)}?secret={secret}&issuer=Tresen";

    /// <summary>The step of time whose code this is; null where it is none of now, the one before or the one to come: clocks differ.</summary>
    public static long? StepOf(string secret, string code, DateTimeOffset now)
    {
        var current = now.ToUnixTimeSeconds() / StepSeconds;
        foreach (var step in (ReadOnlySpan<long>)[current, current - 1, current + 1])
        {
            if (CodeAt(secret, step) == code)
            {
                return step;
            }
        }

        return null;
    }

    /// <summary>The code that the app shows at that instant.</summary>
    public static string CodeAt(string secret, DateTimeOffset at) => CodeAt(secret, at.ToUnixTimeSeconds() / StepSeconds);

    static string CodeAt(string secret, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // apps know no other, and as an HMAC it holds
        var hash = HMACSHA1.HashData(Bytes(secret), counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xF)) & int.MaxValue;
        return $"{number % 1_000_000:000000}";
    }

    static byte[] Bytes(string secret)
    {
        var bytes = new byte[secret.Length * 5 / 8];
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] |= (byte)((Letters.IndexOf(secret[bit / 5], StringComparison.Ordinal) >> (4 - bit % 5) & 1) << (7 - bit % 8));
        }

        return bytes;
    }
}
