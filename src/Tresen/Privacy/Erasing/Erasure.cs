using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tresen.Platform;
using Tresen.Platform.Text;
using Tresen.Privacy.Knowing;
using Tresen.Staff;

namespace Tresen.Privacy.Erasing;

/// <summary>That a person was erased (Art. 17 DSGVO): when, by whom, why, and by which pseudonym what had to stay is known. Who it was it no longer says, but
/// it knows them again when a copy from before is brought back.</summary>
public sealed class Erasure
{
    Erasure()
    {
    }

    /// <summary>That person is erased.</summary>
    /// <param name="by">Null: after a copy was brought back.</param>
    public Erasure(Person person, string pseudonym, string? reason, StaffMember? by, DateTimeOffset at)
    {
        Reason = PlainText.Line(reason ?? "");
        if (Reason.Length is 0 or > 300)
        {
            throw new BrokenRuleException("Bitte in einem Satz sagen, warum gelöscht wird, höchstens 300 Zeichen.", "Reason");
        }

        (Pseudonym, ById, At, Key) = (pseudonym, by?.Id, at, Guid.CreateVersion7(at).ToString());
        Salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        Marks = string.Join(' ', MarksOf(person).Select(HashOf));
    }

    /// <summary>One that was done before a copy was brought back, done again.</summary>
    public Erasure(ErasureNote note) =>
        (Key, Pseudonym, Reason, At, Salt, Marks, IsReplayed) = (note.Key, note.Pseudonym, note.Reason, note.At, note.Salt, note.Marks, true);

    public int Id { get; private set; }

    /// <summary>The same in every copy of the database.</summary>
    public string Key { get; private set; } = "";

    public string Pseudonym { get; private set; } = "";

    public string Reason { get; private set; } = "";

    /// <summary>Null: it was done again after a copy was brought back.</summary>
    public int? ById { get; private set; }

    public StaffMember? By { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>It was done again after a copy was brought back.</summary>
    public bool IsReplayed { get; private set; }

    public string Salt { get; private set; } = "";

    /// <summary>Salted hashes of mail, numbers and name, separated by a space.</summary>
    public string Marks { get; private set; } = "";

    /// <summary>What was done, in figures: emptied and kept tickets, messages, files, texts.</summary>
    public int Tickets { get; private set; }

    public int KeptTickets { get; private set; }

    public int Messages { get; private set; }

    public int Files { get; private set; }

    public int Mentions { get; private set; }

    /// <summary>What it came to.</summary>
    public void Count(int tickets, int kept, int messages, int files, int mentions) => (Tickets, KeptTickets, Messages, Files, Mentions) = (tickets, kept, messages, files, mentions);

    /// <summary>As it is noted outside of the database.</summary>
    public ErasureNote Note => new(Key, Pseudonym, Reason, At, Salt, Marks);

    /// <summary>Whether that name, address or number was this person's.</summary>
    public bool Knows(string identifier) => Marks.Contains(HashOf(identifier), StringComparison.Ordinal);

    /// <summary>A new pseudonym: <c>Person 4F2A</c>.</summary>
    public static string NewPseudonym() => $"Person {Convert.ToHexString(RandomNumberGenerator.GetBytes(2))}";

    /// <summary>What a person is known again by: their own address and numbers, and where they have none, their name.</summary>
    static IEnumerable<string> MarksOf(Person person) =>
        new[] { person.OwnMail }.Concat(person.OwnPhones).Append(person.OwnName).Append(person.ContactId is { } id ? $"{id} {person.Name}" : "").Where(m => m.Length > 0);

    string HashOf(string identifier) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Salt + identifier.ToLowerInvariant())));

    sealed class Mapping : IEntityTypeConfiguration<Erasure>
    {
        public void Configure(EntityTypeBuilder<Erasure> erasure)
        {
            erasure.ToTable("erasures");
            erasure.Ignore(e => e.Note);
            erasure.Property(e => e.Key).HasMaxLength(40);
            erasure.Property(e => e.Pseudonym).HasMaxLength(20);
            erasure.Property(e => e.Salt).HasMaxLength(32);
            erasure.Property(e => e.Marks).HasMaxLength(1000);
            erasure.HasIndex(e => e.Key).IsUnique(); // done once in every copy
            erasure.HasIndex(e => e.Pseudonym).IsUnique();
            erasure.HasOne(e => e.By).WithMany().OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>An erasure as it stands in the file beside the database, so that it outlives the bringing back of a copy.</summary>
public sealed record ErasureNote(string Key, string Pseudonym, string Reason, DateTimeOffset At, string Salt, string Marks);
