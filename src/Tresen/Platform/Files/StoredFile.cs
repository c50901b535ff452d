using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tresen.Platform.Files;

/// <summary>The content of a file, stored once however often it is attached. Its name and type belong to the attachment;
/// it is never served by its hash.</summary>
public sealed class StoredFile
{
    StoredFile()
    {
    }

    internal StoredFile(string sha256, long bytes, DateTimeOffset at) => (Sha256, Bytes, StoredAt) = (sha256, bytes, at);

    public int Id { get; private set; }

    /// <summary>The content's SHA-256, 64 hexadecimal digits in lower case.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>Length in bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>When somebody last stored it or let go of it.</summary>
    public DateTimeOffset StoredAt { get; private set; }

    /// <summary>How many attachments hold it. What nobody holds for 24 hours is swept.</summary>
    public int References { get; private set; }

    /// <summary>Whether all chunks are there.</summary>
    public bool IsComplete { get; internal set; }

    /// <summary>When it was scanned for viruses; null: not yet.</summary>
    public DateTimeOffset? ScannedAt { get; private set; }

    /// <summary>The virus that the scanner found; empty: none.</summary>
    public string Threat { get; private set; } = "";

    /// <summary>An attachment holds it from now on.</summary>
    public void Hold() => References++;

    /// <summary>An attachment lets go of it; its last day begins.</summary>
    public void Release(DateTimeOffset at)
    {
        References--;
        StoredAt = at;
    }

    sealed class Mapping : IEntityTypeConfiguration<StoredFile>
    {
        public void Configure(EntityTypeBuilder<StoredFile> file)
        {
            file.ToTable("stored_files");
            file.Property(f => f.Sha256).HasMaxLength(64).IsFixedLength();
            file.Property(f => f.References).IsConcurrencyToken(); // two who hold the same content at once: one counts anew, or it would be swept too early
            file.Property(f => f.Threat).HasMaxLength(200);
            file.HasIndex(f => f.Sha256).IsUnique();
            file.HasIndex(f => f.Id).HasFilter("scanned_at is null").HasDatabaseName("ix_stored_files_unscanned"); // what is to be scanned yet
            file.HasMany<FileChunk>().WithOne().HasForeignKey(c => c.FileId);
        }
    }
}

/// <summary>A piece of a file of at most 256 KB, so that no statement holds much memory.</summary>
public sealed class FileChunk
{
    /// <summary>The most bytes a chunk has.</summary>
    public const int MostBytes = 256 * 1024;

    public int FileId { get; init; }

    /// <summary>Position from 0.</summary>
    public int Position { get; init; }

    public byte[] Content { get; init; } = [];

    sealed class Mapping : IEntityTypeConfiguration<FileChunk>
    {
        public void Configure(EntityTypeBuilder<FileChunk> chunk)
        {
            chunk.ToTable("file_chunks").HasKey(c => new { c.FileId, c.Position });
        }
    }
}
