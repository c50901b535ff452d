using Tresen.Post;

namespace Tresen.Tests.Post;

/// <summary>By which Outlook groups mails.</summary>
public sealed class ThreadIndexTests
{
    static readonly DateTimeOffset Begun = World.Morning;

    [Fact]
    public void A_dialogue_has_its_own_value_and_an_answer_five_bytes_more()
    {
        var first = Bytes(ThreadIndex.Of(202611240001, Begun, null));
        var other = Bytes(ThreadIndex.Of(202611240002, Begun, null));
        var answer = Bytes(ThreadIndex.Of(202611240001, Begun, Begun.AddHours(3)));
        first.Length.ShouldBe(22);
        answer.Length.ShouldBe(27);
        answer[..22].ShouldBe(first);
        other.ShouldNotBe(first);
    }

    [Fact]
    public void It_begins_with_the_instant_and_answers_say_how_long_after()
    {
        var first = Bytes(ThreadIndex.Of(202611240001, Begun, null));
        DateTime.FromFileTimeUtc(Convert.ToInt64(Convert.ToHexString(first[..6]) + "0000", 16)).ShouldBe(Begun.UtcDateTime, TimeSpan.FromMilliseconds(10));
        foreach (var after in new[] { TimeSpan.Zero, TimeSpan.FromHours(3), TimeSpan.FromDays(400), TimeSpan.FromDays(1000) })
        {
            var block = Convert.ToUInt32(Convert.ToHexString(Bytes(ThreadIndex.Of(202611240001, Begun, Begun + after))[22..26]), 16);
            var ticks = (block & 0x8000_0000) == 0 ? (long)block << 18 : (long)(block & 0x7FFF_FFFF) << 23;
            TimeSpan.FromTicks(ticks).ShouldBe(after, TimeSpan.FromSeconds(1));
        }
    }

    static byte[] Bytes(string index) => Convert.FromBase64String(index);
}
