using Microsoft.AspNetCore.Mvc;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Platform.Web;

namespace Tresen.Admin;

/// <summary><em>Administration &gt; Virenprüfung</em>: where ClamAV listens, and what becomes of files until it has looked.</summary>
[Needs(Capability.Administration)]
public sealed class VirusScannerController(TresenDb db) : TresenController
{
    const string Address = "/administration/virus-scanner";

    [HttpGet(Address)]
    [Menu("Administration", "Virenprüfung", "shield-check", 46)]
    public async Task<IResult> Edit(CancellationToken cancel) => VirusScannerPage.Of(new(VirusScannerForm.Of(await db.VirusScannerAsync(cancel)), null));

    [HttpPost(Address)]
    public async Task<IResult> Save([FromForm] VirusScannerForm form, CancellationToken cancel)
    {
        Check(form);
        if (!ModelState.IsValid)
        {
            return VirusScannerPage.Of(new(form, null), StatusCodes.Status422UnprocessableEntity);
        }

        var scanner = await db.VirusScannerAsync(cancel);
        scanner.Set(form.Address ?? "", form.ServesUnscanned);
        if (scanner.Id == 0)
        {
            db.Add(scanner);
        }

        await db.SaveChangesAsync(cancel);
        return Done(Address, "Gespeichert.");
    }

    /// <summary>Asks the scanner that stands in the form who it is. Changes nothing.</summary>
    [HttpPost(Address + "/check")]
    [OwnWork]
    public async Task<IResult> Try([FromForm] VirusScannerForm form, CancellationToken cancel)
    {
        Check(form);
        if (string.IsNullOrWhiteSpace(form.Address))
        {
            ModelState.AddModelError(nameof(form.Address), "Bitte erst eintragen, wo der Virenprüfer zu erreichen ist.");
        }

        if (!ModelState.IsValid)
        {
            return VirusScannerPage.Of(new(form, null), StatusCodes.Status422UnprocessableEntity);
        }

        try
        {
            return VirusScannerPage.Of(new(form, new(true, Words.Of("Der Virenprüfer antwortet: {0}", await ClamAv.VersionAsync(form.Address!.Trim(), cancel)))));
        }
        catch (ScannerException e)
        {
            return VirusScannerPage.Of(new(form, new(false, Words.Of("Der Virenprüfer ist so nicht zu erreichen: {0}", e.Message))));
        }
    }

    void Check(VirusScannerForm form)
    {
        if (!string.IsNullOrWhiteSpace(form.Address) && (form.Address.Length > 300 || !ClamAv.IsAddress(form.Address.Trim())))
        {
            ModelState.AddModelError(nameof(form.Address), "Bitte den Pfad eines Sockets eintragen, zum Beispiel /run/clamav/clamd.ctl, oder Rechner und Port, zum Beispiel scanner:3310.");
        }
    }
}

/// <summary>The setting as an administrator types it.</summary>
public sealed class VirusScannerForm
{
    public string? Address { get; set; }

    public bool ServesUnscanned { get; set; }

    internal static VirusScannerForm Of(VirusScanner scanner) => new() { Address = scanner.Address, ServesUnscanned = scanner.ServesUnscanned };
}
