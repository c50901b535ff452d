using CsCheck;
using Tresen.Conversations;
using Tresen.Platform.Data;
using Tresen.Platform.Time;

namespace Tresen.Tests.Conversations;

/// <summary>The numbers of dialogues.</summary>
public sealed class NumberTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_first_of_a_day_is_the_day_and_four_digits() =>
        (await Draw(World.Morning)).ShouldBe(202611240001);

    [Fact]
    public async Task Midnight_in_Berlin_begins_a_new_day()
    {
        var midnight = Zone.StartOf(new DateOnly(2026, 11, 25));
        (await Draw(midnight.AddTicks(-1))).ShouldBe(202611240001);
        (await Draw(midnight)).ShouldBe(202611250001);
        (await Draw(midnight.AddTicks(-1))).ShouldBe(202611240002); // somebody whose work began before midnight
    }

    [Fact]
    public async Task Twenty_five_thousand_in_a_day_from_two_processes_are_all_different()
    {
        var half = Enumerable.Range(0, 2).Select(_ => Task.Run(() => DrawMany(12_500)));
        var numbers = (await Task.WhenAll(half)).SelectMany(n => n).ToList();

        numbers.Distinct().Count().ShouldBe(25_000);
        numbers.ShouldAllBe(n => n.ToString().StartsWith("20261124"));
        numbers.Max().ShouldBe(2026112425000); // five digits, still the day's own
        numbers.Min().ShouldBe(202611240001);
    }

    [Fact]
    public void Two_different_draws_never_give_the_same_number() =>
        Gen.Select(Draws, Draws).Sample((a, b) => (a == b) == (Number(a) == Number(b)));

    [Fact]
    public void Numbers_of_a_day_grow() =>
        Gen.Select(Draws, Gen.Int[1, 30_000]).Sample((a, more) => Number((a.Day, a.Count + more)) > Number(a));

    static readonly Gen<(int Day, int Count)> Draws = Gen.Select(Gen.Int[0, 40_000], Gen.Int[1, 120_000]);

    static long Number((int Day, int Count) draw) => ConversationNumber.Of(new DateOnly(2000, 1, 1).AddDays(draw.Day), draw.Count);

    Task<long> Draw(DateTimeOffset at) => app.Db(db => db.NextConversationNumberAsync(at, TestContext.Current.CancellationToken));

    /// <summary>Each draws on a connection of its own, as another process would.</summary>
    Task<List<long>> DrawMany(int count) => app.Db(async db =>
    {
        var numbers = new List<long>();
        for (var i = 0; i < count; i += 100)
        {
            await using var work = await WriteScope.BeginAsync(db);
            var before = numbers.Count == 0 ? 0 : numbers[^1];
            for (var n = 0; n < 100; n++)
            {
                numbers.Add(await db.NextConversationNumberAsync(World.Morning, default));
            }

            numbers[^1].ShouldBeGreaterThan(before);
            await work.CommitAsync();
        }

        return numbers;
    });

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
