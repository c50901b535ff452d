using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Tresen.Platform.Files;

/// <summary>A file that came with a form which was refused, as it travels in the corrected form: signed, so that nobody names a file
/// that isn't theirs, and good for as long as <see cref="LooseFiles"/> leaves it lying.</summary>
public sealed class HeldUpload(IDataProtectionProvider protection, IHttpContextAccessor http)
{
    static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    // Bound to the person who uploaded it.
    readonly ITimeLimitedDataProtector protector = protection
        .CreateProtector(nameof(HeldUpload), http.HttpContext?.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "")
        .ToTimeLimitedDataProtector();

    /// <summary>The hidden field that carries the files of the field with that name.</summary>
    public static string FieldOf(string name) => name + ".held";

    /// <summary>The file as text for that field.</summary>
    public string Pack(Upload upload) => protector.Protect(JsonSerializer.Serialize(upload), Lifetime);

    /// <summary>The file from that text; null where it is too old, or not ours.</summary>
    public Upload? Unpack(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Upload>(protector.Unprotect(text));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
