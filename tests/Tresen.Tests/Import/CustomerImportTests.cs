using System.Text;
using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Import;
using Tresen.Platform.Files;

namespace Tresen.Tests.Import;

/// <summary>Customers from a file: tried first, then taken over just so.</summary>
public sealed class CustomerImportTests : IAsyncLifetime
{
    const string TwoNew = "Kundennr;Firma;Strasse;PLZ;Ort;Telefon;Email;UStID;Fax\r\n20001;Bäckerei Grün;Am Deich 1;26721;Emden;04921 1234;info@gruen.example;DE 111 222 333;egal\r\n20002;Café Größe;;26789;Leer;0491/555;;;\r\n";

    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Theo_takes_customers_in_and_the_same_file_again_creates_nothing_twice(bool inWindows1252)
    {
        using var theo = await app.As(World.Theo);
        var content = inWindows1252 ? Importing.Windows1252.GetBytes(TwoNew) : Encoding.UTF8.GetBytes(TwoNew);
        var import = await theo.Brings("Customers", content, "Kunden Süd.csv");
        var assignment = await theo.Open(import);
        assignment.ShouldSay("Am Deich 1").ShouldSay("Kunden Süd.csv");
        assignment.All("select option[selected]").ShouldBe(["Kundennummer", "Name", "Straße und Hausnummer", "PLZ", "Ort", "Telefon", "E-Mail", "USt-IdNr."]);

        var trial = await theo.Tries(import);
        trial.Counts().ShouldBe("2 0 0 0");
        trial.ShouldSay("20001 Bäckerei Grün").ShouldSay("Telefon: +4949211234").ShouldSay("Noch ist nichts geändert.");
        (await app.Db(db => db.Customers.CountAsync(c => c.Number.StartsWith("2000")))).ShouldBe(0);

        var done = await theo.TakesOver(trial);
        done.LedTo.ShouldBe($"{import}/rows");
        (await theo.Open(done.LedTo!)).ShouldSay("Übernommen: 2 neu, 0 geändert.").ShouldSay("Übernommen am 24.11.2026");
        (await theo.Open("/customers/20001")).ShouldSay("Bäckerei Grün").ShouldSay("Am Deich 1").ShouldSay("DE111222333").ShouldSay("+49 49211234");
        (await theo.Open("/customers/20001/imports")).ShouldSay("Kunden Süd.csv").ShouldSay("Zeile 2 von").ShouldSay("Theo Brandt");
        (await app.Db(db => db.Set<StoredFile>().SingleAsync())).References.ShouldBe(0, "what is taken over needs no file any more");

        (await theo.TakesOver(trial)).LedTo.ShouldBe($"{import}/rows", "pressed twice it is done once");
        var again = await theo.Tries(await theo.Brings("Customers", content));
        again.Counts().ShouldBe("0 0 2 0");
        (await theo.TakesOver(again)).ShouldSay("Es gibt nichts zu übernehmen").Status.ShouldBe(422);
        (await app.Db(db => db.Customers.CountAsync(c => c.Number.StartsWith("2000")))).ShouldBe(2);
    }

    [Fact]
    public async Task What_changes_is_said_field_by_field_and_nothing_else_changes()
    {
        using var theo = await app.As(World.Theo);
        var before = await Mueller();
        var trial = await theo.Tries(await theo.Brings("Customers", "Kundennummer,Name,Ort,Telefon,E-Mail\n10001,Müller Bau GmbH,Aurich,,info@muellerbau.example\n10002,Ohlsen Logistik KG,,,\n"));
        trial.Counts().ShouldBe("0 1 1 0");
        trial.ShouldSay("Ort: Emden wird zu → Aurich").ShouldNotSay("Telefon:");
        (await Mueller()).Version.ShouldBe(before.Version);

        (await theo.TakesOver(trial)).Status.ShouldBe(302);
        var after = await Mueller();
        (after.Town, after.Street, after.Phone, after.Rate, after.VatId, after.Notice).ShouldBe(("Aurich", before.Street, before.Phone, before.Rate, before.VatId, before.Notice));
        after.Domains.Select(d => d.Domain).ShouldBe(["muellerbau.example"]);
        (await theo.Open("/customers/10001/imports")).ShouldSay("Ort").ShouldSay("geändert");
        (await theo.Open("/customers/10002/imports")).ShouldSay("Kein Import");
    }

    [Fact]
    public async Task Empty_cells_empty_a_field_only_if_somebody_says_so_and_never_the_name()
    {
        using var theo = await app.As(World.Theo);
        await theo.Imports("Customers", "Kundennummer;Name;Telefon;Mail-Domains\n10001;;;\n", ("BlanksClear", "true"));
        var mueller = await Mueller();
        (mueller.Name, mueller.Phone, mueller.Town).ShouldBe((World.MuellerBau, "", "Emden"));
        mueller.Domains.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_error_names_line_and_column_and_keeps_everything_back_unless_somebody_leaves_it_out()
    {
        using var theo = await app.As(World.Theo);
        var trial = await theo.Tries(await theo.Brings("Customers", """
            Kundennummer;Name;Telefon;E-Mail;USt-IdNr.;Mail-Domains;Hinweis;In Gebrauch
            20001;Gut GmbH;04921 1;;;gut.example;;ja
            20002;Schlecht GmbH;keins;;;;;
            20003;Falsch GmbH;;keine Adresse;;;;
            20004;Krumm GmbH;;;DE12;;;
            20005;Frei GmbH;;;;gmail.com;;
            20006;Fremd GmbH;;;;muellerbau.example;;
            20007;;;;;;;
            ;Ohne Nummer;;;;;;
            20001;Gut GmbH;;;;;;
            #$;Zeichen;;;;;;
            20010;Anders;;;;;vielleicht;
            20011;Breit;;;;;;;zu viel
            10001;Müller Bau GmbH;;;;gmx.de;;
            """));
        trial.Counts().ShouldBe("1 0 0 12");
        trial.ShouldSay("Zeile 3, Spalte „Telefon“: Bitte eine Telefonnummer mit Vorwahl eingeben, z. B. 0221 12345.")
            .ShouldSay("Zeile 4, Spalte „E-Mail“: Bitte eine E-Mail-Adresse").ShouldSay("Zeile 5, Spalte „USt-IdNr.“: Bitte eine USt-IdNr.")
            .ShouldSay("gmail.com ist ein Freemail-Anbieter").ShouldSay("muellerbau.example gehört schon zu 10001 Müller Bau GmbH.").ShouldSay("Zeile 8, Spalte „Name“: Bitte den Namen eingeben.")
            .ShouldSay("Zeile 9, Spalte „Kundennummer“: Die Kundennummer fehlt.").ShouldSay("20001 Gut GmbH kommt schon in Zeile 2 vor.").ShouldSay("Zeile 11, Spalte „Kundennummer“: Die Nummer darf")
            .ShouldSay("Zeile 12, Spalte „Hinweis“: Bitte keiner, zur Kenntnis").ShouldSay("Zeile 13: Die Zeile hat 9 Spalten, die Überschrift 8.").ShouldSay("Zeile 14, Spalte „Mail-Domains“: gmx.de ist ein Freemail-Anbieter");

        var refused = await theo.TakesOver(trial);
        refused.Status.ShouldBe(422);
        refused.ShouldSay("Zeilen mit Fehlern: 12. Solange es welche gibt, wird nichts übernommen.");
        (await app.Db(db => db.Customers.AnyAsync(c => c.Number == "20001"))).ShouldBeFalse();

        var report = await theo.Get(trial.Path.Replace("/rows", "/report", StringComparison.Ordinal));
        report.Html.TrimStart('\uFEFF').Split("\r\n")[0].ShouldBe("Zeile;Ergebnis;Datensatz;Spalte;Meldung;Änderungen");
        report.Html.ShouldContain("3;Fehler;20002 Schlecht GmbH keins;Telefon;Bitte eine Telefonnummer");

        (await theo.TakesOver(refused, ("LeavesOutFailed", "true"))).Status.ShouldBe(302);
        (await app.Db(db => db.Customers.Where(c => c.Number.StartsWith("200")).Select(c => c.Number).ToListAsync())).ShouldBe(["20001"]);
        var mueller = await Mueller();
        mueller.Domains.Select(d => d.Domain).ShouldBe(["muellerbau.example"]);
        (await theo.Open(trial.Path + "?outcome=Failed")).ShouldSay("20002 Schlecht GmbH").ShouldNotSay("20001 Gut GmbH 04921");
    }

    [Fact]
    public async Task What_changed_since_the_trial_is_shown_anew_and_not_touched()
    {
        using var theo = await app.As(World.Theo);
        var trial = await theo.Tries(await theo.Brings("Customers", "Kundennummer;Ort;Name\n10001;Aurich;\n20001;Leer;Neu GmbH\n"));
        using var vera = await app.As(World.Vera);
        await vera.Submit(await vera.Open("/customers/10001/edit"), "/customers/10001", ("Town", "Norden"));

        var answer = await theo.TakesOver(trial);
        answer.Status.ShouldBe(409);
        answer.ShouldSay("Inzwischen hat sich etwas geändert.").ShouldSay("etwas anderes: 1").ShouldSay("Ort: Norden wird zu → Aurich");
        (await Mueller()).Town.ShouldBe("Norden");
        (await app.Db(db => db.Customers.AnyAsync(c => c.Number == "20001"))).ShouldBeFalse();

        var stale = await theo.TakesOver(trial);
        stale.Status.ShouldBe(409, "the page before shows a trial that is no longer the latest");
        (await theo.TakesOver(await theo.Open(trial.Path))).Status.ShouldBe(302);
        (await Mueller()).Town.ShouldBe("Aurich");
    }

    [Fact]
    public async Task The_number_of_a_merged_customer_finds_the_one_that_took_it_over()
    {
        using var ada = await app.As(World.Ada);
        await ada.Submit(await ada.Open("/customers/10001/merging?from=10002"), "/customers/10001/merging");
        var report = await ada.Imports("Customers", "Kundennummer;Ort\n10002;Wittmund\n");
        report.ShouldSay("10001 Müller Bau GmbH");
        (await Mueller()).Town.ShouldBe("Wittmund");
        (await ada.Tries(await ada.Brings("Customers", "Kundennummer;Ort\n10001;Aurich\n10002;Leer\n"))).Counts().ShouldBe("0 1 0 1");
    }

    [Fact]
    public async Task Without_numbers_name_and_postal_code_find_the_customer_and_new_ones_get_the_next_number()
    {
        using var theo = await app.As(World.Theo);
        const string File = "Firma;PLZ;Ort\nMÜLLER BAU GmbH;26721;Aurich\nNeu & Söhne;26789;Leer\nNeu & Söhne;26603;Aurich\n";
        var import = await theo.Brings("Customers", File);
        (await theo.Submit(await theo.Open(import), import)).ShouldSay("Dafür muss eine Spalte zugeordnet sein: Kundennummer.").Status.ShouldBe(422);
        (await theo.Imports("Customers", File, ("Key", "NameAndPostalCode"))).Counts().ShouldBe("2 1 0 0");
        (await app.Db(db => db.Customers.Where(c => c.Name == "Neu & Söhne").OrderBy(c => c.Number).Select(c => c.Number).ToListAsync())).ShouldBe(["10004", "10005"]);
        (await Mueller()).Name.ShouldBe("MÜLLER BAU GmbH");
        (await theo.Tries(await theo.Brings("Customers", File), ("Key", "NameAndPostalCode"))).Counts().ShouldBe("0 0 3 0");
    }

    [Fact]
    public async Task D05_a_rate_is_taken_in_by_those_alone_who_may_change_it()
    {
        const string File = "Kundennummer;Stundensatz\n10001;101,50 €\n";
        using var theo = await app.As(World.Theo);
        var import = await theo.Brings("Customers", File);
        (await theo.Open(import)).ShouldNotSay("– Stundensatz").All("option[value=Rate]").ShouldBeEmpty();
        (await theo.Submit(await theo.Open(import), import, ("Columns[1]", "Rate"))).Status.ShouldBe(422);

        using var bodo = await app.As(World.Bodo);
        (await bodo.Imports("Customers", File)).ShouldSay("Stundensatz: 95,00 wird zu → 101,50");
        (await Mueller()).Rate!.Value.Euros.ShouldBe(101.50m);
    }

    [Fact]
    public async Task A_column_is_assigned_once_and_what_was_chosen_stays()
    {
        using var theo = await app.As(World.Theo);
        var import = await theo.Brings("Customers", "Kundennummer;A;B\n10001;x;y\n");
        var refused = await theo.Submit(await theo.Open(import), import, ("Columns[1]", "Town"), ("Columns[2]", "Town"), ("BlanksClear", "true"));
        refused.Status.ShouldBe(422);
        refused.ShouldSay("Dieses Feld hat schon die Spalte „A“.");
        refused.All("select option[selected]").ShouldBe(["Kundennummer", "Ort", "Ort"]);
    }

    [Fact]
    public async Task D18_what_is_no_table_is_refused_before_anything_is_made_of_it()
    {
        using var theo = await app.As(World.Theo);
        foreach (var (name, content, sentence) in new[]
        {
            ("bild.png", new byte[] { 0x89, 0x50, 0, 0 }, "Das ist weder eine CSV-Datei noch eine Excel-Datei"),
            ("bombe.xlsx", Importing.Workbook("<dimension ref=\"A1:XFD1048576\"/>"), "Die Tabelle hat mehr als 200 Spalten"),
            ("leer.csv", "Name"u8.ToArray(), "In der Datei steht nichts"),
        })
        {
            var answer = await theo.SendFiles("/imports", [("What", "Customers")], ("File", name, content));
            answer.Status.ShouldBe(422);
            answer.ShouldSay(sentence);
        }

        (await theo.Send("/imports", ("What", "Customers"))).ShouldSay("Bitte eine Datei auswählen.").Status.ShouldBe(422);
        (await app.Db(db => db.DataImports.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task D01_nobody_opens_another_persons_import_and_reading_alone_brings_nothing()
    {
        using var theo = await app.As(World.Theo);
        var import = await theo.Brings("Customers", TwoNew);
        await theo.Tries(import);
        using var vera = await app.As(World.Vera);
        foreach (var path in new[] { import, $"{import}/rows", $"{import}/report" })
        {
            (await vera.Get(path)).Status.ShouldBe(404, path);
        }

        foreach (var path in new[] { import, $"{import}/completion", $"{import}/removal" })
        {
            (await vera.Send(path, ("Trial", "1"))).Status.ShouldBe(404, path);
        }

        (await vera.Open("/imports")).ShouldNotSay("daten.csv");
        using var rita = await app.As(World.Rita);
        (await rita.Get("/imports")).Status.ShouldBe(403);
        (await rita.SendFiles("/imports", [("What", "Customers")], ("File", "a.csv", Encoding.UTF8.GetBytes(TwoNew)))).Status.ShouldBe(403);
        (await rita.Open("/customers")).ShouldNotSay("Import und Export");
        using var ada = await app.As(World.Ada);
        (await ada.Open("/imports")).ShouldSay("daten.csv");
    }

    [Fact]
    public async Task An_import_that_nobody_finishes_is_swept_with_its_file_after_a_week_and_a_done_one_is_forgotten_after_a_year()
    {
        using var theo = await app.As(World.Theo);
        await theo.Imports("Customers", "Kundennummer;Ort\n10001;Aurich\n");
        var left = await theo.Brings("Customers", TwoNew);
        await theo.Tries(left);
        var thrown = await theo.Brings("Customers", TwoNew);
        (await theo.Send($"{thrown}/removal")).LedTo.ShouldBe("/imports");
        (await theo.Get(thrown)).Status.ShouldBe(404);

        app.Clock.Advance(TimeSpan.FromDays(6));
        await app.RunJobs();
        (await app.Db(db => db.DataImports.CountAsync())).ShouldBe(2);
        app.Clock.Advance(TimeSpan.FromDays(3));
        await app.RunJobs();
        app.Clock.Advance(TimeSpan.FromDays(2));
        await app.RunJobs();
        (await app.Db(db => db.DataImports.Select(i => i.State).ToListAsync())).ShouldBe([ImportState.Done]);
        (await app.Db(db => db.Set<StoredFile>().CountAsync())).ShouldBe(0);
        app.Clock.Advance(TimeSpan.FromDays(366));
        await app.RunJobs();
        (await app.Db(db => db.ImportRows.CountAsync())).ShouldBe(0);
        (await Mueller()).Town.ShouldBe("Aurich");
    }

    /// <summary>Seconds where nothing else runs; beside other tests it gets a tenth of the machine.</summary>
    [Fact]
    public async Task Ten_thousand_lines_are_tried_and_taken_over_in_reasonable_time()
    {
        using var theo = await app.As(World.Theo);
        var csv = new StringBuilder("Kundennummer;Name;Straße und Hausnummer;PLZ;Ort;Telefon;E-Mail;USt-IdNr.;Bemerkung\n");
        for (var i = 0; i < 10_000; i++)
        {
            csv.Append($"{20_000 + i};Kunde {i} GmbH;Weg {i};{10_000 + i};Stadt {i % 700};04921 {100_000 + i};info@kunde{i}.example;DE{100_000_000 + i};\"Bemerkung\nzu {i}\"\n");
        }

        var clock = System.Diagnostics.Stopwatch.StartNew();
        var import = await theo.Brings("Customers", csv.ToString());
        var brought = clock.Elapsed;
        var trial = await theo.Tries(import);
        var tried = clock.Elapsed;
        trial.Counts().ShouldBe("10.000 0 0 0");
        (await theo.TakesOver(trial)).Status.ShouldBe(302);
        TestContext.Current.TestOutputHelper?.WriteLine($"brought {brought.TotalSeconds:0.0} s, tried {(tried - brought).TotalSeconds:0.0} s, taken over {(clock.Elapsed - tried).TotalSeconds:0.0} s");
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(4));
        (await app.Db(db => db.Customers.CountAsync(c => c.Remark.StartsWith("Bemerkung")))).ShouldBe(10_000);
        (await theo.Tries(await theo.Brings("Customers", csv.ToString()))).Counts().ShouldBe("0 0 10.000 0");
    }

    Task<Customer> Mueller() => app.Db(db => db.Customers.AsNoTracking().Include(c => c.Domains).SingleAsync(c => c.Number == "10001"));

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
