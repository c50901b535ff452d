using System.Globalization;
using MiniExcelLibs;
using Tresen.Platform.Text;
using Tresen.Platform.Views;
using Tresen.TimeTracking;

namespace Tresen.Billing;

/// <summary>Bookings and material as a file for bookkeeping. Text stays text where a formula could start; the internal comment stays in the house.</summary>
public static class AccountExport
{
    static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");

    /// <summary>As CSV, with decimal commas.</summary>
    public static byte[] Csv(IReadOnlyList<TimeEntryRow> rows, IReadOnlyList<MaterialRow> material) =>
        Spreadsheet.Csv(Lines(rows, material).Select(line => line.Values.Select(Field)).Prepend(Blank().Keys));

    static string Field(object? cell) => cell switch { decimal number => number.ToString("0.00#", German), int whole => whole.ToString(German), _ => cell as string ?? "" };

    /// <summary>As an Excel sheet: figures are numbers.</summary>
    public static byte[] Excel(IReadOnlyList<TimeEntryRow> rows, IReadOnlyList<MaterialRow> material)
    {
        using var bytes = new MemoryStream();
        bytes.SaveAs(rows.Count + material.Count > 0 ? Lines(rows, material).ToList() : [Blank()], sheetName: "Zeitkonto");
        return bytes.ToArray();
    }

    static IEnumerable<Dictionary<string, object?>> Lines(IEnumerable<TimeEntryRow> rows, IEnumerable<MaterialRow> material) => rows.Select(row => Cells(row)).Concat(material.Select(Cells));

    static Dictionary<string, object?> Cells(MaterialRow row)
    {
        var cells = Blank();
        cells[Words.Of("Tag")] = row.Day.ToString("dd.MM.yyyy", German);
        cells[Words.Of("Wer")] = Spreadsheet.Cell(row.AddedBy);
        cells[Words.Of("Ticket")] = row.TicketNumber;
        cells[Words.Of("Betreff")] = Spreadsheet.Cell(row.TicketSubject);
        cells[Words.Of("Kunde")] = Spreadsheet.Cell(row.Customer);
        cells[Words.Of("Tätigkeit")] = Words.Of("Material");
        cells[Words.Of("Beschreibung")] = Spreadsheet.Cell(row.Text);
        cells[Words.Of("Menge")] = row.Quantity;
        cells[Words.Of("Einheit")] = Spreadsheet.Cell(row.Unit);
        cells[Words.Of("Einzelpreis")] = row.Price.Euros;
        cells[Words.Of("Betrag")] = row.Amount.Euros;
        cells[Words.Of("Stand")] = row.BilledAt is not null ? Words.Of("abgerechnet") : row.IsBillable ? Words.Of("offen") : Words.Of("nicht abrechenbar");
        cells[Words.Of("Beleg")] = Spreadsheet.Cell(row.BillingReference);
        return cells;
    }

    static Dictionary<string, object?> Blank() => Cells(default(TimeEntryRow));

    static Dictionary<string, object?> Cells(TimeEntryRow? row) => new()
    {
        [Words.Of("Tag")] = row?.Day.ToString("dd.MM.yyyy", German),
        [Words.Of("Zeit")] = row is null ? null : TimeShow.Span(row.Start, row.End, row.IsClocked),
        [Words.Of("Wer")] = Spreadsheet.Cell(row?.Performer),
        [Words.Of("Ticket")] = row?.TicketNumber,
        [Words.Of("Betreff")] = Spreadsheet.Cell(row?.TicketSubject),
        [Words.Of("Kunde")] = Spreadsheet.Cell(row?.Customer),
        [Words.Of("Tätigkeit")] = Spreadsheet.Cell(row?.Activity.Title),
        [Words.Of("Beschreibung")] = Spreadsheet.Cell(row?.Description),
        [Words.Of("Einsatzort")] = Spreadsheet.Cell(row?.Place),
        [Words.Of("Gearbeitet (h)")] = Hours(row?.Worked),
        [Words.Of("Abrechnung (h)")] = Hours(row?.Accounted),
        [Words.Of("Kilometer")] = row?.Kilometres,
        [Words.Of("Stundensatz")] = row?.Rate.Euros,
        [Words.Of("Menge")] = null,
        [Words.Of("Einheit")] = null,
        [Words.Of("Einzelpreis")] = null,
        [Words.Of("Betrag")] = row?.Amount.Euros,
        [Words.Of("Stand")] = row is null ? null : State(row),
        [Words.Of("Beleg")] = Spreadsheet.Cell(row?.BillingReference),
    };

    static decimal? Hours(int? minutes) => minutes is { } m ? Math.Round(m / 60m, 2, MidpointRounding.AwayFromZero) : null;

    static string State(TimeEntryRow row) =>
        row.BilledAt is not null ? Words.Of("abgerechnet")
        : row.WhyNot is { } why ? TimeShow.Of(why)
        : row.IsOpen ? Words.Of("offen")
        : Words.Of("storniert");
}
