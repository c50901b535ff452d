using System.Text;

namespace Tresen.Tests.Security;

/// <summary>A session ended while somebody was writing: nothing is lost.</summary>
public sealed class SignInAgainTests(TresenApp app) : IClassFixture<TresenApp>
{
    const string Text = "Neuer Name, lange überlegt";

    [Fact]
    public async Task What_was_typed_is_kept_and_sent_again_after_signing_in()
    {
        using var vera = await app.As(World.Vera);
        var page = await vera.Open("/account");
        await vera.Send("/sign-out");
        var refused = await vera.Submit(page, "/account", ("Name", Text));
        refused.Status.ShouldBe(401);
        refused.ShouldSay("Bitte noch einmal anmelden").ShouldSay(Text);

        var mistyped = await vera.Submit(refused, "/sign-in", ("Mail", World.Vera.Mail), ("Password", "falsch"));
        mistyped.Status.ShouldBe(422);
        mistyped.ShouldSay(Text);

        var offered = await vera.Submit(mistyped, "/sign-in", ("Mail", World.Vera.Mail), ("Password", World.Password));
        offered.Status.ShouldBe(200);
        offered.ShouldSay("Sie sind als Vera Sommer angemeldet").ShouldSay(Text);
        (await vera.Open("/account")).One("[name=Name]").GetAttribute("value").ShouldBe(World.Vera.Name);
        (await vera.Submit(offered, "/account")).LedTo.ShouldBe("/account");
        (await vera.Open("/account")).One("[name=Name]").GetAttribute("value").ShouldBe(Text);
    }

    [Fact]
    public async Task Passwords_and_files_are_not_kept()
    {
        using var stranger = app.Stranger();
        var password = await stranger.Send("/account/password", ("OldPassword", "geheim-eins"), ("NewPassword", "geheim-zwei"), ("Text", "etwas anderes"));
        password.Status.ShouldBe(401);
        password.Html.ShouldNotContain("geheim");
        password.ShouldSay("etwas anderes");

        var file = await stranger.SendFiles("/account", [("Text", Text), ("Text", "noch einer")], ("Files", "foto.jpg", Encoding.ASCII.GetBytes("inhalt-der-datei")));
        file.Status.ShouldBe(401);
        file.Html.ShouldNotContain("inhalt-der-datei");
        file.ShouldSay(Text).ShouldSay("noch einer").ShouldSay("Dateien können nicht aufbewahrt werden");
    }

    [Fact]
    public async Task Whoever_lost_the_right_keeps_their_text_too()
    {
        using var rita = await app.As(World.Rita);
        var refused = await rita.Send("/administration/departments", ("Name", "Eine neue Abteilung"));
        refused.Status.ShouldBe(403);
        refused.ShouldSay("Das ist hier nicht erlaubt").ShouldSay("Eine neue Abteilung");
        var offered = await rita.Submit(refused, "/sign-in", ("Mail", World.Ada.Mail), ("Password", World.Password));
        offered.ShouldSay("Sie sind als Ada Petersen angemeldet").ShouldSay("Eine neue Abteilung");
    }

    [Fact]
    public async Task What_comes_by_script_leaves_the_page_as_it_is()
    {
        using var stranger = app.Stranger();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/account") { Content = new FormUrlEncodedContent([KeyValuePair.Create("Name", Text)]) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Add("HX-Request", "true");
        var answer = await stranger.Send(request);
        answer.Status.ShouldBe(401);
        answer.Response.Headers.Contains("HX-Redirect").ShouldBeFalse();
    }
}
