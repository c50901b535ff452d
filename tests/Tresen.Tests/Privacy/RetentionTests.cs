using CsCheck;
using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Customers;
using Tresen.Mail;
using Tresen.Notifications;
using Tresen.Platform.Jobs;
using Tresen.Platform.Time;
using Tresen.Privacy.Keeping;
using Tresen.Staff;
using Tresen.Staff.Audit;
using Tresen.Tests.Mail.Intake;
using Tresen.Tests.Tickets;
using Tresen.Tests.TimeTracking;
using Tresen.Tickets;
using Tresen.Tickets.Relations;

namespace Tresen.Tests.Privacy;

/// <summary>What is kept long enough goes with all that hangs on it, when somebody has looked at it and says so; what the law, a hold or an open bill wants kept stays.</summary>
public sealed class RetentionTests
{
    const string Address = "/administration/privacy/retention";

    /// <summary>Stands in everything that must be gone.</summary>
    const string Words = "Kellerassel";

    static readonly DateTimeOffset LongAgo = new(2014, 3, 4, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_is_over_its_years_is_shown_first_and_then_gone_from_every_corner()
    {
        await using var app = new TresenApp();
        app.Clock.AdjustTime(LongAgo);
        var billed = await LetterAsync(app, "Drucker");
        await BillAsync(app, billed);
        var letter = await LetterAsync(app, "Frage");
        var held = await LetterAsync(app, "Streit");
        var unbilled = await LetterAsync(app, "Noch offen");
        using (var theo = await app.As(World.Theo))
        {
            (await theo.SendFiles($"/tickets/{billed}/files", [], ("Files", "foto.txt", "Streifen"u8.ToArray()))).Status.ShouldBe(302);
            (await theo.SendFiles($"/tickets/{billed}/files", [], ("Files", "assel.txt", "Eine Kellerassel"u8.ToArray()))).Status.ShouldBe(302);
            (await theo.Book(unbilled, ("Lines[0].Duration", "1"), ("Description", "Nachgesehen"))).Status.ShouldBe(302);
        }

        foreach (var number in new[] { billed, letter, held, unbilled })
        {
            await CloseAsync(app, number);
        }

        app.Clock.AdjustTime(World.Morning);
        var newer = await app.NewTicket("Wieder der Drucker", customer: World.MuellerBau);
        await app.Change(async db =>
        {
            var theo = await db.Staff.SingleAsync(s => s.Mail == World.Theo.Mail);
            var (now, earlier) = (await db.Tickets.WithParts.SingleAsync(t => t.Number == newer), await db.Tickets.WithParts.SingleAsync(t => t.Number == billed));
            now.Relate(earlier, RelationKind.Follows, [], theo, app.Clock.GetUtcNow()).ShouldBeNull();
        });
        using (var theo = await app.As(World.Theo))
        {
            (await theo.SendFiles($"/tickets/{newer}/files", [], ("Files", "dasselbe.txt", "Streifen"u8.ToArray()))).Status.ShouldBe(302);
            (await theo.Get(Address)).Status.ShouldBe(403);
            (await theo.Send(Address, ("Count", "2"))).Status.ShouldBe(403);
        }

        using var ada = await app.As(World.Ada);
        (await ada.Send("/administration/privacy/holds", ("Number", $"{held}"), ("Reason", "Rechtsstreit"))).Status.ShouldBe(302);
        (await app.Grep(Words)).ShouldNotBeEmpty();
        var preview = await ada.Open(Address);
        preview.ShouldSay("Belege: es wurde Zeit gebucht oder etwas abgerechnet").ShouldSay("Geschäftsbriefe: Tickets von Kunden").ShouldSay($"{billed} Drucker").ShouldSay("31.12.2022").ShouldSay($"{letter} Frage").ShouldSay("31.12.2020");
        preview.ShouldSay("Alt genug, und bleibt doch").ShouldSay("noch nicht abgerechnet").ShouldSay("Löschsperre").ShouldSay("in Arbeit");
        (await ada.Submit(preview, Address, ("Count", "3"))).ShouldSay("Bitte zur Bestätigung genau 2 eingeben.").Status.ShouldBe(422);
        (await app.Db(db => db.Tickets.CountAsync())).ShouldBe(5, "nothing goes without being confirmed");

        (await ada.Submit(preview, Address, ("Count", "2"))).LedTo.ShouldBe(Address);
        (await ada.Open(Address)).ShouldSay("Es wird gerade gelöscht");
        (await ada.Send(Address, ("Count", "2"))).ShouldSay("Es wird schon gelöscht.").Status.ShouldBe(422);
        await app.RunJobs();

        (await app.Db(db => db.Tickets.OrderBy(t => t.Number).Select(t => t.Number).ToListAsync())).ShouldBe([held, unbilled, newer]);
        var left = await app.Grep(Words);
        var kept = await app.Db(db => db.RawMails.Where(r => r.TicketId != null).Select(r => r.FileId).ToListAsync());
        left.Where(l => !kept.Exists(f => l.EndsWith($"of file {f}", StringComparison.Ordinal)) && !l.StartsWith("messages.", StringComparison.Ordinal) && !l.StartsWith("search_texts.", StringComparison.Ordinal) && !l.StartsWith("tickets.", StringComparison.Ordinal)).ShouldBeEmpty();
        (await app.Db(db => db.Messages.CountAsync())).ShouldBe(2, "those of the two that stay");
        (await app.Booked()).ShouldHaveSingleItem().Ticket!.Number.ShouldBe(unbilled);
        (await app.Db(db => db.Set<Tresen.Billing.BillingRun>().CountAsync())).ShouldBe(0);
        (await app.Db(db => db.TicketFiles.CountAsync())).ShouldBe(1);
        (await app.Verify()).Said.ShouldHaveSingleItem().ShouldStartWith("Alles in Ordnung. Geprüft: 3 Tickets");

        using var reader = await app.As(World.Theo);
        var gone = await reader.Get($"/tickets/{billed}");
        gone.ShouldSay($"Ticket {billed} wurde am 24.11.2026 gelöscht").Status.ShouldBe(410);
        (await reader.Get($"/tickets/{letter}/history")).Status.ShouldBe(410);
        (await reader.Get($"/tickets/{newer + 100}")).Status.ShouldBe(404);
        using (var stranger = app.Stranger())
        {
            (await stranger.Get($"/tickets/{billed}")).Status.ShouldNotBe(410);
        }

        (await reader.Open($"/tickets/{newer}/history")).ShouldSay($"{billed}");
        (await reader.Open($"/tickets/{newer}")).ShouldSay("Wieder der Drucker");
        (await app.NewTicket("Das nächste")).ShouldBe(newer + 1);
        var page = await ada.Open(Address);
        page.ShouldSay("Tickets: 2 (Belege 1, Geschäftsbriefe 1, ohne Pflicht 0), Nachrichten: 2, Mails im Original: 2, Dateien: 2, Buchungen: 4").ShouldSay(World.Ada.Name).ShouldSay("Nichts. Von keinem Ticket sind die Jahre vorbei.");
        (await app.Db(db => db.AuditEntries.SingleAsync(e => e.What == Audited.Cleared))).About.ShouldStartWith("Tickets: 2 (Belege 1");
        (await ada.Open("/administration/audit")).ShouldSay("Nach Ablauf der Aufbewahrung gelöscht: Tickets: 2");
    }

    [Fact]
    public async Task What_was_billed_stays_until_eight_calendar_years_are_over_and_a_letter_six()
    {
        await using var app = new TresenApp();
        app.Clock.AdjustTime(LongAgo);
        var billed = await LetterAsync(app, "Drucker");
        await BillAsync(app, billed);
        await CloseAsync(app, billed);
        var letter = await LetterAsync(app, "Frage");
        await CloseAsync(app, letter);
        await ShouldGoAsync(new(2020, 12, 31, 22, 0, 0, TimeSpan.Zero));
        await ShouldGoAsync(new(2020, 12, 31, 23, 30, 0, TimeSpan.Zero), letter); // New Year in Berlin
        await ShouldGoAsync(new(2022, 12, 31, 22, 0, 0, TimeSpan.Zero), letter);
        await ShouldGoAsync(new(2023, 1, 1, 8, 0, 0, TimeSpan.Zero), billed, letter);

        async Task ShouldGoAsync(DateTimeOffset at, params int[] numbers)
        {
            app.Clock.AdjustTime(at);
            using var ada = await app.As(World.Ada);
            var page = await ada.Open(Address);
            foreach (var number in new[] { billed, letter })
            {
                (page.All($"a[href='/tickets/{number}']").Count > 0).ShouldBe(numbers.Contains(number), $"{number} at {at}");
            }
        }
    }

    [Fact]
    public async Task The_database_itself_keeps_what_was_booked_and_billed_in_these_years()
    {
        await using var app = new TresenApp();
        var number = await LetterAsync(app, "Drucker");
        await BillAsync(app, number);
        await CloseAsync(app, number);
        app.Clock.AdjustTime(new(2040, 1, 2, 8, 0, 0, TimeSpan.Zero)); // a clock that is wrong
        using var ada = await app.As(World.Ada);
        (await ada.Submit(await ada.Open(Address), Address, ("Count", "1"))).LedTo.ShouldBe(Address);
        await app.RunJobs();
        (await app.Db(db => db.Tickets.CountAsync(t => t.Number == number))).ShouldBe(1);
        (await app.Booked()).Count.ShouldBe(4);
        (await app.Verify()).Code.ShouldBe(0);
    }

    [Fact]
    public async Task Torn_away_in_the_middle_it_leaves_whole_tickets_and_goes_on()
    {
        await using var app = new TresenApp();
        app.Clock.AdjustTime(LongAgo);
        int[] numbers = [await LetterAsync(app, "Erstes"), await LetterAsync(app, "Zweites"), await LetterAsync(app, "Drittes")];
        foreach (var number in numbers)
        {
            await BillAsync(app, number);
            await CloseAsync(app, number);
        }

        app.Clock.AdjustTime(World.Morning);
        await TearAsync(app, numbers[1]);
        using var ada = await app.As(World.Ada);
        (await ada.Submit(await ada.Open(Address), Address, ("Count", "3"))).LedTo.ShouldBe(Address);
        await app.RunJobs();
        (await app.Db(db => db.Tickets.OrderBy(t => t.Number).Select(t => t.Number).ToListAsync())).ShouldBe(numbers[1..]);
        (await app.Db(db => db.Set<Job>().SingleAsync(j => j.Kind == RetentionWork.Job))).LastError!.ShouldContain("torn");
        (await app.Verify()).Said[^1].ShouldStartWith("Alles in Ordnung. Geprüft: 2 Tickets");
        (await ada.Open(Address)).ShouldSay("Bisher: Tickets: 1");

        await MendAsync(app);
        app.Clock.Advance(TimeSpan.FromHours(2));
        await app.RunJobs();
        (await app.Db(db => db.Tickets.CountAsync())).ShouldBe(0);
        (await app.Db(db => db.Set<RetentionRun>().SingleAsync())).Tickets.ShouldBe(3);
        (await app.Db(db => db.AuditEntries.CountAsync(e => e.What == Audited.Cleared))).ShouldBe(1);
        (await app.Db(db => db.Set<Job>().CountAsync(j => j.Kind == RetentionWork.Job))).ShouldBe(0);
        (await app.Verify()).Code.ShouldBe(0);
    }

    [Fact]
    public async Task By_itself_it_goes_only_where_somebody_has_said_so()
    {
        await using var app = new TresenApp();
        app.Clock.AdjustTime(LongAgo);
        var letter = await LetterAsync(app, "Frage");
        await CloseAsync(app, letter);
        var own = await app.NewTicket("Büro streichen");
        await CloseAsync(app, own);
        var spam = await app.Arrive(Arriving.Letter("Gewinn", $"Eine {Words} für Sie", from: "gewinn@spam.example"));
        await app.Change(async db => (await db.RawMails.SingleAsync(r => r.Id == spam.Id)).Ignore(RawMailReason.Duplicate));
        await app.Change(async db => (await db.RawMails.SingleAsync(r => r.Id == spam.Id)).OutliveTicket(null));
        app.Clock.AdjustTime(World.Morning);
        await app.RunJobs();
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.RunJobs();
        (await app.Db(db => db.Set<RetentionRun>().CountAsync())).ShouldBe(0);

        using var ada = await app.As(World.Ada);
        var page = await ada.Open(Address);
        page.ShouldSay("keine Pflicht, und keine Frist gesagt");
        (await ada.Submit(page, Address + "/rules", ("FreeYears", "0"))).ShouldSay("Bitte eine Zahl von 1 bis 30 eingeben").Status.ShouldBe(422);
        (await ada.Submit(page, Address + "/rules", ("SpamDays", "1"))).ShouldSay("Bitte eine Zahl von 7 bis 3650 eingeben").Status.ShouldBe(422);
        (await ada.Submit(page, Address + "/rules", ("FreeYears", "3"), ("SpamDays", "90"), ("IsNightly", "true"))).LedTo.ShouldBe(Address);
        (await ada.Open("/administration/audit")).ShouldSay("jede Nacht von selbst: ja, ohne Pflicht nach Jahren: 3, Spam nach Tagen: 90");
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.RunJobs();
        var run = await app.Db(db => db.Set<RetentionRun>().SingleAsync());
        (run.Cause, run.LetterTickets, run.FreeTickets, run.FinishedAt is not null).ShouldBe((RunCause.Night, 1, 1, true));
        (await app.Raw(spam.Id)).State.ShouldBe(RawMailState.Erased);
        (await app.Grep("gewinn@spam.example", "Gewinn")).Where(l => l.StartsWith("raw_mails", StringComparison.Ordinal) || l.StartsWith("file_chunks", StringComparison.Ordinal)).ShouldBeEmpty();
        using var again = await app.As(World.Ada);
        (await again.Open(Address)).ShouldSay("von selbst");
        (await app.Db(db => db.AuditEntries.SingleAsync(e => e.What == Audited.Cleared))).About.ShouldStartWith("von selbst, Tickets: 2");
        (await app.Db(db => db.Notifications.CountAsync(n => n.At >= World.Morning))).ShouldBe(0);
        (await app.Verify()).Code.ShouldBe(0);
    }

    [Fact]
    public async Task What_a_copy_brought_back_goes_again_and_the_command_line_does_it_too()
    {
        await using var app = new TresenApp();
        var number = await OldAsync(app);
        await using (var later = new TresenApp())
        {
            (await OldAsync(later)).ShouldBe(number);
            var (_, dry) = await later.Command("retention", "--dry-run");
            dry.ShouldBe([$"Ticket {number}, abgeschlossen 04.03.2014, aufbewahrt bis 31.12.2022", "Es gingen: 1 Tickets, 0 Mails ohne Ticket."]);
            (await later.Db(db => db.Tickets.CountAsync())).ShouldBe(1);
            (await later.Command("retention")).Said.ShouldBe(["Gelöscht: Tickets: 1 (Belege 1, Geschäftsbriefe 0, ohne Pflicht 0), Nachrichten: 1, Mails im Original: 1, Dateien: 0, Buchungen: 4"]);
            (await later.Db(db => db.Tickets.CountAsync())).ShouldBe(0);
            await later.GrepFile(Words);
            using var ada = await later.As(World.Ada);
            (await ada.Open(Address)).ShouldSay("Befehlszeile");
            Directory.CreateDirectory(app.DataFolder);
            File.Copy(Path.Combine(later.DataFolder, "retention.jsonl"), Path.Combine(app.DataFolder, "retention.jsonl"));
        }

        var (code, said) = await app.Command("erase", "replay");
        (code, said.LastOrDefault()).ShouldBe((0, "Tickets, deren Aufbewahrung vorbei war, nach dem Zurückspielen noch einmal gelöscht: 1"));
        (await app.Db(db => db.Tickets.CountAsync())).ShouldBe(0);
        (await app.Command("erase", "replay")).Said.ShouldBeEmpty("once is enough");
        (await app.Verify()).Code.ShouldBe(0);
        using var theo = await app.As(World.Theo);
        (await theo.Get($"/tickets/{number}")).Status.ShouldBe(410);

        static async Task<int> OldAsync(TresenApp app)
        {
            app.Clock.AdjustTime(LongAgo);
            var number = await LetterAsync(app, "Drucker");
            await BillAsync(app, number);
            await CloseAsync(app, number);
            app.Clock.AdjustTime(World.Morning);
            return number;
        }
    }

    [Fact]
    public async Task A_ticket_of_a_customer_who_went_into_another_goes_like_the_others()
    {
        await using var app = new TresenApp();
        app.Clock.AdjustTime(LongAgo);
        var number = await app.NewTicket("Frage", customer: World.OhlsenLogistik);
        await CloseAsync(app, number);
        app.Clock.AdjustTime(World.Morning);
        using var ada = await app.As(World.Ada);
        (await ada.Submit(await ada.Open("/customers/10001/merging?from=10002"), "/customers/10001/merging")).Status.ShouldBe(302);
        (await ada.Submit(await ada.Open(Address), Address, ("Count", "1"))).LedTo.ShouldBe(Address);
        await app.RunJobs();
        (await ada.Get($"/tickets/{number}")).Status.ShouldBe(410);
        (await app.Verify()).Code.ShouldBe(0);
    }

    static readonly Gen<DateTimeOffset> Instants = Gen.Int[0, 20 * 365 * 24].Select(h => new DateTimeOffset(2010, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(h));

    static readonly Gen<DateTimeOffset?> Perhaps = Gen.Select(Instants, Gen.Bool, (at, there) => there ? at : (DateTimeOffset?)null);

    static readonly Gen<TicketFacts> Facts =
        from closed in Perhaps
        from booked in Perhaps
        from billed in Perhaps
        from written in Perhaps
        from flags in Gen.Int[0, 15]
        select new TicketFacts(1, 10_417, "", closed, (flags & 1) != 0, (flags & 6) == 6 ? closed : null, booked is { } at ? Zone.DayOf(at) : null, booked, booked is null ? null : billed, null, (flags & 10) == 10, false, written);

    [Fact]
    public void Nothing_goes_while_it_is_held_open_or_unbilled() => Gen.Select(Facts, Gen.Int[1, 30]).Sample((facts, years) =>
        (facts.HeldSince is null && !facts.IsUnbilled && facts.ClosedAt is not null) || Retention.Of(facts, years).DeleteOn is null);

    [Fact]
    public void What_the_law_wants_stays_so_many_whole_years_and_goes_on_New_Year() => Facts.Where(f => f is { HeldSince: null, IsUnbilled: false, ClosedAt: not null, IsCustomers: true }).Sample(facts =>
    {
        var goes = Retention.Of(facts).DeleteOn!.Value;
        var lasts = new[] { facts.ClosedAt, facts.LastWritten }.OfType<DateTimeOffset>().Select(at => Zone.DayOf(at).Year + Retention.LetterYears)
            .Concat(new[] { facts.BookingChanged, facts.TimeBilled }.OfType<DateTimeOffset>().Select(at => Zone.DayOf(at).Year + Retention.VoucherYears));
        return goes == new DateOnly(lasts.Max() + 1, 1, 1) && Retention.Of(facts).IsOverOn(goes) && !Retention.Of(facts).IsOverOn(goes.AddDays(-1));
    });

    [Fact]
    public void A_longer_wish_never_makes_anything_go_sooner() => Gen.Select(Facts, Gen.Int[1, 15], Gen.Int[0, 15]).Sample((facts, years, more) =>
        Retention.Of(facts, years).DeleteOn is not { } sooner || Retention.Of(facts, years + more).DeleteOn >= sooner);

    /// <summary>A letter of Karin's with a ticket.</summary>
    static async Task<int> LetterAsync(TresenApp app, string subject)
    {
        var raw = await app.Arrive(Arriving.Letter(subject, $"Bei uns wohnt eine {Words}.\nKarin Müller"));
        var number = await app.Db(db => db.Tickets.Where(t => t.Id == raw.TicketId).Select(t => t.Number).SingleAsync());
        await app.Change(async db => (await db.Tickets.WithParts.SingleAsync(t => t.Number == number)).BelongsTo(await db.Customers.SingleAsync(c => c.Name == World.MuellerBau), null, null, null, app.Clock.GetUtcNow()));
        return number;
    }

    /// <summary>Work on it: one booking that was changed and billed, one that was reversed and booked anew, which is billed too.</summary>
    static async Task BillAsync(TresenApp app, int number)
    {
        using var theo = await app.As(World.Theo);
        (await theo.Book(number, ("Lines[0].Duration", "2"), ("Description", $"{Words} gefangen"))).Status.ShouldBe(302);
        (await theo.Book(number, ("Lines[0].Duration", "1"), ("Description", "versehentlich"))).Status.ShouldBe(302);
        var booked = (await app.Booked()).Where(e => e.Ticket!.Number == number).ToList();
        var page = await theo.Open($"/time/{booked[0].Id}");
        (await theo.Submit(page, $"/time/{booked[0].Id}", ("Lines[0].Duration", "1,5"))).Status.ShouldBe(302);
        (await theo.Send($"/time/{booked[1].Id}/reversal", ("Reason", "falsch"))).Status.ShouldBe(302);
        (await theo.Submit(await theo.Open($"/time/new?replaces={booked[1].Id}&reason=falsch"), "/time", ("Lines[0].Duration", "3"), ("Description", "richtig"))).Status.ShouldBe(302);
        var anew = (await app.Booked()).Single(e => e.ReplacesId == booked[1].Id);
        using var bodo = await app.As(World.Bodo);
        (await bodo.Send("/customers/10001/time-account/billing", ("ids", $"{booked[0].Id}"), ("ids", $"{anew.Id}"), ("Reference", $"RE-{number}"))).Status.ShouldBe(302);
    }

    static Task CloseAsync(TresenApp app, int number) => app.Change(async db =>
    {
        var ticket = await db.Tickets.WithParts.SingleAsync(t => t.Number == number);
        ticket.Close(await db.Progresses.FirstAsync(p => p.Category == Category.Closed), "<div>Erledigt.</div>", [], await db.Staff.SingleAsync(s => s.Mail == World.Theo.Mail), app.Clock.GetUtcNow());
    });

    /// <summary>The database refuses to let that ticket go: as good as a power failure between two of them.</summary>
    static Task TearAsync(TresenApp app, int number) => app.Db(db => db.Database.ExecuteSqlRawAsync(TestDatabase.IsPostgres
        ? $"create function torn() returns trigger language plpgsql as 'begin if old.number = {number} then raise exception ''torn''; end if; return old; end'; create trigger torn before delete on tickets for each row execute function torn()"
        : $"create trigger torn before delete on tickets when old.number = {number} begin select raise(abort, 'torn'); end"));

    static Task MendAsync(TresenApp app) => app.Db(db => db.Database.ExecuteSqlRawAsync(TestDatabase.IsPostgres ? "drop trigger torn on tickets" : "drop trigger torn"));
}
