using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Tresen.Platform.Identity;

namespace Tresen.Staff.SigningIn;

/// <summary>What says, between password and code, that the password was right. It is sealed, goes with the form, opens nothing by itself,
/// and is worth nothing after ten minutes or once sessions of the sign-in were ended.</summary>
public sealed class PasswordProof(IDataProtectionProvider protection, TimeProvider clock)
{
    static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    readonly IDataProtector protector = protection.CreateProtector("Tresen.PasswordProof");

    /// <summary>Who it was.</summary>
    /// <param name="Stamp">The security stamp of that moment.</param>
    /// <param name="Stay">Whether they want to stay signed in.</param>
    public sealed record Proven(Guid SignInId, string? Stamp, bool Stay, DateTimeOffset At);

    /// <summary>As text for a hidden field.</summary>
    public string For(SignIn signIn, bool stay) => protector.Protect(JsonSerializer.Serialize(new Proven(signIn.Id, signIn.SecurityStamp, stay, clock.GetUtcNow())));

    /// <summary>Who it was; null where it isn't ours or too old.</summary>
    public Proven? Read(string? proof)
    {
        try
        {
            return string.IsNullOrEmpty(proof) || JsonSerializer.Deserialize<Proven>(protector.Unprotect(proof)) is not { } proven || proven.At + Lifetime < clock.GetUtcNow() ? null : proven;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
