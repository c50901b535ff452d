using System.Text;
using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Import;
using Tresen.Import.Exporting;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;

namespace Tresen.Tests.Import;

/// <summary>Master data to take away.</summary>
public sealed class MasterDataExportTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("de")]
    [InlineData("en")]
    public async Task What_goes_out_comes_in_again_unchanged(string language)
    {
        using var ada = await app.As(World.Ada);
        await ada.Send("/appearance", ("language", language));
        foreach (var what in Enum.GetNames<MasterData>())
        {
            foreach (var format in new[] { "csv", "xlsx" })
            {
                var file = await Export(ada, what, format);
                var import = await ada.Brings(what, file, $"x.{format}");
                var trial = await ada.Tries(import);
                trial.Counts().ShouldStartWith("0 0 ", Case.Sensitive, $"{what} as {format}: {trial.Text}");
                trial.Counts().ShouldEndWith(" 0", Case.Sensitive, $"{what} as {format}: {trial.Text}");
                trial.Counts().ShouldNotBe("0 0 0 0");
            }
        }
    }

    [Fact]
    public async Task Customers_go_out_with_address_notice_and_rate_and_it_is_noted_who_took_them()
    {
        using var theo = await app.As(World.Theo);
        var lines = Encoding.UTF8.GetString(await Export(theo, "Customers", "csv")).Split("\r\n");
        lines[0].ShouldBe("\uFEFFKundennummer;Name;Straße und Hausnummer;PLZ;Ort;Telefon;E-Mail;USt-IdNr.;Mail-Domains;Hinweis;Text des Hinweises;Stundensatz;Bemerkung;In Gebrauch");
        lines.ShouldContain("10001;Müller Bau GmbH;Deichstraße 4;26721;Emden;'+4949215550;info@muellerbau.example;DE999999999;muellerbau.example;;;95,00;;ja");
        lines.ShouldContain("10003;Saumselig Handel;;;;;;;;gesperrt;Gesperrt: drei Rechnungen offen.;;;ja");
        Encoding.UTF8.GetString(await Export(theo, "Contacts", "csv")).ShouldContain("10002;Frau;Karin;Müller;karin@muellerbau.example;'+49492155511;;Beratung;;Ohlsen Logistik KG");
        Encoding.UTF8.GetString(await Export(theo, "Devices", "csv")).ShouldContain("SN-4711;DRU-9;Etikettendrucker Halle 2;;10001;Werk Nord;;;ja;Müller Bau GmbH");

        using var ada = await app.As(World.Ada);
        (await ada.Open("/administration/audit")).ShouldSay("Mitgenommen: Kunden (csv): 4 Zeilen").ShouldSay("Theo Brandt");
        using var rita = await app.As(World.Rita);
        (await rita.Send("/exports", ("what", "Customers"), ("format", "csv"))).Status.ShouldBe(403);
        (await theo.Send("/exports", ("what", "Unsinn"), ("format", "exe"))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Who_may_not_see_prices_gets_none()
    {
        var csv = await app.Db(async db => (await MasterDataSheet.ReadAsync(db, new Me(1, "Rita", "rita@hafen.example", Capability.MasterData, [], [], []), MasterData.Customers, default)).Csv());
        Encoding.UTF8.GetString(csv).ShouldNotContain("Stundensatz");
        Encoding.UTF8.GetString(csv).ShouldNotContain("95,00");
    }

    [Fact]
    public async Task D15_master_data_hold_no_formula_and_come_back_as_they_were()
    {
        string[] formulas = ["=1+1", "@SUM(A1)", "-2", "＝1+1", "'=x", "|calc"];
        using var ada = await app.As(World.Ada);
        foreach (var (name, i) in formulas.Select((f, i) => (f, i)))
        {
            await ada.Submit(await ada.Open("/customers/new"), "/customers", ("Name", name), ("Number", $"3000{i}"), ("Remark", name));
        }

        var file = await Export(ada, "Customers", "csv");
        var cells = Encoding.UTF8.GetString(file).Split("\r\n").SelectMany(l => l.Split(';')).Select(c => c.Trim('"').TrimStart('\uFEFF')).ToList();
        cells.ShouldAllBe(c => c.Length == 0 || !"=+-@|＝".Contains(c[0]));
        foreach (var format in new[] { "csv", "xlsx" })
        {
            (await ada.Tries(await ada.Brings("Customers", await Export(ada, "Customers", format), $"x.{format}"))).Counts().ShouldBe("0 0 10 0", format);
        }

        (await app.Db(db => db.Customers.Where(c => c.Number.StartsWith("3000")).OrderBy(c => c.Number).Select(c => c.Name).ToListAsync())).ShouldBe(formulas);
        formulas.ShouldAllBe(f => Spreadsheet.Uncell(Spreadsheet.Cell(f)) == f);
    }

    static async Task<byte[]> Export(Browser person, string what, string format)
    {
        var answer = await person.Send("/exports", ("what", what), ("format", format));
        answer.Status.ShouldBe(200, answer.Text);
        return await answer.Response.Content.ReadAsByteArrayAsync();
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
