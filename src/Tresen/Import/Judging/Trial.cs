using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Import.Reading;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Platform.Time;

namespace Tresen.Import.Judging;

/// <summary>Judges the lines of a file one after the other, by doing to the records in memory what they say. Whoever wants to know
/// what would happen forgets the records afterwards; whoever wants it to happen saves them. So both are the same.</summary>
public abstract class Trial(TresenDb db, Me me, Assignment assignment, DateTimeOffset now)
{
    readonly Dictionary<object, int> met = [];

    protected TresenDb Db => db;

    protected Me Me => me;

    protected DateTimeOffset Now => now;

    protected RecordKey Key => assignment.Key;

    /// <summary>All customers by their numbers, former ones too.</summary>
    protected Dictionary<string, Customer> ByNumber { get; } = [];

    /// <summary>The one for that kind of file.</summary>
    /// <param name="isDone">New customers get numbers for good.</param>
    public static Trial Of(TresenDb db, Me me, Assignment assignment, DateTimeOffset now, bool isDone) => assignment.What switch
    {
        MasterData.Customers => new CustomerTrial(db, me, assignment, now, isDone),
        MasterData.Contacts => new ContactTrial(db, me, assignment, now),
        _ => new DeviceTrial(db, me, assignment, now),
    };

    /// <summary>Judges all lines. Nothing may be tracked before; afterwards everything is that the lines touch.</summary>
    public async Task<IReadOnlyList<Finding>> RunAsync(Table table, CancellationToken cancel)
    {
        var (fields, today) = (KnownFields.Of(assignment.What, me), Zone.DayOf(now));
        var findings = new List<Finding>(table.Rows.Count);
        // Each look at an entry would search it for changes; the save searches all of them once.
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            await LoadAsync(cancel);
            foreach (var row in table.Rows)
            {
                findings.Add(await JudgeAsync(row, new Cells(row, assignment, fields, today), table, cancel));
            }
        }
        finally
        {
            db.ChangeTracker.AutoDetectChangesEnabled = true;
        }

        return findings;
    }

    async Task<Finding> JudgeAsync(TableRow row, Cells cells, Table table, CancellationToken cancel)
    {
        try
        {
            if (row.Cells.Count > table.Heads.Count)
            {
                throw new BrokenRuleException($"Die Zeile hat {row.Cells.Count} Spalten, die Überschrift {table.Heads.Count}. Vielleicht fehlen Anführungszeichen um einen Text, in dem das Trennzeichen vorkommt.");
            }

            return await TakeAsync(cells, cancel);
        }
        catch (BrokenRuleException broken)
        {
            var column = broken.Field is { Length: > 0 } field ? assignment.ColumnOf(field) : -1;
            return new Finding(row.Line, Outcome.Failed, Shown(row), []) { Column = column < 0 ? "" : Cut(table.Heads[column], 200), Sentence = broken.Message };
        }
    }

    /// <summary>Brings all that lines may touch or refer to.</summary>
    protected virtual async Task LoadAsync(CancellationToken cancel)
    {
        foreach (var customer in await db.Customers.Where(c => c.MergedIntoId == null).ToListAsync(cancel))
        {
            ByNumber[customer.Number] = customer;
            foreach (var former in customer.FormerNumbers.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                ByNumber.TryAdd(former, customer);
            }
        }
    }

    /// <summary>Does what a line says, or throws its rule's sentence and leaves everything as it was.</summary>
    protected abstract Task<Finding> TakeAsync(Cells cells, CancellationToken cancel);

    /// <summary>A record may be in a file once.</summary>
    protected void Meet(object record, int line, string name)
    {
        if (!met.TryAdd(record, line))
        {
            throw new BrokenRuleException($"{name} kommt schon in Zeile {met[record]} vor. Bitte eine der beiden Zeilen streichen.");
        }
    }

    /// <summary>The customer that a line names by number, present or former, or by name; null where it names none.</summary>
    protected Customer? CustomerIn(Cells cells)
    {
        if (cells.Given("Customer") is not { } text)
        {
            return null;
        }

        if (ByNumber.TryGetValue(text, out var customer))
        {
            return customer;
        }

        byName ??= ByNumber.Values.Distinct().ToLookup(c => c.SortKey);
        return byName[SortKey.Of(text)].ToList() switch
        {
            [var one] => one,
            [] => throw new BrokenRuleException($"Einen Kunden „{Cut(text, 60)}“ gibt es nicht. Bitte die Kundennummer prüfen oder den Kunden zuerst anlegen.", "Customer"),
            _ => throw new BrokenRuleException($"„{Cut(text, 60)}“ heißen mehrere Kunden. Bitte die Kundennummer eintragen.", "Customer"),
        };
    }

    ILookup<string, Customer>? byName;

    /// <summary>What a record says in all its fields.</summary>
    protected static string[] Values<T>(IReadOnlyList<Field<T>> fields, T record) => [.. fields.Select(f => f.Of(record))];

    /// <summary>What is different now.</summary>
    protected static List<Change> Differences<T>(IReadOnlyList<Field<T>> fields, string[] before, string[] after)
    {
        List<Change> changes = [];
        for (var i = 0; i < before.Length; i++)
        {
            if (before[i] != after[i])
            {
                changes.Add(new Change(fields[i].Key, before[i], after[i]));
            }
        }

        return changes;
    }

    /// <summary>The beginning of a line, to find it by.</summary>
    static string Shown(TableRow row) => Cut(string.Join(" ", row.Cells.Where(c => c.Length > 0).Take(3)), 120);

    protected static string Cut(string text, int most) => text.Length > most ? text[..(most - 1)] + "…" : text;
}
