using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;

namespace Tresen.Staff.SigningIn;

/// <summary>Switches second factors on and checks what was typed for them. A code counts once: the database itself takes its step or its
/// hash away from whoever comes second.</summary>
public sealed class Authenticator(TresenDb db, IDataProtectionProvider protection)
{
    readonly IDataProtector secrets = protection.CreateProtector("Tresen.SecondFactor");

    /// <summary>Whether a code is asked for after the password.</summary>
    public Task<bool> IsOnAsync(Guid signInId, CancellationToken cancel) => db.Set<SecondFactor>().AnyAsync(f => f.SignInId == signInId, cancel);

    /// <summary>Switches it on if this is the code of an app that knows the secret, to be saved; null where it isn't.</summary>
    public SecondFactor? SwitchOn(Guid signInId, string secret, string? typed, DateTimeOffset now)
    {
        if (Totp.StepOf(secret, DigitsOf(typed), now) is not { } step)
        {
            return null;
        }

        var factor = new SecondFactor(signInId, secrets.Protect(secret), step, now);
        db.Add(factor);
        return factor;
    }

    /// <summary>Switches it off at once; false where it wasn't on.</summary>
    public async Task<bool> SwitchOffAsync(Guid signInId, CancellationToken cancel) =>
        await db.Set<SecondFactor>().Where(f => f.SignInId == signInId).ExecuteDeleteAsync(cancel) > 0;

    /// <summary>Whether this code of the app, or recovery code, lets them in. It is used up at once.</summary>
    public async Task<bool> AcceptAsync(Guid signInId, string? typed, DateTimeOffset now, CancellationToken cancel)
    {
        if (DigitsOf(typed) is { Length: Totp.Digits } code)
        {
            return await db.Set<SecondFactor>().Where(f => f.SignInId == signInId).Select(f => f.LockedSecret).SingleOrDefaultAsync(cancel) is { } secret
                && Open(secret) is { } open
                && Totp.StepOf(open, code, now) is { } step
                && await db.Set<SecondFactor>().Where(f => f.SignInId == signInId && f.UsedStep < step).ExecuteUpdateAsync(f => f.SetProperty(x => x.UsedStep, step), cancel) > 0;
        }

        var hash = RecoveryCode.HashOf(signInId, typed ?? "");
        return await db.Set<RecoveryCode>().Where(c => c.SignInId == signInId && c.Hash == hash).ExecuteDeleteAsync(cancel) > 0;
    }

    /// <summary>Six digits as they are, however apps group them.</summary>
    static string DigitsOf(string? typed) => string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c))) is { Length: Totp.Digits } code && code.All(char.IsAsciiDigit) ? code : "";

    string? Open(string secret)
    {
        try
        {
            return secrets.Unprotect(secret);
        }
        catch (CryptographicException)
        {
            return null; // the keys are lost: recovery codes still count
        }
    }
}
