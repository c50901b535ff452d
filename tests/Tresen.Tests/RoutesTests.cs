using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Identity;
using Tresen.Tests.Walking;
using Tresen.Tickets;
using UglyToad.PdfPig;

namespace Tresen.Tests;

/// <summary>Every way into the program: written down, with a rule, and tried by everybody.</summary>
public sealed partial class RoutesTests(RoutesTests.House house) : IClassFixture<RoutesTests.House>
{
    /// <summary>Changing ways that ask for less than a right, and why that is right.</summary>
    static readonly Dictionary<string, string> OpenToMore = new()
    {
        ["POST /notifications/reading"] = "one's own",
        ["POST /notifications/{id}/reading"] = "one's own",
        ["POST /notifications/seen"] = "one's own",
        ["POST /appearance"] = "a reader's own cookies",
        ["POST /messages/{id}/frame"] = "whoever may read a mail may see its pictures; nothing is changed",
        ["POST /sign-in"] = "",
        ["POST /sign-in/passkey"] = "guarded by the key",
        ["POST /sign-in/passkey/options"] = "answers everybody alike",
        ["POST /sign-in/forgotten"] = "answers everybody alike; the link goes to the person's own mailbox",
        ["POST /sign-in/code"] = "guarded by the proof that the password was right",
        ["POST /sign-out"] = "",
        ["POST /first-run"] = "guarded by its code",
        ["POST /welcome"] = "guarded by the invitation's code",
        ["POST /request"] = "the public form: anybody may ask us something",
        ["POST /account"] = "everybody's own name and wishes",
        ["POST /account/password"] = "everybody's own password",
        ["POST /account/second-factor"] = "everybody's own second factor",
        ["POST /account/second-factor/recovery-codes"] = "everybody's own second factor, by their password",
        ["POST /account/second-factor/end"] = "everybody's own second factor, by their password",
        ["POST /viewing/end"] = "ending one's own view",
        ["POST /account/passkeys"] = "everybody's own passkeys",
        ["POST /account/passkeys/options"] = "everybody's own passkeys, by their password",
        ["POST /account/passkeys/removal"] = "everybody's own passkeys",
        ["POST /account/tokens"] = "everybody's own tokens, which may what they may",
        ["POST /account/tokens/{id}/end"] = "everybody's own tokens",
        ["POST /account/sessions/end"] = "everybody's own sessions",
        ["POST /account/sessions/{id}/end"] = "everybody's own sessions",
        ["POST /absences"] = "everybody's own days away; others' are asked for in the action",
        ["POST /absences/{id}/cancellation"] = "everybody's own days away; others' are asked for in the action",
    };

    /// <summary>Lists, counters, suggestions: they take words in the query, which a curious person tries.</summary>
    static readonly string[] CuriousQueries = ["", $"?q={Secret.Lure}", $"?text={Secret.Lure}&q={Secret.Lure}&Text={Secret.Lure}&view=alle&closed=true"];

    [Fact]
    public void Every_way_in_has_a_rule() =>
        ShouldBeNone(house.Doors.Where(d => d.Rule is null), "Routes without a rule");

    [Fact]
    public void What_changes_something_asks_for_a_right() =>
        ShouldBeNone(house.Doors.Where(d => !d.IsSafe && d.Method != "*" && d.Rule is not NeedsAttribute && !OpenToMore.ContainsKey(d.ToString())),
            "Changing routes that anybody may use; give them [Needs(…)], or name them in OpenToMore with the reason");

    [Fact]
    public async Task The_list_of_routes_in_docs_is_the_programs()
    {
        var doc = new StringBuilder("""
            # Routes

            What a form is sent to, a program sends to the same address behind `/api/v1` (see [api.md](api.md)), under the same
            rule; those ways aren't listed twice. Signing in, one's account and giving access are for people alone.

            Made from the program's own route table by `RoutesTests`; don't edit. After adding a route, run
            `TRESEN_WRITE_DOCS=1 bin/test --filter RoutesTests` and look at what changed: who may use it?

            | method | address | who may | where |
            |---|---|---|---|

            """);
        foreach (var door in house.Doors)
        {
            doc.Append($"| {door.Method} | `{door.Pattern}` | {door.Rule?.InWords ?? "nobody"} | {door.Place} |\n");
        }

        var path = Repository.Path("docs", "routes.md");
        if (Environment.GetEnvironmentVariable("TRESEN_WRITE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(path, doc.ToString(), TestContext.Current.CancellationToken);
        }

        Assert.True(File.Exists(path) && await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken) == doc.ToString(),
            "docs/routes.md is not what the program has. Run once with TRESEN_WRITE_DOCS=1 and read the difference.");
    }

    [Fact]
    public void D01_The_walk_knows_how_to_fill_every_parameter() =>
        ShouldBeNone(house.Doors.Where(d => house.Secret.Fill(d) is null), "Parameters that Walking/Secret.cs can't fill: hide something there and say so");

    public static TheoryData<string> Curious => [World.Theo.Name, World.Vera.Name, World.Lena.Name, World.Rita.Name];

    [Theory]
    [MemberData(nameof(Curious))]
    public async Task D01_Nobody_outside_of_the_department_sees_or_changes_what_is_hidden(string name)
    {
        using var browser = await house.App.As(Inhabitant(name));
        await browser.TakeToken();
        var before = await TraceAsync();
        var wrong = new List<string>();
        foreach (var door in house.Doors.Where(IsWalked))
        {
            var (path, missing, isHidden) = house.Secret.Fill(door) ?? default;
            if (path is null)
            {
                continue; // its own test says so
            }

            if (isHidden)
            {
                var (hidden, nothing) = (await Go(browser, door, path), await Go(browser, door, missing));
                Note(wrong, door, hidden, mayShow: false);
                if (hidden.Status is not (403 or 404))
                {
                    wrong.Add($"{door} answers {hidden.Status} for what is hidden");
                }

                if (Difference(Faceless(hidden, path), Faceless(nothing, missing)) is { } difference)
                {
                    wrong.Add($"{door} tells what is hidden from what doesn't exist: {difference}");
                }
            }
            else
            {
                foreach (var query in door.IsSafe ? CuriousQueries : [""])
                {
                    Note(wrong, door, await Go(browser, door, path + query), mayShow: false);
                }
            }
        }

        ShouldBeNone(wrong, $"What {name} got");
        (await TraceAsync()).ShouldBe(before, $"{name} changed something on the hidden ticket");
    }

    [Fact]
    public async Task D01_A_stranger_gets_nowhere()
    {
        using var stranger = house.App.Stranger();
        var wrong = new List<string>();
        foreach (var door in house.Doors.Where(d => IsWalked(d) && d.Rule is not AnyoneAttribute))
        {
            var path = house.Secret.Fill(door)?.Path ?? door.Pattern;
            var answer = await Go(stranger, door, path);
            if (!(answer.Status == 401 || (door.IsSafe && answer.LedTo?.StartsWith("/sign-in", StringComparison.Ordinal) == true)))
            {
                wrong.Add($"{door} answers {answer.Status}");
            }
        }

        ShouldBeNone(wrong, "What a stranger got");
    }

    [Fact]
    public async Task D01_Who_may_only_read_changes_nothing()
    {
        using var rita = await house.App.As(World.Rita);
        var wrong = new List<string>();
        foreach (var door in house.Doors.Where(d => IsWalked(d) && !d.IsSafe && d.Rule is NeedsAttribute))
        {
            var answer = await Go(rita, door, house.Secret.Fill(door)?.Missing ?? door.Pattern);
            if (answer.Status != 403)
            {
                wrong.Add($"{door} answers {answer.Status}");
            }
        }

        ShouldBeNone(wrong, "What Rita got");
    }

    [Theory]
    [InlineData("Bodo Kranz")]
    [InlineData("Ada Petersen")]
    public async Task D01_Whoever_may_see_it_does_and_nothing_breaks(string name)
    {
        using var browser = await house.App.As(Inhabitant(name));
        await browser.TakeToken();
        var (wrong, seen) = (new List<string>(), 0);
        foreach (var door in house.Doors.Where(IsWalked))
        {
            var filled = house.Secret.Fill(door);
            if (filled is not { } way)
            {
                continue;
            }

            foreach (var path in door.IsSafe ? CuriousQueries.Select(q => way.Path + q).Append(way.Missing) : [way.Missing])
            {
                var answer = await Go(browser, door, path);
                Note(wrong, door, answer, mayShow: true);
                seen += answer.Html.Contains(Secret.Mark, StringComparison.Ordinal) ? 1 : 0;
            }
        }

        ShouldBeNone(wrong, $"What {name} got");
        if (house.Doors.Any(d => d.ToString() == "GET /tickets/{number}"))
        {
            seen.ShouldBeGreaterThan(0, "nobody sees the secret at all: this walk proves nothing");
        }
    }

    /// <summary>Not the ways on which one would leave, or do what can be done once.</summary>
    static bool IsWalked(Door door) => door.Method != "*" && !door.Pattern.StartsWith("/sign-", StringComparison.Ordinal)
        && !door.Pattern.StartsWith("/first-run", StringComparison.Ordinal) && !door.Pattern.StartsWith("/appearance", StringComparison.Ordinal)
        && !door.Pattern.StartsWith("/health", StringComparison.Ordinal);

    static async Task<Answer> Go(Browser browser, Door door, string path) => door.IsSafe ? await browser.Get(path) : await browser.Send(path);

    static void Note(List<string> wrong, Door door, Answer answer, bool mayShow)
    {
        if (answer.Status >= 500)
        {
            wrong.Add($"{door} breaks ({answer.Status}) at {answer.Path}");
        }

        if (!mayShow && Content(answer).Contains(Secret.Mark, StringComparison.OrdinalIgnoreCase))
        {
            wrong.Add($"{door} shows the secret at {answer.Path} ({answer.Status})");
        }
    }

    /// <summary>What an answer says, unpacked where it is a spreadsheet or a PDF.</summary>
    static string Content(Answer answer)
    {
        var type = answer.Response.Content.Headers.ContentType?.MediaType ?? "";
        if (type.Contains("pdf", StringComparison.Ordinal))
        {
            using var pdf = PdfDocument.Open(Bytes());
            return string.Join(' ', pdf.GetPages().Select(p => p.Text));
        }

        if (!type.Contains("spreadsheet", StringComparison.Ordinal))
        {
            return answer.Html;
        }

        using var archive = new ZipArchive(new MemoryStream(Bytes()));
        return string.Join(' ', archive.Entries.Select(e =>
        {
            using var reader = new StreamReader(e.Open());
            return reader.ReadToEnd();
        }));

        byte[] Bytes() => answer.Response.Content.ReadAsByteArrayAsync().GetAwaiter().GetResult();
    }

    /// <summary>An answer without what differs each time: nonces, keys of forms, its own address.</summary>
    static string Faceless(Answer answer, string path) =>
        Changing().Replace($"{answer.Status}\n{answer.LedTo}\n{answer.Html}".Replace(path, "#", StringComparison.Ordinal).Replace(Uri.EscapeDataString(path), "#", StringComparison.Ordinal), "");

    static string? Difference(string one, string other)
    {
        var at = one.Zip(other).TakeWhile(p => p.First == p.Second).Count();
        return one == other ? null : $"…{Near(one)}… or …{Near(other)}…";

        string Near(string text) => text[Math.Max(0, at - 30)..Math.Min(text.Length, at + 50)].Replace('\n', ' ');
    }

    /// <summary>Everything about the hidden ticket that a change would leave traces in.</summary>
    async Task<string> TraceAsync() => await house.App.Db(async db => await db.Tickets.Where(t => t.Id == house.Secret.TicketId)
        .Select(t => $"{t.Version} {t.ChangedAt} {t.Events.Count} {t.BookedMinutes} {t.People.Count} {t.Shares.Count} {t.Approvals.Count}").SingleAsync());

    static Inhabitant Inhabitant(string name) => new[] { World.Ada, World.Bodo, World.Lena, World.Rita, World.Theo, World.Vera }.Single(i => i.Name == name);

    static void ShouldBeNone<T>(IEnumerable<T> found, string what)
    {
        var all = found.Select(f => f!.ToString()).Distinct().ToList();
        Assert.True(all.Count == 0, $"{what}:\n  {string.Join("\n  ", all)}");
    }

    [GeneratedRegex("""nonce="[^"]*"|content="[^"]{20,}"|name="once" value="[^"]*"|\d{1,2}:\d\d:\d\d""")]
    private static partial Regex Changing();

    /// <summary>The program with a secret in it.</summary>
    public sealed class House : IAsyncLifetime
    {
        internal TresenApp App { get; } = new();

        internal Secret Secret { get; private set; } = null!;

        internal IReadOnlyList<Door> Doors { get; private set; } = [];

        public async ValueTask InitializeAsync() => (Secret, Doors) = (await Secret.HideAsync(App), Door.All(App));

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
