using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;
using Tresen.Customers;
using Tresen.Devices;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Platform.Views;

namespace Tresen.Import.Exporting;

/// <summary>Master data as a table to take away. What goes out can come in again: the heads are those that an import knows. Text stays
/// text where a formula could start.</summary>
public sealed class MasterDataSheet
{
    static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");

    readonly IReadOnlyList<(string Head, bool IsNumber)> heads;
    readonly List<string[]> rows = [];

    MasterDataSheet(IEnumerable<Field> fields, string? further = null) =>
        heads = [.. fields.Select(f => (f.Title, f.IsNumber)), .. further is null ? Array.Empty<(string, bool)>() : [(further, false)]];

    /// <summary>How many records there are.</summary>
    public int Count => rows.Count;

    /// <summary>All records of that kind with what this person may see of them. Those that went into another are that other's.</summary>
    public static async Task<MasterDataSheet> ReadAsync(TresenDb db, Me me, MasterData what, CancellationToken cancel)
    {
        switch (what)
        {
            case MasterData.Customers:
                var fields = KnownFields.OfCustomers.Where(f => me.Can(f.ToSee)).ToList();
                var customers = new MasterDataSheet(fields);
                customers.rows.AddRange((await db.Customers.AsNoTracking().Where(c => c.MergedIntoId == null).Include(c => c.Domains).OrderBy(c => c.SortKey).ThenBy(c => c.Id).ToListAsync(cancel))
                    .Select(c => fields.Select(f => f.Of(c)).ToArray()));
                return customers;
            case MasterData.Contacts:
                var people = new MasterDataSheet(KnownFields.OfContacts, Words.Of("Kunde"));
                people.rows.AddRange((await db.CustomerContacts.AsNoTracking().Where(p => p.Customer.MergedIntoId == null).Include(p => p.Contact).Include(p => p.Customer)
                        .OrderBy(p => p.Contact.SortKey).ThenBy(p => p.ContactId).ThenBy(p => p.Id).ToListAsync(cancel))
                    .Select(p => (string[])[.. KnownFields.OfContacts.Select(f => f.Of(new PersonAt(p.Contact, p, p.Customer))), p.Customer.Name]));
                return people;
            default:
                var devices = new MasterDataSheet(KnownFields.OfDevices, Words.Of("Kunde"));
                devices.rows.AddRange((await db.Devices.AsNoTracking().Include(d => d.Article).Include(d => d.Customer).Include(d => d.Site).OrderBy(d => d.SortKey).ThenBy(d => d.Id).ToListAsync(cancel))
                    .Select(d => (string[])[.. KnownFields.OfDevices.Select(f => f.Of(d)), d.Customer.Name]));
                return devices;
        }
    }

    /// <summary>As CSV.</summary>
    public byte[] Csv() => Spreadsheet.Csv(rows.Prepend([.. heads.Select(h => h.Head)]).Select(line => line.Select(Spreadsheet.Cell)));

    /// <summary>As an Excel workbook. Every cell is text, and a text is never run; rates are numbers.</summary>
    public byte[] Xlsx(string name)
    {
        using var file = new MemoryStream();
        IEnumerable<Dictionary<string, object?>> lines = rows.Count > 0 ? rows.Select(Cells) : [Cells([.. heads.Select(_ => "")])];
        file.SaveAs(lines, sheetName: name, configuration: new OpenXmlConfiguration { TableStyles = TableStyles.None, AutoFilter = true, Culture = CultureInfo.InvariantCulture });
        return file.ToArray();
    }

    Dictionary<string, object?> Cells(string[] row)
    {
        var line = new Dictionary<string, object?>(row.Length);
        for (var i = 0; i < row.Length; i++)
        {
            line[heads[i].Head] = heads[i].IsNumber && decimal.TryParse(row[i], German, out var number) ? number : Printable(row[i]);
        }

        return line;
    }

    /// <summary>Control characters have no place in a workbook.</summary>
    static string Printable(string cell) => string.Concat(cell.Where(c => !char.IsControl(c) || c is '\n' or '\t'));
}
