namespace Tresen.Tests.Staff;

public sealed class SignInTests(TresenApp app) : IClassFixture<TresenApp>
{
    [Fact]
    public async Task Theo_signs_in_and_out()
    {
        using var theo = await app.As(World.Theo);
        (await theo.Send("/sign-out")).LedTo.ShouldBe("/sign-in");
    }

    [Fact]
    public async Task A_wrong_password_gets_a_sentence_and_keeps_the_address()
    {
        using var stranger = app.Stranger();
        var answer = await stranger.Send("/sign-in", ("Mail", World.Theo.Mail), ("Password", "falsch"));
        answer.Status.ShouldBe(422);
    }

    [Fact]
    public async Task Nobody_from_another_site_makes_a_browser_sign_in()
    {
        using var stranger = app.Stranger();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        (await stranger.Send(request)).Status.ShouldBe(403);
    }
}
