using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Identity;
using Tresen.Platform.Shell;
using Tresen.Platform.Web;
using Tresen.Staff;

namespace Tresen.Customers.Papers;

/// <summary>The tab <em>Dateien</em> of a customer.</summary>
public sealed class CustomerFilesController(TresenDb db, FileCabinet cabinet, TimeProvider clock, Me me) : TresenController
{
    [HttpGet("/customers/{number}/files")]
    [CustomerTab("Dateien", 70)]
    [Staff]
    public async Task<IResult> List(string number, CancellationToken cancel) =>
        await db.Customers.SingleOrDefaultAsync(c => c.Number == number, cancel) is { } customer ? await PageAsync(customer, cancel) : NotFound();

    [HttpPost("/customers/{number}/files")]
    [Needs(Capability.MasterData)]
    public async Task<IResult> Add([FromRoute] string number, [FromForm(Name = "Files")] Upload[] files, CancellationToken cancel)
    {
        if (await db.Customers.SingleOrDefaultAsync(c => c.Number == number, cancel) is not { } customer)
        {
            return NotFound();
        }

        if (files.Length == 0 && ModelState.IsValid)
        {
            ModelState.AddModelError("Files", "Bitte eine Datei auswählen.");
        }

        if (!ModelState.IsValid)
        {
            return await PageAsync(customer, cancel, 422);
        }

        var by = await db.Staff.SingleAsync(s => s.Id == me.Id, cancel);
        foreach (var upload in files)
        {
            var content = await db.Set<StoredFile>().SingleAsync(f => f.Id == upload.FileId, cancel);
            db.Add(new CustomerFile(customer, content, upload, by, clock.GetUtcNow()));
        }

        await db.SaveChangesAsync(cancel);
        return files.Length == 1
            ? Done($"/customers/{number}/files", $"{files[0].Name} hinzugefügt.")
            : Done($"/customers/{number}/files", $"{files.Length} Dateien hinzugefügt.");
    }

    [HttpGet("/customers/{number}/files/{id:int}")]
    [Staff]
    public async Task<IResult> Get(string number, int id, CancellationToken cancel) =>
        await FindAsync(number, id, cancel) is { } file ? Download.Of(cabinet, file.FileId, file.Name) : NotFound();

    [HttpPost("/customers/{number}/files/{id:int}/removal")]
    [Needs(Capability.MasterData)]
    public async Task<IResult> Remove([FromRoute] string number, [FromRoute] int id, CancellationToken cancel)
    {
        if (await FindAsync(number, id, cancel) is not { } file)
        {
            return NotFound();
        }

        file.File.Release(clock.GetUtcNow());
        db.Remove(file);
        await db.SaveChangesAsync(cancel);
        return Done($"/customers/{number}/files", $"{file.Name} entfernt.");
    }

    async Task<IResult> PageAsync(Customer customer, CancellationToken cancel, int status = 200) => CustomerFileList.Of(new(
        customer,
        await db.CustomerFiles.Where(f => f.CustomerId == customer.Id).OrderByDescending(f => f.AddedAt).ThenByDescending(f => f.Id)
            .Select(f => new FileTable.Row(f.Id, f.Name, f.Bytes, f.AddedBy.Name, f.AddedAt)).ToListAsync(cancel),
        me.Can(Capability.MasterData)), status);

    Task<CustomerFile?> FindAsync(string number, int id, CancellationToken cancel) =>
        db.CustomerFiles.Include(f => f.File).SingleOrDefaultAsync(f => f.Id == id && f.Customer.Number == number, cancel);
}
