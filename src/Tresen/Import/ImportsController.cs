using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Import.Judging;
using Tresen.Import.Reading;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Platform.Views;
using Tresen.Platform.Web;
using Tresen.Staff;

namespace Tresen.Import;

/// <summary><em>Stammdaten &gt; Import und Export</em>: a file is brought, its columns are assigned, its lines tried, and then taken over
/// just as the trial said.</summary>
[Needs(Capability.MasterData)]
public sealed class ImportsController(TresenDb db, Me me, TimeProvider clock, FileCabinet cabinet) : TresenController
{
    const int LinesShown = 100, FirstLines = 4, Recent = 30;

    [HttpGet("/imports")]
    [Menu("Stammdaten", "Import und Export", "transfer-in", 40)]
    public async Task<IResult> Home(CancellationToken cancel) => await HomeAsync(200, cancel);

    /// <summary>Brings a file. One that can't be read, or is too large, is refused here, before anything is made of it.</summary>
    [HttpPost("/imports")]
    [OwnWork]
    public async Task<IResult> Bring([FromForm] FileForm form, CancellationToken cancel)
    {
        var upload = form.File.LastOrDefault();
        if (upload is null && ModelState.IsValid)
        {
            ModelState.AddModelError(nameof(form.File), "Bitte eine Datei auswählen.");
        }

        if (!ModelState.IsValid || !Enum.IsDefined(form.What))
        {
            return await HomeAsync(422, cancel);
        }

        Table table;
        try
        {
            table = Table.Read(await ContentAsync(upload!.FileId, cancel));
        }
        catch (BrokenRuleException broken)
        {
            ModelState.AddModelError(nameof(form.File), broken.ForReader);
            return await HomeAsync(422, cancel);
        }

        await using var work = await WriteScope.BeginAsync(db, cancel);
        var file = await db.Set<StoredFile>().SingleAsync(f => f.Id == upload.FileId, cancel);
        var import = new DataImport(form.What, file, upload.Name, Columns.Guess(table.Heads, KnownFields.Of(form.What, me)), await db.Staff.SingleAsync(s => s.Id == me.Id, cancel), clock.GetUtcNow());
        db.Add(import);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        return Done($"/imports/{import.Id}");
    }

    /// <summary>Which column is which field.</summary>
    [HttpGet("/imports/{id:int}")]
    public async Task<IResult> Assignment(int id, CancellationToken cancel) => await FindAsync(id, cancel) switch
    {
        null => NotFound(),
        { State: ImportState.Done } => Results.LocalRedirect($"/imports/{id}/rows"),
        var import => await AssignmentAsync(import, 200, cancel),
    };

    /// <summary>Tries it: judges every line and writes down what would become of it, and nothing else.</summary>
    [HttpPost("/imports/{id:int}")]
    [OwnWork]
    public async Task<IResult> TryOut([FromRoute] int id, [FromForm] AssignmentForm form, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { State: not ImportState.Done } import)
        {
            return NotFound();
        }

        var table = Table.Read(await ContentAsync(import.FileId!.Value, cancel));
        var assignment = Read(form, import.What, table);
        if (!ModelState.IsValid)
        {
            return await AssignmentAsync(import, 422, cancel);
        }

        db.ChangeTracker.Clear();
        var now = clock.GetUtcNow();
        var findings = await Trial.Of(db, me, assignment, now, isDone: false).RunAsync(table, cancel);
        db.ChangeTracker.Clear();
        await using var work = await WriteScope.BeginAsync(db, cancel);
        await db.LockAsync<DataImport>(id, cancel);
        if (await FindAsync(id, cancel) is not { State: not ImportState.Done } still)
        {
            return NotFound();
        }

        still.Assign(assignment.Key, assignment.Columns, assignment.BlanksClear, now);
        still.Tried(findings, now);
        await KeepAsync(still, findings, isDone: false, cancel);
        await work.CommitAsync(cancel);
        return Done($"/imports/{id}/rows");
    }

    /// <summary>What would become of the lines, or did.</summary>
    [HttpGet("/imports/{id:int}/rows")]
    public async Task<IResult> Rows(int id, Outcome? outcome, int? after, CancellationToken cancel)
    {
        ModelState.Clear();
        return await FindAsync(id, cancel) switch
        {
            null => NotFound(),
            { State: ImportState.Uploaded } => Results.LocalRedirect($"/imports/{id}"),
            var import => await RowsAsync(import, outcome, after, 200, cancel),
        };
    }

    /// <summary>The report as CSV.</summary>
    [HttpGet("/imports/{id:int}/report")]
    public async Task<IResult> Report(int id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } import)
        {
            return NotFound();
        }

        var rows = await db.ImportRows.AsNoTracking().Where(r => r.ImportId == id).OrderBy(r => r.Line).ToListAsync(cancel);
        string[] heads = [Words.Of("Zeile"), Words.Of("Ergebnis"), Words.Of("Datensatz"), Words.Of("Spalte"), Words.Of("Meldung"), Words.Of("Änderungen")];
        var lines = rows.Select(r => new[]
        {
            r.Line.ToString(), ImportWords.Of(r.Outcome), r.Record, r.Column, Words.OfStored(r.Sentence), string.Join("\n", r.EachChange.Select(c => $"{RowsPage.TitleOf(import.What, c.Field)}: {c.From} → {c.To}")),
        });
        return Results.File(Spreadsheet.Csv(lines.Prepend(heads).Select(line => line.Select(Spreadsheet.Cell))), "text/csv; charset=utf-8", $"{Words.Of("Bericht")} {import.FileName}.csv");
    }

    /// <summary>Does what the trial said, all of it in one piece of work. If it would be something else by now, nothing is done and the new
    /// trial is shown (409).</summary>
    [HttpPost("/imports/{id:int}/completion")]
    [OwnWork]
    public async Task<IResult> Complete([FromRoute] int id, [FromForm] CompletionForm form, CancellationToken cancel)
    {
        try
        {
            return await CompleteAsync(id, form, cancel);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear(); // somebody took a number or a domain at this moment; what was done is taken back
            ModelState.AddModelError("", "Gerade hat jemand an denselben Datensätzen gearbeitet. Es ist nichts übernommen. Bitte noch einmal versuchen.");
            return await FindAsync(id, cancel) is { } import ? await RowsAsync(import, null, null, 409, cancel) : NotFound();
        }
    }

    async Task<IResult> CompleteAsync(int id, CompletionForm form, CancellationToken cancel)
    {
        await using var work = await WriteScope.BeginAsync(db, cancel);
        // Two imports don't run into each other: each waits for all that aren't done.
        await db.LockAllAsync<DataImport>(await db.DataImports.Where(i => i.State != ImportState.Done || i.Id == id).Select(i => i.Id).ToListAsync(cancel), cancel);
        if (await FindAsync(id, cancel) is not { } import)
        {
            return NotFound();
        }

        if (import.State == ImportState.Done)
        {
            return Done($"/imports/{id}/rows");
        }

        if (!ModelState.IsValid || !Try(() => import.MustBeReady(form.LeavesOutFailed)))
        {
            return import.State == ImportState.Tried ? await RowsAsync(import, null, null, 422, cancel) : await AssignmentAsync(import, 422, cancel);
        }

        if (form.Trial != import.Trials)
        {
            ModelState.AddModelError("", "Diese Probe ist nicht mehr die neueste. Bitte noch einmal ansehen.");
            return await RowsAsync(import, null, null, 409, cancel);
        }

        var before = await db.ImportRows.AsNoTracking().Where(r => r.ImportId == id).OrderBy(r => r.Line).ToListAsync(cancel);
        await LockAsync(before, cancel);
        var (table, now) = (Table.Read(await ContentAsync(import.FileId!.Value, cancel)), clock.GetUtcNow());
        db.ChangeTracker.Clear();
        var findings = await Trial.Of(db, me, import.Assignment, now, isDone: true).RunAsync(table, cancel);
        if (findings.Zip(before).Count(pair => pair.First.Mark != pair.Second.Mark) is > 0 and var others)
        {
            return await ShowAnewAsync(work, id, findings, others, cancel);
        }

        import = (await FindAsync(id, cancel))!;
        import.Complete(findings, now);
        await KeepAsync(import, findings, isDone: true, cancel);
        await work.CommitAsync(cancel);
        return Done($"/imports/{id}/rows", $"Übernommen: {import.New} neu, {import.Changed} geändert.");
    }

    /// <summary>Throws an import away that isn't done.</summary>
    [HttpPost("/imports/{id:int}/removal")]
    public async Task<IResult> Remove([FromRoute] int id, CancellationToken cancel)
    {
        await db.LockAsync<DataImport>(id, cancel);
        if (await FindAsync(id, cancel) is not { State: not ImportState.Done } import)
        {
            return NotFound();
        }

        import.LetGo(clock.GetUtcNow());
        await db.ImportRows.Where(r => r.ImportId == id).ExecuteDeleteAsync(cancel);
        db.Remove(import);
        await db.SaveChangesAsync(cancel);
        return Done("/imports", "Verworfen. Es wurde nichts übernommen.");
    }

    async Task<IResult> ShowAnewAsync(WriteScope work, int id, IReadOnlyList<Finding> findings, int others, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var import = (await FindAsync(id, cancel))!;
        import.Tried(findings, clock.GetUtcNow());
        await KeepAsync(import, findings, isDone: false, cancel);
        await work.CommitAsync(cancel);
        ModelState.Clear(); // the page names the new trial
        ModelState.AddModelError("", Words.Of("Inzwischen hat sich etwas geändert. Es ist nichts übernommen; aus so vielen Zeilen würde jetzt etwas anderes: {0}. Bitte noch einmal ansehen.", others));
        return await RowsAsync(import, null, null, 409, cancel);
    }

    AssignmentForm? typed;

    /// <summary>The assignment as typed; what doesn't fit is said beside its column.</summary>
    Assignment Read(AssignmentForm form, MasterData what, Table table)
    {
        typed = form;
        var fields = KnownFields.Of(what, me);
        string[] columns = [.. Enumerable.Range(0, table.Heads.Count).Select(i => form.Columns.ElementAtOrDefault(i) ?? "")];
        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i].Length > 0 && !fields.Any(f => f.Key == columns[i]))
            {
                ModelState.AddModelError($"Columns[{i}]", Words.Of("Das passt hier nicht. Bitte noch einmal auswählen oder eingeben."));
            }
            else if (columns[i].Length > 0 && Array.IndexOf(columns, columns[i]) < i)
            {
                ModelState.AddModelError($"Columns[{i}]", Words.Of("Dieses Feld hat schon die Spalte „{0}“. Bitte bei einer der beiden ein anderes wählen.", HeadOf(table, Array.IndexOf(columns, columns[i]))));
            }
        }

        var assignment = new Assignment(what, form.Key, columns, form.BlanksClear);
        if (!ImportWords.KeysOf(what).Contains(form.Key))
        {
            ModelState.AddModelError(nameof(form.Key), Words.Of("Das passt hier nicht. Bitte noch einmal auswählen oder eingeben."));
        }
        else if (assignment.Needed.Where(f => assignment.ColumnOf(f) < 0).ToList() is { Count: > 0 } missing)
        {
            ModelState.AddModelError(nameof(form.Key), Words.Of("Dafür muss eine Spalte zugeordnet sein: {0}.", string.Join(", ", missing.Select(f => RowsPage.TitleOf(what, f)))));
        }

        return assignment;
    }

    async Task<IResult> AssignmentAsync(DataImport import, int status, CancellationToken cancel)
    {
        var table = Table.Read(await ContentAsync(import.FileId!.Value, cancel), FirstLines);
        var columns = table.Heads.Select((_, i) => new AssignmentPage.Column(
            HeadOf(table, i),
            [.. table.Rows.Select(r => r.At(i)).Where(v => v.Length > 0)],
            (typed is null ? import.Assignment.Columns.ElementAtOrDefault(i) : typed.Columns.ElementAtOrDefault(i)) ?? "")).ToList();
        return AssignmentPage.Of(new(import, columns, KnownFields.Of(import.What, me)), status);
    }

    async Task<IResult> RowsAsync(DataImport import, Outcome? outcome, int? after, int status, CancellationToken cancel)
    {
        var rows = await db.ImportRows.AsNoTracking().Where(r => r.ImportId == import.Id && (outcome == null || r.Outcome == outcome) && (after == null || r.Line > after))
            .Include(r => r.Customer).OrderBy(r => r.Line).Take(LinesShown + 1).ToListAsync(cancel);
        return RowsPage.Of(new(import, [.. rows.Take(LinesShown)], outcome, rows.Count > LinesShown ? rows[LinesShown - 1].Line : null, after), status);
    }

    async Task<IResult> HomeAsync(int status, CancellationToken cancel)
    {
        var imports = await db.DataImports.AsNoTracking().VisibleTo(me).Include(i => i.By).OrderByDescending(i => i.At).ThenByDescending(i => i.Id).Take(Recent).ToListAsync(cancel);
        return ImportHome.Of(new(imports), status);
    }

    /// <summary>The rows that will change, in the order of their ids, so that nobody changes them between the judgement and the save.</summary>
    async Task LockAsync(List<ImportRow> rows, CancellationToken cancel)
    {
        var changing = rows.Where(r => r.Outcome is Outcome.Changed or Outcome.Unchanged).ToList();
        await db.LockAllAsync<Customers.Customer>(Ids(r => r.CustomerId), cancel);
        await db.LockAllAsync<Customers.Contact>(Ids(r => r.ContactId), cancel);
        await db.LockAllAsync<Devices.Device>(Ids(r => r.DeviceId), cancel);

        List<int> Ids(Func<ImportRow, int?> of) => [.. changing.Select(of).OfType<int>().Distinct()];
    }

    /// <summary>Writes the report anew, and along with it what the lines did to the records, if they are done.</summary>
    async Task KeepAsync(DataImport import, IReadOnlyList<Finding> findings, bool isDone, CancellationToken cancel)
    {
        await db.ImportRows.Where(r => r.ImportId == import.Id).ExecuteDeleteAsync(cancel);
        // A refused save takes the whole work back anyway; with a savepoint of its own ten thousand lines take SQLite nearly twice as long.
        db.Database.AutoSavepointsEnabled = false;
        db.AddRange(findings.Select(f => new ImportRow(import, f, isDone)));
        await db.SaveChangesAsync(cancel);
    }

    Task<DataImport?> FindAsync(int id, CancellationToken cancel) => db.DataImports.VisibleTo(me).Include(i => i.File).Include(i => i.By).SingleOrDefaultAsync(i => i.Id == id, cancel);

    async Task<byte[]> ContentAsync(int file, CancellationToken cancel)
    {
        using var content = await cabinet.OpenAsync(file, cancel);
        return content.ToArray();
    }



    static string HeadOf(Table table, int column) => table.Heads[column] is { Length: > 0 } head ? head : Words.Of("Spalte {0}", column + 1);
}
