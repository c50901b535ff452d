using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tresen.Platform.Jobs;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Staff.SigningIn;

namespace Tresen.Tests.Security;

/// <summary>A forgotten password comes back by mail, to whoever reads that mailbox and to nobody else.</summary>
public sealed class ForgottenPasswordTests : IAsyncLifetime
{
    const string Sentence = "Wenn es diese Adresse gibt, ist eine Mail unterwegs.";
    const string New = "ein ganz neues Wort";

    readonly TresenApp app = new() { Add = services => services.AddSingleton<IStartupFilter, ForeignAddresses>() };

    public async ValueTask InitializeAsync()
    {
        app.Set["Tresen:Address"] = "http://service.hafen.example";
        await GiveServer(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Theo_forgot_his_password_and_chooses_another_by_mail()
    {
        using var open = await app.As(World.Theo);
        using var theo = app.Stranger();
        var page = await theo.Open((await theo.Open("/sign-in")).One("main form ~ p a").GetAttribute("href")!);
        (await theo.Submit(page, "/sign-in/forgotten", ("Mail", " THEO@hafen.example"))).LedTo.ShouldBe("/sign-in");
        (await theo.Open("/sign-in")).ShouldSay(Sentence);
        (await open.Get("/account")).Status.ShouldBe(200, "asking alone changes nothing");

        await app.RunJobs();
        var mail = (await Mails()).ShouldHaveSingleItem();
        mail.Recipients.ShouldHaveSingleItem().Address.ShouldBe(World.Theo.Mail);
        (mail.IsToStaff, mail.FromAddress, mail.Subject).ShouldBe((true, World.ServiceAddress, "Neues Passwort für Tresen"));
        mail.Text.ShouldStartWith("Guten Tag Theo Brandt,");
        mail.Text.ShouldContain("Der Link gilt bis 24.11.2026 10:00 und nur einmal.");

        app.Clock.Advance(TimeSpan.FromSeconds(30));
        var link = await theo.Open(LinkIn(mail));
        (await theo.Submit(link, "/welcome", ("Password", New))).LedTo.ShouldBe("/sign-in");
        (await open.Get("/account")).LedTo.ShouldStartWith("/sign-in");
        (await theo.Send("/sign-in", ("Mail", World.Theo.Mail), ("Password", World.Password))).Status.ShouldBe(422);
        (await theo.Send("/sign-in", ("Mail", World.Theo.Mail), ("Password", New))).LedTo.ShouldBe("/");

        await app.RunJobs();
        (await Mails())[^1].Subject.ShouldBe("Ihr Passwort wurde geändert");
        (await Mails())[^1].Text.ShouldNotContain("http");
    }

    [Fact]
    public async Task Whoever_chose_English_is_written_to_in_English()
    {
        await app.Db(async db =>
        {
            (await db.Staff.SingleAsync(s => s.Mail == World.Theo.Mail)).Prefer("en", wantsMail: false);
            return await db.SaveChangesAsync();
        });
        await Ask(World.Theo.Mail);
        await app.RunJobs();
        (await Mails()).ShouldHaveSingleItem().Text.ShouldStartWith("Hello Theo Brandt,");
    }

    [Fact]
    public async Task A_password_changed_in_the_account_is_told_by_mail_too()
    {
        using var theo = await app.As(World.Theo);
        (await theo.Send("/account/password", ("OldPassword", World.Password), ("NewPassword", New))).LedTo.ShouldBe("/account");
        await app.RunJobs();
        (await Mails()).ShouldHaveSingleItem().Subject.ShouldBe("Ihr Passwort wurde geändert");
    }

    [Fact]
    public async Task D10_Who_works_here_is_not_told_to_whoever_asks_for_a_new_password()
    {
        var known = await Ask(World.Theo.Mail);
        var unknown = await Ask("niemand@hafen.example");
        var left = await Left(World.Vera);
        (unknown.Status, unknown.LedTo).ShouldBe((known.Status, known.LedTo));
        (left.Status, left.LedTo).ShouldBe((known.Status, known.LedTo));
        // The same work too: each is a job, and the mail is written later.
        (await app.Db(db => db.Set<Job>().CountAsync(j => j.Kind == AccountNewsJobs.Kind))).ShouldBe(3);
        (await Mails()).ShouldBeEmpty();
        await app.RunJobs();
        (await Mails()).ShouldHaveSingleItem().Recipients.ShouldHaveSingleItem().Address.ShouldBe(World.Theo.Mail);
        (await app.Db(db => db.Set<Job>().CountAsync(j => j.Kind == AccountNewsJobs.Kind))).ShouldBe(0);

        async Task<Answer> Left(Inhabitant person)
        {
            using var ada = await app.As(World.Ada);
            (await ada.Send($"/administration/staff/{await IdOf(person)}/departure")).Status.ShouldBe(302);
            return await Ask(person.Mail);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Unsinn")]
    [InlineData("a@b.example\r\nBcc: boese@boese.example")]
    public async Task What_is_no_address_is_asked_for_again(string typed)
    {
        (await Ask(typed)).Status.ShouldBe(422);
        (await app.Db(db => db.Set<Job>().CountAsync(j => j.Kind == AccountNewsJobs.Kind))).ShouldBe(0);
    }

    [Fact]
    public async Task D09_Asking_for_mails_comes_to_an_end()
    {
        for (var i = 0; i < 8; i++)
        {
            (await Ask(World.Theo.Mail)).Status.ShouldBe(302);
        }

        (await Ask(World.Theo.Mail)).Status.ShouldBe(429);
        (await Ask(World.Theo.Mail, "198.51.100.1")).Status.ShouldBe(302);
        await app.RunJobs();
        (await Mails()).Count.ShouldBe(3, "whoever asks for somebody else's fills no mailbox");
        (await app.Stranger().Send("/sign-in", ("Mail", World.Theo.Mail), ("Password", World.Password))).Status.ShouldBe(302, "and keeps nobody from signing in");

        app.Clock.Advance(TimeSpan.FromMinutes(61));
        (await Ask(World.Theo.Mail)).Status.ShouldBe(302);
        await app.RunJobs();
        (await Mails()).Count.ShouldBe(4);
    }

    [Fact]
    public async Task D11_Any_mailed_link_holds_for_an_hour_and_all_end_with_the_first_that_is_used()
    {
        await Ask(World.Theo.Mail);
        await app.RunJobs();
        app.Clock.Advance(TimeSpan.FromMinutes(30));
        await Ask(World.Theo.Mail);
        await app.RunJobs();
        var links = (await Mails()).Select(LinkIn).ToList();
        links.Distinct().Count().ShouldBe(2);
        (await app.Stranger().Open(links[0])).Status.ShouldBe(200, "who asks again voids nobody's link");

        using var theo = app.Stranger();
        (await theo.Send("/welcome", ("Code", CodeIn(links[1])), ("Password", New))).LedTo.ShouldBe("/sign-in");
        (await theo.Send("/welcome", ("Code", CodeIn(links[0])), ("Password", "und noch ein anderes"))).Status.ShouldBe(404);
        (await theo.Send("/welcome", ("Code", CodeIn(links[1])), ("Password", "und noch ein anderes"))).Status.ShouldBe(404);

        await Ask(World.Theo.Mail);
        await app.RunJobs();
        app.Clock.Advance(TimeSpan.FromMinutes(61));
        (await theo.Open(LinkIn((await Mails()).Last(m => m.Text.Contains("/welcome", StringComparison.Ordinal))))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task D11_A_link_that_went_to_an_address_from_before_leads_nowhere()
    {
        await Ask(World.Theo.Mail);
        await app.RunJobs();
        using var ada = await app.As(World.Ada);
        var path = $"/administration/staff/{await IdOf(World.Theo)}";
        (await ada.Submit(await ada.Open(path), path, ("Mail", "theo.brandt@hafen.example"))).LedTo.ShouldBe(path);
        (await app.Stranger().Open(LinkIn((await Mails())[0]))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task D11_The_mailed_link_leads_to_the_address_that_is_set_whatever_host_is_claimed()
    {
        using var request = Form(World.Theo.Mail, "203.0.113.7");
        request.Headers.Host = "boese.example";
        request.Headers.Add("X-Forwarded-Host", "boese.example");
        using var stranger = app.Stranger();
        (await stranger.Send(request)).Status.ShouldBe(302);
        await app.RunJobs();
        var mail = (await Mails()).ShouldHaveSingleItem();
        mail.Text.ShouldContain("\nhttp://service.hafen.example/welcome?code=");
        (mail.Text + mail.Html).ShouldNotContain("boese");
    }

    [Fact]
    public async Task D11_Without_an_address_or_a_mailbox_the_administration_helps_whoever_asks()
    {
        const string helps = "Die Administration gibt Ihnen einen neuen Zugang.";
        await using var unset = new TresenApp();
        await GiveServer(unset);
        using var stranger = unset.Stranger();
        var known = await stranger.Send("/sign-in/forgotten", ("Mail", World.Theo.Mail));
        known.ShouldSay(helps).Document.Forms.ShouldBeEmpty();
        (await stranger.Send("/sign-in/forgotten", ("Mail", "niemand@hafen.example"))).Text.ShouldBe(known.Text);
        (await unset.Db(db => db.Set<Job>().CountAsync(j => j.Kind == AccountNewsJobs.Kind))).ShouldBe(0);

        await app.Db(async db =>
        {
            (await db.Mailboxes.FirstAsync(m => m.Address == World.ServiceAddress)).PauseSending("Der Server hat die Anmeldung abgelehnt.", app.Clock.GetUtcNow());
            (await db.Mailboxes.FirstAsync(m => m.Address == World.BuchhaltungAddress)).SendThrough(MailServer.At("127.0.0.1", 2525, Encryption.None, "", "", "Smtp"), "");
            return await db.SaveChangesAsync();
        });
        (await app.Stranger().Open("/sign-in/forgotten")).ShouldSay(helps);
    }

    async Task<Answer> Ask(string mail, string from = "203.0.113.7")
    {
        using var stranger = app.Stranger();
        using var request = Form(mail, from);
        return await stranger.Send(request);
    }

    static HttpRequestMessage Form(string mail, string from)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in/forgotten") { Content = new FormUrlEncodedContent([KeyValuePair.Create("Mail", mail)]) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Add(ForeignAddresses.Header, from);
        return request;
    }

    static string LinkIn(OutgoingMail mail) => Regex.Match(mail.Text, @"^http://service\.hafen\.example(/welcome\?code=\S+)$", RegexOptions.Multiline).Groups[1].Value;

    static string CodeIn(string link) => link.Split("code=")[1];

    Task<int> IdOf(Inhabitant person) => app.Db(db => db.Staff.Where(s => s.Mail == person.Mail).Select(s => s.Id).SingleAsync());

    Task<List<OutgoingMail>> Mails() => app.Db(db => db.OutgoingMails.Include(m => m.Recipients).OrderBy(m => m.CreatedAt).ThenBy(m => m.Id).ToListAsync());

    static Task<int> GiveServer(TresenApp app) => app.Db(async db =>
    {
        (await db.Mailboxes.FirstAsync(m => m.Address == World.ServiceAddress)).SendThrough(MailServer.At("127.0.0.1", 2525, Encryption.None, "", "", "Smtp"), "");
        return await db.SaveChangesAsync();
    });
}
