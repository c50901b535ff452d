using Tresen.Platform.Identity;

namespace Tresen.Tests.Platform;

/// <summary>Codes of an app are those that every other program reckons.</summary>
public sealed class TotpTests
{
    /// <summary>The secret of RFC 6238's examples, <c>12345678901234567890</c> in base 32.</summary>
    const string Example = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    /// <summary>RFC 6238, appendix B, the last six of its eight digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void The_examples_of_the_rule_come_out(long second, string code) => Totp.CodeAt(Example, DateTimeOffset.FromUnixTimeSeconds(second)).ShouldBe(code);

    [Fact]
    public void A_clock_may_be_half_a_minute_wrong_and_no_more()
    {
        var now = World.Morning.AddSeconds(12);
        var step = Totp.StepOf(Example, Totp.CodeAt(Example, now), now).ShouldNotBeNull();
        Totp.StepOf(Example, Totp.CodeAt(Example, now.AddSeconds(-30)), now).ShouldBe(step - 1);
        Totp.StepOf(Example, Totp.CodeAt(Example, now.AddSeconds(30)), now).ShouldBe(step + 1);
        Totp.StepOf(Example, Totp.CodeAt(Example, now.AddSeconds(-60)), now).ShouldBeNull();
        Totp.StepOf(Example, Totp.CodeAt(Example, now.AddSeconds(60)), now).ShouldBeNull();
    }

    [Fact]
    public void Each_secret_is_new_and_one_is_told_from_other_text()
    {
        var secrets = Enumerable.Range(0, 50).Select(_ => Totp.NewSecret()).ToList();
        secrets.Distinct().Count().ShouldBe(50);
        secrets.ShouldAllBe(s => Totp.IsSecret(s));
        Totp.IsSecret(Example[1..]).ShouldBeFalse();
        Totp.IsSecret(Example.ToLowerInvariant()).ShouldBeFalse();
        Totp.IsSecret(null).ShouldBeFalse();
    }

    [Fact]
    public void The_link_names_whose_it_is() =>
        Totp.Link(Example, "theo+x@hafen.example").ShouldBe($"otpauth://totp/Tresen:theo%2Bx%40hafen.example?secret={Example}&issuer=Tresen");
}
