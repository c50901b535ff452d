using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tresen.Platform.Identity;

/// <summary>Somebody signed in at one browser. The cookie names it, and it counts only as long as this row exists, so that
/// signing out ends it for a copied cookie too. When it was last used is not stored.</summary>
public sealed class Session
{
    /// <summary>Type of the claim that holds the session's id.</summary>
    public const string Claim = "tresen:session";

    /// <summary>After so long one signs in again, however busy the session was.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    Session()
    {
    }

    /// <summary>A session that begins now.</summary>
    public Session(SignIn signIn, string? userAgent, DateTimeOffset at) =>
        (Id, SignInId, StartedAt, Device) = (Guid.NewGuid(), signIn.Id, at, DeviceOf(userAgent));

    public Guid Id { get; private set; }

    public Guid SignInId { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>Browser and system in two words, so that a person knows it again: <c>Firefox, Linux</c>.</summary>
    public string Device { get; private set; } = "";

    /// <summary>The staff member as whom its owner, an administrator, looks at everything; null: as themselves.</summary>
    public int? LooksAsId { get; private set; }

    /// <summary>Looks as that staff member from now on, or as oneself again.</summary>
    public void LookAs(int? staffMember) => LooksAsId = staffMember;

    static string DeviceOf(string? userAgent)
    {
        var browser = First(userAgent, ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"));
        var system = First(userAgent, ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"));
        return string.Join(", ", new[] { browser, system }.OfType<string>());
    }

    static string? First(string? text, params ReadOnlySpan<(string Sign, string Name)> known)
    {
        foreach (var (sign, name) in known)
        {
            if (text?.Contains(sign, StringComparison.Ordinal) == true)
            {
                return name;
            }
        }

        return null;
    }

    sealed class Mapping : IEntityTypeConfiguration<Session>
    {
        public void Configure(EntityTypeBuilder<Session> session)
        {
            session.ToTable("sessions");
            session.Property(s => s.Id).ValueGeneratedNever(); // WhoIsAsking: every request
            session.HasOne<SignIn>().WithMany().HasForeignKey(s => s.SignInId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
