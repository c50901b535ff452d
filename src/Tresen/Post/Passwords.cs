using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Tresen.Post;

/// <summary>Locks the passwords of mailboxes away and opens them for the moment of signing in. Stored they are encrypted;
/// on the screen they never appear again.</summary>
public sealed class Passwords(IDataProtectionProvider protection)
{
    readonly IDataProtector protector = protection.CreateProtector("Tresen.Post.Passwords");

    /// <summary>The password as it may be stored; empty stays empty.</summary>
    public string Lock(string password) => password.Length == 0 ? "" : protector.Protect(password);

    /// <summary>The password itself, or null when it can't be opened (keys lost, other installation).</summary>
    public string? Open(string secret)
    {
        if (secret.Length == 0)
        {
            return "";
        }

        try
        {
            return protector.Unprotect(secret);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
