using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Tickets;

namespace Tresen.Tests.Tickets;

/// <summary>What the history keeps: ids, the words that people saw, and nothing that can't be erased without breaking it.</summary>
public sealed class HistoryTests(TresenApp app) : IClassFixture<TresenApp>
{
    [Fact]
    public async Task Records_are_kept_by_id_with_the_name_that_was_shown_then()
    {
        var number = await app.NewTicket("Wer ist es");
        using var lena = await app.As(World.Lena);
        await lena.Send($"/tickets/{number}/assignment", ("AssigneeId", await app.Id(World.Theo)));
        await lena.Send($"/tickets/{number}/progress", ("ProgressId", await app.Progress("besprochen")));
        var status = int.Parse(await app.Progress("besprochen"));
        await app.Change(async db => (await db.Progresses.SingleAsync(p => p.Id == status)).Describe("geklärt", "", 3));

        var events = (await app.Ticket(number)).Events;

        events.ShouldContain(e => e.Verb == TicketVerb.Assigned && e.ToId.ToString() == app.Id(World.Theo).Result && e.After == World.Theo.Name);
        events.ShouldContain(e => e.Verb == TicketVerb.Progressed && e.ToId == status && e.After == "besprochen");
        (await lena.Open($"/tickets/{number}/history")).ShouldSay(World.Theo.Name).ShouldSay("besprochen");
        await app.Change(async db => (await db.Progresses.SingleAsync(p => p.Id == status)).Describe("besprochen", "discussed", 3));
    }

    [Fact]
    public async Task Each_tag_and_device_is_an_entry_of_its_own()
    {
        var number = await app.NewTicket("Tags");
        using var lena = await app.As(World.Lena);
        await lena.Send($"/tickets/{number}/tags", ("Tags", "druck, lager"));
        await lena.Send($"/tickets/{number}/tags", ("Tags", "lager"));

        var said = (await app.Ticket(number)).Events.Where(e => e.Field == "Tags").OrderBy(e => e.Position).Select(e => (e.From, e.To)).ToList();

        said.ShouldBe([(null, "druck"), (null, "lager"), ("druck", null)]);
        (await app.Ticket(number)).Events.Where(e => e.Field == "Tags").ShouldAllBe(e => e.FromId != null || e.ToId != null);
    }

    [Fact]
    public async Task What_the_editor_writes_anew_is_no_change_and_what_was_changed_together_stands_in_one_line()
    {
        var number = await app.NewTicket("Zeilen");
        using var lena = await app.As(World.Lena);
        async Task Describe(string html, params (string, string?)[] others) =>
            await lena.Submit(await lena.Open($"/tickets/{number}/details"), $"/tickets/{number}/details", [("Description", html), ("DescriptionFormat", "html"), .. others]);

        await Describe("Erste Zeile<br>zweite & dritte");
        await Describe("<p>Erste Zeile</p><div>zweite &amp; dritte<br></div>");
        (await app.Ticket(number)).Events.Count(e => e.Field == nameof(Ticket.Description)).ShouldBe(1);
        await Describe("<p>Erste Zeile</p><div>zweite &amp; <b>dritte</b></div>", ("Priority", "High"), ("InternalRemark", "eilt"));
        (await app.Ticket(number)).Events.Count(e => e.Field == nameof(Ticket.Description)).ShouldBe(2);

        var lines = (await lena.Open($"/tickets/{number}")).Document.QuerySelectorAll(".event").Select(e => e.TextContent.ReplaceLineEndings(" ")).ToList();
        lines.ShouldContain(l => l.Contains("geändert: Beschreibung, Interne Bemerkung, Priorität"));
    }

    [Fact]
    public async Task What_was_written_about_a_person_can_be_erased_and_the_history_still_holds()
    {
        var number = await app.NewTicket("Frau Müller", customer: World.MuellerBau);
        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/tickets/{number}/details");
        await theo.Submit(page, $"/tickets/{number}/details", ("ContactName", "Karin Müller"), ("Subject", "Drucker"), ("InternalRemark", "Karin Müller ruft zurück"), ("Priority", "High"));
        await theo.Submit(await theo.Open($"/tickets/{number}/details"), $"/tickets/{number}/details", ("RequesterName", "Empfang"), ("RequesterMail", "empfang@muellerbau.example"), ("InternalRemark", ""));
        var before = await Lines(number);
        (await theo.Open($"/tickets/{number}/history")).ShouldSay("Karin Müller").ShouldSay("karin@muellerbau.example");

        await app.Change(async db =>
        {
            foreach (var text in await db.TextsAbout(await db.Set<Contact>().SingleAsync(c => c.Mail == "karin@muellerbau.example")).ToListAsync())
            {
                text.Erase();
            }
        });

        (await Lines(number)).ShouldBe(before, "the lines themselves stay as they were written");
        (await app.Ticket(number)).HistoryHolds.ShouldBeTrue();
        (await app.Db(db => db.ChangedTexts.Where(t => t.Text == null).ToListAsync())).ShouldAllBe(t => t.Salt == "");
        (await theo.Open($"/tickets/{number}/history")).ShouldSay("(gelöscht)").ShouldSay("Interne Bemerkung").ShouldSay("hoch").ShouldSay("Empfang").One(".history").TextContent.ShouldNotContain("Karin");
    }

    [Fact]
    public async Task The_database_itself_refuses_to_rewrite_history()
    {
        var number = await app.NewTicket("Unverrückbar");
        using var theo = await app.As(World.Theo);
        await theo.Submit(await theo.Open($"/tickets/{number}/details"), $"/tickets/{number}/details", ("InternalRemark", "wie es war"), ("Priority", "High"));

        await Refused("update ticket_events set verb = 1 where verb = 0");
        await Refused("update ticket_events set \"to\" = 'Low' where field = 'Priority'");
        await Refused("update ticket_events set by_id = null");
        await Refused("delete from ticket_events");
        await Refused("update changed_texts set text = 'anders'");
        await Refused("update changed_texts set salt = 'x', text = null, hash = 'y'");
        await Done("update ticket_events set is_told = not is_told");
        await Done("update changed_texts set text = null, salt = ''");
        await Refused("update changed_texts set text = 'wieder da'");
        (await app.Ticket(number)).HistoryHolds.ShouldBeTrue();

        async Task Refused(string sql) => (await Should.ThrowAsync<System.Data.Common.DbException>(() => Done(sql))).Message.ShouldContain("history is not rewritten");
        Task Done(string sql) => app.Db(db => db.Database.ExecuteSqlRawAsync(sql));
    }

    [Fact]
    public async Task A_line_left_out_or_changed_behind_the_databases_back_shows()
    {
        var number = await app.NewTicket("Lückenlos");
        using var theo = await app.As(World.Theo);
        await theo.Send($"/tickets/{number}/priority", ("Priority", "High"));
        await theo.Send($"/tickets/{number}/priority", ("Priority", "Low"));
        var whole = await app.Ticket(number);
        whole.HistoryHolds.ShouldBeTrue();

        foreach (var (nr, harm) in new[] { (1, (Func<Ticket, bool>)(t => Forget(t, 2))), (2, t => Forget(t, 3)), (3, t => Lie(t)) })
        {
            var ticket = await app.Ticket(number);
            harm(ticket).ShouldBeTrue();
            ticket.HistoryHolds.ShouldBeFalse(nr.ToString());
        }

        static bool Forget(Ticket ticket, int position) => ((List<TicketEvent>)ticket.Events).RemoveAll(e => e.Position == position) == 1;

        static bool Lie(Ticket ticket)
        {
            typeof(TicketEvent).GetProperty(nameof(TicketEvent.To))!.SetValue(ticket.Events.Single(e => e.Position == 2), "Normal");
            return true;
        }
    }

    [Theory]
    [InlineData("Halbes Emoji \ud83d und\0 Null")]
    [InlineData("ganz normal")]
    public async Task Text_that_no_database_keeps_doesnt_break_the_chain(string odd)
    {
        var number = await app.NewTicket("Sonderzeichen");
        await app.Change(async db =>
        {
            var ticket = await db.Tickets.WithParts.SingleAsync(t => t.Number == number);
            ticket.Remark(odd, null, app.Clock.GetUtcNow());
            ticket.Remark("anders", null, app.Clock.GetUtcNow().AddTicks(3));
        });

        (await app.Ticket(number)).HistoryHolds.ShouldBeTrue();
    }

    Task<List<string>> Lines(int number) => app.Db(db => db.TicketEvents.AsNoTracking().IgnoreAutoIncludes().Where(e => db.Set<Ticket>().Any(t => t.Id == e.TicketId && t.Number == number))
        .OrderBy(e => e.Position).Select(e => $"{e.Id} {e.Position} {e.Verb} {e.ById} {e.At} {e.Version} {e.Field} {e.FromId} {e.ToId} {e.From} {e.To} {e.FromTextHash} {e.ToTextHash} {e.Seal} {e.IsTold}").ToListAsync());
}
