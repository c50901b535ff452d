namespace Tresen.BrowserTests;

/// <summary>That the stories would notice: each kind of complaint and finding, made on purpose.</summary>
public sealed class ListeningTests(Stage stage) : Story(stage)
{
    [Fact]
    public async Task Every_kind_of_complaint_is_heard()
    {
        var anna = await Stranger();
        await anna.Open("/sign-in");
        await anna.Page.EvaluateAsync("""
            async () => {
              console.error('something on the console');
              setTimeout(() => { throw new Error('something in a script'); });
              document.head.append(Object.assign(document.createElement('script'), { textContent: '1' }));
              await fetch('/nowhere');
            }
            """);

        string[] kinds = ["console: something on the console", "something in a script", "CSP: script-src", "404 GET /nowhere"];
        foreach (var kind in kinds)
        {
            await Eventually(() => anna.Complaints.Any(c => c.Contains(kind, StringComparison.Ordinal)), kind, anna);
        }

        anna.Expects("something").Expects("404 GET /nowhere").Expects("Content Security Policy").Expects("CSP: script-src");
    }

    [Fact]
    public async Task A_barrier_is_found()
    {
        var anna = await Stranger();
        await anna.Open("/sign-in");
        await anna.Page.EvaluateAsync("() => document.querySelectorAll('label').forEach(l => l.remove())");

        (await Assert.ThrowsAsync<ShouldAssertException>(anna.FindsNoBarrier)).Message.ShouldContain("label");
    }

    [Fact]
    public async Task What_sticks_out_on_a_phone_is_found()
    {
        var anna = await Stranger();
        await anna.Open("/sign-in");
        await anna.Page.EvaluateAsync("() => { document.querySelector('h1').style.width = '600px'; }");

        (await Assert.ThrowsAsync<ShouldAssertException>(anna.FitsAPhone)).Message.ShouldContain("<h1");
    }

    static async Task Eventually(Func<bool> holds, string what, Person person)
    {
        for (var tries = 0; tries < 100 && !holds(); tries++)
        {
            await Task.Delay(50);
        }

        holds().ShouldBeTrue($"{what} was not heard among: {string.Join("\n", person.Complaints)}");
    }
}
