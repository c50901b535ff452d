using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tresen.Conversations;
using Tresen.Platform.Data;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tests.Conversations;
using Tresen.Tickets;

namespace Tresen.Tests.Notifications;

/// <summary>Who is told what of a ticket, and who isn't.</summary>
public sealed class TellingTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    [Fact]
    public async Task Theo_is_told_that_Lena_gave_him_a_ticket_and_Lena_is_not_told_of_her_own_doing()
    {
        await Ticket(World.Technik, (db, t) => t.Assign(Person(db, World.Theo), Person(db, World.Lena), Now));
        await Later();
        (await Page(World.Theo)).ShouldSay("Lena Vogt hat Ihnen das Ticket zugewiesen.");
        (await Page(World.Lena)).ShouldSay("Noch keine Benachrichtigungen");
    }

    [Fact]
    public async Task What_one_person_does_in_a_minute_is_told_once()
    {
        await Ticket(World.Technik, (db, t) =>
        {
            t.Assign(Person(db, World.Theo), Person(db, World.Lena), Now);
            t.Involve(Person(db, World.Theo), TicketPart.Helper, Person(db, World.Lena), Now.AddSeconds(20));
            t.Close(db.Progresses.Single(p => p.Category == Category.Closed), "", [], Person(db, World.Lena), Now.AddSeconds(40));
        });
        await Later();
        await Later();
        var page = await Page(World.Theo);
        page.All(".news-item").Count.ShouldBe(1);
        page.ShouldSay("Lena Vogt hat Ihnen das Ticket zugewiesen. Lena Vogt hat Sie beteiligt. Lena Vogt hat das Ticket abgeschlossen.");
    }

    [Fact]
    public async Task In_the_program_all_is_told_at_once_and_what_follows_in_the_same_minute_joins_it()
    {
        await GiveServers();
        var number = await Ticket(World.Technik, (db, t) => t.Assign(Person(db, World.Theo), Person(db, World.Lena), Now));
        await app.RunJobs();
        (await Page(World.Theo)).ShouldSay("Lena Vogt hat Ihnen das Ticket zugewiesen.");
        (await app.Db(db => db.OutgoingMails.CountAsync())).ShouldBe(0, "the mail waits for what else she does");

        app.Clock.Advance(TimeSpan.FromSeconds(40));
        await Change(number, (db, t) => t.Involve(Person(db, World.Theo), TicketPart.Helper, Person(db, World.Lena), Now));
        await app.RunJobs();
        await Later();
        var page = await Page(World.Theo);
        page.All(".news-item").Count.ShouldBe(1);
        page.ShouldSay("Lena Vogt hat Ihnen das Ticket zugewiesen. Lena Vogt hat Sie beteiligt.");
        (await app.Db(db => db.OutgoingMails.SingleAsync())).Text.ShouldContain("Lena Vogt hat Ihnen das Ticket zugewiesen.\nLena Vogt hat Sie beteiligt.");
    }

    [Fact]
    public async Task Whoever_has_read_it_gets_no_mail_of_it()
    {
        await GiveServers();
        var number = await Ticket(World.Technik, (db, t) => t.Assign(Person(db, World.Theo), Person(db, World.Lena), Now));
        await app.RunJobs();
        using var theo = await app.As(World.Theo);
        await theo.Send("/notifications/seen", ("page", $"/tickets/{number}"));
        await Later();
        (await app.Db(db => db.OutgoingMails.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task An_emergency_is_told_to_the_whole_department()
    {
        await Ticket(World.Technik, (db, t) => t.Prioritise(Priority.Emergency, Person(db, World.Vera), Now));
        await app.RunJobs();
        (await Page(World.Theo)).ShouldSay("Ein Notfall ist eingegangen.");
        (await Page(World.Lena)).ShouldSay("Ein Notfall ist eingegangen.");
        (await Page(World.Vera)).ShouldSay("Noch keine Benachrichtigungen");
    }

    [Fact]
    public async Task A_message_from_outside_is_told_to_the_department_while_nobody_is_responsible_and_else_to_who_is()
    {
        await Ticket(World.Technik, (db, t) => t.Record(TicketVerb.MessageIn, null, Now));
        await Later();
        (await Page(World.Theo)).ShouldSay("Eine neue Nachricht ist da.");
        (await Page(World.Lena)).ShouldSay("Eine neue Nachricht ist da.");
        (await Page(World.Vera)).ShouldSay("Noch keine Benachrichtigungen");

        await Ticket(World.Vertrieb, (db, t) =>
        {
            t.Assign(Person(db, World.Vera), Person(db, World.Vera), Now);
            t.Record(TicketVerb.MessageIn, null, Now);
        });
        await Later();
        (await Page(World.Vera)).ShouldSay("Eine neue Nachricht ist da.");
        (await Page(World.Lena)).All(".news-item").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_wrote_last_is_told_of_the_answer_although_the_ticket_is_somebody_elses()
    {
        var number = await app.NewTicket();
        var dialogue = await app.NewConversation(number);
        await Change(number, (db, t) => t.Assign(Person(db, World.Lena), Person(db, World.Lena), Now));
        app.Clock.Advance(TimeSpan.FromSeconds(20));
        using var vera = await app.As(World.Vera);
        await Write(vera, dialogue);
        await Later();
        (await Page(World.Vera)).ShouldSay("Noch keine Benachrichtigungen");

        await app.KarinAnswers(dialogue, "Danke, aber wann?");
        await Later();
        (await Page(World.Vera)).ShouldSay("Eine neue Nachricht ist da.");
        (await Page(World.Lena)).ShouldSay("Eine neue Nachricht ist da.");
        (await Page(World.Theo)).ShouldNotSay("Eine neue Nachricht ist da.");
    }

    [Fact]
    public async Task D01_Whoever_wrote_last_is_not_told_where_the_dialogue_has_gone_out_of_their_sight()
    {
        var number = await app.NewTicket();
        var dialogue = await app.NewConversation(number);
        using var vera = await app.As(World.Vera);
        await Write(vera, dialogue);
        using var ada = await app.As(World.Ada);
        await ada.Send($"/conversations/{dialogue}/forwarding", ("DepartmentId", (await app.Db(db => db.DepartmentOf(World.Buchhaltung))).Id.ToString()), ("Remark", "Zahlt der?"));
        await app.KarinAnswers(dialogue, "Danke, aber wann?");
        await Later();
        (await Page(World.Vera)).ShouldNotSay("Eine neue Nachricht ist da.");
        (await Page(World.Bodo)).ShouldSay("Eine neue Nachricht ist da.");
    }

    [Fact]
    public async Task Whoever_forwarded_a_dialogue_is_told_that_it_came_back()
    {
        var number = await app.NewTicket();
        var dialogue = await app.NewConversation(number);
        await Change(number, (db, t) => t.Assign(Person(db, World.Lena), Person(db, World.Lena), Now));
        using var theo = await app.As(World.Theo);
        await theo.Send($"/conversations/{dialogue}/forwarding", ("DepartmentId", (await app.Db(db => db.DepartmentOf(World.Vertrieb))).Id.ToString()), ("Remark", "Was kostet der?"));
        await Later();
        (await Page(World.Theo)).ShouldNotSay("ist zurück");

        using var vera = await app.As(World.Vera);
        await Write(vera, dialogue); // answered, it goes back by itself
        await Later();
        (await Page(World.Theo)).ShouldSay("Ein weitergeleitetes Gespräch ist zurück.");
    }

    static async Task Write(Browser browser, long dialogue)
    {
        var page = await browser.Open($"/conversations/{dialogue}/messages/new");
        (await browser.Submit(page, $"/conversations/{dialogue}/messages", ("Body", "Wir kommen vorbei."), ("Do", "send"))).LedTo.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_approval_asks_the_lead_and_answers_who_does_the_work()
    {
        var number = await Ticket(World.Vertrieb, (db, t) =>
        {
            t.Assign(Person(db, World.Vera), Person(db, World.Vera), Now);
            t.Plan(6000, Person(db, World.Vera), Now);
            t.AskForApprovalIfWanted(Person(db, World.Vera), Now);
        });
        await Later();
        (await Page(World.Lena)).ShouldSay("Eine Freigabe wartet auf Ihre Entscheidung.").All(".news-new").Count.ShouldBe(1);

        await Change(number, (db, t) => t.Decline(Person(db, World.Lena), Sees(db, World.Lena), "Zu teuer", Now));
        await Later();
        (await Page(World.Vera)).ShouldSay("Lena Vogt hat die Freigabe abgelehnt.").ShouldSay("Zu teuer");
        (await Page(World.Lena)).All(".news-new").ShouldBeEmpty("it is decided");
    }

    [Fact]
    public async Task D01_Who_may_not_see_the_ticket_is_told_nothing_even_where_they_are_named()
    {
        var number = await Ticket(World.Buchhaltung, (db, t) => t.Assign(Person(db, World.Bodo), Person(db, World.Ada), Now));
        await Change(number, (db, t) => db.Add(Message.Note(t, null, "<p>Was meint @@Theo Brandt? Und @@Ada Petersen?</p>", Person(db, World.Bodo), Now)));
        await Later();
        (await Page(World.Theo)).ShouldSay("Noch keine Benachrichtigungen");
        (await Page(World.Ada)).ShouldSay("Bodo Kranz hat Sie in einer Notiz genannt.");
        (await Page(World.Bodo)).ShouldSay("Ada Petersen hat Ihnen das Ticket zugewiesen.");
    }

    [Fact]
    public async Task D01_What_is_hidden_later_disappears_from_the_bell()
    {
        var number = await Ticket(World.Technik, (db, t) => t.Record(TicketVerb.MessageIn, null, Now));
        await Later();
        using var theo = await app.As(World.Theo);
        (await theo.Open("/notifications/count")).Text.ShouldBe("1");
        await Change(number, (db, t) => t.MoveTo(db.Departments.Include(d => d.Company).Single(d => d.Name == World.Buchhaltung), Person(db, World.Ada), Now));
        (await theo.Open("/notifications/count")).Text.ShouldBe("");
        (await theo.Open("/notifications")).ShouldSay("Noch keine Benachrichtigungen");
    }

    [Fact]
    public async Task While_somebody_is_away_their_deputy_is_told_too()
    {
        await app.Db(async db =>
        {
            Person(db, World.Theo).IsAway(new(2026, 11, 23), new(2026, 11, 27), Person(db, World.Vera));
            return await db.SaveChangesAsync();
        });
        await Ticket(World.Technik, (db, t) => t.Assign(Person(db, World.Theo), Person(db, World.Lena), Now));
        await Later();
        (await Page(World.Vera)).ShouldSay("für Theo Brandt");
        (await Page(World.Theo)).ShouldNotSay("für Theo Brandt").ShouldSay("zugewiesen");
    }

    [Fact]
    public async Task C05_The_mail_goes_to_staff_alone_and_repeats_nothing_that_was_written()
    {
        await GiveServers();
        var number = await Ticket(World.Technik, (db, t) => t.Assign(Person(db, World.Theo), Person(db, World.Lena), Now));
        await Change(number, (db, t) => db.Add(Message.Note(t, null, "<p>Der Kunde ist ein Esel</p>", Person(db, World.Lena), Now)));
        await Later();
        var mail = await app.Db(db => db.OutgoingMails.Include(m => m.Recipients).SingleAsync());
        mail.IsToStaff.ShouldBeTrue();
        mail.Recipients.Single().Address.ShouldBe(World.Theo.Mail);
        mail.Text.ShouldContain("Lena Vogt hat eine interne Notiz geschrieben.");
        mail.Text.ShouldContain($"Ticket {number}: Drucker streift");
        (mail.Subject + mail.Text + mail.Html).ShouldNotContain("Esel");
    }

    [Fact]
    public async Task C01_A_subject_with_line_breaks_is_one_line_of_the_mail()
    {
        await GiveServers();
        await Ticket(World.Technik, (db, t) =>
        {
            t.Rename("Drucker\r\nBcc: alle@firma.example", Person(db, World.Lena), Now);
            t.Assign(Person(db, World.Theo), Person(db, World.Lena), Now);
        });
        await Later();
        (await app.Db(db => db.OutgoingMails.SingleAsync())).Subject.ShouldNotContain('\n');
    }

    [Fact]
    public async Task Whoever_wants_no_mail_gets_none()
    {
        await GiveServers();
        await app.Db(async db =>
        {
            Person(db, World.Theo).Prefer("de", wantsMail: false);
            return await db.SaveChangesAsync();
        });
        await Ticket(World.Technik, (db, t) => t.Assign(Person(db, World.Theo), Person(db, World.Lena), Now));
        await Later();
        (await app.Db(db => db.OutgoingMails.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Reading_leads_to_the_ticket_and_the_bell_falls_silent()
    {
        var number = await Ticket(World.Technik, (db, t) => t.Assign(Person(db, World.Theo), Person(db, World.Lena), Now));
        await Later();
        using var theo = await app.As(World.Theo);
        var page = await theo.Open("/notifications");
        var reading = page.One("form[action$='/reading'] .news-link").Closest("form")!.GetAttribute("action")!;
        (await theo.Submit(page, reading)).LedTo.ShouldBe($"/tickets/{number}");
        (await theo.Open("/notifications/count")).Text.ShouldBe("");
        (await theo.Open("/notifications")).One(".bell").GetAttribute("href").ShouldBe("/notifications");
    }

    [Fact]
    public async Task Where_the_lead_does_the_work_an_administrator_is_asked_to_approve()
    {
        await Ticket(World.Vertrieb, (db, t) =>
        {
            t.Assign(Person(db, World.Lena), Person(db, World.Vera), Now);
            t.Plan(6000, Person(db, World.Vera), Now);
        });
        await Later();
        (await Page(World.Ada)).ShouldSay("Eine Freigabe wartet auf Ihre Entscheidung.");
        (await Page(World.Lena)).ShouldNotSay("Eine Freigabe wartet");
    }

    [Fact]
    public async Task Nobody_reads_what_another_is_told()
    {
        await Ticket(World.Technik, (db, t) => t.Assign(Person(db, World.Theo), Person(db, World.Lena), Now));
        await Later();
        var id = await app.Db(db => db.Set<Tresen.Notifications.Notification>().Select(n => n.Id).SingleAsync());
        using var vera = await app.As(World.Vera);
        (await vera.Send($"/notifications/{id}/reading")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_history_that_is_moved_in_is_no_news()
    {
        await Ticket(World.Technik, (db, t) =>
        {
            t.Assign(Person(db, World.Theo), Person(db, World.Lena), Now.AddDays(-2));
            t.Record(TicketVerb.ApprovalAsked, Person(db, World.Theo), Now); // news, but not his: the teller comes by
        }, Now.AddYears(-1));
        await Later();
        (await Page(World.Theo)).ShouldSay("Noch keine Benachrichtigungen");
    }

    [Fact]
    public async Task Closing_is_told_to_who_works_on_it_or_follows_it_and_so_is_opening_it_again()
    {
        var number = await Ticket(World.Technik, (db, t) =>
        {
            t.Assign(Person(db, World.Theo), Person(db, World.Theo), Now);
            t.Involve(Person(db, World.Vera), TicketPart.Watcher, Person(db, World.Vera), Now);
        });
        await Later();
        using var lena = await app.As(World.Lena);
        (await lena.Submit(await lena.Open($"/tickets/{number}/closure"), $"/tickets/{number}/closure")).Status.ShouldBe(302);
        await Later();
        (await Page(World.Theo)).ShouldSay("Lena Vogt hat das Ticket abgeschlossen.");
        (await Page(World.Vera)).ShouldSay("Lena Vogt hat das Ticket abgeschlossen.");

        (await lena.Send($"/tickets/{number}/closure/reopening", ("Reason", "Er streift wieder."))).Status.ShouldBe(302);
        await Later();
        (await Page(World.Theo)).All(".news-item")[0].ShouldContain("Lena Vogt hat das Ticket wieder geöffnet.");
        (await Page(World.Vera)).All(".news-item")[0].ShouldContain("Lena Vogt hat das Ticket wieder geöffnet.");
        (await Page(World.Lena)).ShouldSay("Noch keine Benachrichtigungen");
    }

    [Fact]
    public async Task A_reply_after_closing_is_told_and_that_it_opened_the_ticket_by_itself()
    {
        var number = await Ticket(World.Technik, (db, t) =>
        {
            t.Assign(Person(db, World.Theo), Person(db, World.Theo), Now);
            t.Close(db.Progresses.Single(p => p.Category == Category.Closed), "", [], Person(db, World.Theo), Now);
        });
        await Change(number, (_, t) => t.HearAfterClosing(Now));
        await Later();
        (await Page(World.Theo)).ShouldSay("Nach dem Abschluss kam eine Antwort.");

        await Change(number, (db, t) => t.ReopenForReply(db.Progresses.First(p => p.Category == Category.InWork), null, Now));
        await Later();
        (await Page(World.Theo)).ShouldSay("Das Ticket ist wieder offen.");
    }

    [Fact]
    public async Task Forwarding_is_told_to_the_department_it_goes_to_and_to_who_follows_the_ticket_and_back_again()
    {
        var number = await app.NewTicket();
        var dialogue = await app.NewConversation(number);
        await Change(number, (db, t) => t.Assign(Person(db, World.Theo), Person(db, World.Theo), Now));
        await Later();
        using var theo = await app.As(World.Theo);
        using var ada = await app.As(World.Ada);
        using var vera = await app.As(World.Vera);
        await Move(ada, "forwarding", World.Vertrieb, "Ein Angebot?");
        (await Page(World.Vera)).ShouldSay("Ada Petersen hat Ihrer Abteilung ein Gespräch weitergeleitet.");
        (await Page(World.Theo)).ShouldSay("Ada Petersen hat ein Gespräch an eine andere Abteilung weitergeleitet.");

        await Move(vera, "forwarding/return", null, "Nein.");
        (await Page(World.Theo)).ShouldSay("Ein weitergeleitetes Gespräch ist zurück.");

        await Move(theo, "forwarding", World.Vertrieb, "Doch!");
        await Move(theo, "forwarding/recall", null, null);
        (await Page(World.Vera)).All(".news-item")[0].ShouldContain("Theo Brandt hat ein weitergeleitetes Gespräch zurückgeholt.");
        (await Page(World.Theo)).ShouldNotSay("Theo Brandt hat");

        async Task Move(Browser who, string how, string? to, string? remark)
        {
            var id = to is null ? null : (await app.Db(db => db.Departments.SingleAsync(d => d.Name == to))).Id.ToString();
            (await who.Send($"/conversations/{dialogue}/{how}", ("DepartmentId", id), ("Remark", remark))).Status.ShouldBe(302);
            await Later();
        }
    }

    [Theory]
    [InlineData("https://tresen.hafen.example/", "https://tresen.hafen.example/tickets/")]
    [InlineData(null, null)]
    public async Task The_mail_leads_to_the_ticket_where_the_programs_address_is_set(string? address, string? link)
    {
        if (address is not null)
        {
            app.Set["Tresen:Address"] = address;
        }

        await GiveServers();
        var number = await Ticket(World.Technik, (db, t) => t.Assign(Person(db, World.Theo), Person(db, World.Lena), Now));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.RunJobs();

        var mail = await app.Db(db => db.OutgoingMails.SingleAsync());
        if (link is null)
        {
            (mail.Text + mail.Html).ShouldNotContain("http");
        }
        else
        {
            mail.Text.ShouldContain($"\n{link}{number}\n");
        }
    }

    [Fact]
    public async Task Whoever_opens_a_ticket_has_taken_note_of_all_that_was_to_be_told_of_it()
    {
        var first = await Ticket(World.Technik, (db, t) => t.Assign(Person(db, World.Theo), Person(db, World.Lena), Now));
        await Ticket(World.Technik, (db, t) => t.Assign(Person(db, World.Theo), Person(db, World.Lena), Now));
        await Later();
        await Change(first, (db, t) => t.Record(TicketVerb.MessageIn, null, Now));
        await Later();

        using var theo = await app.As(World.Theo);
        (await theo.Open("/notifications/count")).Text.ShouldBe("3");
        (await theo.Send("/notifications/seen", ("page", "/tickets"))).Text.ShouldBe("3");
        (await theo.Send("/notifications/seen", ("page", $"/tickets/{first}/details"))).Text.ShouldBe("1");
        (await theo.Open("/notifications")).All(".news-new").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Reading_one_reads_the_others_of_that_ticket()
    {
        var number = await Ticket(World.Technik, (db, t) => t.Assign(Person(db, World.Theo), Person(db, World.Lena), Now));
        await Later();
        await Change(number, (db, t) => t.Record(TicketVerb.MessageIn, null, Now));
        await Later();

        using var theo = await app.As(World.Theo);
        var page = await theo.Open("/notifications");
        page.All(".news-new").Count.ShouldBe(2);
        (await theo.Submit(page, page.One(".news-item form").GetAttribute("action")!)).LedTo.ShouldBe($"/tickets/{number}");
        (await theo.Open("/notifications/count")).Text.ShouldBe("");
    }

    [Fact]
    public async Task In_the_demo_the_mail_leads_to_the_demo()
    {
        app.Services.GetRequiredService<Tresen.Platform.Web.Address>().IsDemoAt("http://127.0.0.1:5080");
        await GiveServers();
        var number = await Ticket(World.Technik, (db, t) => t.Assign(Person(db, World.Theo), Person(db, World.Lena), Now));
        await Later();
        (await app.Db(db => db.OutgoingMails.SingleAsync())).Text.ShouldContain($"\nhttp://127.0.0.1:5080/tickets/{number}\n");
    }

    DateTimeOffset Now => app.Clock.GetUtcNow();

    async Task Later()
    {
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.RunJobs();
    }

    async Task<Answer> Page(Inhabitant person)
    {
        using var browser = await app.As(person);
        return await browser.Open("/notifications");
    }

    async Task<int> Ticket(string department, Action<TresenDb, Ticket> act, DateTimeOffset? at = null)
    {
        var number = await app.Db(async db =>
        {
            var number = (int)await db.DrawNumberAsync(TicketQueries.Range, TicketQueries.FirstNumber, default);
            var ticket = new Ticket(number, "Drucker streift", new Requester("Karin Müller"), db.Departments.Include(d => d.Company).Include(d => d.Members).ThenInclude(m => m.StaffMember).Single(d => d.Name == department),
                db.Progresses.OrderBy(p => p.Position).First(), db.Kinds.OrderBy(k => k.Position).First(), db.Channels.OrderBy(c => c.Position).First(), Person(db, World.Ada), at ?? Now);
            ticket.RateAsProposed(null, at ?? Now);
            db.Add(ticket);
            await db.SaveChangesAsync();
            return number;
        });
        await Change(number, act);
        return number;
    }

    Task Change(int number, Action<TresenDb, Ticket> act) => app.Db(async db =>
    {
        act(db, await db.Tickets.WithParts.SingleAsync(t => t.Number == number));
        return await db.SaveChangesAsync();
    });

    static StaffMember Person(TresenDb db, Inhabitant person) => db.Staff.Include(s => s.Absences).Single(s => s.Name == person.Name);

    static Tresen.Platform.Identity.Me Sees(TresenDb db, Inhabitant person) => db.SightOfAsync([Person(db, person).Id], default).GetAwaiter().GetResult().Values.Single();

    Task GiveServers() => app.Db(async db =>
    {
        (await db.Mailboxes.Include(m => m.Department).FirstAsync(m => m.Address == World.ServiceAddress)).SendThrough(MailServer.At("127.0.0.1", 2525, Encryption.None, "", "", "Smtp"), "");
        return await db.SaveChangesAsync();
    });

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
