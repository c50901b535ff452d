using System.Text;
using MimeKit;
using Tresen.Conversations;
using Tresen.Tests.Mail.Intake;
using Tresen.Tests.Rig;
using static Tresen.Tests.Mail.Intake.Arriving;

namespace Tresen.Tests.Admin;

/// <summary>Files are scanned by ClamAV where one is set; what it finds is handed out to nobody.</summary>
public sealed class VirusScannerTests : IAsyncLifetime
{
    const string Page = "/administration/virus-scanner";

    readonly TresenApp app = new();
    readonly string folder = Directory.CreateTempSubdirectory("tresen-clamd-").FullName;
    Browser theo = null!;

    public async ValueTask InitializeAsync() => theo = await app.As(World.Theo);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_infected_file_is_handed_out_to_nobody_and_says_so(bool bySocket)
    {
        using var clamd = new ScriptedClamd(bySocket ? Path.Combine(folder, "clamd.ctl") : null);
        await Set(clamd.Address);
        var (ticket, message) = await Mail(("rechnung.exe", $"MZ {ScriptedClamd.Virus}"), ("plan.txt", "Tor 3"));
        await app.RunJobs();

        var (bad, good) = (message.Attachments.Single(a => a.Name == "rechnung.exe").Id, message.Attachments.Single(a => a.Name == "plan.txt").Id);
        var page = await theo.Open($"/tickets/{ticket}");
        page.ShouldSay("Virus gefunden: Win.Test.Hafen-1");
        page.Document.QuerySelector($"a[href='/attachments/{bad}']").ShouldBeNull();
        var refused = await theo.Get($"/attachments/{bad}");
        refused.Status.ShouldBe(403);
        refused.ShouldSay("In dieser Datei wurde ein Virus gefunden (Win.Test.Hafen-1).");
        (await theo.Get($"/attachments/{good}")).Status.ShouldBe(200);
        (await theo.Open($"/tickets/{ticket}/files")).ShouldSay("Virus gefunden: Win.Test.Hafen-1");
    }

    [Fact]
    public async Task An_infected_file_is_passed_on_to_nobody()
    {
        using var clamd = new ScriptedClamd();
        await Set(clamd.Address);
        var (_, message) = await Mail(("rechnung.exe", $"MZ {ScriptedClamd.Virus}"), ("plan.txt", "Tor 3"));
        await app.RunJobs();
        var number = message.Conversation!.Number;
        var page = await theo.Open($"/conversations/{number}/messages/new?answering={message.Id}&forward=true");
        var (bad, good) = (message.Attachments.Single(a => a.Name == "rechnung.exe").Id, message.Attachments.Single(a => a.Name == "plan.txt").Id);
        var refused = await theo.Submit(page, $"/conversations/{number}/messages", ("To", "hersteller@dritte.example"), ("Take", bad.ToString()), ("Do", "send"));
        refused.Status.ShouldBe(422);
        refused.ShouldSay("In der Datei rechnung.exe wurde ein Virus gefunden (Win.Test.Hafen-1). Sie wird nicht verschickt");
        refused.One("[name=To]").GetAttribute("value").ShouldBe("hersteller@dritte.example");
        (await theo.Submit(page, $"/conversations/{number}/messages", ("To", "hersteller@dritte.example"), ("Take", good.ToString()), ("Do", "send"))).Status.ShouldBe(302);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task While_the_scanner_is_down_files_wait_and_are_served_as_the_setting_says(bool serves)
    {
        var clamd = new ScriptedClamd(Path.Combine(folder, "clamd.ctl"));
        await Set(clamd.Address, serves);
        clamd.Dispose();
        var (ticket, message) = await Mail(("plan.txt", "Tor 3"));
        await app.RunJobs();

        var file = message.Attachments.ShouldHaveSingleItem().Id;
        (await theo.Open($"/tickets/{ticket}")).ShouldSay("noch nicht geprüft");
        var answer = await theo.Get($"/attachments/{file}");
        answer.Status.ShouldBe(serves ? 200 : 403);

        using var back = new ScriptedClamd(clamd.Address);
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        await app.RunJobs();
        (await theo.Open($"/tickets/{ticket}")).ShouldNotSay("noch nicht geprüft");
        (await theo.Get($"/attachments/{file}")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("stream: kaputt ERROR")]
    [InlineData("")]
    [InlineData("stream: OK FOUND OK")]
    public async Task An_answer_that_is_no_verdict_leaves_a_file_unscanned(string says)
    {
        using var clamd = new ScriptedClamd { Says = says };
        await Set(clamd.Address);
        var (ticket, _) = await Mail(("plan.txt", "Tor 3"));
        await app.RunJobs();
        (await theo.Open($"/tickets/{ticket}")).ShouldSay("noch nicht geprüft");
    }

    [Fact]
    public async Task A_file_that_is_too_large_for_the_scanner_stays_unscanned_and_holds_up_no_other()
    {
        using var clamd = new ScriptedClamd { MostBytes = 400_000 };
        await Set(clamd.Address);
        var (ticket, message) = await Mail(("gross.bin", new string('x', 900_000)), ("plan.txt", "Tor 3"));
        await app.RunJobs();
        await app.RunJobs();
        var page = await theo.Open($"/tickets/{ticket}");
        page.One($"a[href='/attachments/{message.Attachments.Single(a => a.Name == "gross.bin").Id}']").TextContent.ShouldContain("noch nicht geprüft");
        page.One($"a[href='/attachments/{message.Attachments.Single(a => a.Name == "plan.txt").Id}']").TextContent.ShouldNotContain("noch nicht geprüft");
    }

    [Fact]
    public async Task What_lay_there_before_is_scanned_later()
    {
        var (ticket, _) = await Mail(("alt.exe", ScriptedClamd.Virus));
        using var clamd = new ScriptedClamd();
        await Set(clamd.Address);
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        await app.RunJobs();
        (await theo.Open($"/tickets/{ticket}")).ShouldSay("Virus gefunden");
    }

    [Fact]
    public async Task The_connection_is_tried_before_it_is_kept_and_nonsense_is_refused()
    {
        using var clamd = new ScriptedClamd();
        using var ada = await app.As(World.Ada);
        var page = await ada.Open(Page);
        (await ada.Send(Page + "/check", ("Address", clamd.Address), ("ServesUnscanned", "true"))).ShouldSay("Der Virenprüfer antwortet: ClamAV 1.4.2/27500");
        (await ada.Send(Page + "/check", ("Address", "/nirgends/clamd.ctl"))).ShouldSay("Der Virenprüfer ist so nicht zu erreichen:");
        (await ada.Send(Page + "/check", ("Address", ""))).Status.ShouldBe(422);
        (await ada.Submit(page, Page, ("Address", "irgendwas"))).Status.ShouldBe(422);
        (await ada.Open(Page)).One("#f-Address").GetAttribute("value").ShouldBeNullOrEmpty();
        (await theo.Get(Page)).Status.ShouldBe(403);
    }

    async Task Set(string address, bool serves = true)
    {
        using var ada = await app.As(World.Ada);
        (await ada.Submit(await ada.Open(Page), Page, ("Address", address), ("ServesUnscanned", serves ? "true" : null))).Status.ShouldBe(302);
    }

    async Task<(int Ticket, Message Message)> Mail(params (string Name, string Content)[] files)
    {
        var builder = new BodyBuilder { TextBody = "Anbei" };
        foreach (var (name, content) in files)
        {
            builder.Attachments.Add(name, Encoding.ASCII.GetBytes(content), new ContentType("application", "octet-stream"));
        }

        var letter = Letter("Dateien");
        letter.Body = builder.ToMessageBody();
        var raw = await app.Arrive(letter);
        return ((await app.Ticket(raw)).Number, await app.Message(raw));
    }

    public async ValueTask DisposeAsync()
    {
        theo.Dispose();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
