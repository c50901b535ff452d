using Microsoft.EntityFrameworkCore;
using Tresen.Platform;
using Tresen.Templates;
using Tresen.Tests.Conversations;
using Tresen.Tests.Tickets;
using Tresen.Tickets;

namespace Tresen.Tests.Templates;

/// <summary>Texts that are written once and filled with what the ticket knows.</summary>
public sealed class TemplateTests : IAsyncLifetime
{
    readonly TresenApp app = new();
    Browser ada = null!;
    Browser theo = null!;

    public async ValueTask InitializeAsync() => (ada, theo) = (await app.As(World.Ada), await app.As(World.Theo));

    [Fact]
    public async Task A_template_is_filled_with_the_tickets_values()
    {
        await Write("Terminvorschlag", "{GRUSSWORT}\n\nzu Ticket {TICKET} ({BETREFF}) schlagen wir einen Termin vor.\n\n{MITARBEITER}, {FIRMA}");
        var ticket = await app.NewTicket();

        var page = await theo.Open($"/tickets/{ticket}/conversations/new");
        page.One("[data-insert-text]").GetAttribute("data-insert-text").ShouldBe($"Sehr geehrte Frau Müller,\n\nzu Ticket {ticket} (Drucker druckt nur Streifen) schlagen wir einen Termin vor.\n\nTheo Brandt, Hafen Service GmbH");
    }

    [Fact]
    public async Task Without_script_a_button_inserts_it_and_keeps_what_was_typed()
    {
        await Write("Gruß", "Viele Grüße, {MITARBEITER}");
        var ticket = await app.NewTicket();
        var template = await app.Db(db => db.Templates.Select(t => t.Id).SingleAsync());

        var page = await theo.Submit(await theo.Open($"/tickets/{ticket}/conversations/new"), $"/tickets/{ticket}/conversations", ("Body", "Schon getippt."), ("Subject", "Mein Betreff"), ("TemplateId", template.ToString()), ("Do", "template"));
        page.One("textarea[name=Body]").TextContent.ShouldContain("Schon getippt.");
        page.One("textarea[name=Body]").TextContent.ShouldContain("Viele Grüße, Theo Brandt");
        page.One("#f-Subject").GetAttribute("value").ShouldBe("Mein Betreff");
    }

    [Fact]
    public async Task It_goes_below_the_salutation_and_above_the_signature()
    {
        await Write("Rückruf", "wir rufen Sie zurück.");
        var ticket = await app.NewTicket();
        var template = await app.Db(db => db.Templates.Select(t => t.Id).SingleAsync());
        var page = await theo.Open($"/tickets/{ticket}/conversations/new");
        page.One("textarea[name=Body]").TextContent.ShouldStartWith("Sehr geehrte Frau Müller,");

        page = await theo.Submit(page, $"/tickets/{ticket}/conversations", ("TemplateId", template.ToString()), ("Do", "template"));
        var lines = page.One("textarea[name=Body]").TextContent.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        lines[..3].ShouldBe(["Sehr geehrte Frau Müller,", "wir rufen Sie zurück.", "Mit freundlichen Grüßen"]);
    }

    [Theory]
    [InlineData("Hallo {VORNAME}", "{VORNAME}")]
    [InlineData("Hallo {name}", "{name}")]
    [InlineData("Hallo {{7*7}}", "{7*7}")]
    public async Task An_unknown_placeholder_is_refused_while_writing(string text, string named)
    {
        var page = await ada.Open("/administration/templates/new");
        var refused = await ada.Submit(page, "/administration/templates", ("Name", "Falsch"), ("Text", text));
        refused.Status.ShouldBe(422);
        refused.ShouldSay($"Den Platzhalter {named} gibt es nicht");
        (await app.Db(db => db.Templates.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public void A_placeholder_torn_by_formatting_is_refused() =>
        Should.Throw<BrokenRuleException>(() => Placeholders.MustBeKnown("<div>Hallo {NA<strong>ME</strong>}</div>", "Text")).Message.ShouldContain("am Stück");

    [Fact]
    public async Task One_without_a_value_is_never_sent_raw()
    {
        var ticket = await app.NewTicket();
        var refused = await theo.Submit(await theo.Open($"/tickets/{ticket}/conversations/new"), $"/tickets/{ticket}/conversations", ("Body", "Wir kommen am {TERMIN}."), ("Do", "send"));
        refused.Status.ShouldBe(422);
        refused.ShouldSay("Im Text steht noch {TERMIN}");

        await theo.Send($"/tickets/{ticket}/progress", ("ProgressId", await app.Progress("terminiert")), ("AppointmentOn", "02.12.2026"), ("AppointmentTime", "9:30"));
        var filled = await theo.Submit(refused, $"/tickets/{ticket}/conversations", ("Do", "send"));
        filled.Text.ShouldContain("Für {TERMIN} hat das Ticket inzwischen einen Wert");
        filled.One("textarea[name=Body]").TextContent.ShouldStartWith("Wir kommen am Mittwoch, 2. Dezember 2026, 09:30 Uhr.");
        (await theo.Submit(filled, $"/tickets/{ticket}/conversations", ("Do", "send"))).Status.ShouldBe(302);
    }

    [Theory]
    [InlineData("{{7*7}}")]
    [InlineData("#{7*7}")]
    [InlineData("${7*7}")]
    [InlineData("@(7*7)")]
    [InlineData("{MITARBEITER_EMAIL}")]
    [InlineData("<img src=x onerror=alert(1)>")]
    public async Task C07_a_value_is_text_whatever_it_looks_like(string name)
    {
        await Write("Gruß", "Guten Tag {NAME}");
        var ticket = await app.NewTicket();
        await app.Work(async db =>
        {
            (await db.Tickets.WithParts.SingleAsync(t => t.Number == ticket)).AskedBy(new Requester(name, "karin@muellerbau.example"), null, app.Clock.GetUtcNow());
            return 0;
        });

        var page = await theo.Open($"/tickets/{ticket}/conversations/new");
        page.One("[data-insert-text]").GetAttribute("data-insert-text").ShouldBe("Guten Tag " + name);
        page.One("[data-insert-text]").GetAttribute("data-insert-html")!.ShouldNotContain("<img");
        var sent = await theo.Submit(page, $"/tickets/{ticket}/conversations", ("To", "karin@muellerbau.example"), ("Body", "Guten Tag " + name), ("Do", "send"));
        sent.LedTo.ShouldNotBeNull(sent.Text);
    }

    [Fact]
    public void A_value_inside_a_link_brings_no_script() =>
        Placeholders.FillHtml("<a href=\"{BETREFF}\">hier</a>", new Dictionary<string, string> { ["BETREFF"] = "javascript:alert(1)" }).ShouldNotContain("javascript");

    [Fact]
    public async Task A_departments_template_is_offered_there_alone()
    {
        var vertrieb = (await app.Db(db => db.DepartmentOf(World.Vertrieb))).Id.ToString();
        await Write("Angebot", "Unser Angebot", ("DepartmentId", vertrieb));
        (await theo.Open($"/tickets/{await app.NewTicket()}/conversations/new")).ShouldNotSay("Angebot");
        (await theo.Open($"/tickets/{await app.NewTicket(department: World.Vertrieb)}/conversations/new")).ShouldSay("Angebot");
    }

    [Fact]
    public async Task Categories_are_a_tree_without_circles()
    {
        await ada.Submit(await ada.Open("/administration/template-categories/new"), "/administration/template-categories", ("Name", "Technik"));
        var top = await app.Db(db => db.TemplateCategories.Select(c => c.Id).SingleAsync());
        await ada.Submit(await ada.Open($"/administration/template-categories/new?parent={top}"), "/administration/template-categories", ("Name", "Drucker"));
        var below = await app.Db(db => db.TemplateCategories.Where(c => c.ParentId == top).Select(c => c.Id).SingleAsync());

        (await ada.Open("/administration/templates")).ShouldSay("Technik › Drucker");
        var circle = await ada.Submit(await ada.Open($"/administration/template-categories/{top}"), $"/administration/template-categories/{top}", ("ParentId", below.ToString()));
        circle.Status.ShouldBe(422);
        circle.ShouldSay("nicht unter sich selbst");
    }

    [Fact]
    public async Task Only_administrators_write_templates() => (await theo.Get("/administration/templates")).Status.ShouldBe(403);

    async Task Write(string name, string text, params (string, string?)[] more)
    {
        var done = await ada.Submit(await ada.Open("/administration/templates/new"), "/administration/templates", [("Name", name), ("Text", text), .. more]);
        done.LedTo.ShouldBe("/administration/templates", done.Text);
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        theo.Dispose();
        await app.DisposeAsync();
    }
}
