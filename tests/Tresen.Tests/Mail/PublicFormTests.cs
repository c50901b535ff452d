using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Tests.Mail.Intake;
using Tresen.Tests.Rig;
using Tresen.Tickets;

namespace Tresen.Tests.Mail;

/// <summary>Somebody without an account writes through the public form.</summary>
public sealed class PublicFormTests : IAsyncLifetime
{
    static readonly (string, string?)[] Filled = [("Name", "Jens Ohlsen"), ("Mail", "jens@ohlsen.example"), ("Phone", "0491 77712"), ("Company", "Ohlsen Logistik"), ("Subject", "Rampe hebt nicht"), ("Description", "Seit heute früh."), ("Website", "")];

    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_request_becomes_a_ticket_with_its_files_and_says_its_number()
    {
        using var jens = app.Stranger();
        (await jens.Open("/request")).ShouldSay("Hafen Service GmbH");
        var answer = await jens.SendFiles("/request", Filled, ("Files", "rampe.jpg", [1, 2, 3]));

        answer.Status.ShouldBe(302, answer.Text);
        var ticket = await app.Db(db => db.Tickets.AsNoTracking().WithParts.SingleAsync());
        (await jens.Open(answer.LedTo!)).ShouldSay(ticket.Number.ToString());
        (ticket.Subject, ticket.RequesterName, ticket.RequesterMail, ticket.Channel.Use, ticket.Department.Name, ticket.Customer!.Name).ShouldBe(("Rampe hebt nicht", "Jens Ohlsen", "jens@ohlsen.example", ChannelUse.WebForm, World.Technik, World.OhlsenLogistik));
        var message = await app.Db(db => db.Messages.AsNoTracking().Include(m => m.Attachments).SingleAsync());
        (message.IsUnverified, message.Why).ShouldBe((true, Placement.WebForm));
        message.Text.ShouldContain("Ohlsen Logistik");
        message.Attachments.ShouldHaveSingleItem().Name.ShouldBe("rampe.jpg");
    }

    [Fact]
    public async Task What_is_missing_is_said_and_what_was_typed_stays()
    {
        using var somebody = app.Stranger();
        var answer = await somebody.Send("/request", ("Name", "Jens"), ("Description", "Seit heute."), ("Mail", "jens"));
        answer.Status.ShouldBe(422);
        answer.ShouldSay("Bitte einen Betreff eingeben").ShouldSay("Bitte eine E-Mail-Adresse wie").ShouldSay("Seit heute.");
        (await app.Tickets()).ShouldBe(0);
    }

    [Fact]
    public async Task A19_the_form_sends_nobodys_words_to_a_victim_and_not_without_end()
    {
        await app.Confirms();
        using var sink = new SmtpSink();
        await app.Connect(World.ServiceAddress, sink: sink);
        using var attacker = app.Stranger();
        for (var i = 0; i < 25; i++)
        {
            await attacker.Send("/request", ("Name", "GEWINN boese.example"), ("Mail", "opfer@dritte.example"), ("Company", "boese.example"), ("Subject", $"KAUFT boese.example {i}"), ("Description", "http://boese.example"));
        }

        await app.RunJobs();
        (await app.Tickets()).ShouldBe(20); // what one network may send in an hour is kept
        sink.Mails.Count.ShouldBe(1); // one a day
        (sink.Mails[0].Message.TextBody + sink.Mails[0].Message.HtmlBody + sink.Mails[0].Message.Subject + sink.Mails[0].Message.To).ShouldNotContain("boese");
    }

    [Fact]
    public async Task A_program_that_fills_every_field_gets_a_thank_you_and_no_ticket()
    {
        using var program = app.Stranger();
        (await program.Send("/request", [.. Filled[..^1], ("Website", "https://boese.example")])).Status.ShouldBe(302);
        (await app.Tickets()).ShouldBe(0);
    }

    [Fact]
    public async Task A19_files_of_a_refused_request_are_never_stored()
    {
        using var attacker = app.Stranger();
        var before = await Stored();
        (string, string?)[] Without(string field) => [.. Filled.Where(f => f.Item1 != field)];

        (await attacker.SendFiles("/request", [.. Without("Website"), ("Website", "https://boese.example")], File("eins"))).Status.ShouldBe(302); // a program
        var incomplete = await attacker.SendFiles("/request", Without("Subject"), File("zwei"));
        incomplete.Status.ShouldBe(422);
        incomplete.ShouldSay("Bitte die Dateien noch einmal auswählen");
        (await attacker.SendFiles("/request", [.. Without("Mail"), ("Mail", "kein mensch")], File("drei"))).Status.ShouldBe(422);
        (await attacker.SendFiles("/request", Filled, [.. Enumerable.Range(0, 11).Select(i => File($"vier {i}"))])).Status.ShouldBe(422);
        (await Stored()).ShouldBe(before);

        for (var i = 0; i < 20; i++)
        {
            (await attacker.Send("/request", Filled)).Status.ShouldBe(302);
        }

        var turnedAway = await attacker.SendFiles("/request", Filled, File("fünf"));
        turnedAway.Status.ShouldBe(429);
        turnedAway.ShouldSay("Bitte in einer Stunde noch einmal versuchen oder anrufen.").ShouldSay("Seit heute früh.");
        using var ada = await app.As(World.Ada);
        await ada.Submit(await ada.Open("/administration/request-form"), "/administration/request-form", ("IsOpen", "false"));
        (await attacker.SendFiles("/request", Filled, File("sechs"))).Status.ShouldBe(404);

        (await Stored()).ShouldBe(before);
        (await app.Tickets()).ShouldBe(20);

        static (string, string, byte[]) File(string content) => ("Files", "anhang.txt", System.Text.Encoding.UTF8.GetBytes(content));
        Task<int> Stored() => app.Db(db => db.Set<Tresen.Platform.Files.StoredFile>().CountAsync());
    }

    [Fact]
    public async Task R25_a_request_sent_twice_is_one_ticket_with_its_file_once()
    {
        using var jens = app.Stranger();
        var once = (await jens.Open("/request")).One("[name=once]").GetAttribute("value");
        var first = await jens.SendFiles("/request", [.. Filled, ("once", once)], ("Files", "rampe.jpg", [1, 2, 3]));
        var second = await jens.SendFiles("/request", [.. Filled, ("once", once)], ("Files", "rampe.jpg", [1, 2, 3]));

        second.LedTo.ShouldBe(first.LedTo);
        (await app.Tickets()).ShouldBe(1);
        (await app.Db(db => db.Set<Tresen.Platform.Files.StoredFile>().SingleAsync())).References.ShouldBe(1);
    }

    [Fact]
    public async Task An_administrator_closes_the_form_or_leads_it_elsewhere()
    {
        using var ada = await app.As(World.Ada);
        var page = await ada.Open("/administration/request-form");
        var vertrieb = page.Document.QuerySelectorAll("option").First(o => o.TextContent.Trim() == World.Vertrieb).GetAttribute("value");
        await ada.Submit(page, "/administration/request-form", ("DepartmentId", vertrieb));
        using var jens = app.Stranger();
        (await jens.Send("/request", Filled)).Status.ShouldBe(302);
        (await app.Db(db => db.Tickets.Select(t => t.Department.Name).SingleAsync())).ShouldBe(World.Vertrieb);

        await ada.Submit(await ada.Open("/administration/request-form"), "/administration/request-form", ("IsOpen", "false"));
        (await jens.Get("/request")).Status.ShouldBe(404);
        (await jens.Send("/request", Filled)).Status.ShouldBe(404);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
