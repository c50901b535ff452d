using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tresen.Platform;
using Tresen.Platform.Views;

namespace Tresen.Tests;

/// <summary>Every German text on the screen has its English one.</summary>
public sealed partial class WordsTests(TresenApp app) : IClassFixture<TresenApp>
{
    [Fact]
    public void Every_German_text_has_an_English_one()
    {
        var missing = GermanTexts.All().Where(t => t.Trouble is not null || !Words.Knows(t.Text)).DistinctBy(t => (t.Text, t.Slice)).ToLookup(t => t.Slice);
        Assert.True(missing.Count == 0, "Texts without English:\n" + string.Join('\n', missing.Select(InWords)));

        static string InWords(IGrouping<string, GermanText> slice) =>
            $"src/Tresen/{slice.Key}/words.en.json lacks\n" + string.Join('\n', slice.OrderBy(t => t.Text).Select(t => $"  {JsonSerializer.Serialize(t.Text, Readable)}: \"\",    {t.Where} {t.Trouble}"));
    }

    static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void No_two_slices_translate_the_same_text_differently()
    {
        var all =
            from file in Repository.Sources("words.en.json")
            from word in JsonSerializer.Deserialize<Dictionary<string, string>>(file.Text)!
            group (file.Path, word.Value) by word.Key into german
            where german.Select(g => g.Value).Distinct().Count() > 1
            select $"{german.Key}: {string.Join(", ", german.Select(g => $"{g.Value} ({g.Path})"))}";
        Assert.True(!all.Any(), "One dictionary serves all slices; these texts have two translations:\n  " + string.Join("\n  ", all));
    }

    [Fact]
    public void An_English_text_fills_in_the_same_values()
    {
        var wrong =
            from file in Repository.Sources("words.en.json")
            from word in JsonSerializer.Deserialize<Dictionary<string, string>>(file.Text)!
            where Holes(word.Key) != Holes(word.Value)
            select $"{file.Path}: {word.Key} → {word.Value}";
        Assert.True(!wrong.Any(), "Values that get lost or made up:\n  " + string.Join("\n  ", wrong));

        static string Holes(string text) => string.Join(' ', Regex.Matches(text, @"(?<!\{)\{(\d+)").Select(m => m.Groups[1].Value).Distinct().Order());
    }

    /// <summary>A sentence may reach the screen by way of a method of one's own, where <see cref="GermanTexts"/> doesn't look: rules told
    /// as an argument, what is stored about a server. Letters to customers are German; what the console says is too.</summary>
    [Fact]
    public void No_German_sentence_hides_from_the_dictionary()
    {
        string[] notOnScreens = ["Commands.cs", "Demo/", "Platform/Migrations/", "Platform/Time/Holidays.cs", "Platform/Web/Proxies.cs", "Mail/Reading/", "Mail/Intake/", "Templates/TicketValues.cs", "Customers/Customer.People.cs", "Privacy/Verification.cs", "Privacy/Erasing/ErasureReplay.cs", "Conversations/Writing/Correspondence.cs", "Conversations/Writing/Composer.razor.cs"];
        var hidden =
            from file in Repository.Sources(".cs")
            where !notOnScreens.Any(n => file.Path.Replace('\\', '/').Contains(n, StringComparison.Ordinal))
            from line in file.Text.Split('\n')
            where !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
            from Match literal in Literal().Matches(line)
            let text = literal.Groups[2].Value.Replace("\\\"", "\"", StringComparison.Ordinal)
            where LooksGerman().IsMatch(text) && text.Contains(' ') && text.Count(c => c == '{') == text.Count(c => c == '}') && text[0] != ')' // not cut off by a quote inside
            let key = literal.Groups[1].Length > 0 ? Numbered(text) : text
            where !Words.Knows(key) && !Words.Knows(key.Trim()) && !Words.Knows("{0} " + key.Trim())
            select $"{file.Path}: {text}";
        Assert.True(!hidden.Any(), "German without English:\n  " + string.Join("\n  ", hidden));

        static string Numbered(string text)
        {
            var hole = 0;
            return Braces().Replace(text, m => "{" + hole++ + m.Groups[1].Value + "}");
        }
    }

    [GeneratedRegex(@"(\$?)""((?:[^""\\]|\\.)*)""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"[äöüßÄÖÜ„]|\b(?:nicht|[Bb]itte|der|die|das|ist|und|keine?|wird)\b")]
    private static partial Regex LooksGerman();

    [GeneratedRegex(@"\{[^{}:]*(:\w+)?[^{}]*\}")]
    private static partial Regex Braces();

    [Theory]
    [InlineData("T(\"Hallo\")", "Hallo")]
    [InlineData("@T(isNew ? \"Neu\" : \"Alt\")", "Neu|Alt")]
    [InlineData("throw new BrokenRuleException($\"{name} hat {count:N0} Tickets, {(x ? \"a\" : \"b\")}.\", \"Name\");", "{0} hat {1:N0} Tickets, {2}.")]
    [InlineData("return Done($\"/x/{id}\", \"Gespeichert.\");", "Gespeichert.")]
    [InlineData("[StringLength(9, ErrorMessage = \"Zu lang.\")]", "Zu lang.")]
    [InlineData("[Menu(\"Team\", \"Zeiten\", \"clock\", 3)]", "Team|Zeiten")]
    [InlineData("// T(\"nicht\")", "")]
    [InlineData("T(\"A \\\"B\\\", C\", 1)", "A \"B\", C")]
    [InlineData("T(state switch { 1 => \"eins\", _ => \"viele\" })", "eins|viele")]
    public void The_texts_of_a_source_are_found(string code, string texts) => string.Join('|', GermanTexts.In("Staff/X.cs", code).Select(t => t.Text)).ShouldBe(texts);

    [Fact]
    public async Task Whoever_chose_English_reads_English()
    {
        using var stranger = app.Stranger();
        (await stranger.Open("/nowhere")).ShouldSay("Nicht gefunden");
        await stranger.Send("/appearance", ("language", "en"));
        (await stranger.Open("/nowhere")).ShouldSay("Not found");
    }

    [Fact]
    public async Task What_is_wrong_with_a_field_is_said_in_the_readers_language()
    {
        using var theo = await app.As(World.Theo);
        await theo.Send("/appearance", ("language", "en"));
        var page = await theo.Open("/tickets/new");
        page.One("[name=DueOn]").GetAttribute("placeholder").ShouldBe("DD/MM/YYYY");

        var answer = await theo.Submit(page, "/tickets", ("Subject", new string('x', 201)), ("DueOn", "31/02/2026"), ("Planned", "-5"), ("Priority", "Unsinn"), ("BillToName", new string('x', 5000)));

        answer.Status.ShouldBe(422);
        answer.ShouldSay("At most 200 characters, please.").ShouldSay("There is no date “31/02/2026”. Please enter it like 31/12/2026.").ShouldSay("A duration can't be negative.")
            .ShouldSay("That doesn't fit here.").ShouldSay("At most 4000 characters, please.").ShouldNotSay("Bitte");
    }

    [Fact]
    public async Task What_no_page_saw_coming_is_said_in_the_readers_language()
    {
        using var theo = await app.As(World.Theo);
        await theo.Send("/appearance", ("language", "en"));
        (await theo.Send("/time", ("Lines[200].Description", "one too many"))).ShouldSay("That is too many lines at once: at most 200.").ShouldNotSay("Zeilen");
    }

    [Fact]
    public async Task A_date_is_typed_as_it_is_shown()
    {
        using var theo = await app.As(World.Theo);
        foreach (var (language, shown) in new[] { ("en", "05/12/2026"), ("de", "05.12.2026") })
        {
            await theo.Send("/appearance", ("language", language));
            var made = await theo.Submit(await theo.Open("/tickets/new"), "/tickets", ("Subject", "Bis zum Nikolaus"), ("RequesterName", "Ina"), ("DueOn", shown));
            made.Status.ShouldBe(302, made.Text);

            var details = await theo.Open(made.LedTo + "/details");

            details.One("[name=DueOn]").GetAttribute("value").ShouldBe(shown);
            details.ShouldSay(shown);
            (await theo.Submit(details, made.LedTo + "/details")).Status.ShouldBe(302);
        }
    }

    [Fact]
    public void What_was_stored_in_German_is_read_in_English()
    {
        using var _ = new Reading("en-GB");
        Words.OfStored("unzustellbar an karin@muellerbau.example").ShouldBe("undeliverable to karin@muellerbau.example");
        Words.OfStored("mx.muellerbau.example ist auf Port 25 nicht erreichbar. Die Mail war schon übergeben; ob sie ankam, ist ungewiss.")
            .ShouldBe("mx.muellerbau.example can't be reached on port 25. The email had been handed over; whether it arrived is uncertain.");
        new BrokenRuleException("Ticket 10417 ist noch nicht freigegeben und darf noch nicht abgerechnet werden.").ForReader.ShouldBe("Ticket 10417 is not approved yet and may not be billed yet.");
        Words.OfStored("550 5.1.1 User unknown").ShouldBe("550 5.1.1 User unknown");
        Words.OfStored("Nicht gefunden").ShouldBe("Not found");
    }

    /// <summary>Somebody reads in that language, for the length of a block.</summary>
    sealed class Reading : IDisposable
    {
        readonly CultureInfo before = CultureInfo.CurrentUICulture;

        public Reading(string language) => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

        public void Dispose() => CultureInfo.CurrentUICulture = before;
    }

    [Fact]
    public void A_sentence_with_values_is_said_in_the_readers_language()
    {
        var rule = new BrokenRuleException($"Ticket {10417} kostet {12.5m:N2} {{€}}.");
        rule.Message.ShouldBe("Ticket 10417 kostet 12,50 {€}.");
    }
}
