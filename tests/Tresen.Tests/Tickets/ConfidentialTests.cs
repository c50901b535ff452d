namespace Tresen.Tests.Tickets;

/// <summary>Work of a confidential department is shown to somebody else only by who knows that they do so.</summary>
public sealed class ConfidentialTests(TresenApp app) : IClassFixture<TresenApp>
{
    [Theory]
    [InlineData("assignment", "AssigneeId")]
    [InlineData("people", "StaffMemberId")]
    public async Task Before_somebody_from_outside_gets_it_it_is_asked_back(string what, string field)
    {
        var (number, vera) = (await app.NewTicket("Lohnpfändung", World.Buchhaltung), await app.Id(World.Vera));
        using var bodo = await app.As(World.Bodo);
        var page = await bodo.Open($"/tickets/{number}");
        page.All("select[name=AssigneeId] optgroup")[0].ShouldBe(World.Bodo.Name, "those of the department come first");

        var asked = await bodo.Send($"/tickets/{number}/{what}", (field, vera), ("Part", "Watcher"));
        asked.Status.ShouldBe(422);
        asked.ShouldSay("Vera Sommer gehört nicht zu Buchhaltung und sieht das Ticket dann.").ShouldSay("Ja, auch wer nicht zu Buchhaltung gehört, darf das Ticket sehen");
        asked.One($"#{(field == "AssigneeId" ? "change-assignee" : "change-person")} option[selected]").GetAttribute("value").ShouldBe(vera);
        using var browser = await app.As(World.Vera);
        (await browser.Get($"/tickets/{number}")).Status.ShouldBe(404);

        (await bodo.Send($"/tickets/{number}/{what}", (field, vera), ("Part", "Watcher"), ("Anyway", "true"))).LedTo.ShouldBe($"/tickets/{number}");
        (await browser.Get($"/tickets/{number}")).Status.ShouldBe(200);
        (await bodo.Send($"/tickets/{number}/assignment", ("AssigneeId", vera))).LedTo.ShouldBe($"/tickets/{number}", "she sees it already");
    }

    [Fact]
    public async Task Its_own_people_and_administrators_get_it_without_a_question()
    {
        var number = await app.NewTicket("Lohnpfändung", World.Buchhaltung);
        using var bodo = await app.As(World.Bodo);
        foreach (var person in new[] { World.Ada, World.Bodo })
        {
            (await bodo.Send($"/tickets/{number}/assignment", ("AssigneeId", await app.Id(person)))).LedTo.ShouldBe($"/tickets/{number}");
        }
    }

    [Fact]
    public async Task Among_many_it_is_refused_and_named()
    {
        var (secret, open) = (await app.NewTicket("Lohnpfändung", World.Buchhaltung), await app.NewTicket("Drucker"));
        using var ada = await app.As(World.Ada);
        var outcome = await ada.Send("/tickets/bulk", ("N", secret.ToString()), ("N", open.ToString()), ("AssigneeId", await app.Id(World.Vera)));
        outcome.ShouldSay("Vera Sommer gehört nicht zu Buchhaltung und sähe das Ticket dann.");
        (await app.Ticket(secret)).AssigneeId.ShouldBeNull();
        (await app.Ticket(open)).Assignee!.Name.ShouldBe(World.Vera.Name);
    }

    [Fact]
    public async Task Among_the_details_it_is_said_afterwards()
    {
        var number = await app.NewTicket("Lohnpfändung", World.Buchhaltung);
        using var bodo = await app.As(World.Bodo);
        var path = $"/tickets/{number}/details";
        (await bodo.Submit(await bodo.Open(path), path, ("AssigneeId", await app.Id(World.Vera)))).LedTo.ShouldBe(path);
        (await bodo.Open(path)).ShouldSay("Achtung: Vera Sommer gehört nicht zu Buchhaltung und sieht das Ticket jetzt.");
        (await bodo.Submit(await bodo.Open(path), path, ("Subject", "Lohnpfändung Meier"))).LedTo.ShouldBe(path);
        (await bodo.Open(path)).ShouldNotSay("Achtung:");
    }
}
