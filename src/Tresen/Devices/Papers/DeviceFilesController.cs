using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Identity;
using Tresen.Platform.Shell;
using Tresen.Platform.Views;
using Tresen.Platform.Web;
using Tresen.Staff;

namespace Tresen.Devices.Papers;

/// <summary>The tab <em>Dateien</em> of a device.</summary>
public sealed class DeviceFilesController(TresenDb db, FileCabinet cabinet, TimeProvider clock, Me me) : TresenController
{
    [HttpGet("/devices/{id:int}/files")]
    [DeviceTab("Dateien", 40)]
    [Staff]
    public async Task<IResult> List(int id, CancellationToken cancel) => await PageAsync(id, cancel);

    [HttpPost("/devices/{id:int}/files")]
    [Needs(Capability.Work)]
    public async Task<IResult> Add(int id, [FromForm(Name = "Files")] Upload[] files, CancellationToken cancel)
    {
        if (await db.Devices.SingleOrDefaultAsync(d => d.Id == id, cancel) is not { } device)
        {
            return NotFound();
        }

        if (files.Length == 0 && ModelState.IsValid)
        {
            ModelState.AddModelError("Files", "Bitte eine Datei auswählen.");
        }

        if (!ModelState.IsValid)
        {
            return await PageAsync(id, cancel, 422);
        }

        var by = await db.Staff.SingleAsync(s => s.Id == me.Id, cancel);
        foreach (var upload in files)
        {
            db.Add(new DeviceFile(device, await db.Set<StoredFile>().SingleAsync(f => f.Id == upload.FileId, cancel), upload, by, clock.GetUtcNow()));
        }

        await db.SaveChangesAsync(cancel);
        return Done($"/devices/{id}/files", files.Length == 1 ? Words.Of("{0} hinzugefügt.", files[0].Name) : Words.Of("{0} Dateien hinzugefügt.", files.Length));
    }

    [HttpGet("/devices/{id:int}/files/{file:int}")]
    [Staff]
    public async Task<IResult> Get(int id, int file, CancellationToken cancel) =>
        await FindAsync(id, file, cancel) is { } found ? Download.Of(cabinet, found.FileId, found.Name) : NotFound();

    [HttpPost("/devices/{id:int}/files/{file:int}/removal")]
    [Needs(Capability.MasterData)]
    public async Task<IResult> Remove(int id, int file, CancellationToken cancel)
    {
        if (await FindAsync(id, file, cancel) is not { } found)
        {
            return NotFound();
        }

        found.File.Release(clock.GetUtcNow());
        db.Remove(found);
        await db.SaveChangesAsync(cancel);
        return Done($"/devices/{id}/files", Words.Of("{0} entfernt.", found.Name));
    }

    async Task<IResult> PageAsync(int id, CancellationToken cancel, int status = 200) => await db.DeviceFrameAsync(me, id, clock.GetUtcNow(), cancel) is { } frame
        ? DeviceFileList.Of(
            new(
                frame,
                await db.Set<DeviceFile>().Where(f => f.DeviceId == id).OrderByDescending(f => f.AddedAt).ThenByDescending(f => f.Id)
                    .Select(f => new FileTable.Row(f.Id, f.Name, f.Bytes, f.AddedBy.Name, f.AddedAt)).ToListAsync(cancel)),
            status)
        : NotFound();

    Task<DeviceFile?> FindAsync(int device, int file, CancellationToken cancel) => db.Set<DeviceFile>().Include(f => f.File).SingleOrDefaultAsync(f => f.Id == file && f.DeviceId == device, cancel);
}
