using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;

namespace Tresen.Mail.Limits;

/// <summary><em>Administration &gt; Grenzen für Mails</em>.</summary>
[Needs(Capability.Administration)]
public sealed class MailLimitsController(TresenDb db) : TresenController
{
    const string Address = "/administration/mail-limits";

    [HttpGet(Address)]
    [Menu("Administration", "Grenzen für Mails", "adjustments", 42)]
    public async Task<IResult> Edit(CancellationToken cancel) => MailLimitsPage.Of(new(await db.MailLimitsAsync(cancel)));

    [HttpPost(Address)]
    public async Task<IResult> Save([FromForm] MailLimitsForm form, CancellationToken cancel)
    {
        var limits = await db.MailLimitsAsync(cancel);
        if (ModelState.IsValid && form.ReadMegabytes > form.FetchedMegabytes)
        {
            ModelState.AddModelError(nameof(form.ReadMegabytes), "Gelesen werden kann nur, was auch ganz abgeholt wird. Bitte höchstens so viel wie oben.");
        }

        if (!ModelState.IsValid)
        {
            return MailLimitsPage.Of(new(limits), StatusCodes.Status422UnprocessableEntity);
        }

        limits.Set(form.FetchedMegabytes!.Value, form.ReadMegabytes!.Value, form.HeaderKilobytes!.Value, form.Parts!.Value, form.Depth!.Value, form.Recipients!.Value, form.Seconds!.Value);
        if (limits.Id == 0)
        {
            db.Add(limits);
        }

        await db.SaveChangesAsync(cancel);
        return Done(Address, "Gespeichert. Was schon unter „Mails prüfen“ liegt, kann dort erneut gelesen oder geholt werden.");
    }
}

/// <summary>The limits as an administrator types them.</summary>
public sealed class MailLimitsForm
{
    const string Between = "Bitte eine ganze Zahl von {1} bis {2} eingeben.";

    [Required(ErrorMessage = "Bitte eine Zahl eingeben.")]
    [Range(1, 500, ErrorMessage = Between)]
    public int? FetchedMegabytes { get; set; }

    [Required(ErrorMessage = "Bitte eine Zahl eingeben.")]
    [Range(1, 500, ErrorMessage = Between)]
    public int? ReadMegabytes { get; set; }

    [Required(ErrorMessage = "Bitte eine Zahl eingeben.")]
    [Range(16, 16384, ErrorMessage = Between)]
    public int? HeaderKilobytes { get; set; }

    [Required(ErrorMessage = "Bitte eine Zahl eingeben.")]
    [Range(10, 10000, ErrorMessage = Between)]
    public int? Parts { get; set; }

    [Required(ErrorMessage = "Bitte eine Zahl eingeben.")]
    [Range(3, 100, ErrorMessage = Between)]
    public int? Depth { get; set; }

    [Required(ErrorMessage = "Bitte eine Zahl eingeben.")]
    [Range(1, 100000, ErrorMessage = Between)]
    public int? Recipients { get; set; }

    [Required(ErrorMessage = "Bitte eine Zahl eingeben.")]
    [Range(1, 120, ErrorMessage = Between)]
    public int? Seconds { get; set; }
}
