using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Tresen.Tests.Walking;

namespace Tresen.Tests.Admin;

/// <summary>Every setting is explained beside it.</summary>
public sealed class ExplainedSettingsTests
{
    /// <summary>Fields whose name says everything.</summary>
    static readonly HashSet<string> SelfExplaining =
    [
        "Name", "E-Mail", "Telefon", "Straße und Hausnummer", "PLZ", "Ort", "Tag", "Person", "Bereich",
    ];

    [Fact]
    public async Task Every_field_of_the_administration_has_a_hint_or_a_name_that_says_everything()
    {
        await using var app = new TresenApp();
        var secret = await Secret.HideAsync(app);
        using var ada = await app.As(World.Ada);
        var (bare, looked) = (new SortedSet<string>(StringComparer.Ordinal), 0);
        var pages = Door.All(app).Where(d => d is { Method: "GET" } && d.Pattern.StartsWith("/administration", StringComparison.Ordinal)).Select(d => secret.Fill(d)?.Path).OfType<string>()
            .Concat(new[] { "statuses", "kinds", "areas", "channels", "tags", "fields" }.Select(l => $"/administration/lists/{l}"));
        foreach (var path in pages.Where(p => !p.StartsWith("/administration/privacy/", StringComparison.Ordinal)))
        {
            var page = await ada.Open(path);
            if (page.Response.Content.Headers.ContentType?.MediaType != "text/html")
            {
                continue;
            }

            foreach (var field in page.Document.QuerySelectorAll("main input[name], main select[name], main textarea[name]").Where(f => f is not IHtmlInputElement { Type: "hidden" or "submit" }))
            {
                looked++;
                if (!IsExplained(page.Document, field) && LabelOf(page.Document, field) is var label && !SelfExplaining.Contains(label))
                {
                    bare.Add($"{page.Path}: {label} ({field.GetAttribute("name")})");
                }
            }
        }

        looked.ShouldBeGreaterThan(150);
        Assert.True(bare.Count == 0, "Settings without a word of explanation:\n  " + string.Join("\n  ", bare));
    }

    /// <summary>By its own hint, that of the group it belongs to, or a text that stands over or under it in its card.</summary>
    static bool IsExplained(IDocument page, IElement field) =>
        new[] { field, field.Closest("fieldset") }.OfType<IElement>().Any(e => Says(page, e.GetAttribute("aria-describedby")))
        || field.Closest("label")?.QuerySelector(".radio-card-hint, .check-hint") is not null
        || new[] { field.ParentElement!.Closest("fieldset"), field.Closest(".card") }.OfType<IElement>().Any(e => e.QuerySelectorAll("p").Any(p => p.Closest(".field, table, details") is null && p.TextContent.Trim().Length > 20));

    static bool Says(IDocument page, string? ids) => ids?.Split(' ').Any(id => page.GetElementById(id)?.TextContent.Trim().Length > 3) == true;

    static string LabelOf(IDocument page, IElement field) => Plain(
        field.GetAttribute("aria-label") ?? page.QuerySelector($"label[for='{field.Id}']")?.TextContent ?? field.Closest("label")?.TextContent ?? "");

    static string Plain(string label) => string.Join(' ', label.Replace("(Pflichtfeld)", "", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('*', ' ');
}
