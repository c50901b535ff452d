using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tresen.Platform.Data;

namespace Tresen.Platform.Settings;

/// <summary>What was done to a setting; the numbers are stored.</summary>
public enum SettingVerb
{
    Changed,

    /// <summary>The row was made; the line says its name.</summary>
    Added,

    /// <summary>The row is gone; the line says its name, further lines what stood in it.</summary>
    Removed,
}

/// <summary>One line of the history of all settings. Written once; the database itself refuses to change it. Its names are those of a ticket's history.</summary>
public sealed class SettingChange
{
    SettingChange()
    {
    }

    internal SettingChange(SettingVerb verb, int? byId, DateTimeOffset at, string area, string subject, string row, string field, string? from, string? to, bool isText)
    {
        (Verb, ById, At, Area, Subject, Row, Field) = (verb, byId, at, area, subject, row, field);
        (From, To) = isText ? (null, null) : (from, to);
        (FromText, ToText) = isText ? (ChangedText.Of(from), ChangedText.Of(to)) : (null, null);
        (FromTextHash, ToTextHash) = (FromText?.Hash, ToText?.Hash);
    }

    public int Id { get; private set; }

    /// <summary>Its place in the history, from 1.</summary>
    public int Position { get; private set; }

    public SettingVerb Verb { get; private set; }

    /// <summary>Who did it; null: the program, or somebody at its command line.</summary>
    public int? ById { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>The <see cref="SettingArea.Key"/> of where it is set.</summary>
    public string Area { get; private set; } = "";

    /// <summary>The entity's name in the code.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>The row's key; empty: there is one row.</summary>
    public string Row { get; private set; } = "";

    /// <summary>The field's name in the code; empty: the whole row.</summary>
    public string Field { get; private set; } = "";

    /// <summary>What stood there before, where it can name nobody; a point for a secret …</summary>
    public string? From { get; private set; }

    /// <summary>… and after.</summary>
    public string? To { get; private set; }

    /// <summary>By which the text before is referred to, erased or not …</summary>
    public string? FromTextHash { get; private set; }

    /// <summary>… and the text after.</summary>
    public string? ToTextHash { get; private set; }

    /// <summary>Words before, which can be erased.</summary>
    public ChangedText? FromText { get; private set; }

    /// <summary>Words after, which can be erased.</summary>
    public ChangedText? ToText { get; private set; }

    /// <summary>SHA-256 over the seal of the line before and all that this line says, hexadecimal.</summary>
    public string Seal { get; private set; } = "";

    /// <summary>Puts it behind the line with that seal.</summary>
    internal void Join(int position, string sealBefore)
    {
        Position = position;
        Seal = SealOver(sealBefore);
    }

    /// <summary>Whether it says what it said when it was written, its texts included, and stands behind the line with that seal.</summary>
    public bool Follows(int position, string sealBefore) =>
        Position == position && Seal == SealOver(sealBefore) && Holds(FromTextHash, FromText) && Holds(ToTextHash, ToText);

    static bool Holds(string? hash, ChangedText? text) => hash is null ? text is null : text?.IsGenuine == true;

    string SealOver(string sealBefore) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize<object?[]>(
        [sealBefore, Position, (int)Verb, ById, At.UtcTicks / TimeSpan.TicksPerMicrosecond, Area, Subject, Row, Field, From, To, FromTextHash, ToTextHash]))));

    sealed class Mapping : IEntityTypeConfiguration<SettingChange>
    {
        public void Configure(EntityTypeBuilder<SettingChange> change)
        {
            change.ToTable("setting_changes");
            change.HasIndex(c => c.Position).IsUnique();
            change.HasIndex(c => new { c.Area, c.Position }); // below each page of the administration
            change.Property(c => c.Area).HasMaxLength(40);
            change.Property(c => c.Subject).HasMaxLength(60);
            change.Property(c => c.Row).HasMaxLength(60);
            change.Property(c => c.Field).HasMaxLength(60);
            change.Property(c => c.Seal).HasMaxLength(64);
            change.Property(c => c.FromTextHash).HasMaxLength(64);
            change.Property(c => c.ToTextHash).HasMaxLength(64);
            change.HasOne(c => c.FromText).WithMany().HasForeignKey(c => c.FromTextHash).OnDelete(DeleteBehavior.Restrict);
            change.HasOne(c => c.ToText).WithMany().HasForeignKey(c => c.ToTextHash).OnDelete(DeleteBehavior.Restrict);
            change.Navigation(c => c.FromText).AutoInclude();
            change.Navigation(c => c.ToText).AutoInclude();
        }
    }

    /// <summary>What the database itself keeps: no line is changed or removed.</summary>
    sealed class Triggers : ITriggers
    {
        public static IEnumerable<string> Statements(bool postgres) => postgres
            ?
            [
                "create or replace function settings_written() returns trigger language plpgsql as $$ begin raise exception 'history is not rewritten'; end $$",
                "create or replace trigger setting_changes_written before update or delete on setting_changes for each row execute function settings_written()",
            ]
            :
            [
                "create trigger if not exists setting_changes_written before update on setting_changes begin select raise(abort, 'history is not rewritten'); end",
                "create trigger if not exists setting_changes_stay before delete on setting_changes begin select raise(abort, 'history is not rewritten'); end",
            ];
    }
}

/// <summary>How long the history of the settings is, and the seal of its last line: the next can join without reading any, and a missing end shows.</summary>
public sealed class SettingChain
{
    SettingChain()
    {
    }

    public int Id { get; private set; }

    public int Length { get; private set; }

    public string Seal { get; private set; } = "";

    /// <summary>Puts a line at the end.</summary>
    internal void Take(SettingChange change)
    {
        change.Join(++Length, Seal);
        Seal = change.Seal;
    }

    sealed class Mapping : IEntityTypeConfiguration<SettingChain>
    {
        public void Configure(EntityTypeBuilder<SettingChain> chain)
        {
            chain.ToTable("setting_chains");
            chain.Property(c => c.Id).ValueGeneratedNever();
            chain.Property(c => c.Length).IsConcurrencyToken(); // two lines in the same place would break the chain
            chain.Property(c => c.Seal).HasMaxLength(64);
        }
    }

    /// <summary>The one row is there in each database.</summary>
    sealed class Triggers : ITriggers
    {
        public static IEnumerable<string> Statements(bool postgres) => ["insert into setting_chains (id, length, seal) values (1, 0, '') on conflict (id) do nothing"];
    }
}
