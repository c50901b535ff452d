using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tresen.Platform.Identity;

namespace Tresen.Staff.SigningIn;

/// <summary>A link by which somebody chooses their password, once and within an hour. Only the hash of its code is stored.</summary>
public sealed class Invitation
{
    /// <summary>How long it holds.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>So many hold at once: whoever keeps asking for somebody else's makes them three mails an hour and voids none.</summary>
    public const int Most = 3;

    Invitation()
    {
    }

    Invitation(Guid signInId, string hash, DateTimeOffset until) => (SignInId, Hash, Until) = (signInId, hash, until);

    public int Id { get; private set; }

    public Guid SignInId { get; private set; }

    /// <summary>SHA-256 of the code.</summary>
    public string Hash { get; private set; } = "";

    public DateTimeOffset Until { get; private set; }

    /// <summary>A new invitation and the code that only its link holds.</summary>
    public static (Invitation Invitation, string Code) For(Guid signInId, DateTimeOffset now)
    {
        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return (new Invitation(signInId, HashOf(code), now + Lifetime), code);
    }

    /// <summary>What is stored of a code.</summary>
    public static string HashOf(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));

    sealed class Mapping : IEntityTypeConfiguration<Invitation>
    {
        public void Configure(EntityTypeBuilder<Invitation> invitation)
        {
            invitation.ToTable("invitations");
            invitation.Property(i => i.Hash).HasMaxLength(64);
            invitation.HasIndex(i => i.Hash).IsUnique(); // WelcomeController: by the link's code
            invitation.HasOne<SignIn>().WithMany().HasForeignKey(i => i.SignInId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
