using System.Text.Json;
using Tresen.Customers;
using Tresen.Devices;
using Tresen.Import.Judging;

namespace Tresen.Import;

/// <summary>What becomes of a line. The numbers are stored.</summary>
public enum Outcome
{
    New = 1,
    Changed = 2,
    Unchanged = 3,
    Failed = 4,
}

/// <summary>A line of an import's report: before it is taken over what would become of it, afterwards what did. The records' history.</summary>
public sealed class ImportRow
{
    ImportRow()
    {
    }

    /// <summary>A judged line.</summary>
    /// <param name="isDone">It was taken over: the row points to the records, which are saved with it. Else only to those that were there.</param>
    public ImportRow(DataImport import, Finding finding, bool isDone)
    {
        (Import, Line, Outcome, Record, Column, Sentence) = (import, finding.Line, finding.Outcome, finding.Record, finding.Column, finding.Sentence);
        (Changes, Mark) = (finding.Changes.Count == 0 ? "" : JsonSerializer.Serialize(finding.Changes.Select(c => c.Shortened())), finding.Mark);
        if (isDone && finding.Outcome != Outcome.Failed)
        {
            (Customer, Contact, Device) = (finding.Customer, finding.Contact, finding.Device);
        }
        else
        {
            (CustomerId, ContactId, DeviceId) = (Id(finding.Customer?.Id), Id(finding.Contact?.Id), Id(finding.Device?.Id));
        }

        static int? Id(int? id) => id is > 0 ? id : null;
    }

    public int Id { get; private set; }

    public int ImportId { get; private set; }

    public DataImport Import { get; private set; } = null!;

    /// <summary>Where it stands in the file, from 1.</summary>
    public int Line { get; private set; }

    public Outcome Outcome { get; private set; }

    /// <summary>What the line is about: <c>10001 Müller Bau GmbH</c>.</summary>
    public string Record { get; private set; } = "";

    /// <summary>The head of the column that is wrong; empty where it is the whole line.</summary>
    public string Column { get; private set; } = "";

    /// <summary>What is wrong and what to do.</summary>
    public string Sentence { get; private set; } = "";

    /// <summary>See <see cref="EachChange"/>.</summary>
    public string Changes { get; private set; } = "";

    /// <summary>Seals the whole judgement: another one of the same line means that something changed meanwhile.</summary>
    public string Mark { get; private set; } = "";

    public int? CustomerId { get; private set; }

    public Customer? Customer { get; private set; }

    public int? ContactId { get; private set; }

    public Contact? Contact { get; private set; }

    public int? DeviceId { get; private set; }

    public Device? Device { get; private set; }

    /// <summary>What it said about a person is gone; that there was a line stays.</summary>
    public void Erase(string pseudonym) => (Record, Changes, Sentence, Mark, Contact, ContactId) = (pseudonym, "", "", "", null, null);

    /// <summary>The fields that change. Long texts are shortened.</summary>
    public IReadOnlyList<Change> EachChange => Changes.Length == 0 ? [] : JsonSerializer.Deserialize<List<Change>>(Changes)!;
}
