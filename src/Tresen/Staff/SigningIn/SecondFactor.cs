using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tresen.Platform.Identity;

namespace Tresen.Staff.SigningIn;

/// <summary>The second factor (<em>zweiter Faktor</em>) of a sign-in: an app's codes, asked for after the password, and recovery codes
/// for the day on which the telephone is lost. It exists while it is switched on.</summary>
public sealed class SecondFactor
{
    /// <summary>So many recovery codes are drawn at once.</summary>
    public const int MostRecoveryCodes = 10;

    readonly List<RecoveryCode> recoveryCodes = [];

    SecondFactor()
    {
    }

    /// <summary>Switched on by the app's code of that step.</summary>
    /// <param name="lockedSecret">The secret as <see cref="Authenticator"/> locked it away.</param>
    public SecondFactor(Guid signInId, string lockedSecret, long usedStep, DateTimeOffset since) => (SignInId, LockedSecret, UsedStep, Since) = (signInId, lockedSecret, usedStep, since);

    public Guid SignInId { get; private set; }

    public string LockedSecret { get; private set; } = "";

    /// <summary>The latest step of time whose code was used: neither it nor one before counts again.</summary>
    public long UsedStep { get; private set; }

    public DateTimeOffset Since { get; private set; }

    /// <summary>Those not used yet.</summary>
    public IReadOnlyList<RecoveryCode> RecoveryCodes => recoveryCodes;

    /// <summary>Draws new recovery codes, to be shown this once; the ones before no longer count.</summary>
    public IReadOnlyList<string> DrawRecoveryCodes()
    {
        string[] drawn = [.. Enumerable.Range(0, MostRecoveryCodes).Select(_ => RecoveryCode.Draw())];
        recoveryCodes.Clear();
        recoveryCodes.AddRange(drawn.Select(code => new RecoveryCode(SignInId, code)));
        return drawn;
    }

    sealed class Mapping : IEntityTypeConfiguration<SecondFactor>
    {
        public void Configure(EntityTypeBuilder<SecondFactor> factor)
        {
            factor.ToTable("second_factors");
            factor.HasKey(f => f.SignInId);
            factor.Property(f => f.SignInId).ValueGeneratedNever();
            factor.Property(f => f.LockedSecret).HasMaxLength(1000);
            factor.HasOne<SignIn>().WithOne().HasForeignKey<SecondFactor>(f => f.SignInId).OnDelete(DeleteBehavior.Cascade);
            factor.HasMany(f => f.RecoveryCodes).WithOne().HasForeignKey(c => c.SignInId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>A code on paper (<em>Notfallcode</em>) that stands in for the app once. Only its hash is stored; with its 58 bits that can't be
/// tried out.</summary>
public sealed class RecoveryCode
{
    const string Letters = "abcdefghjkmnpqrstuvwxyz23456789"; // none that look alike

    RecoveryCode()
    {
    }

    internal RecoveryCode(Guid signInId, string code) => (SignInId, Hash) = (signInId, HashOf(signInId, code));

    public int Id { get; private set; }

    public Guid SignInId { get; private set; }

    /// <summary>SHA-256 of the sign-in's id and the code.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>A new one, <c>k7mp-x2wd-9fhq</c>.</summary>
    public static string Draw() => string.Join('-', Enumerable.Range(0, 3).Select(_ => RandomNumberGenerator.GetString(Letters, 4)));

    /// <summary>What is stored of a code, however it was typed.</summary>
    public static string HashOf(Guid signInId, string typed) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{signInId:N} {string.Concat(typed.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant()}")));

    sealed class Mapping : IEntityTypeConfiguration<RecoveryCode>
    {
        public void Configure(EntityTypeBuilder<RecoveryCode> code)
        {
            code.ToTable("recovery_codes");
            code.Property(c => c.Hash).HasMaxLength(64);
            code.HasIndex(c => new { c.SignInId, c.Hash }).IsUnique(); // Authenticator: what was typed
        }
    }
}
