using CsCheck;
using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Staff;
using Tresen.Tests.Conversations;
using Tresen.Tickets;

namespace Tresen.Tests.Workbench;

/// <summary>Who sees what, over firms made up at random: the database's one answer is the plain statement of the rule, and no list,
/// search, count or page shows anything else.</summary>
public sealed class SightTests : IAsyncLifetime
{
    static readonly Inhabitant[] People = [World.Ada, World.Lena, World.Theo, World.Vera, World.Bodo, World.Rita];

    static readonly Gen<Talk> Talks = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2].Array[0, 3], Gen.Int[0, 2], (department, forwarded, back) => new Talk(department, forwarded, back));

    static readonly Gen<Case> Cases = Gen.Select(Gen.Int[0, 2], Gen.Int[-4, 5], Gen.Int[0, 5].Array[0, 2], Talks.Array[0, 2], Gen.Int[-4, 2], (department, assignee, people, talks, movedTo) => new Case(department, assignee, people, talks, movedTo));

    // Standing: 0 none, else one more than the number of Standing. Rights: one in six administers.
    static readonly Gen<Firm> Firms = Gen.Select(Gen.Bool.Array[3], Gen.Int[0, 5].Array[18], Gen.Int[0, 5].Array[6], Cases.Array[2, 5], (confidential, standings, rights, cases) => new Firm(confidential, standings, rights, cases));

    readonly TresenApp app = new();
    readonly List<Browser> browsers = [];
    int marks;

    public async ValueTask InitializeAsync()
    {
        foreach (var person in People)
        {
            var browser = await app.As(person);
            await browser.TakeToken();
            browsers.Add(browser);
        }
    }

    public async ValueTask DisposeAsync()
    {
        browsers.ForEach(b => b.Dispose());
        await app.DisposeAsync();
    }

    [Fact]
    public Task D02_Each_sees_what_the_rule_says_and_no_way_shows_more() => Firms.SampleAsync(TryAsync, iter: 12, threads: 1);

    async Task TryAsync(Firm firm)
    {
        var mark = $"Sichtprobe{++marks}q";
        await app.Work(async db =>
        {
            var company = await db.Companies.FirstAsync();
            var departments = firm.Confidential.Select((c, i) => new Department($"{mark} {i}", company, c)).ToList();
            db.AddRange(departments);
            var staff = new List<StaffMember>();
            foreach (var (person, n) in People.Select((p, n) => (p, n)))
            {
                staff.Add(await db.Person(person));
                staff[n].Allow(Capability.Work | (firm.Rights[n] == 0 ? Capability.Administration : firm.Rights[n] == 1 ? Capability.SeePrices | Capability.Billing : 0));
                foreach (var (department, i) in departments.Select((d, i) => (d, i)).Where(d => firm.Standings[(n * 3) + d.i] is > 0 and < 4))
                {
                    department.TakeIn(staff[n], (Standing)(firm.Standings[(n * 3) + i] - 1));
                }
            }

            await db.SaveChangesAsync();
            var (progress, kind, channel) = (await db.Progresses.OrderBy(p => p.Position).FirstAsync(), await db.Kinds.FirstAsync(), await db.Channels.FirstAsync());
            foreach (var (wanted, n) in firm.Cases.Select((c, n) => (c, n)))
            {
                var at = app.Clock.GetUtcNow();
                var ticket = new Ticket((int)await db.DrawNumberAsync(TicketQueries.Range, 40_000, default), $"{mark} {n}", new Requester("Karin Müller"), departments[wanted.Department], progress, kind, channel, null, at);
                ticket.Assign(wanted.Assignee < 0 ? null : staff[wanted.Assignee], null, at);
                foreach (var involved in wanted.People)
                {
                    ticket.Involve(staff[involved], TicketPart.Helper, null, at);
                }

                db.Add(ticket);
                await db.SaveChangesAsync();
                var talks = new List<Conversation>();
                foreach (var (talk, i) in wanted.Talks.Select((t, i) => (t, i)))
                {
                    var conversation = new Conversation(await db.NextConversationNumberAsync(at, default), ticket, departments[talk.Department], null, "Frage", null, at);
                    db.Add(conversation);
                    db.Receive(conversation, Talking.FromKarin($"{mark}wort{n}x{i}x", "Frage"), at);
                    await db.SaveChangesAsync();
                    talks.Add(conversation);
                }

                foreach (var (conversation, talk) in talks.Zip(wanted.Talks))
                {
                    foreach (var to in talk.Forwarded.Where(to => departments[to].Id != conversation.DepartmentId))
                    {
                        conversation.Forward(departments[to], "Bitte ansehen", staff[0], await db.SiblingsOfAsync(conversation, default), at);
                        await db.SaveChangesAsync();
                    }

                    if (talk.Back > 0 && conversation.OpenForwarding is not null)
                    {
                        var beside = await db.SiblingsOfAsync(conversation, default);
                        (talk.Back == 1 ? () => conversation.TakeBack(staff[0], beside, at) : (Action)(() => conversation.GiveBack("Erledigt", staff[0], beside, at)))();
                        await db.SaveChangesAsync();
                    }
                }

                if (wanted.MovedTo >= 0)
                {
                    ticket.MoveTo(departments[wanted.MovedTo], null, at);
                }
            }

            return 0;
        });

        var firmNow = await app.Db(db => db.Departments.Include(d => d.Members).Where(d => d.Name.StartsWith(mark + " ")).AsNoTracking().ToDictionaryAsync(d => d.Id));
        var tickets = await app.Db(db => db.Tickets.AsNoTracking().Include(t => t.People).Where(t => t.Subject.StartsWith(mark + " ")).ToListAsync());
        var conversations = await app.Db(db => db.Conversations.AsNoTracking().Include(c => c.Messages).Where(c => c.Ticket.Subject.StartsWith(mark + " ")).ToListAsync());
        foreach (var (person, browser) in People.Zip(browsers))
        {
            var who = await app.Db(db => db.Staff.AsNoTracking().SingleAsync(s => s.Mail == person.Mail));
            bool Belongs(int department) => firmNow[department].Members.Any(m => m.StaffMemberId == who.Id);
            bool IsHidden(int department) => (who.Rights & Capability.Administration) == 0 && firmNow[department].IsConfidential && !Belongs(department);
            bool Sees(Ticket t) => !IsHidden(t.DepartmentId) || t.AssigneeId == who.Id || t.People.Any(p => p.StaffMemberId == who.Id) || conversations.Any(c => c.TicketId == t.Id && Belongs(c.DepartmentId));
            var (seen, heard) = (tickets.Where(Sees).ToList(), conversations.Where(c => !IsHidden(c.DepartmentId) && Sees(tickets.Single(t => t.Id == c.TicketId))).ToList());
            var why = $"{person.Name} in {mark}";

            var me = await app.Db(async db => (await db.SightOfAsync([who.Id], default))[who.Id]);
            (await app.Db(db => db.Tickets.VisibleTo(me).Where(t => t.Subject.StartsWith(mark + " ")).Select(t => t.Number).ToListAsync())).Order().ShouldBe(seen.Select(t => t.Number).Order(), why);
            (await app.Db(db => db.Conversations.VisibleTo(me).Where(c => c.Ticket.Subject.StartsWith(mark + " ")).Select(c => c.Number).ToListAsync())).Order().ShouldBe(heard.Select(c => c.Number).Order(), why);
            (await app.Db(db => db.Messages.VisibleTo(me).Where(m => m.Ticket.Subject.StartsWith(mark + " ") && m.ConversationId != null).Select(m => m.Id).ToListAsync())).Order().ShouldBe(heard.SelectMany(c => c.Messages).Select(m => m.Id).Order(), why);

            (await browser.Sees($"state=all&q={mark}")).Order().ShouldBe(seen.Select(t => t.Subject).Order(), why);
            (await browser.Get($"/tickets/count?state=all&q={mark}")).Html.ShouldBe(seen.Count > 0 ? seen.Count.ToString() : "", why);
            (await browser.Call($"/api/v1/tickets?state=all&q={mark}")).Json.GetProperty("tickets").EnumerateArray().Select(t => t.GetProperty("number").GetInt32()).Order().ShouldBe(seen.Select(t => t.Number).Order(), why);
            var found = (await browser.Get($"/search?q={mark}")).Html;
            var waiting = (await browser.Get("/conversations")).Html;
            foreach (var ticket in tickets)
            {
                found.Contains($"/tickets/{ticket.Number}\"").ShouldBe(seen.Contains(ticket), why);
                var page = await browser.Get($"/tickets/{ticket.Number}");
                page.Status.ShouldBe(seen.Contains(ticket) ? 200 : 404, why);
                foreach (var conversation in conversations.Where(c => c.TicketId == ticket.Id))
                {
                    page.Html.Contains(conversation.Messages[0].Reply).ShouldBe(heard.Contains(conversation), why);
                    (found.Contains(conversation.Messages[0].Reply) && !heard.Contains(conversation)).ShouldBeFalse(why); // of many the search shows the first
                    waiting.Contains(conversation.Number.ToString()).ShouldBe(heard.Contains(conversation) && Belongs(conversation.DepartmentId), why);
                }
            }
        }
    }

    /// <summary>Departments, who is what there (person by person), what they may, and what there is.</summary>
    sealed record Firm(bool[] Confidential, int[] Standings, int[] Rights, Case[] Cases);

    /// <summary>Numbers of departments and people; below 0: none, not moved.</summary>
    sealed record Case(int Department, int Assignee, int[] People, Talk[] Talks, int MovedTo);

    /// <summary>Back: 1 taken back, 2 given back.</summary>
    sealed record Talk(int Department, int[] Forwarded, int Back);
}
