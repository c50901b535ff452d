using CsCheck;
using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Platform.Text;

namespace Tresen.Tests.Platform;

/// <summary>Names sort as DIN 5007-1 says and are found however they are spelled, on both databases.</summary>
public sealed class SortKeyTests
{
    [Fact]
    public async Task The_database_sorts_the_keys_byte_by_byte()
    {
        await using var app = new TresenApp();
        string[] names = ["Zeppelin", "Ähre", "Ahorn", "ahorn", "Öl & Gas", "Ofen", "Oelde", "Straße", "Strasse", "Strauß", "3 Freunde", "a b", "ab", "a-b", "A.B.", "Éclair", "Zöllner", "Zollner", "_unter", "漢字", "Łódź"];
        await app.Db(async db =>
        {
            db.AddRange(names.Select((name, i) => new Customer($"S{i}", name, World.Morning)));
            return await db.SaveChangesAsync();
        });
        var sorted = await app.Db(db => db.Customers.Where(c => c.Id > 4).OrderBy(c => c.SortKey).ThenBy(c => c.Id).Select(c => c.SortKey).ToListAsync());
        sorted.ShouldBe(sorted.OrderBy(k => k, Comparer<string>.Create((a, b) => System.Text.Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(b)))).ToList());
        sorted.IndexOf(SortKey.Of("Ähre")).ShouldBeLessThan(sorted.IndexOf("zeppelin"));
    }

    [Fact]
    public void A_name_that_was_cut_through_an_emoji_has_a_key() => SortKey.Of("Ähre \uD83D").ShouldStartWith("ahre ");

    [Theory]
    [InlineData("Müller", "Mueller")]
    [InlineData("Müller", "muller")]
    [InlineData("Weiß", "WEISS")]
    [InlineData("Göthe", "goethe")]
    [InlineData("José", "Jose")]
    public void A_name_is_found_by_its_other_spelling(string name, string typed) => SortKey.ForSearch(name).ShouldContain(SortKey.ForSearch(typed));

    [Fact]
    public void A_key_is_its_own_key_and_no_longer_than_its_column() => Gen.String[0, 400].Sample(name =>
    {
        var key = SortKey.Of(name);
        key.Length.ShouldBeLessThanOrEqualTo(300);
        key.ShouldAllBe(c => !char.IsControl(c));
    });

    [Fact]
    public void One_line_stays_one_line() => Gen.String[0, 60].Sample(typed =>
    {
        var line = PlainText.Line(typed);
        line.ShouldAllBe(c => !char.IsControl(c) && c != '\u2028' && c != '\u202E' && c != '\u200B');
        PlainText.Line(line).ShouldBe(line);
    });
}
