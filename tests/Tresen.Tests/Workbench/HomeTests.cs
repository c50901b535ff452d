using Tresen.Tickets;

namespace Tresen.Tests.Workbench;

/// <summary>The first page of the day.</summary>
public sealed class HomeTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task An_emergency_that_a_colleague_has_concerns_all_of_the_department()
    {
        await app.Puts(
            new("Server brennt") { Priority = Priority.Emergency, Assignee = World.Theo },
            new("Konto gesperrt") { Priority = Priority.Emergency, Department = World.Buchhaltung, Assignee = World.Bodo },
            new("Drucker leer") { Assignee = World.Theo });
        using var lena = await app.As(World.Lena);
        using var bodo = await app.As(World.Bodo);

        Emergencies(await lena.Open("/")).ShouldBe(["Server brennt"]);
        Emergencies(await bodo.Open("/")).ShouldBe(["Konto gesperrt"]);
    }

    static IReadOnlyList<string> Emergencies(Answer page) =>
        [.. page.Document.QuerySelectorAll(".card").Single(c => c.QuerySelector("h2")?.TextContent.Trim() == "Notfälle").QuerySelectorAll(".home-list a").Select(a => a.TextContent.Trim())];
}
