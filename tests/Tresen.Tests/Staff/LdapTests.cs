using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Identity;
using Tresen.Staff;
using Tresen.Staff.Ldap;
using Tresen.Tests.Rig;

namespace Tresen.Tests.Staff;

/// <summary>Signing in by the password of the company's directory, a real OpenLDAP.</summary>
public sealed class LdapTests : IAsyncLifetime
{
    const string Page = "/administration/sign-in/directory";

    readonly TresenApp app = new();
    readonly SlapdServer server = SlapdServer.Instance;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData("theo@hafen.example")]
    [InlineData("Theo@Hafen.example")]
    [InlineData("theo")]
    public async Task Theo_signs_in_with_his_password_of_the_directory(string typed)
    {
        await SetUpAsync();
        using var theo = app.Stranger();
        (await theo.Open("/sign-in")).ShouldSay("E-Mail oder Benutzername");
        (await In(theo, typed)).LedTo.ShouldBe("/");
        (await theo.Open("/account")).ShouldSay("Theo Brandt");
    }

    [Fact]
    public async Task His_own_password_goes_on_counting_beside_it()
    {
        await SetUpAsync();
        (await In(app.Stranger(), World.Theo.Mail, World.Password)).LedTo.ShouldBe("/");
        (await In(app.Stranger(), World.Theo.Mail)).LedTo.ShouldBe("/");
    }

    [Fact]
    public async Task D10_Unknown_and_wrong_sound_alike_and_no_password_at_all_lets_nobody_in()
    {
        await SetUpAsync();
        foreach (var (typed, password) in new[] { ("theo", "falsch"), ("gibtesnicht", SlapdServer.Password), ("zwilling", SlapdServer.Password), ("theo@hafen.example", "falsch") })
        {
            var answer = await In(app.Stranger(), typed, password);
            answer.Status.ShouldBe(422);
            answer.ShouldSay("E-Mail oder Passwort stimmt nicht.");
        }

        (await In(app.Stranger(), "theo", "")).ShouldSay("Bitte das Passwort eingeben.").Status.ShouldBe(422);
        var way = new DirectoryWay(new Tresen.Staff.Outside.Secrets(new Microsoft.AspNetCore.DataProtection.EphemeralDataProtectionProvider()), Microsoft.Extensions.Logging.Abstractions.NullLogger<DirectoryWay>.Instance);
        var stored = await app.Db(db => db.Set<LdapDirectory>().SingleAsync());
        (await way.AskAsync(stored, "theo", "", TestContext.Current.CancellationToken)).ShouldBeNull("a server takes it for nobody's and says yes");
    }

    [Theory]
    [InlineData("*")]
    [InlineData("the*")]
    [InlineData("theo)(uid=*")]
    [InlineData("theo)(|(uid=*")]
    [InlineData("*)(objectClass=*")]
    [InlineData("theo\\2a")]
    public async Task What_is_typed_is_a_name_and_never_a_filter(string typed)
    {
        await SetUpAsync();
        (await In(app.Stranger(), typed)).Status.ShouldBe(422);
    }

    [Fact]
    public async Task A_star_in_a_name_is_a_star()
    {
        using var ada = await SetUpAsync();
        (await CheckAsync(ada, ("Somebody", "star*"))).ShouldSay("Name: Stern Chen. E-Mail-Adresse: stern@hafen.example.");
    }

    [Fact]
    public async Task D09_Guessing_comes_to_an_end_as_with_other_passwords()
    {
        await SetUpAsync();
        using var guesser = app.Stranger();
        for (var i = 0; i < 8; i++)
        {
            (await In(guesser, "theo", $"falsch {i}")).Status.ShouldBe(422);
        }

        (await In(guesser, "theo")).Status.ShouldBe(429);
    }

    [Fact]
    public async Task Groups_that_name_their_members_give_the_role_and_take_in_who_is_new()
    {
        using var ada = await SetUpAsync(("GroupAttribute", ""), ("GroupBase", "ou=groups," + SlapdServer.Base), ("TakesIn", "true"), ("Groups", "technik"), ("Roles", "lead"), ("Groups", "cn=alle,ou=groups," + SlapdServer.Base), ("Roles", "readonly"));
        using var nina = app.Stranger();
        (await In(nina, "nina")).LedTo.ShouldBe("/");
        var person = (await Person("nina@hafen.example"))!;
        (person.Name, person.RoleName).ShouldBe(("Nina Neu", "lead"));
        (await In(app.Stranger(), "nils")).ShouldSay("Ihr Konto gehört zu keiner Gruppe, die hier arbeiten darf.");
        (await Person("nils@hafen.example")).ShouldBeNull();

        (await In(app.Stranger(), "ada")).LedTo.ShouldBe("/");
        (await Person(World.Ada.Mail))!.Rights.ShouldBe(Role.Administrator.Rights, "the last administrator stays one");
        (await ada.Open("/administration/audit")).ShouldSay("Bei der ersten Anmeldung aufgenommen: Nina Neu, Leitung (localhost)");
    }

    [Fact]
    public async Task People_that_name_their_groups_get_the_role_by_its_short_name()
    {
        await SetUpAsync(("Groups", "Technik"), ("Roles", "lead"));
        (await In(app.Stranger(), "theo")).LedTo.ShouldBe("/");
        (await Person(World.Theo.Mail))!.RoleName.ShouldBe("lead");
        (await In(app.Stranger(), "nina")).ShouldSay("nina@hafen.example hat hier keinen Zugang.");
    }

    [Fact]
    public async Task A_second_factor_is_asked_for_after_the_directorys_password_too()
    {
        await SetUpAsync();
        using var theo = await app.As(World.Theo);
        var page = await theo.Open("/account/second-factor");
        var secret = page.One("[name=Secret]").GetAttribute("value")!;
        (await theo.Submit(page, "/account/second-factor", ("Code", Totp.CodeAt(secret, app.Clock.GetUtcNow())))).Status.ShouldBe(200);
        using var elsewhere = app.Stranger();
        var asked = await In(elsewhere, "theo");
        asked.Status.ShouldBe(200);
        (await elsewhere.Get("/account")).LedTo!.ShouldStartWith("/sign-in");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (await elsewhere.Submit(asked, "/sign-in/code", ("Code", Totp.CodeAt(secret, app.Clock.GetUtcNow())))).LedTo.ShouldBe("/");
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_or_of_another_name_ends_it_before_anything_is_said()
    {
        using var ada = await SetUpAsync();
        (await CheckAsync(ada, ("Authority", ""))).ShouldSay("Das Zertifikat von localhost ist nicht vertrauenswürdig");
        (await CheckAsync(ada, ("Authority", OtherAuthority()))).ShouldSay("Das Zertifikat von localhost ist nicht vertrauenswürdig");
        (await CheckAsync(ada, ("Host", "127.0.0.1"), ("Password", SlapdServer.AccountPassword))).ShouldSay("Das Zertifikat von 127.0.0.1 ist nicht vertrauenswürdig");
        (await ada.Submit(await ada.Open(Page), Page, ("Authority", OtherAuthority()), ("Anyway", "true"))).LedTo.ShouldBe(Page);
        (await In(app.Stranger(), "theo")).ShouldSay("Das Verzeichnis der Firma ist gerade nicht erreichbar.");
        (await In(app.Stranger(), World.Theo.Mail, World.Password)).LedTo.ShouldBe("/", "passwords of ours don't need it");
    }

    [Fact]
    public async Task The_check_says_step_by_step_how_far_it_came()
    {
        using var ada = await SetUpAsync(("Groups", "technik"), ("Roles", "lead"));
        (await CheckAsync(ada)).ShouldSay("localhost antwortet auf Port").ShouldSay("Die Anmeldung mit dem Konto zum Nachsehen gelingt.").ShouldSay("Den Suchbereich gibt es.");
        (await CheckAsync(ada, ("Somebody", "theo"))).ShouldSay("Gefunden: cn=theo,ou=people").ShouldSay("E-Mail-Adresse: theo@hafen.example").ShouldSay("Gruppen: cn=technik,ou=groups").ShouldSay("Die Rolle kommt aus der Zeile „technik“.");
        (await CheckAsync(ada, ("Somebody", "nina"))).ShouldSay("Es sind keine Gruppen zu sehen.").ShouldSay("Diese Person kommt nicht herein.");
        (await CheckAsync(ada, ("Somebody", "gibtesnicht"))).ShouldSay("„gibtesnicht“ wird mit diesem Filter nicht gefunden.");
        (await CheckAsync(ada, ("Somebody", "zwilling"))).ShouldSay("2 Einträge passen");
        (await CheckAsync(ada, ("Password", "falsch"))).ShouldSay("Das Konto zum Nachsehen wird abgelehnt.");
        (await CheckAsync(ada, ("SearchBase", "ou=nirgends," + SlapdServer.Base))).ShouldSay("Den Suchbereich gibt es dort nicht");
        (await CheckAsync(ada, ("UserFilter", "(uid={0}"))).ShouldSay("Dieser Filter ist nicht zu lesen");
        (await CheckAsync(ada, ("Authority", "Unsinn"))).ShouldSay("Das ist kein Zertifikat.");
        (await CheckAsync(ada, ("Host", "gibt-es-nicht.invalid"), ("Password", "x"))).ShouldSay("gibt-es-nicht.invalid");
    }

    [Fact]
    public async Task What_does_not_work_is_not_saved_unless_somebody_says_so_and_the_typed_password_still_counts()
    {
        using var ada = await SetUpAsync();
        var refused = await ada.Submit(await ada.Open(Page), Page, ("Password", SlapdServer.AccountPassword), ("SearchBase", "ou=nirgends," + SlapdServer.Base));
        refused.ShouldSay("Den Suchbereich gibt es dort nicht").ShouldSay("Noch nicht gespeichert").ShouldSay("Ist eingegeben und gilt noch").Status.ShouldBe(422);
        refused.Html.ShouldNotContain(SlapdServer.AccountPassword);
        (await app.Db(db => db.Set<LdapDirectory>().SingleAsync())).SearchBase.ShouldStartWith("ou=people");
        (await In(app.Stranger(), "theo")).LedTo.ShouldBe("/");

        (await ada.Submit(refused, Page, ("SearchBase", "ou=people," + SlapdServer.Base))).LedTo.ShouldBe(Page);
        (await In(app.Stranger(), "theo")).LedTo.ShouldBe("/");
        (await ada.Submit(refused, Page, ("Host", "boese.example"))).ShouldSay("Bitte das Passwort dafür noch einmal eingeben.");
        (await ada.Submit(refused, Page, ("Anyway", "true"))).LedTo.ShouldBe(Page);
        (await app.Db(db => db.Set<LdapDirectory>().SingleAsync())).SearchBase.ShouldStartWith("ou=nirgends");

        // What is not used yet, or was not changed, isn't asked for.
        (await ada.Submit(await ada.Open(Page), Page, ("TakesIn", "true"))).LedTo.ShouldBe(Page);
        (await ada.Submit(await ada.Open(Page), Page, ("IsOn", null), ("SearchBase", "ou=anderswo"))).LedTo.ShouldBe(Page);
        (await ada.Submit(await ada.Open(Page), Page, ("IsOn", "true"))).Status.ShouldBe(422);
    }

    [Fact]
    public async Task The_password_of_the_account_is_locked_away_and_goes_to_no_other_server()
    {
        using var ada = await SetUpAsync();
        (await ada.Open(Page)).Html.ShouldNotContain(SlapdServer.AccountPassword);
        (await app.Db(db => db.Set<LdapDirectory>().SingleAsync())).LockedPassword.ShouldNotContain("nachsehen");
        (await CheckAsync(ada, ("Host", "boese.example"))).ShouldSay("Bitte das Passwort dafür noch einmal eingeben.");
        (await ada.Submit(await ada.Open(Page), Page, ("AccountName", "cn=other"))).Status.ShouldBe(422);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not LDAP at all\r\n\r\n")]
    public async Task R33_A_server_that_hangs_or_speaks_otherwise_is_given_up(string? says)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var ended = new CancellationTokenSource();
        var answering = Task.Run(async () =>
        {
            using var socket = await listener.AcceptTcpClientAsync(ended.Token);
            if (says is not null)
            {
                await socket.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(says), ended.Token);
            }

            await Task.Delay(Timeout.Infinite, ended.Token);
        }, ended.Token);
        using var ada = await SetUpAsync();
        var before = System.Diagnostics.Stopwatch.StartNew();
        var page = await CheckAsync(ada, ("Port", ((IPEndPoint)listener.LocalEndpoint).Port.ToString()));
        page.Status.ShouldBe(200);
        page.All(".notice").ShouldNotContain(n => n.Contains("sein Zertifikat stimmt", StringComparison.Ordinal));
        before.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        await ended.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(answering);
    }

    static string OtherAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Hafen Zertifikate", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return made.ExportCertificatePem();
    }

    async Task<Browser> SetUpAsync(params (string Name, string? Value)[] more)
    {
        var ada = await app.As(World.Ada);
        (string, string?)[] usual =
        [
            ("Host", SlapdServer.Host), ("Port", server.Port.ToString()), ("Authority", server.Authority), ("AccountName", SlapdServer.Account), ("Password", SlapdServer.AccountPassword),
            ("SearchBase", "ou=people," + SlapdServer.Base), ("NameAttribute", "displayName"), ("IsOn", "true"),
        ];
        var saved = await ada.Submit(await ada.Open(Page), Page, [.. usual, .. more]);
        saved.LedTo.ShouldBe(Page, saved.Text);
        return ada;
    }

    static async Task<Answer> CheckAsync(Browser ada, params (string Name, string? Value)[] typed) => await ada.Submit(await ada.Open(Page), Page + "/check", typed);

    static Task<Answer> In(Browser browser, string typed, string password = SlapdServer.Password) => browser.Send("/sign-in", ("Mail", typed), ("Password", password));

    Task<StaffMember?> Person(string mail) => app.Db(db => db.Staff.SingleOrDefaultAsync(s => s.Mail == mail));
}
