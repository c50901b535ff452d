using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tresen.Platform;
using Tresen.Platform.Text;

namespace Tresen.Staff.Tokens;

/// <summary>What a program shows instead of signing in: it acts as that person, with the rights that the person has at that
/// moment. Only its hash is kept; it is shown once.</summary>
public sealed class ApiToken
{
    /// <summary>What each begins with, so that one that lies about somewhere is recognised.</summary>
    public const string Mark = "tresen_";

    /// <summary>So many may one person have.</summary>
    public const int Most = 20;

    ApiToken()
    {
    }

    public int Id { get; private set; }

    public int StaffMemberId { get; private set; }

    /// <summary>What it is for, in its owner's words.</summary>
    public string Name { get; private set; } = "";

    /// <summary>SHA-256 over the whole token, hexadecimal. 256 random bits need no salt and no slow hash.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>Its first letters, by which its owner knows it again.</summary>
    public string Beginning { get; private set; } = "";

    public bool ReadsOnly { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>The last day it counts on; null: until it is ended.</summary>
    public DateOnly? ValidUntil { get; private set; }

    /// <summary>The last day it was used on; the time of day would say when somebody works.</summary>
    public DateOnly? LastUsedOn { get; private set; }

    /// <summary>A token for that person, and the text that is shown once.</summary>
    /// <exception cref="BrokenRuleException">It has no name.</exception>
    public static (ApiToken Token, string Text) Of(StaffMember person, string name, bool readsOnly, DateOnly? validUntil, DateTimeOffset at)
    {
        name = PlainText.Line(name);
        if (name.Length == 0)
        {
            throw new BrokenRuleException("Bitte eintragen, wofür der Zugang ist.", nameof(Name));
        }

        var text = Mark + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var token = new ApiToken
        {
            StaffMemberId = person.Id, Name = name, Hash = HashOf(text), Beginning = text[..(Mark.Length + 5)], ReadsOnly = readsOnly, ValidUntil = validUntil, CreatedAt = at,
        };
        return (token, text);
    }

    /// <summary>By which a token is found.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    sealed class Mapping : IEntityTypeConfiguration<ApiToken>
    {
        public void Configure(EntityTypeBuilder<ApiToken> token)
        {
            token.ToTable("api_tokens");
            token.HasOne<StaffMember>().WithMany().HasForeignKey(t => t.StaffMemberId).OnDelete(DeleteBehavior.Cascade);
            token.Property(t => t.Name).HasMaxLength(100);
            token.Property(t => t.Hash).HasMaxLength(64);
            token.Property(t => t.Beginning).HasMaxLength(20);
            token.HasIndex(t => t.Hash).IsUnique(); // WhoIsAsking: each request of a program
        }
    }
}
