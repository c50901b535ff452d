using System.IO.Compression;

namespace Tresen.BrowserTests;

/// <summary>What is stored about people: told to them, erased, and kept no longer than it has to be.</summary>
public sealed class PrivacyStory(Stage stage) : Story(stage)
{
    [Theory]
    [InlineData(true)]
    public async Task Somebody_is_told_what_is_stored_and_then_erased(bool withScript)
    {
        var (first, last) = ("Gesine", withScript ? "Vergissmann" : "Radier");
        var name = $"{first} {last}";
        var anna = (await Administrator(withScript)).Expects("422 POST /administration/privacy/erasure");
        await anna.Open("/customers/10003/contacts/new");
        await anna.Fill("Vorname", first);
        await anna.Fill("Nachname", last);
        await anna.Fill("E-Mail", $"gesine.{withScript}@fort.example");
        await anna.Press("Anlegen");
        await anna.Hears("ist jetzt Ansprechpartner");

        await anna.Open("/administration/privacy");
        await anna.Fill("Person", name);
        await anna.PressBeside("Person", "Suchen");
        await anna.Page.Locator("a.candidate").First.ClickAsync();
        await anna.Sees($"Auskunft: {name}");
        if (withScript)
        {
            await anna.Inspect("privacy-person");
        }

        var (file, content) = await anna.Download("Auskunft herunterladen");
        file.ShouldStartWith("Auskunft");
        (await Read(content, "Auskunft.html")).ShouldContain($"Name: {name}");
        (await Read(content, "auskunft.json")).ShouldContain($"gesine.{withScript}@fort.example", Case.Insensitive);

        await anna.Press("Löschen …");
        await anna.Sees("Nichts. Für diese Person gilt keine Pflicht zum Aufbewahren.");
        if (withScript)
        {
            await anna.Inspect("privacy-erasure");
        }

        await anna.Fill("Warum", "hat darum gebeten");
        await anna.Fill($"Zur Bestätigung den Namen eingeben: {name}", first);
        await anna.Press("Endgültig löschen");
        await anna.Sees($"Bitte zur Bestätigung genau „{name}“ eingeben.");
        await anna.Fill($"Zur Bestätigung den Namen eingeben: {name}", name);
        await anna.Press("Endgültig löschen");
        await anna.Hears("Gelöscht.");
        await anna.Fill("Person", name);
        await anna.PressBeside("Person", "Suchen");
        await anna.Sees("Niemand gefunden.");
        await anna.Open("/customers/10003/contacts");
        await anna.DoesNotSee(last);
    }

    [Fact]
    public async Task Who_works_here_takes_along_what_is_stored_about_them()
    {
        var olaf = await Colleague("olaf.hinrichs");
        await olaf.Open("/account");
        var (_, content) = await olaf.Download("Auskunft herunterladen");
        await using var zip = await ZipArchive.CreateAsync(new MemoryStream(content), ZipArchiveMode.Read, leaveOpen: false, entryNameEncoding: null);
        using var page = new StreamReader(await zip.Entries.First(e => e.Name.EndsWith(".html", StringComparison.Ordinal)).OpenAsync());
        var text = await page.ReadToEndAsync();
        text.ShouldContain("olaf.hinrichs@nordlicht.example");
        text.ShouldNotContain("tim.rohde@nordlicht.example");
        var anna = await Administrator();
        await anna.Open("/administration/audit");
        await anna.Sees("Auskunft über Mitarbeiter mitgenommen: Olaf Hinrichs");
    }

    [Fact]
    public async Task What_would_go_today_and_what_stays_is_shown_before_anything_goes()
    {
        var anna = await Administrator();
        await anna.Open("/administration/privacy");
        await anna.Press("Aufbewahrung");
        await anna.Sees("Das würde heute gehen");
        await anna.Sees("Das bleibt, und warum");
        await anna.Sees("Jahre noch nicht vorbei");
        await anna.Inspect("retention");
    }

    static async Task<string> Read(byte[] content, string name)
    {
        await using var zip = await ZipArchive.CreateAsync(new MemoryStream(content), ZipArchiveMode.Read, leaveOpen: false, entryNameEncoding: null);
        using var text = new StreamReader(await zip.GetEntry(name)!.OpenAsync());
        return await text.ReadToEndAsync();
    }
}
