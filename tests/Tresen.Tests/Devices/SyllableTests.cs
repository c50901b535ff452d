using CsCheck;

namespace Tresen.Tests.Devices;

/// <summary>Where long words break on labels.</summary>
public sealed class SyllableTests
{
    [Theory]
    [InlineData("Etikettendrucker", "Eti-ket-ten-dru-cker")]
    [InlineData("Wartungsvertrag", "War-tungs-ver-trag")]
    [InlineData("Waschmaschinen", "Wasch-maschi-nen")]
    [InlineData("Landkreis-Papenburg", "Land-kreis-Papen-burg")]
    [InlineData("Kasse Halle 2", "Kasse Halle 2")]
    [InlineData("SN-4711-AB-99812", "SN-4711-AB-99812")]
    public void A_long_word_may_break_between_syllables(string text, string broken) => Tresen.Devices.Labels.Syllables.Soft(text).Replace('\u00AD', '-').ShouldBe(broken);

    [Fact]
    public void Nothing_but_soft_hyphens_comes_in_and_three_letters_stand_on_each_side() => Gen.Char["abdeinrstchkäöü -A1😀"].Array[0, 60].Select(c => new string(c)).Sample(text =>
    {
        var soft = Tresen.Devices.Labels.Syllables.Soft(text);
        return soft.Replace("\u00AD", "") == text && soft.Split(' ').All(w => w.Split('\u00AD') is var parts && (parts.Length == 1 || parts.All(p => p.Length >= 3)));
    });
}
