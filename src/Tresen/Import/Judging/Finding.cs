using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tresen.Customers;
using Tresen.Devices;

namespace Tresen.Import.Judging;

/// <summary>A field that a line changes.</summary>
/// <param name="Field">Its key.</param>
public sealed record Change(string Field, string From, string To)
{
    const int MostShown = 200;

    /// <summary>With long texts cut.</summary>
    public Change Shortened() => new(Field, Cut(From), Cut(To));

    static string Cut(string text) => text.Length > MostShown ? text[..(MostShown - 1)] + "…" : text;
}

/// <summary>What becomes of a line.</summary>
/// <param name="Line">Where it stands in the file.</param>
/// <param name="Record">What it is about, as far as that could be read.</param>
/// <param name="Changes">Of a new record: what it says.</param>
public sealed record Finding(int Line, Outcome Outcome, string Record, IReadOnlyList<Change> Changes)
{
    /// <summary>The head of the column that is wrong.</summary>
    public string Column { get; init; } = "";

    /// <summary>What is wrong and what to do, in German.</summary>
    public string Sentence { get; init; } = "";

    public Customer? Customer { get; init; }

    public Contact? Contact { get; init; }

    public Device? Device { get; init; }

    /// <summary>Two judgements with the same mark say the same.</summary>
    public string Mark => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(
        new object?[] { Line, Outcome, Record, Column, Sentence, Changes, Math.Max(0, Customer?.Id ?? 0), Math.Max(0, Contact?.Id ?? 0), Math.Max(0, Device?.Id ?? 0) }))));
}

/// <summary>How the lines of a file are to be read.</summary>
/// <param name="Columns">The key of the field of each column; empty ones aren't taken over.</param>
public sealed record Assignment(MasterData What, RecordKey Key, IReadOnlyList<string> Columns, bool BlanksClear)
{
    /// <summary>The column of that field; -1: none.</summary>
    public int ColumnOf(string field)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i] == field)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The fields without which no line finds its record.</summary>
    public IReadOnlyList<string> Needed => Key switch
    {
        RecordKey.CustomerNumber => ["Number"],
        RecordKey.NameAndPostalCode => ["Name"],
        RecordKey.Mail => ["Customer", "Mail"],
        RecordKey.Phone => ["Customer"],
        RecordKey.SerialNumber => ["SerialNumber"],
        _ => ["Tag"],
    };
}
