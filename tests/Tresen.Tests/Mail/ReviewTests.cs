using Tresen.Mail;
using Tresen.Tests.Mail.Intake;
using static Tresen.Tests.Mail.Intake.Arriving;

namespace Tresen.Tests.Mail;

/// <summary>The tray <em>Prüfen</em>: what didn't find its place waits there for somebody.</summary>
public sealed class ReviewTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task B20_a_mail_without_sender_waits_and_becomes_a_ticket()
    {
        var raw = await app.Arrive(Bytes("Subject: Ohne Namen\n\nDas Tor <script>alert(1)</script> klemmt."));
        using var theo = await app.As(World.Theo);
        (await theo.Open("/mail/review/count")).Text.ShouldBe("1");
        (await theo.Open("/mail/review")).ShouldSay("Ohne Namen").ShouldSay("Ohne Absender.").ShouldSay("Service");
        var page = (await theo.Open($"/mail/review/{raw.Id}")).ShouldSay("Das Tor <script>alert(1)</script> klemmt.");
        (await theo.Get($"/mail/raw/{raw.Id}")).Html.ShouldContain("Subject: Ohne Namen");

        (await theo.Submit(page, $"/mail/review/{raw.Id}/ticket")).Status.ShouldBe(302);

        var taken = await app.Raw(raw.Id);
        taken.State.ShouldBe(RawMailState.Taken);
        (await app.Ticket(taken)).Subject.ShouldBe("Ohne Namen");
        (await theo.Open("/mail/review")).ShouldSay("Nichts zu prüfen");
        await theo.Send($"/mail/review/{raw.Id}/ticket");
        (await app.Tickets()).ShouldBe(1);
        (await theo.Get($"/mail/raw/{raw.Id}")).Html.ShouldContain("Subject: Ohne Namen");
    }

    [Fact]
    public async Task A_mail_is_put_into_a_dialogue_by_number()
    {
        var first = await app.Arrive(Letter("Tor"));
        var ticket = await app.Ticket(first);
        var raw = await app.Arrive(Letter("Nachtrag", from: World.Theo.Mail));
        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/mail/review/{raw.Id}");
        var refused = await theo.Submit(page, $"/mail/review/{raw.Id}/assignment", ("Number", "99999"));
        refused.Status.ShouldBe(422);
        refused.ShouldSay("Diese Nummer gibt es nicht").One("[name=Number]").GetAttribute("value").ShouldBe("99999");

        (await theo.Submit(page, $"/mail/review/{raw.Id}/assignment", ("Number", $"#{ticket.Number}"))).LedTo.ShouldBe($"/tickets/{ticket.Number}");
        (await app.Message(raw)).ConversationId.ShouldBe((await app.Message(first)).ConversationId);
    }

    [Fact]
    public async Task Mail_of_the_confidential_department_is_seen_by_its_people_alone()
    {
        var raw = await app.Arrive(Bytes("Subject: Gehalt\n\nGeheim"), World.BuchhaltungAddress);
        using var theo = await app.As(World.Theo);
        (await theo.Open("/mail/review")).ShouldNotSay("Gehalt");
        (await theo.Open("/mail/review/count")).Text.ShouldBe("");
        foreach (var path in new[] { $"/mail/review/{raw.Id}", $"/mail/raw/{raw.Id}" })
        {
            (await theo.Get(path)).Status.ShouldBe(404);
        }

        foreach (var action in new[] { "ticket", "assignment", "repetition", "spam" })
        {
            (await theo.Send($"/mail/review/{raw.Id}/{action}", ("Number", "1"))).Status.ShouldBe(404);
        }

        using var bodo = await app.As(World.Bodo);
        (await bodo.Open("/mail/review")).ShouldSay("Gehalt");
    }

    [Fact]
    public async Task It_is_read_again_or_called_spam_and_who_only_reads_does_neither()
    {
        var raw = await app.Arrive(Bytes("Subject: Werbung\n\nKauft"));
        using var rita = await app.As(World.Rita);
        (await rita.Open($"/mail/review/{raw.Id}")).Document.QuerySelectorAll("main form[method=post]").ShouldBeEmpty();
        (await rita.Send($"/mail/review/{raw.Id}/spam")).Status.ShouldBe(403);

        using var theo = await app.As(World.Theo);
        await theo.Submit(await theo.Open($"/mail/review/{raw.Id}"), $"/mail/review/{raw.Id}/repetition");
        (await app.Raw(raw.Id)).State.ShouldBe(RawMailState.Waiting);
        await app.RunJobs();
        (await app.Raw(raw.Id)).State.ShouldBe(RawMailState.Review);
        await theo.Submit(await theo.Open($"/mail/review/{raw.Id}"), $"/mail/review/{raw.Id}/spam");
        (await app.Raw(raw.Id)).State.ShouldBe(RawMailState.Spam);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
