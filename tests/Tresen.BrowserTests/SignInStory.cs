namespace Tresen.BrowserTests;

/// <summary>Coming in, and being kept out.</summary>
public sealed class SignInStory(Stage stage) : Story(stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_knows_the_password_comes_to_the_page_they_wanted(bool withScript)
    {
        var anna = await Stranger(withScript);
        await anna.Open("/administration/mailboxes");
        await anna.Fill("E-Mail", Stage.Tresen.Mail);
        await anna.Fill("Passwort", Stage.Tresen.Password);
        await anna.Press("Anmelden");

        await anna.Sees("Mailkonten");
        anna.Where.ShouldBe("/administration/mailboxes");
    }

    [Fact]
    public async Task Who_does_not_is_told_so_and_keeps_what_they_typed()
    {
        var anna = (await Stranger()).Expects("422 POST /sign-in");
        await anna.Open("/sign-in");
        await anna.Fill("E-Mail", Stage.Tresen.Mail);
        await anna.Fill("Passwort", "ganz falsch");
        await anna.Press("Anmelden");

        await anna.Sees("E-Mail oder Passwort stimmt nicht.");
        await anna.SeesIn("E-Mail", Stage.Tresen.Mail);
    }

    [Fact]
    public async Task The_page_is_for_everybody()
    {
        var anna = await Stranger();
        await anna.Open("/sign-in");

        await anna.Inspect("sign-in");
    }
}
