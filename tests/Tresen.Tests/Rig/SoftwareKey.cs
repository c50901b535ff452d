using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Tresen.Tests.Rig;

/// <summary>A passkey in software: answers as a telephone does after the finger was on it (Web Authentication, level 3; ES256, no attestation).</summary>
public sealed class SoftwareKey : IDisposable
{
    const byte Present = 1, Verified = 4, WithKey = 0x40;

    readonly ECDsa pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    readonly byte[] id = RandomNumberGenerator.GetBytes(16);
    uint counter;

    /// <summary>The page that it believes to be asked by.</summary>
    public string Origin { get; set; } = "http://localhost";

    /// <summary>Whose it is; set when it is made.</summary>
    public string? Owner { get; set; }

    /// <summary>Whether face, finger or PIN was asked for.</summary>
    public bool Verifies { get; set; } = true;

    /// <summary>The answer to <c>navigator.credentials.create</c> with these options.</summary>
    public string Make(string options)
    {
        using var json = JsonDocument.Parse(options);
        Owner = json.RootElement.GetProperty("user").GetProperty("id").GetString();
        var point = pair.ExportParameters(false).Q;
        byte[] key = [0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32, .. point.X!, 0x22, 0x58, 32, .. point.Y!];
        byte[] data = [.. Data(WithKey), .. new byte[16], 0, (byte)id.Length, .. id, .. key];
        byte[] attestation = [0xA3, .. Word("fmt"), .. Word("none"), .. Word("attStmt"), 0xA0, .. Word("authData"), 0x58, (byte)data.Length, .. data];
        return Answer(new() { ["clientDataJSON"] = Base64(Client("webauthn.create", json)), ["attestationObject"] = Base64(attestation), ["transports"] = new[] { "internal" } });
    }

    /// <summary>The answer to <c>navigator.credentials.get</c> with these options.</summary>
    public string Show(string options)
    {
        using var json = JsonDocument.Parse(options);
        var (data, client) = (Data(0), Client("webauthn.get", json));
        var signature = pair.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Answer(new() { ["clientDataJSON"] = Base64(client), ["authenticatorData"] = Base64(data), ["signature"] = Base64(signature), ["userHandle"] = Owner! });
    }

    byte[] Data(byte flag)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, ++counter);
        return [.. SHA256.HashData("localhost"u8), (byte)(Present | (Verifies ? Verified : 0) | flag), .. count];
    }

    byte[] Client(string type, JsonDocument options) =>
        JsonSerializer.SerializeToUtf8Bytes(new { type, challenge = options.RootElement.GetProperty("challenge").GetString(), origin = Origin, crossOrigin = false });

    string Answer(Dictionary<string, object> response) =>
        JsonSerializer.Serialize(new { id = Base64(id), rawId = Base64(id), type = "public-key", authenticatorAttachment = "platform", clientExtensionResults = new { }, response });

    static byte[] Word(string text) => [(byte)(0x60 + text.Length), .. Encoding.ASCII.GetBytes(text)];

    static string Base64(byte[] bytes) => WebEncoders.Base64UrlEncode(bytes);

    public void Dispose() => pair.Dispose();
}
