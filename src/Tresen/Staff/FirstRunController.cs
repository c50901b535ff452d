using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Tresen.Platform.Api;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;

namespace Tresen.Staff;

/// <summary>Creates the first company and its administrator; afterwards it answers 404 for good.</summary>
[Anyone]
[InPerson]
public sealed class FirstRunController(TresenDb db, IEnumerable<FirstList> firstLists, TimeProvider clock) : TresenController
{
    [HttpGet("/first-run")]
    public async Task<IResult> Ask(string? code) =>
        await FirstRun.IsOverAsync(db) ? NotFound() : FirstRunPage.Of(new FirstRunForm { Code = code ?? "" });

    [HttpPost("/first-run")]
    public async Task<IResult> Begin([FromForm] FirstRunForm form)
    {
        if (await FirstRun.IsOverAsync(db))
        {
            return NotFound();
        }

        if (!FirstRun.IsCode(form.Code))
        {
            ModelState.AddModelError(nameof(form.Code), "Der Code stimmt nicht. Er steht in der Konsole, in der Tresen gestartet wurde.");
        }

        if (!ModelState.IsValid)
        {
            return FirstRunPage.Of(form, 422);
        }

        try
        {
            var (administrator, _) = await Hiring.HireAsync(HttpContext.RequestServices, form.Name, form.Mail, Role.Administrator, form.Password);
            var company = new Company(form.Company.Trim(), form.Particulars.Trim());
            company.Charge(form.Rate!.Value, company.EmergencySurcharge);
            var department = new Department("Service", company);
            department.TakeIn(administrator, Standing.Lead);
            db.Add(department);
            foreach (var add in firstLists)
            {
                add(db, clock.GetUtcNow());
            }

            await db.SaveChangesAsync();
            return Done("/sign-in", "Tresen ist eingerichtet. Bitte anmelden.");
        }
        catch (Platform.BrokenRuleException broken)
        {
            ModelState.AddModelError(broken.Field ?? "", broken.ForReader);
            return FirstRunPage.Of(form, 422);
        }
    }
}

/// <summary>Adds what a slice begins with in a new installation besides people. The slices to the right register theirs.</summary>
public delegate void FirstList(TresenDb db, DateTimeOffset at);

/// <summary>What is typed at the first run.</summary>
public sealed class FirstRunForm
{
    [Required(ErrorMessage = "Bitte den Code aus der Konsole eingeben.")]
    public string Code { get; set; } = "";

    [Required(ErrorMessage = "Bitte den Namen der Firma eingeben.")]
    [StringLength(200, ErrorMessage = "Bitte höchstens 200 Zeichen.")]
    public string Company { get; set; } = "";

    [Required(ErrorMessage = "Bitte die Pflichtangaben eingeben: Rechtsform, Sitz, Registergericht und Nummer, Geschäftsführung.")]
    [StringLength(2000, ErrorMessage = "Bitte höchstens 2000 Zeichen.")]
    public string Particulars { get; set; } = "";

    [Required(ErrorMessage = "Bitte den Stundensatz eingeben, zum Beispiel 89,00.")]
    public Platform.HourlyRate? Rate { get; set; }

    [Required(ErrorMessage = "Bitte Ihren Namen eingeben.")]
    [StringLength(200, ErrorMessage = "Bitte höchstens 200 Zeichen.")]
    public string Name { get; set; } = "";

    [Required(ErrorMessage = "Bitte Ihre E-Mail-Adresse eingeben.")]
    [StringLength(200, ErrorMessage = "Bitte höchstens 200 Zeichen.")]
    public string Mail { get; set; } = "";

    [Required(ErrorMessage = "Bitte ein Passwort wählen, mindestens 10 Zeichen.")]
    [StringLength(200, MinimumLength = 10, ErrorMessage = "Bitte mindestens 10 Zeichen.")]
    public string Password { get; set; } = "";
}
