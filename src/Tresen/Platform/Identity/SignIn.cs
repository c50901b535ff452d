using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tresen.Platform.Identity;

/// <summary>What somebody signs in with. Who that is, the slices say: a staff member holds the id of a sign-in.</summary>
public sealed class SignIn : IdentityUser<Guid>
{
    SignIn()
    {
    }

    /// <summary>A sign-in by this mail address.</summary>
    public SignIn(string mail)
    {
        Id = Guid.CreateVersion7();
        UserName = Email = mail;
        SecurityStamp = Guid.NewGuid().ToString("N");
    }

    /// <summary>Until when a password that somebody else made up may be used; it must be changed at once. Null: the
    /// person's own password.</summary>
    public DateTimeOffset? OneTimeUntil { get; private set; }

    /// <summary>The password was made up by somebody else and holds until then.</summary>
    public void HoldOnlyUntil(DateTimeOffset until) => OneTimeUntil = until;

    /// <summary>The person chose the password.</summary>
    public void Hold() => OneTimeUntil = null;

    /// <summary>Ends every session: none carries the new stamp.</summary>
    public void EndSessions() => SecurityStamp = Guid.NewGuid().ToString("N");

    sealed class Mapping : IEntityTypeConfiguration<SignIn>
    {
        public void Configure(EntityTypeBuilder<SignIn> signIn) => signIn.ToTable("sign_ins");
    }

    sealed class ClaimMapping : IEntityTypeConfiguration<IdentityUserClaim<Guid>>
    {
        public void Configure(EntityTypeBuilder<IdentityUserClaim<Guid>> claim) => claim.ToTable("sign_in_claims");
    }

    sealed class LoginMapping : IEntityTypeConfiguration<IdentityUserLogin<Guid>>
    {
        public void Configure(EntityTypeBuilder<IdentityUserLogin<Guid>> login) => login.ToTable("sign_in_logins");
    }

    sealed class TokenMapping : IEntityTypeConfiguration<IdentityUserToken<Guid>>
    {
        public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> token) => token.ToTable("sign_in_tokens");
    }

    sealed class PasskeyMapping : IEntityTypeConfiguration<IdentityUserPasskey<Guid>>
    {
        public void Configure(EntityTypeBuilder<IdentityUserPasskey<Guid>> passkey) => passkey.ToTable("sign_in_passkeys");
    }
}
