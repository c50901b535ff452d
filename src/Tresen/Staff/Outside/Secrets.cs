using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Tresen.Staff.Outside;

/// <summary>Locks away what we sign in with at a provider or directory, and opens it for the moment of use. On the screen it never
/// appears again.</summary>
public sealed class Secrets(IDataProtectionProvider protection)
{
    readonly IDataProtector protector = protection.CreateProtector("Tresen.Staff.Secrets");

    /// <summary>As it may be stored; empty stays empty.</summary>
    public string Lock(string secret) => secret.Length == 0 ? "" : protector.Protect(secret);

    /// <summary>What was typed, locked away for a form that is shown again, and only for where it was typed for.</summary>
    public string? Hold(string? typed, params string?[] where) => string.IsNullOrEmpty(typed) ? null : Lock($"{string.Join('\n', where)}\n{typed}");

    /// <summary>What was typed now, or else what <see cref="Hold"/> kept, if it was for the same.</summary>
    public string? Taken(string? typed, string? held, params string?[] where) =>
        string.IsNullOrEmpty(typed) && Open(held ?? "") is { } known && $"{string.Join('\n', where)}\n" is var head && known.StartsWith(head, StringComparison.Ordinal) ? known[head.Length..] : typed;

    /// <summary>The secret itself, or null when it can't be opened (keys lost, other installation).</summary>
    public string? Open(string locked)
    {
        try
        {
            return locked.Length == 0 ? "" : protector.Unprotect(locked);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
