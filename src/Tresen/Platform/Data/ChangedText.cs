using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tresen.Platform.Text;

namespace Tresen.Platform.Data;

/// <summary>Words that a history quotes and that may say something about a person: in a row of their own, so that they can
/// be erased. The history refers to them by a salted hash, and so still verifies afterwards.</summary>
public sealed class ChangedText
{
    ChangedText()
    {
    }

    /// <summary>SHA-256 over salt and text, hexadecimal; by it the history refers to the text, and it stays.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>The text; null once erased.</summary>
    public string? Text { get; private set; }

    /// <summary>Erased with the text: with it, a short text could be found by trying.</summary>
    public string Salt { get; private set; } = "";

    /// <summary>Whether it still says what the history quoted; an erased text says nothing else.</summary>
    public bool IsGenuine => Text is null || Hash == HashOf(Salt, Text);

    /// <summary>The text is gone for good; nothing of the history changes by it.</summary>
    public void Erase() => (Text, Salt) = (null, "");

    internal static ChangedText? Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var kept = StorableText.Of(text); // as the database will keep it, or the hash would not fit
        var salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        return new ChangedText { Text = kept, Salt = salt, Hash = HashOf(salt, kept) };
    }

    static string HashOf(string salt, string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(salt + text)));

    sealed class Mapping : IEntityTypeConfiguration<ChangedText>
    {
        public void Configure(EntityTypeBuilder<ChangedText> text)
        {
            text.ToTable("changed_texts").HasKey(t => t.Hash);
            text.Property(t => t.Hash).HasMaxLength(64);
            text.Property(t => t.Salt).HasMaxLength(32);
            text.Ignore(t => t.IsGenuine);
            text.Property(t => t.Text).HasMaxLength(RichText.MostLength);
        }
    }

    /// <summary>What the database itself keeps: of a quoted text nothing is possible but to erase it.</summary>
    sealed class Triggers : ITriggers
    {
        const string IsRewritten = "new.hash <> old.hash or (new.text is not null and (new.text is distinct from old.text or new.salt <> old.salt))";

        public static IEnumerable<string> Statements(bool postgres) => postgres
            ?
            [
                "create or replace function text_written() returns trigger language plpgsql as $$ begin raise exception 'history is not rewritten'; end $$",
                $"create or replace trigger changed_texts_written before update on changed_texts for each row when ({IsRewritten}) execute function text_written()",
            ]
            : [$"create trigger if not exists changed_texts_written before update on changed_texts when {IsRewritten} begin select raise(abort, 'history is not rewritten'); end"];
    }
}
