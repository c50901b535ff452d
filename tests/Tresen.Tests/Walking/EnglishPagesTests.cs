using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;

namespace Tresen.Tests.Walking;

/// <summary>Who chose English finds no German on any page, except in what people have written.</summary>
public sealed partial class EnglishPagesTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    readonly SortedDictionary<string, string> left = new(StringComparer.Ordinal);

    IReadOnlyList<string> data = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task No_page_speaks_German_to_an_English_reader()
    {
        var secret = await Secret.HideAsync(app);
        using var ada = await AdaAsync();
        var pages = 0;
        foreach (var path in Door.All(app).Where(d => d.Method == "GET").Select(secret.Fill).OfType<(string Path, string Missing, bool IsHidden)>().SelectMany(f => new[] { f.Path, f.Missing }).Append("/search?q=Zwiebelfisch").Distinct())
        {
            var answer = await ada.Get(path);
            if (answer.Response.Content.Headers.ContentType?.MediaType != "text/html" || answer.LedTo is not null)
            {
                continue;
            }

            pages++;
            Look(answer, path);
        }

        pages.ShouldBeGreaterThan(100);
        ShouldBeEnglish();
    }

    [Fact]
    public async Task No_refusal_speaks_German_to_an_English_reader()
    {
        var secret = await Secret.HideAsync(app);
        using var ada = await AdaAsync();
        var refused = 0;
        foreach (var door in Door.All(app).Where(d => d.Method == "POST" && !Nonsense.LeftAlone.Any(l => d.Pattern.StartsWith(l, StringComparison.Ordinal))))
        {
            var fields = Nonsense.Fields(app, door);
            foreach (var nonsense in fields.Count == 0 || secret.Fill(door) is null ? [] : new[] { "", "Xyz", "-1", new string('x', 5000) })
            {
                var answer = await ada.Send(secret.Fill(door)!.Value.Path, [.. fields.Select(f => (f, (string?)nonsense))]);
                if (answer.Status >= 400)
                {
                    refused++;
                    Look(answer, $"{door} with {Nonsense.Shown(nonsense)}");
                }
            }
        }

        refused.ShouldBeGreaterThan(150);
        ShouldBeEnglish();
    }

    async Task<Browser> AdaAsync()
    {
        data = await app.Db(WrittenByPeopleAsync);
        var ada = await app.As(World.Ada);
        await ada.Send("/appearance", ("language", "en"));
        return ada;
    }

    void Look(Answer answer, string where)
    {
        foreach (var text in Texts(answer.Document))
        {
            var rest = data.Aggregate(text, (t, value) => t.Replace(value, " ", StringComparison.OrdinalIgnoreCase));
            if (German().Match(rest) is { Success: true } word)
            {
                left.TryAdd($"{word.Value}: {text[..Math.Min(160, text.Length)]}", where);
            }
        }
    }

    void ShouldBeEnglish() => Assert.True(left.Count == 0, "German in English:\n  " + string.Join("\n  ", left.Select(l => $"{l.Key} ({l.Value})")));

    /// <summary>What a person reads or hears, piece by piece, without what stands in fields.</summary>
    static IEnumerable<string> Texts(IHtmlDocument page) =>
        page.All.Where(e => e is not (IHtmlScriptElement or IHtmlStyleElement or IHtmlTextAreaElement) && e.Closest("[lang=de], .rich, .plain-text, [name=Bundesland]") is null)
            .SelectMany(e => e.ChildNodes.OfType<IText>().Select(t => t.Data).Concat(e.Attributes.Where(a => a.Name is "placeholder" or "title" or "aria-label" or "alt" or "data-none").Select(a => a.Value)))
            .Select(t => Space().Replace(t, " ").Trim()).Where(t => t.Length > 1).Distinct();

    /// <summary>All texts of the database, the longest first, as they are and without their markup.</summary>
    static async Task<IReadOnlyList<string>> WrittenByPeopleAsync(TresenDb db)
    {
        var values = new HashSet<string> { Secret.Mark, Secret.Lure, "Deutsch" };
        foreach (var entity in db.Model.GetEntityTypes().Where(e => e.GetTableName() is not null && !e.IsMappedToJson()))
        {
            foreach (var column in entity.GetProperties().Where(p => p.ClrType == typeof(string)).Select(p => p.GetColumnName()))
            {
#pragma warning disable EF1002 // names come from the model
                values.UnionWith(await db.Database.SqlQueryRaw<string>($"select distinct \"{column}\" as \"Value\" from {entity.GetTableName()} where \"{column}\" is not null").ToListAsync());
#pragma warning restore EF1002
            }
        }

        return [.. values.SelectMany(v => v.Split('\n').Append(v).Append(Markup().Replace(v, " ").Trim())).Select(v => Space().Replace(v, " ").Trim()).Where(v => v.Length > 2).Distinct().OrderByDescending(v => v.Length)];
    }

    [GeneratedRegex(@"\w*[äöüßÄÖÜ„]\w*|\b(?:[Dd]er|[Dd]as|[Uu]nd|[Oo]der|[Nn]icht|[Ii]st|[Ss]ind|[Ww]ird|[Ww]erden|wurden?|[Kk]eine?n?|[Mm]it|[Vv]on|vom|[Zz]u[mr]|[Aa]uf|[Bb]ei|[Nn]och|[Nn]ur|[Aa]lle|[Ss]eit|[Ww]er|[Bb]itte|Uhr|Tagen?|Stunden|Dauer|Kunden?|Mitarbeiter|Speichern|Abbrechen|Datei(?:en)?|Abteilung(?:en)?|[Hh]eute|[Gg]estern|[Ee]ine?[nr]?|[Dd]iese[rs]?|[Ww]enn|[Ww]eil|[Dd]urch|[Oo]hne|[Mm]ehr|[Ss]chon|[Ll]eer|[Nn]eue[rs]?|Zeiten|Anmelden|Suche|Ansicht(?:en)?|Betreff|Nummer)\b")]
    private static partial Regex German();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Markup();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
