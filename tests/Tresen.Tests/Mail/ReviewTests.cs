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
    public async Task The_list_of_mailboxes_says_how_many_wait_in_the_tray_and_since_when()
    {
        await app.Arrive(Bytes("Subject: Tor\n\nText"));
        app.Clock.Advance(TimeSpan.FromHours(3));
        await app.Arrive(Bytes("Subject: Dach\n\nText"));
        using var ada = await app.As(World.Ada);
        var row = (await ada.Open("/administration/mailboxes")).Document.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains(World.ServiceAddress, StringComparison.Ordinal)).QuerySelector("td:last-child")!.TextContent;
        string.Join(' ', row.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)).ShouldBe("2 seit 3 h");
    }

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
    public async Task What_was_put_away_is_seen_and_had_back()
    {
        var raw = await app.Arrive(Bytes("Subject: Ohne Namen\n\nDas Tor klemmt."));
        var letter = Letter("Tor");
        await app.Arrive(letter);
        var again = await app.Arrive(letter, World.BuchhaltungAddress);
        again.State.ShouldBe(RawMailState.Ignored);
        using var theo = await app.As(World.Theo);
        await theo.Submit(await theo.Open($"/mail/review/{raw.Id}"), $"/mail/review/{raw.Id}/spam");
        (await theo.Open("/mail/review")).ShouldSay("Nichts zu prüfen");
        (await theo.Open("/mail/review?put=spam")).ShouldSay("Ohne Namen");
        (await theo.Open("/mail/review?put=ignored")).ShouldNotSay("Dieselbe Mail"); // it came to a confidential department
        using var ada = await app.As(World.Ada);
        (await ada.Open("/mail/review?put=ignored")).ShouldSay("Dieselbe Mail war schon einmal da.");

        (await theo.Submit(await theo.Open($"/mail/review/{raw.Id}"), $"/mail/review/{raw.Id}/return")).LedTo.ShouldBe($"/mail/review/{raw.Id}");
        (await theo.Open("/mail/review")).ShouldSay("Ohne Namen");
        (await theo.Send($"/mail/review/{raw.Id}/return")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Who_speaks_for_a_customer_becomes_a_contact_and_the_mail_their_request()
    {
        var first = await app.Arrive(Letter("Tor"));
        var number = (await app.Ticket(first)).Number;
        await app.Close((await app.Ticket(first)).Id);
        var raw = await app.Arrive(Letter($"Frage zu Ticket {number}", "Wann kommt jemand?", from: "Hausmeister@Neu.example", name: "Wagner, Uwe"));
        raw.Reason.ShouldBe(RawMailReason.Stranger);
        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/mail/review/{raw.Id}");
        (page.One("[name=FirstName]").GetAttribute("value"), page.One("[name=LastName]").GetAttribute("value")).ShouldBe(("Uwe", "Wagner"));
        var refused = await theo.Submit(page, $"/mail/review/{raw.Id}/contact", ("CustomerName", "Gibt es nicht"));
        refused.Status.ShouldBe(422);
        refused.ShouldSay("Diesen Kunden gibt es nicht.");

        using var rita = await app.As(World.Rita);
        (await rita.Open($"/mail/review/{raw.Id}")).ShouldNotSay("Als Kontakt übernehmen");
        (await rita.Send($"/mail/review/{raw.Id}/contact", ("CustomerName", World.MuellerBau), ("LastName", "Wagner"))).Status.ShouldBe(403);

        (await theo.Submit(page, $"/mail/review/{raw.Id}/contact", ("CustomerName", World.MuellerBau))).Status.ShouldBe(302);
        var ticket = await app.Ticket(await app.Raw(raw.Id));
        (ticket.Customer!.Name, ticket.Contact!.Name).ShouldBe((World.MuellerBau, "Uwe Wagner"));
        (await app.Ticket(await app.Arrive(Letter("Noch etwas", from: "hausmeister@neu.example")))).Customer!.Name.ShouldBe(World.MuellerBau);
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
    public async Task A_mail_finds_its_ticket_by_the_number_of_one_that_went_into_it()
    {
        var (goes, stays) = (await app.Ticket(await app.Arrive(Letter("Tor"))), await app.Ticket(await app.Arrive(Letter("Tor noch einmal"))));
        using var theo = await app.As(World.Theo);
        var merging = await theo.Open($"/tickets/{goes.Number}/merging?Other={stays.Number}");
        (await theo.Submit(merging, $"/tickets/{goes.Number}/merging")).LedTo.ShouldBe($"/tickets/{stays.Number}");
        var raw = await app.Arrive(Letter("Nachtrag", from: World.Theo.Mail));
        (await theo.Submit(await theo.Open($"/mail/review/{raw.Id}"), $"/mail/review/{raw.Id}/assignment", ("Number", $"{goes.Number}"))).LedTo.ShouldBe($"/tickets/{stays.Number}");
    }

    [Fact]
    public async Task Who_asks_has_an_address_or_is_the_sender()
    {
        var raw = await app.Arrive(Letter("WG: Tor", "Bitte ansehen.", from: World.Theo.Mail));
        using var theo = await app.As(World.Theo);
        var refused = await theo.Submit(await theo.Open($"/mail/review/{raw.Id}"), $"/mail/review/{raw.Id}/ticket", ("RequesterName", "Karin Müller (Telefon)"), ("RequesterMail", ""));
        refused.Status.ShouldBe(422);
        refused.ShouldSay("Bitte auch die E-Mail-Adresse eingeben").One("[name=RequesterName]").GetAttribute("value").ShouldBe("Karin Müller (Telefon)");
        (await theo.Submit(refused, $"/mail/review/{raw.Id}/ticket", ("RequesterName", "Theo, am Telefon"), ("RequesterMail", World.Theo.Mail))).Status.ShouldBe(302);
        (await app.Ticket(await app.Raw(raw.Id))).RequesterName.ShouldBe("Theo, am Telefon");
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
