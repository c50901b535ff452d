using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Files;
using Tresen.Tests.Conversations;
using Tresen.Tests.Tickets;

namespace Tresen.Tests.Platform;

/// <summary>A form that is refused loses none of its files: what was uploaded is still chosen when it is shown again.</summary>
public sealed class HeldUploadTests : IAsyncLifetime
{
    static readonly byte[] Plan = "Plan"u8.ToArray();

    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_file_of_a_refused_request_comes_with_the_corrected_one()
    {
        using var theo = await app.As(World.Theo);
        var refused = await theo.SendFiles("/tickets", [("Subject", ""), ("RequesterName", "Ina")], ("Files", "plan.pdf", Plan), ("Files", "falsch.pdf", [1]), ("Files", "video.mp4", new byte[51 * 1024 * 1024]));
        refused.Status.ShouldBe(422);
        refused.ShouldSay("Schon hochgeladen").ShouldSay("plan.pdf").ShouldSay("„video.mp4“ ist größer als 50 MB");
        var plan = refused.One("[name='Files.held']").GetAttribute("value");

        var page = await theo.Open("/tickets/new");
        var answer = await theo.Submit(page, "/tickets", ("Subject", "Mit Plan"), ("RequesterName", "Ina"), ("Files.held", plan)); // the other tick taken away

        answer.Status.ShouldBe(302, answer.Text);
        var file = (await TicketTesting.Ticket(app, int.Parse(answer.LedTo!.Split('/')[^1]))).Files.Single();
        file.Name.ShouldBe("plan.pdf");
        (await theo.Get($"/ticket-files/{file.Id}")).Html.ShouldBe("Plan");
    }

    [Fact]
    public async Task A_file_of_a_refused_answer_comes_with_the_corrected_one()
    {
        using var theo = await app.As(World.Theo);
        var number = await Talking.NewTicket(app);
        var refused = await theo.SendFiles($"/tickets/{number}/conversations", [("To", "karin@muellerbau.example"), ("Subject", new string('x', 201)), ("Body", "Anbei."), ("Do", "save")], ("Files", "plan.pdf", Plan));
        refused.Status.ShouldBe(422);

        var saved = await theo.Submit(refused, $"/tickets/{number}/conversations", ("Subject", "Plan"), ("Do", "save"));

        saved.Status.ShouldBe(302, saved.Text);
        (await theo.Open($"/tickets/{number}/files")).ShouldSay("plan.pdf");
    }

    [Fact]
    public async Task Files_of_a_ticket_and_of_a_customer_are_refused_on_their_own_page()
    {
        using var vera = await app.As(World.Vera);
        using var theo = await app.As(World.Theo);
        var number = await Talking.NewTicket(app);
        foreach (var (browser, path) in new[] { (theo, $"/tickets/{number}/files"), (vera, "/customers/10001/files") })
        {
            (await browser.SendFiles(path, [("x", "")])).ShouldSay("Bitte eine Datei auswählen.").One("input[type=file]");
            var refused = await browser.SendFiles(path, [], ("Files", "plan.pdf", Plan), ("Files", "video.mp4", new byte[60 * 1024 * 1024]));
            refused.Status.ShouldBe(422);
            refused.ShouldSay("„video.mp4“ ist größer als 50 MB").One(".field-bad");

            (await browser.Submit(refused, path)).LedTo.ShouldBe(path);

            (await browser.Open(path)).ShouldSay("plan.pdf").ShouldNotSay("video.mp4");
        }
    }

    [Fact]
    public async Task Nobody_takes_a_file_that_was_not_theirs()
    {
        using var theo = await app.As(World.Theo);
        using var vera = await app.As(World.Vera);
        var number = await Talking.NewTicket(app);
        var held = (await theo.SendFiles("/tickets", [("Subject", "")], ("Files", "plan.pdf", Plan))).One("[name='Files.held']").GetAttribute("value");

        foreach (var (browser, token) in new[] { (vera, held), (theo, "1"), (theo, held![..^4] + "AAAA") })
        {
            var answer = await browser.SendFiles($"/customers/10001/files", [("Files.held", token)]);
            answer.Status.ShouldBeOneOf(403, 422);
            (await app.Db(db => db.Set<StoredFile>().SingleAsync())).References.ShouldBe(0);
        }

        (await vera.SendFiles("/customers/10001/files", [("Files.held", held)])).ShouldSay("ist nicht mehr da");
    }

    [Fact]
    public async Task A_file_that_was_swept_meanwhile_is_asked_for_again()
    {
        using var theo = await app.As(World.Theo);
        var refused = await theo.SendFiles("/tickets", [("Subject", ""), ("RequesterName", "Ina")], ("Files", "plan.pdf", Plan));
        app.Clock.Advance(TimeSpan.FromHours(25));
        await app.RunJobs();

        var answer = await theo.Submit(refused, "/tickets", ("Subject", "Mit Plan"));

        answer.Status.ShouldBe(422);
        answer.ShouldSay("ist nicht mehr da").One("[name=Subject]").GetAttribute("value").ShouldBe("Mit Plan");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
