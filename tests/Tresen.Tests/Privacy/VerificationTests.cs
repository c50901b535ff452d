using Tresen.Tests.TimeTracking;
using Tresen.Tests.Tickets;

namespace Tresen.Tests.Privacy;

/// <summary><c>tresen verify</c>: whether the database still says what was written.</summary>
public sealed class VerificationTests
{
    [Fact]
    public async Task A_house_that_is_whole_says_so_in_one_line()
    {
        await using var app = await LivedInAsync();
        var (code, said) = await app.Verify();
        said.ShouldBe(["Alles in Ordnung. Geprüft: 1 Tickets mit 9 Zeilen Verlauf, 1 Dateien (0 MB), 3 Buchungen, 1 Abrechnungen."]);
        code.ShouldBe(0);
    }

    [Theory]
    [InlineData("update ticket_events set verb = 7 where position = 3", "Ticket 10417, Verlauf, Zeile 3: sagt nicht mehr, was geschrieben wurde")]
    [InlineData("delete from ticket_events where position = 2", "Ticket 10417, Verlauf, Zeile 3: sagt nicht mehr, was geschrieben wurde, oder davor fehlt etwas.")]
    [InlineData("delete from ticket_events where position = (select max(position) from ticket_events)", "endet nicht, wo er enden muss (9 Zeilen).")]
    [InlineData("update changed_texts set text = 'anders' where text like '%Streifen%'", "sagt nicht mehr, was geschrieben wurde")]
    [InlineData("update file_chunks set content = 'X'", "(Ticket 10417): Der Inhalt ist nicht der, der gespeichert wurde.")]
    [InlineData("delete from file_chunks", "(Ticket 10417): Der Inhalt ist nicht der, der gespeichert wurde.")]
    [InlineData("update stored_files set \"references\" = 0", "(Ticket 10417): wird gebraucht und gilt als herrenlos.")]
    [InlineData("update time_entries set worked_minutes = 600 where reverses_id is null", "Die Summe der Buchungen stimmt nicht mit dem Ticket überein.")]
    [InlineData("update time_entries set amount = 1 where billed_at is not null", "Buchung und Abrechnung passen nicht zusammen.")]
    [InlineData("delete from time_entry_versions", "Von den 1 früheren Fassungen fehlt eine.")]
    [InlineData("update time_entries set reversed_at = null", "Storno und Buchung passen nicht zusammen.")]
    [InlineData("update billing_runs set reference = 'RE-9'", "Buchung und Abrechnung passen nicht zusammen.")]
    [InlineData("update tickets set billed_amount = 0", "Die Summe des Abgerechneten stimmt nicht mit dem Ticket überein.")]
    public async Task What_was_changed_behind_the_databases_back_is_found_and_named(string tampering, string found)
    {
        await using var app = await LivedInAsync();
        await app.WithoutTriggers(tampering);
        var (code, said) = await app.Verify();
        code.ShouldBe(1, string.Join('\n', said));
        said.ShouldContain(line => line.Contains(found, StringComparison.Ordinal), string.Join('\n', said));
        said[^1].ShouldStartWith("Stimmt nicht: ");
    }

    [Fact]
    public async Task Where_nothing_lies_it_says_so_and_makes_nothing()
    {
        Assert.SkipWhen(TestDatabase.IsPostgres, "there is a folder only for the embedded database");
        var data = Directory.CreateTempSubdirectory("tresen-data-").FullName;
        using var said = new StringWriter();
        using var error = new StringWriter();
        (await new Commands(said, error).RunAsync(["verify", "--data", data])).ShouldBe(1);
        error.ToString().Trim().ShouldBe("Hier liegt noch kein Bestand. Bitte mit --data den Ordner nennen.");
        Directory.EnumerateFiles(data).ShouldBeEmpty();
        Directory.Delete(data);
    }

    /// <summary>A ticket with a changed text and a file, and bookings: one edited and billed, one reversed.</summary>
    static async Task<TresenApp> LivedInAsync()
    {
        var app = new TresenApp();
        await app.Ticket();
        using var lena = await app.As(World.Lena);
        using var theo = await app.As(World.Theo);
        await theo.Send("/tickets/10417/priority", ("Priority", "High"));
        await theo.Submit(await theo.Open("/tickets/10417/details"), "/tickets/10417/details", ("InternalRemark", "Streifen, wie immer"));
        (await theo.SendFiles("/tickets/10417/files", [], ("Files", "foto.txt", "Streifen"u8.ToArray()))).Status.ShouldBe(302);
        (await theo.Book(10_417, ("Lines[0].Duration", "2"), ("Description", "Kopf getauscht"))).Status.ShouldBe(302);
        (await theo.Book(10_417, ("Lines[0].Duration", "1"), ("Description", "versehentlich"))).Status.ShouldBe(302);
        var booked = await app.Booked();
        var page = await theo.Open($"/time/{booked[0].Id}");
        (await theo.Submit(page, $"/time/{booked[0].Id}", ("Lines[0].Duration", "1,5"))).Status.ShouldBe(302);
        (await theo.Send($"/time/{booked[1].Id}/reversal", ("Reason", "doppelt"))).Status.ShouldBe(302);
        using var bodo = await app.As(World.Bodo);
        (await bodo.Send("/customers/10001/time-account/billing", ("ids", $"{booked[0].Id}"), ("Reference", "RE-1"))).Status.ShouldBe(302);
        return app;
    }
}
