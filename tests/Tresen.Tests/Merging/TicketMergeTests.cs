using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Tests.Conversations;
using Tresen.Tests.Mail.Intake;
using Tresen.Tests.Privacy;
using Tresen.Tests.Tickets;
using Tresen.Tests.TimeTracking;
using Tresen.Tickets;
using Tresen.TimeTracking;
using static Tresen.Tests.Mail.Intake.Arriving;

namespace Tresen.Tests.Merging;

/// <summary>Two tickets become one, whose both numbers stay alive; and come apart again.</summary>
public sealed class TicketMergeTests : IAsyncLifetime
{
    readonly TresenApp app = new();
    Browser theo = null!;
    int goes;
    int stays;

    public async ValueTask InitializeAsync()
    {
        theo = await app.As(World.Theo);
        (goes, stays) = (await app.NewTicket("Drucker streikt", World.Technik, World.MuellerBau), await app.NewTicket("Drucker streikt immer noch", World.Technik, World.MuellerBau));
    }

    [Fact]
    public async Task Everything_goes_along_the_old_number_leads_on_and_undone_all_is_as_before()
    {
        var (one, two) = (await app.NewConversation(goes), await app.NewConversation(stays));
        await theo.Book(goes, ("Lines[0].Duration", "1:30"), ("Description", "Walze getauscht"));
        await theo.Book(stays, ("Lines[0].Duration", "0:30"), ("Description", "Nachgesehen"));
        await theo.SendFiles($"/tickets/{goes}/files", [], ("Files", "foto.txt", "Streifen"u8.ToArray()));
        await theo.Send($"/tickets/{goes}/notes", ("Note", "Garantie läuft noch."));
        await theo.Send($"/tickets/{goes}/people", ("StaffMemberId", await TicketTesting.Id(app, World.Vera)), ("Part", "Helper"));
        await theo.Send($"/tickets/{goes}/material", ("Text", "Walze"), ("Quantity", "1"), ("Price", "80"), ("IsBillable", "true"));
        var before = await app.Standing();
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        (await theo.Open($"/tickets/{goes}")).ShouldSay("Mit anderem Ticket zusammenführen");
        var page = await theo.Open($"/tickets/{goes}/merging?Other={stays}");
        page.ShouldSay($"seine Nummer führt zu {stays}");
        (await theo.Submit(page, $"/tickets/{goes}/merging")).LedTo.ShouldBe($"/tickets/{stays}");

        var merged = await theo.Open($"/tickets/{stays}");
        merged.ShouldSay($"Ticket {goes} ist in diesem aufgegangen.").ShouldSay("Rückgängig machen").ShouldSay("Garantie läuft noch.").ShouldSay($"Darin aufgegangen: {goes} Drucker streikt").ShouldSay("Vera Sommer").ShouldSay("2:00 h");
        (await theo.Open($"/tickets/{stays}/files")).ShouldSay("foto.txt");
        (await theo.Open($"/tickets/{stays}/time")).ShouldSay("Walze getauscht").ShouldSay("Nachgesehen");
        (await app.Stored(stays)).BookedMinutes.ShouldBe(120);
        (await app.Stored(goes)).ShouldSatisfyAllConditions(t => t.IsClosed.ShouldBeTrue(), t => t.BookedMinutes.ShouldBe(0), t => t.UnbilledAmount.Cents.ShouldBe(0));
        (await theo.Get($"/tickets/{goes}")).LedTo.ShouldBe($"/tickets/{stays}");
        (await theo.Open($"/search?q={goes}")).ShouldSay("Drucker streikt immer noch");
        (await theo.Open($"/tickets/{goes}/details")).ShouldSay("Dieses Ticket ist in einem anderen aufgegangen:").ShouldSay("Ticket " + stays).ShouldNotSay("Wieder öffnen");
        (await app.Ticket(await app.Arrive(Letter($"AW: Drucker [Ticket {goes}]", "Hilft nicht.")))).Number.ShouldBe(stays);
        (await app.Ticket(await app.Arrive(Letter($"AW: Drucker [Nr. {one}]", "Wirklich nicht.")))).Number.ShouldBe(stays);
        (await theo.Send($"/tickets/{goes}/notes", ("Note", "An die alte Nummer."))).LedTo.ShouldBe($"/tickets/{goes}");
        (await app.Db(db => db.Messages.Where(m => m.Text == "An die alte Nummer.").Select(m => m.Ticket.Number).SingleAsync())).ShouldBe(stays);
        await theo.Book(goes, ("Lines[0].Duration", "0:15"), ("Description", "Telefonat"));
        (await app.Stored(stays)).BookedMinutes.ShouldBe(135);
        await app.ShouldHold();

        await app.Change(async db => await db.Messages.Where(m => m.Text == "An die alte Nummer." || m.RawMailId != null).ExecuteDeleteAsync());
        (await theo.Open($"/moves/{await app.NewestMove()}/undoing")).ShouldSay($"Ticket {goes} steht wieder für sich.").ShouldSay("Gespräche: 1").ShouldSay("Buchungen: 1").ShouldSay("Dateien: 1").ShouldSay("Beteiligte: 1").ShouldSay("Material: 1");
        (await theo.Undo(app)).LedTo.ShouldBe($"/tickets/{goes}");
        (await theo.Get($"/tickets/{goes}")).Status.ShouldBe(200);
        (await app.Stored(stays)).BookedMinutes.ShouldBe(45);
        (await app.Stored(goes)).ShouldSatisfyAllConditions(t => t.IsClosed.ShouldBeFalse(), t => t.BookedMinutes.ShouldBe(90), t => t.Ball.ShouldBe(Ball.Us));
        (await app.Conversation(one)).TicketId.ShouldBe((await app.Stored(goes)).Id);
        (await app.Conversation(two)).TicketId.ShouldBe((await app.Stored(stays)).Id);
        Rows(await app.Standing(), "file", "material", "ticket " + goes).ShouldBe(Rows(before, "file", "material", "ticket " + goes));
        await app.ShouldHold();
    }

    [Fact]
    public async Task Undone_at_once_every_row_is_as_before()
    {
        var one = await app.NewConversation(goes);
        await app.NewConversation(stays);
        await theo.Send($"/conversations/{one}/forwarding", ("DepartmentId", await TicketTesting.Department(app, World.Vertrieb)), ("Remark", "Angebot?"));
        await theo.Book(goes, ("Lines[0].Duration", "1:30"));
        var before = await app.Standing();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (await theo.Move($"/tickets/{goes}/merging", stays)).Status.ShouldBe(302);
        (await app.Standing()).ShouldNotBe(before);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (await theo.Undo(app)).Status.ShouldBe(302);
        (await app.Standing()).ShouldBe(before);
        await app.ShouldHold();
    }

    [Fact]
    public async Task Locked_bookings_stay_and_count_and_what_went_along_comes_back_though_it_is_locked_since()
    {
        await theo.Book(goes, ("Lines[0].Duration", "1"), ("Description", "Längst gebucht"));
        app.Clock.Advance(TimeSpan.FromDays(5));
        await theo.Book(goes, ("Lines[0].Duration", "0:30"), ("Description", "Eben gebucht"));
        var before = await app.Standing();
        await theo.Move($"/tickets/{goes}/merging", stays);
        (await app.Stored(goes)).BookedMinutes.ShouldBe(60);
        (await app.Stored(stays)).BookedMinutes.ShouldBe(30);
        (await theo.Open($"/tickets/{stays}")).ShouldSay("1:30 h");
        (await theo.Open($"/tickets/{stays}/time")).ShouldSay("Längst gebucht").ShouldSay("Eben gebucht");

        app.Clock.Advance(TimeSpan.FromDays(10));
        var locked = (await app.Booked()).Single(e => e.Description == "Eben gebucht");
        locked.IsEditableAt(app.Clock.GetUtcNow()).ShouldBeFalse();
        await Should.ThrowAsync<Exception>(() => app.Db(db => db.TimeEntries.Where(e => e.Description == "Längst gebucht").ExecuteUpdateAsync(e => e.SetProperty(x => x.TicketId, locked.TicketId).SetProperty(x => x.Version, 2).SetProperty(x => x.ChangedAt, app.Clock.GetUtcNow()))), "only where it came from");
        theo.Dispose();
        theo = await app.As(World.Theo); // a sign-in doesn't live that long
        (await theo.Undo(app)).Status.ShouldBe(302);
        (await app.Standing()).ShouldBe(before);
        (await app.Booked()).Single(e => e.Description == "Eben gebucht").Versions.Count.ShouldBe(2, "both ways are noted");
        await Should.ThrowAsync<Exception>(() => app.Db(db => db.TimeEntries.Where(e => e.Id == locked.Id).ExecuteUpdateAsync(e => e.SetProperty(x => x.TicketId, locked.TicketId).SetProperty(x => x.Version, 9).SetProperty(x => x.ChangedAt, app.Clock.GetUtcNow()))), "there and not away again");
        await app.ShouldHold();
    }

    [Fact]
    public async Task Once_billed_it_stays_until_the_bill_is_taken_back()
    {
        await theo.Book(goes, ("Lines[0].Duration", "1"));
        await theo.Move($"/tickets/{goes}/merging", stays);
        using var bodo = await app.As(World.Bodo);
        var entry = (await app.Booked()).Single();
        (await bodo.Send("/customers/10001/time-account/billing", ("ids", $"{entry.Id}"), ("Reference", "RE-7"))).Status.ShouldBe(302);
        (await theo.Open($"/moves/{await app.NewestMove()}/undoing")).ShouldSay("Etwas davon ist seither abgerechnet (RE-7).");
        (await theo.Send($"/moves/{await app.NewestMove()}/undoing")).Status.ShouldBe(422);
        (await app.Stored(goes)).IsMerged.ShouldBeTrue();

        var run = await app.Db(db => db.Set<Tresen.Billing.BillingRun>().Select(r => r.Id).SingleAsync());
        await bodo.Send($"/customers/10001/time-account/billing/{run}/reversal", ("Reason", "Versehen"));
        (await theo.Undo(app)).Status.ShouldBe(302);
        (await app.Stored(goes)).BookedMinutes.ShouldBe(60);
        await app.ShouldHold();
    }

    [Fact]
    public async Task Once_approved_it_stays()
    {
        var (one, two) = (await app.NewTicket("Angebot A", World.Vertrieb, World.MuellerBau), await app.NewTicket("Angebot B", World.Vertrieb, World.MuellerBau, also: (t, by) => t.Plan(600, by, app.Clock.GetUtcNow())));
        using var lena = await app.As(World.Lena);
        await theo.Move($"/tickets/{one}/merging", two);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (await lena.Submit(await lena.Open($"/tickets/{two}/details"), $"/tickets/{two}/approval")).Status.ShouldBe(302);
        (await theo.Send($"/moves/{await app.NewestMove()}/undoing")).ShouldSay("ist seither freigegeben worden").Status.ShouldBe(422);
    }

    [Fact]
    public async Task A_third_leads_to_the_last_and_they_come_apart_in_reverse_order_alone()
    {
        var (first, last) = (await app.NewConversation(goes), await app.NewTicket("Drucker, die dritte", World.Technik, World.MuellerBau));
        var before = await app.Standing();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await theo.Move($"/tickets/{goes}/merging", stays);
        var move = await app.NewestMove();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await theo.Move($"/tickets/{stays}/merging", last);
        (await theo.Get($"/tickets/{goes}")).LedTo.ShouldBe($"/tickets/{last}");
        (await theo.Open($"/tickets/{last}")).ShouldSay($"Darin aufgegangen: {goes}").ShouldSay($"Darin aufgegangen: {stays}");
        (await app.Ticket(await app.Arrive(Letter($"AW: Drucker [Ticket {goes}]", "Noch etwas.")))).Number.ShouldBe(last);
        await app.Change(async db => await db.Messages.Where(m => m.RawMailId != null).ExecuteDeleteAsync());
        (await theo.Send($"/moves/{move}/undoing")).ShouldSay("seither in einem anderen aufgegangen").Status.ShouldBe(422);
        (await theo.Move($"/tickets/{last}/merging", goes)).ShouldSay("Das ist dieses Ticket selbst.").Status.ShouldBe(422);
        (await theo.Undo(app)).Status.ShouldBe(302);
        (await theo.Undo(app)).Status.ShouldBe(302);
        (await app.Conversation(first)).TicketId.ShouldBe((await app.Stored(goes)).Id);
        string.Join('\n', (await app.Standing()).Split('\n').Where(l => !l.StartsWith("mail", StringComparison.Ordinal))).ShouldBe(before);
        await app.ShouldHold();
    }

    [Fact]
    public async Task Of_another_customer_what_is_booked_stays_theirs()
    {
        var other = await app.NewTicket("Fremd", World.Technik, World.OhlsenLogistik);
        await theo.Book(goes, ("Lines[0].Duration", "1"));
        var asked = await theo.Move($"/tickets/{goes}/merging", other);
        asked.ShouldSay("gehören verschiedenen Kunden").ShouldSay("Gebuchtes bleibt beim bisherigen Kunden").Status.ShouldBe(422);
        (await theo.Submit(asked, $"/tickets/{goes}/merging", ("OtherCustomer", "true"))).Status.ShouldBe(302);
        (await app.Stored(goes)).BookedMinutes.ShouldBe(60);
        (await theo.Open($"/tickets/{other}")).ShouldSay("1:00 h");
    }

    [Fact]
    public async Task What_hangs_on_a_merged_ticket_may_be_deleted_with_the_other()
    {
        await using var old = new TresenApp();
        old.Clock.AdjustTime(new DateTimeOffset(2014, 3, 4, 9, 0, 0, TimeSpan.Zero));
        var (gone, kept) = (await old.NewTicket("Drucker streikt immer noch", World.Technik, World.MuellerBau), await old.NewTicket("Drucker streikt", World.Technik, World.MuellerBau));
        using (var person = await old.As(World.Theo))
        {
            await person.Book(kept, ("Lines[0].Duration", "1"));
            old.Clock.Advance(TimeSpan.FromDays(5)); // locked, the booking stays, and with it, unbilled, its ticket
            (await person.Move($"/tickets/{kept}/merging", gone)).Status.ShouldBe(302);
            (await person.Submit(await person.Open($"/tickets/{gone}/closure"), $"/tickets/{gone}/closure", ("Report", "Erledigt."))).Status.ShouldBe(302);
        }

        old.Clock.AdjustTime(World.Morning);
        using var ada = await old.As(World.Ada);
        (await ada.Get($"/tickets/{kept}")).LedTo.ShouldBe($"/tickets/{gone}");
        (await ada.Submit(await ada.Open("/administration/privacy/retention"), "/administration/privacy/retention", ("Count", "1"))).Status.ShouldBe(302);
        await old.RunJobs();

        (await ada.Get($"/tickets/{gone}")).Status.ShouldBe(410);
        (await ada.Open($"/tickets/{kept}")).ShouldSay("Drucker streikt").ShouldNotSay("Rückgängig machen");
        (await old.Db(db => db.Set<Tresen.Conversations.Moving.Move>().CountAsync())).ShouldBe(0);
        (await old.Verify()).Said.ShouldHaveSingleItem().ShouldStartWith("Alles in Ordnung. Geprüft: 1 Tickets");
    }

    [Fact]
    public async Task Whatever_is_moved_and_merged_undone_backwards_all_is_as_before()
    {
        var random = new Random(4711);
        var tickets = new List<int> { goes, stays, await app.NewTicket("Drei", World.Technik, World.MuellerBau), await app.NewTicket("Vier", World.Vertrieb, World.MuellerBau), await app.NewTicket("Fünf", World.Technik, World.MuellerBau) };
        var dialogues = new List<long>();
        foreach (var ticket in tickets)
        {
            dialogues.Add(await app.NewConversation(ticket));
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            dialogues.Add(await app.NewConversation(ticket, "Und noch etwas."));
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            await app.KarinAnswers(dialogues[^1]);
            await theo.Book(ticket, ("Lines[0].Duration", "0:20"));
            await theo.Send($"/tickets/{ticket}/notes", ("Note", $"Notiz zu {ticket}"));
        }

        var messages = await app.Db(db => db.Messages.OrderBy(m => m.Id).Select(m => m.Id).ToListAsync());
        var states = new List<string>();
        for (int done = 0, tries = 0; done < 14 && tries < 60; tries++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            var before = await app.Standing();
            var to = tickets[random.Next(tickets.Count)];
            var moved = random.Next(8) switch
            {
                0 => await theo.Send($"/tickets/{tickets[random.Next(tickets.Count)]}/merging", ("OtherNumber", $"{to}")),
                1 or 2 => await theo.Send($"/conversations/{dialogues[random.Next(dialogues.Count)]}/moving", ("OtherNumber", $"{to}")),
                _ => await theo.Send($"/messages/{messages[random.Next(messages.Count)]}/moving", ("OtherNumber", $"{to}"), ("Into", random.Next(2) == 0 ? "0" : $"{dialogues[random.Next(dialogues.Count)]}")),
            };
            moved.Status.ShouldBeOneOf([302, 422], moved.Text);
            await app.ShouldHold();
            if (moved.Status == 302)
            {
                states.Add(before);
                done++;
            }
            else
            {
                (await app.Standing()).ShouldBe(before, "what is refused changes nothing");
            }
        }

        for (var i = states.Count - 1; i >= 0; i--)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            var undone = await theo.Undo(app);
            undone.Status.ShouldBe(302, undone.Text);
            (await app.Standing()).ShouldBe(states[i], $"after undoing move {i + 1}");
            await app.ShouldHold();
        }

        states.Count.ShouldBeGreaterThan(5);
    }

    static string Rows(string standing, params string[] beginnings) => string.Join('\n', standing.Split('\n').Where(l => beginnings.Any(b => l.StartsWith(b, StringComparison.Ordinal))).Select(l => System.Text.RegularExpressions.Regex.Replace(l, "ball .* booked", "booked")));

    public async ValueTask DisposeAsync()
    {
        theo.Dispose();
        await app.DisposeAsync();
    }
}
