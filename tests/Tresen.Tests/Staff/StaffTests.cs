using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Platform.Identity;
using Tresen.Staff;
using Tresen.Tests.Conversations;
using Tresen.Tickets;

namespace Tresen.Tests.Staff;

/// <summary>Hiring, changing, leaving.</summary>
public sealed class StaffTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Ada_hires_somebody_who_then_chooses_a_password()
    {
        using var ada = await app.As(World.Ada);
        var technik = await DepartmentId(World.Technik);
        var shown = await ada.Submit(await ada.Open("/administration/staff/new"), "/administration/staff",
            ("Name", "Nina Neu"), ("Mail", " Nina@Hafen.example "), ("Phone", "04921 / 777"), ("RoleName", "lead"), ("Places", $"{technik}:Deputy"));
        shown.Status.ShouldBe(200, shown.Text);
        var link = shown.One(".secret code").TextContent;
        link.ShouldStartWith("http://localhost/welcome?code=");

        using var nina = app.Stranger();
        var welcome = await nina.Open(new Uri(link).PathAndQuery);
        (await nina.Submit(welcome, "/welcome", ("Password", "ein ganz neues Wort"))).LedTo.ShouldBe("/sign-in");
        (await nina.Send("/sign-in", ("Mail", "nina@hafen.example"), ("Password", "ein ganz neues Wort"))).Status.ShouldBe(302);
        (await nina.Open("/account")).ShouldSay("Nina Neu");

        var person = await Person("nina@hafen.example");
        person.Rights.ShouldBe(Role.Lead.Rights);
        person.Phone.ShouldBe("+494921777");
        person.Memberships.Single().Standing.ShouldBe(Standing.Deputy);
        (await ada.Open("/administration/staff")).ShouldSay("Nina Neu").ShouldSay("Technik (Vertretung)");
    }

    [Fact]
    public async Task Sent_twice_it_is_done_once()
    {
        using var ada = await app.As(World.Ada);
        var form = await ada.Open("/administration/staff/new");
        (string, string?)[] typed = [("Name", "Nina Neu"), ("Mail", "nina@hafen.example")];
        (await ada.Submit(form, "/administration/staff", typed)).Status.ShouldBe(200);
        (await ada.Submit(form, "/administration/staff", typed)).LedTo.ShouldBe("/administration/staff/" + (await Person("nina@hafen.example")).Id);
    }

    [Theory]
    [InlineData("", "nina@hafen.example", "Bitte den Namen eingeben.")]
    [InlineData("Nina", "theo@hafen.example", "meldet sich schon jemand an")]
    [InlineData("Nina", "THEO@HAFEN.example", "meldet sich schon jemand an")]
    [InlineData("Nina", "keine Adresse", "Bitte eine E-Mail-Adresse wie")]
    [InlineData("Nina", "a@hafen.example,b@hafen.example", "Bitte eine E-Mail-Adresse wie")]
    [InlineData("Nina", "nina@hafen.example\r\nBcc: x@boese.example", "Bitte eine E-Mail-Adresse wie")]
    public async Task What_can_not_be_is_told_and_everything_typed_stays(string name, string mail, string sentence)
    {
        using var ada = await app.As(World.Ada);
        var technik = await DepartmentId(World.Technik);
        var answer = await ada.Submit(await ada.Open("/administration/staff/new"), "/administration/staff", ("Name", name), ("Mail", mail), ("Phone", "123"), ("Places", $"{technik}:Lead"));
        answer.Status.ShouldBe(422);
        answer.ShouldSay(sentence);
        answer.One("[name=Phone]").GetAttribute("value").ShouldBe("123");
        answer.One($"option[value='{technik}:Lead']").HasAttribute("selected").ShouldBeTrue();
    }

    [Fact]
    public async Task A_role_presets_rights_and_single_ones_may_differ()
    {
        using var ada = await app.As(World.Ada);
        var path = await PathOf(World.Theo);
        await ada.Submit(await ada.Open(path), path, ("RoleName", "lead"));
        (await Person(World.Theo.Mail)).Rights.ShouldBe(Role.Lead.Rights);

        await ada.Submit(await ada.Open(path), path, [.. Role.Lead.Rights.Each().Where(r => r != Capability.SeePrices).Select(r => ("Rights", (string?)r.ToString()))]);
        var theo = await Person(World.Theo.Mail);
        theo.Rights.ShouldBe(Role.Lead.Rights & ~Capability.SeePrices);
        theo.RoleName.ShouldBe("lead");
        (await ada.Open("/administration/staff")).ShouldSay("mit abweichenden Rechten");
    }

    [Fact]
    public async Task Another_address_is_the_one_to_sign_in_with()
    {
        using var ada = await app.As(World.Ada);
        var path = await PathOf(World.Theo);
        (await ada.Submit(await ada.Open(path), path, ("Mail", World.Vera.Mail))).Status.ShouldBe(422);
        (await ada.Submit(await ada.Open(path), path, ("Mail", "theo.brandt@hafen.example"))).LedTo.ShouldBe(path);
        (await app.Stranger().Send("/sign-in", ("Mail", World.Theo.Mail), ("Password", World.Password))).Status.ShouldBe(422);
        (await app.Stranger().Send("/sign-in", ("Mail", "theo.brandt@hafen.example"), ("Password", World.Password))).Status.ShouldBe(302);
    }

    [Fact]
    public async Task Two_administrators_change_different_things_at_once()
    {
        using var ada = await app.As(World.Ada);
        var path = await PathOf(World.Theo);
        var (first, second) = (await ada.Open(path), await ada.Open(path));
        var technik = await DepartmentId(World.Technik);
        await ada.Submit(first, path, ("Phone", "04921 1"));
        (await ada.Submit(second, path, ("Places", $"{technik}:Lead"))).LedTo.ShouldBe(path);
        var theo = await Person(World.Theo.Mail);
        (theo.Phone, theo.Memberships.Single().Standing).ShouldBe(("+4949211", Standing.Lead));

        var late = await ada.Submit(first, path, ("Phone", "04921 2"));
        late.Status.ShouldBe(409);
        late.One(".field-theirs-text").TextContent.ShouldBe("+4949211");
    }

    [Fact]
    public async Task The_last_administrator_stays_one()
    {
        using var ada = await app.As(World.Ada);
        var path = await PathOf(World.Ada);
        var demoted = await ada.Submit(await ada.Open(path), path, ("RoleName", "agent"));
        demoted.Status.ShouldBe(422);
        demoted.ShouldSay("Das ist die letzte Person mit dem Recht Administration");
        (await ada.Send(path + "/departure")).Status.ShouldBe(422);

        var theo = await PathOf(World.Theo);
        await ada.Submit(await ada.Open(theo), theo, ("RoleName", "administrator"));
        (await ada.Submit(await ada.Open(path), path, ("RoleName", "agent"))).Status.ShouldBe(302);
        (await Person(World.Ada.Mail)).Rights.ShouldBe(Role.Agent.Rights);
    }

    [Fact]
    public async Task Two_administrators_can_not_demote_each_other_at_once()
    {
        using var ada = await app.As(World.Ada);
        var (adas, theos) = (await PathOf(World.Ada), await PathOf(World.Theo));
        await ada.Submit(await ada.Open(theos), theos, ("RoleName", "administrator"));
        using var theo = await app.As(World.Theo);
        var (theosForm, adasForm) = (await ada.Open(theos), await theo.Open(adas));
        await Task.WhenAll(ada.Submit(theosForm, theos, ("RoleName", "agent")), theo.Submit(adasForm, adas, ("RoleName", "agent")));
        (await app.Db(db => db.Set<StaffMember>().CountAsync(s => s.IsActive && (s.Rights & Capability.Administration) != 0))).ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_leaves_hands_their_open_tickets_over()
    {
        using var ada = await app.As(World.Ada);
        var number = await TicketOf(World.Theo);
        var path = await PathOf(World.Theo);
        (await ada.Open(path)).ShouldSay("Theo Brandt hat noch 1 offenes Ticket.");
        var refused = await ada.Send(path + "/departure");
        refused.Status.ShouldBe(422);
        refused.ShouldSay("Bitte wählen, wer die Arbeit übernimmt.");

        var lena = (await Person(World.Lena.Mail)).Id;
        (await ada.Submit(await ada.Open(path), path + "/departure", ("successorId", lena.ToString()))).LedTo.ShouldBe("/administration/staff");
        var ticket = await app.Db(db => db.Set<Ticket>().Include(t => t.Events.OrderBy(e => e.Position)).SingleAsync(t => t.Number == number));
        ticket.AssigneeId.ShouldBe(lena);
        ticket.Events.ShouldContain(e => e.Verb == TicketVerb.Assigned && e.Before == World.Theo.Name && e.After == World.Lena.Name);
        (await Person(World.Theo.Mail)).IsActive.ShouldBeFalse();
        await ada.Open("/administration/staff"); // says that he can't sign in any more
        (await ada.Open("/administration/staff")).ShouldNotSay(World.Theo.Name);
        (await ada.Open("/administration/staff?left=true")).ShouldSay(World.Theo.Name);

        (await ada.Send(path + "/return")).LedTo.ShouldBe(path);
        (await app.As(World.Theo)).Dispose();
    }

    [Fact]
    public async Task Dialogues_go_along_but_a_confidential_one_only_to_its_own_people()
    {
        using var ada = await app.As(World.Ada);
        var ticket = await app.NewTicket();
        var (open, secret) = (await app.NewConversation(ticket), await app.NewConversation(ticket, department: World.Buchhaltung));
        await app.Work(async db =>
        {
            var bodo = await db.Person(World.Bodo);
            (await db.Departments.Include(d => d.Members).ToListAsync()).Single(d => d.Name == World.Technik).TakeIn(bodo); // the other one he leads
            (await db.ToChange(open)).Assign(bodo, null, World.Morning);
            (await db.ToChange(secret)).Assign(bodo, null, World.Morning);
            return 0;
        });
        var (path, lena) = (await PathOf(World.Bodo), (await Person(World.Lena.Mail)).Id);
        (await ada.Open(path)).ShouldSay("Bodo Kranz hat noch 2 offene Gespräche.").ShouldSay("Gespräche bekommt nur, wer zu der Abteilung gehört");
        (await ada.Send(path + "/departure", ("successorId", lena.ToString()))).LedTo.ShouldBe("/administration/staff");
        (await app.Db(db => db.Conversations.Where(c => c.Number == open).Select(c => c.AssigneeId).SingleAsync())).ShouldBe(lena);
        (await app.Db(db => db.Conversations.Where(c => c.Number == secret).Select(c => c.AssigneeId).SingleAsync())).ShouldBeNull();
    }

    [Fact]
    public async Task Nobody_ends_their_own_access_or_leaves_their_work_to_somebody_who_left()
    {
        using var ada = await app.As(World.Ada);
        var vera = await PathOf(World.Vera);
        await ada.Send(vera + "/departure");
        await TicketOf(World.Theo);
        (await ada.Send(await PathOf(World.Theo) + "/departure", ("successorId", (await Person(World.Vera.Mail)).Id.ToString()))).Status.ShouldBe(422);
        var theo = await PathOf(World.Theo);
        await ada.Submit(await ada.Open(theo), theo, ("RoleName", "administrator"));
        var own = await ada.Send(await PathOf(World.Ada) + "/departure");
        own.Status.ShouldBe(422);
        own.ShouldSay("Den eigenen Zugang kann niemand beenden");
    }

    [Fact]
    public async Task Only_administrators_see_any_of_it()
    {
        foreach (var person in new[] { World.Lena, World.Theo, World.Bodo, World.Rita })
        {
            using var browser = await app.As(person);
            foreach (var path in new[] { "/administration/staff", "/administration/staff/new", "/administration/staff/1", "/administration/roles", "/administration/departments", "/administration/departments/1", "/administration/company" })
            {
                (await browser.Get(path)).Status.ShouldBe(403, $"{person.Name} {path}");
            }

            (await browser.Send("/administration/staff/1/one-time-password")).Status.ShouldBe(403);
        }
    }

    Task<StaffMember> Person(string mail) => app.Db(db => db.Set<StaffMember>().Include(s => s.Memberships).SingleAsync(s => s.Mail == mail));

    async Task<string> PathOf(Inhabitant person) => "/administration/staff/" + (await Person(person.Mail)).Id;

    Task<int> DepartmentId(string name) => app.Db(db => db.Set<Department>().Where(d => d.Name == name).Select(d => d.Id).SingleAsync());

    Task<int> TicketOf(Inhabitant inhabitant) => app.Db(async db =>
    {
        var (person, technik) = (await db.Staff.SingleAsync(s => s.Mail == inhabitant.Mail), await db.Departments.SingleAsync(d => d.Name == World.Technik));
        var ticket = new Ticket(4711, "Drucker druckt nur Streifen", new Requester("Karin Müller", "karin@muellerbau.example", ""), technik, await db.Progresses.FirstAsync(p => p.Category == Category.New), await db.Kinds.OrderBy(k => k.Id).FirstAsync(), await db.Channels.OrderBy(c => c.Id).FirstAsync(), null, World.Morning);
        ticket.Assign(person, null, World.Morning);
        db.Add(ticket);
        await db.SaveChangesAsync();
        return ticket.Number;
    });
}
