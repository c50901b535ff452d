using Tresen.Import.Judging;
using Tresen.Platform;
using Tresen.Platform.Files;
using Tresen.Staff;

namespace Tresen.Import;

/// <summary>How far an import has come. The numbers are stored.</summary>
public enum ImportState
{
    /// <summary>The file is there.</summary>
    Uploaded = 1,

    /// <summary>Its lines have been judged; nothing is written.</summary>
    Tried = 2,

    /// <summary>What was said is done.</summary>
    Done = 3,
}

/// <summary>A file with master data on its way in. What lies between its pages lies here, not in their forms.</summary>
public sealed class DataImport
{
    DataImport()
    {
    }

    /// <summary>That person brought a file. It is held in the same save.</summary>
    public DataImport(MasterData what, StoredFile file, string fileName, IReadOnlyList<string> columns, StaffMember by, DateTimeOffset at)
    {
        (What, File, FileName, By, At, Key) = (what, file, fileName, by, at, ImportWords.KeysOf(what)[0]);
        Columns = string.Join(',', columns);
        file.Hold();
    }

    public int Id { get; private set; }

    public MasterData What { get; private set; }

    /// <summary>Let go of when it is done: what stands in it stands in the records then.</summary>
    public int? FileId { get; private set; }

    public StoredFile? File { get; private set; }

    public string FileName { get; private set; } = "";

    public int ById { get; private set; }

    public StaffMember By { get; private set; } = null!;

    /// <summary>When somebody last did something with it.</summary>
    public DateTimeOffset At { get; private set; }

    public ImportState State { get; private set; } = ImportState.Uploaded;

    /// <summary>The field of each column by its key, in their order, with commas between; empty ones aren't taken over.</summary>
    public string Columns { get; private set; } = "";

    public RecordKey Key { get; private set; }

    /// <summary>Whether an empty cell empties its field.</summary>
    public bool BlanksClear { get; private set; }

    /// <summary>Grows with each trial: whoever looked at an earlier one hasn't seen this.</summary>
    public int Trials { get; private set; }

    public int New { get; private set; }

    public int Changed { get; private set; }

    public int Unchanged { get; private set; }

    public int Failed { get; private set; }

    /// <summary>How its lines are to be read.</summary>
    public Assignment Assignment => new(What, Key, Columns.Split(','), BlanksClear);

    /// <summary>Somebody says which column is what. What was tried before is void.</summary>
    public void Assign(RecordKey key, IReadOnlyList<string> columns, bool blanksClear, DateTimeOffset at)
    {
        MustBeOpen();
        (Key, Columns, BlanksClear, At, State) = (key, string.Join(',', columns), blanksClear, at, ImportState.Uploaded);
    }

    /// <summary>Its lines were judged.</summary>
    public void Tried(IReadOnlyList<Finding> findings, DateTimeOffset at)
    {
        MustBeOpen();
        Count(findings);
        (State, At, Trials) = (ImportState.Tried, at, Trials + 1);
    }

    /// <summary>Whether what was tried may be done. A line that can't be taken in stops all of them, unless somebody says to leave it out.</summary>
    /// <exception cref="BrokenRuleException">Not so.</exception>
    public void MustBeReady(bool leavesOutFailed)
    {
        MustBeOpen();
        if (State != ImportState.Tried)
        {
            throw new BrokenRuleException("Die Zuordnung hat sich geändert. Bitte zuerst die Probe ansehen.");
        }

        if (Failed > 0 && !leavesOutFailed)
        {
            throw new BrokenRuleException($"Zeilen mit Fehlern: {Failed}. Solange es welche gibt, wird nichts übernommen. Bitte die Datei berichtigen und neu hochladen, oder ankreuzen, dass diese Zeilen wegbleiben.", "LeavesOutFailed");
        }

        if (New + Changed == 0)
        {
            throw new BrokenRuleException("Es gibt nichts zu übernehmen: Keine Zeile ist neu oder ändert etwas.");
        }
    }

    /// <summary>It is done; the file is let go. <see cref="File"/> must be loaded.</summary>
    public void Complete(IReadOnlyList<Finding> findings, DateTimeOffset at)
    {
        Count(findings);
        (State, At) = (ImportState.Done, at);
        LetGo(at);
    }

    /// <summary>Its file is needed no more. <see cref="File"/> must be loaded.</summary>
    public void LetGo(DateTimeOffset at)
    {
        File?.Release(at);
        (File, FileId) = (null, null);
    }

    void Count(IReadOnlyList<Finding> findings) => (New, Changed, Unchanged, Failed) =
        (findings.Count(f => f.Outcome == Outcome.New), findings.Count(f => f.Outcome == Outcome.Changed), findings.Count(f => f.Outcome == Outcome.Unchanged), findings.Count(f => f.Outcome == Outcome.Failed));

    void MustBeOpen()
    {
        if (State == ImportState.Done)
        {
            throw new BrokenRuleException("Dieser Import ist schon übernommen.");
        }
    }
}
