using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Tresen.Tests.Walking;

/// <summary>Whatever is typed into any form or stands in any address is answered in words, and what was typed is still there.</summary>
public sealed class NonsenseWalkTests(NonsenseWalkTests.House house) : IClassFixture<NonsenseWalkTests.House>
{
    [Fact]
    public async Task D21_nonsense_in_all_fields_at_once_is_answered_in_words()
    {
        using var ada = await house.App.As(World.Ada);
        var (wrong, walked) = (new List<string>(), 0);
        foreach (var (path, fields) in Changing())
        {
            foreach (var nonsense in Nonsense.Everywhere.Concat(fields.Select(f => f.Contains("[0]", StringComparison.Ordinal) ? "many" : null).OfType<string>().Distinct()))
            {
                (string, string?)[] sent = nonsense == "many"
                    ? [.. Enumerable.Range(0, 3500).Select(n => (fields.First(f => f.Contains("[0]", StringComparison.Ordinal)).Replace("[0]", $"[{n}]", StringComparison.Ordinal), (string?)"1"))]
                    : [.. fields.Select(f => (f, (string?)nonsense))];
                walked++;
                Judge(wrong, await ada.Send(path, sent), $"{path} with {Nonsense.Shown(nonsense)} everywhere");
            }
        }

        walked.ShouldBeGreaterThan(400);
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public async Task D21_nonsense_in_one_field_is_answered_beside_it_and_stays_there()
    {
        using var ada = await house.App.As(World.Ada);
        var (wrong, known, turn, refused) = (new List<string>(), new HashSet<string>(), 0, 0);
        foreach (var path in Pages())
        {
            foreach (var (action, fields) in Nonsense.Forms(await ada.Get(path)))
            {
                foreach (var field in fields.Where(f => known.Add($"{Masked(action)} {f.Name}")))
                {
                    var nonsense = Nonsense.Alone[turn++ % Nonsense.Alone.Length];
                    var answer = await ada.Send(action, [.. fields.Where(f => f != field).Select(f => (f.Name, (string?)f.Value)), (field.Name, nonsense)]);
                    var where = $"{action} with {Nonsense.Shown(nonsense)} as {field.Name}";
                    Judge(wrong, answer, where);
                    if (field.Kind != Nonsense.Kind.Text || answer.Status is not (409 or 422) || nonsense.Length > 200 || nonsense.Contains('\0'))
                    {
                        continue;
                    }

                    refused++;
                    if (Kept(answer, field.Name) != nonsense && !Typed(answer).Contains(nonsense))
                    {
                        wrong.Add($"{where}: no longer there, but {Kept(answer, field.Name) ?? "no such field"}; {answer.Text[..Math.Min(200, answer.Text.Length)]}");
                    }
                }
            }
        }

        known.Count.ShouldBeGreaterThan(200);
        refused.ShouldBeGreaterThan(40);
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public async Task D21_nonsense_in_any_address_is_answered_in_words()
    {
        using var ada = await house.App.As(World.Ada);
        var wrong = new List<string>();
        foreach (var door in house.Doors.Where(d => d.Method == "GET"))
        {
            if (house.Secret.Fill(door) is not { } filled || filled.Path.StartsWith("/sign-", StringComparison.Ordinal))
            {
                continue;
            }

            foreach (var nonsense in Nonsense.InAddresses)
            {
                var query = string.Join('&', Nonsense.Questions(house.App, door).Select(n => $"{n}={nonsense}"));
                Judge(wrong, await ada.Get($"{filled.Path}?{query}"), $"{filled.Path} asked for {Nonsense.Shown(nonsense)}");
            }
        }

        foreach (var name in Nonsense.Questions(house.App, house.Doors.First(d => d.Method == "GET" && d.Pattern == "/tickets")))
        {
            foreach (var nonsense in Nonsense.InAddresses)
            {
                Judge(wrong, await ada.Get($"/tickets?{name}={nonsense}"), $"/tickets?{name}={Nonsense.Shown(nonsense)}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    /// <summary>Two who press the same button at the same moment, or one who presses it twice.</summary>
    [Fact]
    public async Task D21_what_is_pressed_twice_at_once_is_done_once()
    {
        await using var app = new TresenApp();
        var secret = await Secret.HideAsync(app);
        using var ada = await app.As(World.Ada);
        var wrong = new List<string>();
        foreach (var door in Door.All(app).Where(d => d.Method == "POST" && !Nonsense.LeftAlone.Any(l => d.Pattern.StartsWith(l, StringComparison.Ordinal)) && Nonsense.Fields(app, d).Count == 0))
        {
            if (secret.Fill(door) is { } filled)
            {
                foreach (var answer in await Task.WhenAll(ada.Send(filled.Path), ada.Send(filled.Path)))
                {
                    Judge(wrong, answer, $"{filled.Path} pressed twice");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    IEnumerable<(string Path, IReadOnlyList<string> Fields)> Changing() =>
        from door in house.Doors
        where door.Method == "POST" && !Nonsense.LeftAlone.Any(l => door.Pattern.StartsWith(l, StringComparison.Ordinal))
        let filled = house.Secret.Fill(door)
        where filled is not null
        let fields = Nonsense.Fields(house.App, door)
        where fields.Count > 0
        select (filled.Value.Path, fields);

    IEnumerable<string> Pages() =>
        house.Doors.Where(d => d.Method == "GET" && !d.Pattern.Contains("/raw", StringComparison.Ordinal)).Select(house.Secret.Fill).OfType<(string Path, string Missing, bool IsHidden)>().Select(f => f.Path);

    static void Judge(List<string> wrong, Answer answer, string what)
    {
        if (answer.Status >= 500)
        {
            wrong.Add($"{what}: {answer.Status}");
        }
        else if (answer.Status >= 400 && !answer.Html.Contains("lang=\"de\"", StringComparison.Ordinal) && answer.Text.Length < 20)
        {
            wrong.Add($"{what}: {answer.Status} without a sentence: {answer.Html}");
        }
        else if (Nonsense.Foreign.FirstOrDefault(f => answer.Html.Contains(f, StringComparison.Ordinal)) is { } foreign)
        {
            wrong.Add($"{what}: {answer.Status} says “{foreign}”");
        }
    }

    static string? Kept(Answer answer, string field) => answer.Document.QuerySelectorAll($"[name='{field}']").Select(Value).FirstOrDefault(v => v is not null);

    /// <summary>What stands in the fields that a reader sees: the answer may be another page, which has another name for it.</summary>
    static IEnumerable<string?> Typed(Answer answer) => answer.Document.QuerySelectorAll("textarea, input:not([type=hidden])").Select(Value);

    static string? Value(IElement field) => field switch
    {
        IHtmlTextAreaElement area => area.Value,
        IHtmlInputElement input => input.Value,
        _ => null,
    };

    /// <summary>An action without its numbers, so that the same form of many rows is filled in once.</summary>
    static string Masked(string action) => string.Join('/', action.Split('?')[0].Split('/').Select(p => p.Length > 0 && p.All(char.IsAsciiDigit) ? "#" : p));

    /// <summary>The program with something of everything in it.</summary>
    public sealed class House : IAsyncLifetime
    {
        internal TresenApp App { get; } = new();

        internal Secret Secret { get; private set; } = null!;

        internal IReadOnlyList<Door> Doors { get; private set; } = [];

        public async ValueTask InitializeAsync() => (Secret, Doors) = (await Secret.HideAsync(App), Door.All(App));

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
