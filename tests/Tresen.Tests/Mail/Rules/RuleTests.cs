using Microsoft.EntityFrameworkCore;
using MimeKit;
using Tresen.Conversations;
using Tresen.Mail;
using Tresen.Mail.Rules;
using Tresen.Platform.Settings;
using Tresen.Staff;
using Tresen.Tests.Mail.Intake;
using Tresen.Tickets;
using static Tresen.Tests.Mail.Intake.Arriving;

namespace Tresen.Tests.Mail.Rules;

/// <summary><em>Administration &gt; Regeln für Mails</em>, made on its page and tried on mails that arrive.</summary>
public sealed class RuleTests : IAsyncLifetime
{
    const string Page = "/administration/mail-rules";
    const string Nagios = "nagios@wache.example";

    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_rule_sets_what_it_names_and_blanks_nothing()
    {
        var (vertrieb, theo, area, kind, tag) = await app.Db(async db =>
        {
            var tag = new Tag("wache");
            db.Add(tag);
            await db.SaveChangesAsync();
            return (await db.Departments.SingleAsync(d => d.Name == World.Vertrieb), await db.Staff.SingleAsync(s => s.Mail == World.Theo.Mail), await db.Areas.OrderBy(a => a.Id).FirstAsync(), await db.Kinds.OrderByDescending(k => k.Position).FirstAsync(k => k.IsActive), tag);
        });
        await MakeAsync("Angebote", Subject("Angebot"), ("DepartmentId", vertrieb.Id), ("Priority", "High"));
        await MakeAsync("Von Müller", When("Domain", "Is", "muellerbau.example"), ("DepartmentId", await IdAsync(World.Technik)), ("AssigneeId", theo.Id), ("AreaId", area.Id), ("KindId", kind.Id), ("TagId", tag.Id));

        var both = await app.Ticket(await app.Arrive(Letter("Bitte ein Angebot", from: "azubi@muellerbau.example")));
        (both.Department.Name, both.Priority, both.Assignee!.Name, both.Area!.Id, both.Kind.Id).ShouldBe((World.Vertrieb, Priority.High, World.Theo.Name, area.Id, kind.Id)); // the upper rule's department stays
        both.Tags.ShouldHaveSingleItem().Tag.Name.ShouldBe("wache");
        both.Customer!.Name.ShouldBe(World.MuellerBau);
        both.Events.Where(e => e.Verb == TicketVerb.Ruled).Select(e => e.After).ShouldBe(["Angebote", "Von Müller"]);

        var second = await app.Ticket(await app.Arrive(Letter("Tor", from: "azubi@muellerbau.example")));
        (second.Department.Name, second.Priority, second.Assignee!.Name).ShouldBe((World.Technik, Priority.Normal, World.Theo.Name));
        var none = await app.Ticket(await app.Arrive(Letter("Tor", from: "jens@ohlsen.example")));
        (none.Assignee, none.Area, none.Customer!.Name).ShouldBe((null, null, World.OhlsenLogistik));
        none.Events.ShouldNotContain(e => e.Verb == TicketVerb.Ruled);
        using var reader = await app.As(World.Theo);
        (await reader.Open($"/tickets/{second.Number}")).ShouldSay("Regel für Mails: Von Müller");
    }

    [Fact]
    public async Task After_a_rule_that_is_the_last_no_further_one_is_asked_and_their_order_is_changed_by_buttons()
    {
        await MakeAsync("Oben", Subject("Tor"), ("Priority", "High"), ("IsLast", "true"));
        await MakeAsync("Unten", Subject("Tor"), ("Priority", "Low"), ("AssigneeId", await app.Db(db => db.Staff.Where(s => s.Mail == World.Theo.Mail).Select(s => s.Id).SingleAsync())));
        var first = await app.Ticket(await app.Arrive(Letter("Tor")));
        (first.Priority, first.Assignee).ShouldBe((Priority.High, null));

        using var ada = await app.As(World.Ada);
        await ada.Send($"{Page}/{await RuleAsync("Unten")}/place", ("Up", "true"));
        var second = await app.Ticket(await app.Arrive(Letter("Tor")));
        (second.Priority, second.Assignee!.Name).ShouldBe((Priority.Low, World.Theo.Name));

        (await ada.Send($"{Page}/{await RuleAsync("Unten")}/pause", ("Paused", "true"))).LedTo.ShouldBe(Page);
        (await ada.Open(Page)).ShouldSay("ruht").ShouldSay("Die Regel „Unten“ ruht.");
        (await app.Ticket(await app.Arrive(Letter("Tor")))).Priority.ShouldBe(Priority.High);
        await ada.Send($"{Page}/{await RuleAsync("Oben")}/removal");
        (await app.Ticket(await app.Arrive(Letter("Tor")))).Priority.ShouldBe(Priority.Normal);
        (await ada.Open(Page)).ShouldSay("Die Regel „Oben“ ist entfernt.");
    }

    [Theory]
    [InlineData("Spam", RawMailState.Spam, "spam")]
    [InlineData("PutAway", RawMailState.Ignored, "ignored")]
    public async Task What_a_rule_puts_away_lies_there_with_its_name_and_is_had_back(string fate, RawMailState state, string tab)
    {
        await MakeAsync("Werbung weg", Subject("Gewinnspiel"), ("Fate", fate));
        var raw = await app.Arrive(Letter("Gewinnspiel", from: Stranger));
        (raw.State, raw.Reason, raw.Detail, raw.TicketId).ShouldBe((state, RawMailReason.Rule, "Werbung weg", null));

        using var theo = await app.As(World.Theo);
        (await theo.Open("/mail/review")).ShouldNotSay("Gewinnspiel");
        (await theo.Open($"/mail/review?put={tab}")).ShouldSay("Gewinnspiel").ShouldSay("Abgelegt nach der Regel „Werbung weg“.");
        await theo.Submit(await theo.Open($"/mail/review/{raw.Id}"), $"/mail/review/{raw.Id}/return");
        await theo.Submit(await theo.Open($"/mail/review/{raw.Id}"), $"/mail/review/{raw.Id}/ticket");
        (await app.Raw(raw.Id)).State.ShouldBe(RawMailState.Taken);
    }

    [Fact]
    public async Task No_rule_puts_a_customers_answer_away()
    {
        var (first, message, mail) = await app.Answered();
        var ticket = await app.Ticket(first);
        await MakeAsync("Alles weg", When("Sender", "Contains", "@"), ("Fate", "Spam"));

        (await app.Arrive(Letter("AW: Tor", "Danke.").Answering(mail.MessageId))).TicketId.ShouldBe(first.TicketId);
        (await app.Arrive(Letter($"Rückfrage zu Ticket {ticket.Number}", "Wann?"))).TicketId.ShouldBe(first.TicketId);
        (await app.Arrive(Letter("Tor", "Noch ein Bild.").Answering(message.MessageId))).TicketId.ShouldBe(first.TicketId);
        (await app.Arrive(Letter("AW: Tor", "Von meinem Telefon.", from: Stranger).Answering(mail.MessageId))).State.ShouldBe(RawMailState.Taken); // by our seal, though not by the address

        (await app.Arrive(Letter($"Ticket {ticket.Number}: Gewinnspiel", from: "anders@boese.example"))).State.ShouldBe(RawMailState.Spam); // a number alone is no answer
        (await app.Arrive(Letter("Etwas Neues"))).State.ShouldBe(RawMailState.Spam);
    }

    [Fact]
    public async Task Header_body_attachment_and_mailbox_are_looked_at()
    {
        await MakeAsync("Wache", [("Conditions[0].Part", "Header"), ("Conditions[0].Header", "X-Wache"), ("Conditions[0].Comparison", "IsThere"), ("Conditions[1].Part", "Body"), ("Conditions[1].Text", "Tor\nFenster")], ("Priority", "High"));
        await MakeAsync("Rechnungen", [("Conditions[0].Part", "Attachment"), ("Conditions[0].Comparison", "Ends"), ("Conditions[0].Text", ".pdf"), ("Conditions[0].Header", "")], ("MailboxId", await app.Db(db => db.Set<Tresen.Post.Mailbox>().Where(m => m.Address == World.ServiceAddress).Select(m => m.Id).SingleAsync())), ("Priority", "Low"));
        (await app.Ticket(await app.Arrive(Letter("Eins").With("X-Wache", "ja")))).Priority.ShouldBe(Priority.High);
        (await app.Ticket(await app.Arrive(Letter("Zwei")))).Priority.ShouldBe(Priority.Normal);
        (await app.Ticket(await app.Arrive(Letter("Drei", "Die Tür klemmt.").With("X-Wache", "ja")))).Priority.ShouldBe(Priority.Normal);

        MimeMessage WithPdf(string subject, string to)
        {
            var builder = new BodyBuilder { TextBody = "anbei" };
            builder.Attachments.Add("Rechnung.PDF", "%PDF-1.4"u8.ToArray());
            var letter = Letter(subject, to: to);
            letter.Body = builder.ToMessageBody();
            return letter;
        }

        (await app.Ticket(await app.Arrive(WithPdf("Vier", World.ServiceAddress)))).Priority.ShouldBe(Priority.Low);
        (await app.Ticket(await app.Arrive(WithPdf("Fünf", World.BuchhaltungAddress), World.BuchhaltungAddress))).Priority.ShouldBe(Priority.Normal);
    }

    [Fact]
    public async Task A_rule_can_keep_the_confirmation_back_and_take_what_a_program_wrote()
    {
        await app.Confirms();
        await MakeAsync("Leise", Subject("leise"), ("IsQuiet", "true"));
        await MakeAsync("Scanner", When("Sender", "Is", "scanner@werk.example"), ("Fate", "Take"), ("Priority", "Low"));
        await app.Arrive(Letter("Ganz leise", from: "azubi@muellerbau.example"));
        (await app.Db(db => db.Set<Tresen.Post.OutgoingMail>().CountAsync())).ShouldBe(0);

        var scan = await app.Ticket(await app.Arrive(Letter("Automatische Antwort: Scan fertig", from: "scanner@werk.example").With("Auto-Submitted", "auto-replied")));
        (scan.Priority, scan.Ball).ShouldBe((Priority.Low, Ball.Us));
        (await app.Db(db => db.Set<Tresen.Post.OutgoingMail>().CountAsync())).ShouldBe(0);
        var other = await app.Arrive(Letter("Automatische Antwort: bin weg", from: "azubi@muellerbau.example").With("Auto-Submitted", "auto-replied"));
        (other.State, other.Reason).ShouldBe((RawMailState.Review, RawMailReason.Automatic));
    }

    [Fact]
    public async Task Alerts_about_the_same_thing_are_one_ticket_until_the_all_clear_closes_it()
    {
        await WatchAsync();
        var first = await app.Arrive(Alert("** PROBLEM Service Alert: web01/HTTP is CRITICAL **"));
        var again = await app.Arrive(Alert("** PROBLEM Service Alert: web01/HTTP is CRITICAL **", "Seit 5 Minuten."));
        var other = await app.Arrive(Alert("** PROBLEM Service Alert: web02/HTTP is CRITICAL **"));
        again.TicketId.ShouldBe(first.TicketId);
        other.TicketId.ShouldNotBe(first.TicketId);
        var message = await app.Message(again);
        (message.Why, message.WhyDetail, message.IsAutomatic).ShouldBe((Placement.ByRule, "Überwachung", false));
        using var theo = await app.As(World.Theo);
        var number = (await app.Ticket(first)).Number;
        (await theo.Open($"/tickets/{number}")).ShouldSay("nach der Regel „Überwachung“");

        await app.Arrive(Alert("** RECOVERY Service Alert: web01/HTTP is OK **"));
        var closed = await app.Ticket(first);
        (closed.IsClosed, closed.ClosedById, closed.Ball).ShouldBe((true, null, Ball.Nobody));
        (await app.Db(db => db.Conversations.Where(c => c.TicketId == closed.Id).Select(c => c.Ball).SingleAsync())).ShouldBe(Ball.Nobody);
        (await app.Ticket(other)).IsClosed.ShouldBeFalse();
        (await theo.Open($"/tickets/{number}")).ShouldSay("Ticket abgeschlossen");
        (await theo.Open($"/tickets/{number}/closure")).Status.ShouldBe(200);

        var late = await app.Arrive(Alert("** RECOVERY Service Alert: web01/HTTP is OK **", "Noch einmal."));
        (late.State, late.Reason).ShouldBe((RawMailState.Ignored, RawMailReason.Rule)); // nothing is left to close
        (await app.Arrive(Alert("** PROBLEM Service Alert: web01/HTTP is CRITICAL **", "Schon wieder."))).TicketId.ShouldNotBe(first.TicketId);
    }

    [Theory]
    [InlineData("Freigabe", "Eine Freigabe steht noch aus.")]
    [InlineData("Schritt", "Auf der Checkliste ist noch ein Schritt offen.")]
    [InlineData("Gespräch", "Im Gespräch wartet jemand auf Antwort.")]
    public async Task Where_something_is_open_the_all_clear_closes_nothing_and_says_why(string open, string why)
    {
        await WatchAsync();
        var first = await app.Arrive(Alert("PROBLEM web01 is DOWN"));
        var number = (await app.Ticket(first)).Number;
        if (open == "Gespräch")
        {
            var written = await app.Arrive(Letter($"Zu Ticket {number}", "Was ist mit dem Server?", from: Nagios));
            written.TicketId.ShouldBe(first.TicketId);
        }
        else
        {
            await app.Db(async db =>
            {
                var theo = await db.Staff.SingleAsync(s => s.Mail == World.Theo.Mail);
                var ticket = await db.Tickets.WithParts.Include(t => t.Steps).SingleAsync(t => t.Id == first.TicketId);
                if (open == "Schritt")
                {
                    ticket.AddStep("Log sichern", theo, app.Clock.GetUtcNow());
                }
                else
                {
                    ticket.Department.AskForApproval(ApprovalPoint.BeforeStart, null, allowsSelfApproval: false);
                    ticket.AskForApprovalIfWanted(theo, app.Clock.GetUtcNow());
                }

                return await db.SaveChangesAsync();
            });
        }

        (await app.Arrive(Alert("RECOVERY web01 is UP"))).TicketId.ShouldBe(first.TicketId);
        var ticket = await app.Ticket(first);
        (ticket.IsClosed, ticket.Ball).ShouldBe((false, Ball.Us));
        using var reader = await app.As(World.Theo);
        (await reader.Open($"/tickets/{number}")).ShouldSay("Entwarnung kam, das Ticket bleibt offen: " + why);
    }

    [Fact]
    public async Task A02_an_all_clear_that_somebody_else_sends_closes_nothing_and_gives_them_no_part()
    {
        await WatchAsync();
        var first = await app.Arrive(Alert("PROBLEM web01 is DOWN"));
        var forged = await app.Arrive(Letter("RECOVERY web01 is UP", from: Stranger));
        forged.TicketId.ShouldBe(first.TicketId);
        (await app.Message(forged)).IsUnverified.ShouldBeTrue();
        var ticket = await app.Ticket(first);
        ticket.IsClosed.ShouldBeFalse();
        ticket.Events.ShouldContain(e => e.Verb == TicketVerb.ClosingHeld && e.After == "Sie kommt von einem anderen Absender als die Meldung.");
        (await app.Message(await app.Arrive(Letter("PROBLEM web01 is DOWN", from: Stranger)))).IsUnverified.ShouldBeTrue();

        await app.Arrive(Alert("RECOVERY web01 is UP"));
        (await app.Ticket(first)).IsClosed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_storm_of_alerts_is_one_ticket()
    {
        await WatchAsync();
        for (var i = 0; i < 12; i++)
        {
            await app.Put(Raw(Alert($"WARNING: Speicher auf nas-1 {80 + i} % ({i}:15)", $"Meldung {i}")));
        }

        await app.RunJobs();
        (await app.Tickets()).ShouldBe(1);
        (await app.Db(db => db.Messages.CountAsync(m => m.Kind == MessageKind.In))).ShouldBe(12);
    }

    [Fact]
    public async Task Alerts_that_are_read_at_once_begin_one_ticket_for_each_alarm()
    {
        await WatchAsync();
        foreach (var i in Enumerable.Range(0, 24))
        {
            await app.Put(Raw(Alert($"PROBLEM web{i / 4:00}/HTTP is DOWN", $"Meldung {i}")));
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(app.RunJobs)));
        await app.RunJobs();
        (await app.Db(db => db.Tickets.Select(t => t.AlertKey).Distinct().CountAsync())).ShouldBe(6);
        (await app.Tickets()).ShouldBe(6);
    }

    [Fact]
    public async Task The_trial_shows_what_would_have_been_hit_and_loses_nothing_that_was_typed()
    {
        var taken = await app.Ticket(await app.Arrive(Alert("PROBLEM web01 is DOWN")));
        var (_, _, ours) = await app.Answered();
        await app.Arrive(Letter("AW: Tor", "web01 auch!").Answering(ours.MessageId));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var ada = await app.As(World.Ada);
        var page = await ada.Open($"{Page}/new");
        var tried = await ada.Submit(page, $"{Page}/trial", [.. When("Body", "Contains", "web01\nAgentur"), ("Fate", "Attach"), ("RecoveryWords", "Ende gut")]);
        tried.Status.ShouldBe(200, tried.Text);
        tried.ShouldSay("2 Mails hätte sie getroffen.").ShouldSay("Angesehen sind alle Mails der letzten 30 Tage, zusammen 3.").ShouldSay("Eine Antwort: Für sie gelten die Regeln nicht.").ShouldSay($"Ticket {taken.Number}").ShouldSay("Schlüssel: web01 is");
        (tried.One("[name='Conditions[0].Text']").TextContent.Trim(), tried.One("[name=RecoveryWords]").TextContent.Trim()).ShouldBe(("web01\nAgentur", "Ende gut"));
        (await app.Db(db => db.MailRules.CountAsync())).ShouldBe(0);

        var again = await ada.Submit(tried, $"{Page}/trial", ("Conditions[0].Part", "Subject"));
        again.ShouldSay("Eine Mail hätte sie getroffen.").ShouldNotSay("Eine Antwort:");
        (await ada.Open($"{Page}/trial")).Path.ShouldBe($"{Page}/new"); // loaded anew
        var refused = await ada.Submit(again, Page);
        refused.Status.ShouldBe(422);
        refused.ShouldSay("Bitte einen Namen eingeben.");
        (await ada.Submit(refused, Page, ("Name", "Wache"))).LedTo.ShouldBe(Page);

        app.Clock.Advance(TimeSpan.FromDays(31));
        var rule = await RuleAsync("Wache");
        using var later = await app.As(World.Ada);
        (await later.Submit(await later.Open($"{Page}/{rule}"), $"{Page}/trial?id={rule}")).ShouldSay("Keine Mail hätte sie getroffen.").ShouldSay("Wache");
    }

    [Fact]
    public async Task What_was_switched_off_meanwhile_is_skipped_and_said_on_the_list()
    {
        var vertrieb = await IdAsync(World.Vertrieb);
        await MakeAsync("Angebote", Subject("Angebot"), ("DepartmentId", vertrieb), ("Priority", "High"));
        await app.Db(async db =>
        {
            var department = await db.Departments.SingleAsync(d => d.Id == vertrieb);
            department.Describe(department.Name, department.IsConfidential, isActive: false);
            return await db.SaveChangesAsync();
        });

        var ticket = await app.Ticket(await app.Arrive(Letter("Angebot")));
        (ticket.Department.Name, ticket.Priority).ShouldBe((World.Technik, Priority.High));
        using var ada = await app.As(World.Ada);
        (await ada.Open(Page)).ShouldSay("wird übersprungen: Vertrieb");
        var rule = await RuleAsync("Angebote");
        (await ada.Submit(await ada.Open($"{Page}/{rule}"), $"{Page}/trial?id={rule}")).ShouldSay("Eine Mail hätte sie getroffen.");
        (await ada.Submit(await ada.Open($"{Page}/{rule}"), $"{Page}/{rule}")).LedTo.ShouldBe(Page); // it may stay as it was
    }

    [Fact]
    public async Task A_rule_that_somebody_removes_while_it_is_changed_costs_nothing_that_was_typed()
    {
        await MakeAsync("Angebote", Subject("Angebot"), ("Priority", "High"));
        var rule = await RuleAsync("Angebote");
        using var ada = await app.As(World.Ada);
        var page = await ada.Open($"{Page}/{rule}");
        (await ada.Send($"{Page}/{rule}/removal")).Status.ShouldBe(302);
        var gone = page;
        foreach (var to in new[] { $"{Page}/{rule}", $"{Page}/trial?id={rule}" })
        {
            gone = await ada.Submit(page, to, ("Conditions[0].Text", "Angebot\nOfferte"));
            gone.Status.ShouldBe(422);
            gone.ShouldSay("Diese Regel wurde inzwischen entfernt. Mit „Anlegen“ entsteht sie neu.");
            gone.One("[name='Conditions[0].Text']").TextContent.Trim().ShouldBe("Angebot\nOfferte");
        }

        (await ada.Submit(gone, Page, ("Conditions[0].Text", "Offerte"))).LedTo.ShouldBe(Page);
    }

    [Fact]
    public async Task The_all_clear_closes_into_a_status_that_asks_for_nothing()
    {
        await app.Db(async db =>
        {
            var first = await db.Progresses.Where(p => p.Category == Category.Closed).OrderBy(p => p.Position).FirstAsync();
            db.Add(new Progress("abgeschlossen, still", "closed silently", 99, Category.Closed, "grey"));
            await db.SaveChangesAsync();
            return await db.Progresses.Where(p => p.Id == first.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.AsksForDue, true));
        });
        await WatchAsync();
        var raw = await app.Arrive(Alert("PROBLEM web01 is DOWN"));
        await app.Arrive(Alert("RECOVERY web01 is UP"));
        (await app.Ticket(raw)).Progress.Name.ShouldBe("abgeschlossen, still");
    }

    [Fact]
    public async Task The_trial_takes_no_number_of_a_stranger_for_an_answer()
    {
        var ticket = await app.Ticket(await app.Arrive(Letter("Tor")));
        await app.Arrive(Letter($"Agentur zu Ticket {ticket.Number}", from: Stranger));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var ada = await app.As(World.Ada);
        (await ada.Submit(await ada.Open($"{Page}/new"), $"{Page}/trial", [.. Subject("Agentur"), ("Fate", "Spam")])).ShouldSay("Eine Mail hätte sie getroffen.").ShouldNotSay("Eine Antwort:");
    }

    [Fact]
    public async Task A_kind_that_rules_name_is_replaced_there_too()
    {
        var (old, other) = await app.Db(async db =>
        {
            var kinds = await db.Kinds.OrderByDescending(k => k.Position).Take(2).ToListAsync();
            return (kinds[0], kinds[1]);
        });
        await MakeAsync("Art", Subject("Tor"), ("KindId", old.Id));
        using var ada = await app.As(World.Ada);
        (await ada.Send($"/administration/lists/kinds/{old.Id}/removal", ("ReplacementId", other.Id.ToString()))).Status.ShouldBe(302);
        await app.RunJobs();
        (await app.Db(db => db.MailRules.Select(r => r.KindId).SingleAsync())).ShouldBe(other.Id);
    }

    [Theory]
    [InlineData("Bitte eine Bedingung oder ein Mailkonto wählen", "Fate", "Spam", "Conditions[0].Text", "")]
    [InlineData("Bitte sagen, was die Regel tut", "Conditions[0].Text", "x", "Name", "N")]
    [InlineData("Bitte den Namen der Kopfzeile eintragen", "Conditions[0].Part", "Header", "Conditions[0].Text", "x")]
    [InlineData("Bei Entwarnung schließen geht nur zusammen", "ClosesOnRecovery", "true", "Conditions[0].Text", "x")]
    [InlineData("gibt es nur für Kopfzeilen und Anhänge", "Conditions[0].Comparison", "IsThere", "Fate", "Spam")]
    [InlineData("Diesen Kunden gibt es nicht", "CustomerName", "Niemand", "Conditions[0].Text", "x")]
    [InlineData("Das gibt es nicht mehr", "KindId", "99999", "Conditions[0].Text", "x")]
    public async Task What_makes_no_sense_is_refused_with_a_sentence(string sentence, string field, string value, string other, string with)
    {
        using var ada = await app.As(World.Ada);
        var refused = await ada.Submit(await ada.Open($"{Page}/new"), Page, new[] { ("Name", (string?)"Regel"), (field, value), (other, with) }.DistinctBy(f => f.Item1).ToArray());
        refused.Status.ShouldBe(422, refused.Text);
        refused.ShouldSay(sentence);
        (await app.Db(db => db.MailRules.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_is_given_what_is_hidden_from_them()
    {
        using var ada = await app.As(World.Ada);
        var theo = await app.Db(db => db.Staff.Where(s => s.Mail == World.Theo.Mail).Select(s => s.Id).SingleAsync());
        var refused = await ada.Submit(await ada.Open($"{Page}/new"), Page, [.. Subject("Lohn"), ("Name", "Lohn"), ("DepartmentId", $"{await IdAsync(World.Buchhaltung)}"), ("AssigneeId", $"{theo}")]);
        refused.ShouldSay("Theo Brandt gehört nicht zu Buchhaltung und sähe die Tickets dann.");

        await MakeAsync("Theo", Subject("Lohn"), ("AssigneeId", theo)); // the department is the mailbox' own
        (await app.Ticket(await app.Arrive(Letter("Lohn", to: World.BuchhaltungAddress), World.BuchhaltungAddress))).Assignee.ShouldBeNull();
        (await app.Ticket(await app.Arrive(Letter("Lohn")))).Assignee!.Name.ShouldBe(World.Theo.Name);
    }

    [Fact]
    public async Task Conditions_are_added_and_removed_without_script_and_changes_are_kept()
    {
        using var ada = await app.As(World.Ada);
        var two = await ada.Submit(await ada.Open($"{Page}/new"), Page, ("Name", "Zwei"), ("Conditions[0].Text", "Tor"), ("More", "true"));
        two.Status.ShouldBe(200);
        var filled = await ada.Submit(two, Page, ("Conditions[1].Part", "Domain"), ("Conditions[1].Text", "ohlsen.example"), ("Remove", "0"));
        filled.One("[name='Conditions[0].Text']").TextContent.Trim().ShouldBe("ohlsen.example");
        filled.One("[name=Name]").GetAttribute("value").ShouldBe("Zwei");
        (await ada.Submit(filled, Page, ("Priority", "High"))).LedTo.ShouldBe(Page);
        (await ada.Open(Page)).ShouldSay("Domain des Absenders enthält „ohlsen.example“").ShouldSay("Priorität: hoch");

        var rule = await RuleAsync("Zwei");
        await ada.Submit(await ada.Open($"{Page}/{rule}"), $"{Page}/{rule}", ("Conditions[0].Text", "ohlsen.example\nandere.example"), ("Priority", ""), ("Fate", "PutAway"));
        (await app.Db(db => db.SettingChanges.Where(c => c.Area == MailRuleSettings.OfRules.Key).Select(c => c.Field).Distinct().ToListAsync())).ShouldBe(["", "RuleCondition", "Fate", "Priority"], ignoreOrder: true);
        (await ada.Open("/administration/changes")).ShouldSay("Domain des Absenders enthält „ohlsen.example“ oder „andere.example“");
    }

    static MimeMessage Alert(string subject, string text = "Host: web01") => Letter(subject, text, from: Nagios, name: "Nagios").With("Auto-Submitted", "auto-generated");

    static byte[] Raw(MimeMessage message)
    {
        using var bytes = new MemoryStream();
        message.WriteTo(bytes);
        return bytes.ToArray();
    }

    static (string Name, string? Value)[] Subject(string text) => When("Subject", "Contains", text);

    static (string Name, string? Value)[] When(string part, string comparison, string text) => [("Conditions[0].Part", part), ("Conditions[0].Comparison", comparison), ("Conditions[0].Text", text)];

    Task WatchAsync() => MakeAsync("Überwachung", Subject("web0\nnas"), ("Fate", "Attach"), ("ClosesOnRecovery", "true"));

    async Task MakeAsync(string name, (string Name, string? Value)[] when, params (string Name, object Value)[] what)
    {
        using var ada = await app.As(World.Ada);
        var fields = when.Concat(what.Select(w => (w.Name, (string?)w.Value.ToString()))).Prepend(("Name", name)).ToArray();
        var made = await ada.Submit(await ada.Open($"{Page}/new"), Page, fields);
        made.Status.ShouldBe(302, made.Text);
    }

    Task<int> RuleAsync(string name) => app.Db(db => db.MailRules.Where(r => r.Name == name).Select(r => r.Id).SingleAsync());

    Task<int> IdAsync(string department) => app.Db(db => db.Departments.Where(d => d.Name == department).Select(d => d.Id).SingleAsync());
}
