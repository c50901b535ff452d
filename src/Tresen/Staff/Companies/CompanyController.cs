using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Settings;
using Tresen.Platform.Web;

namespace Tresen.Staff.Companies;

/// <summary><em>Administration &gt; Firma</em>: name, particulars, what an hour costs, and where the numbers of tickets go on.</summary>
[Needs(Capability.Administration)]
public sealed class CompanyController(TresenDb db) : TresenController
{
    const string Tickets = "ticket";

    [HttpGet("/administration/company")]
    [Menu("Administration", "Firma", "building-store", 30)]
    public async Task<IResult> First(CancellationToken cancel) =>
        await db.Companies.OrderBy(c => c.Id).FirstOrDefaultAsync(cancel) is { } company ? await EditorAsync(company, CompanyForm.Of(company), cancel) : await New(cancel);

    [HttpGet("/administration/company/{id:int}")]
    public async Task<IResult> Edit(int id, CancellationToken cancel) =>
        await db.Companies.SingleOrDefaultAsync(c => c.Id == id, cancel) is { } company ? await EditorAsync(company, CompanyForm.Of(company), cancel) : NotFound();

    [HttpGet("/administration/company/new")]
    public Task<IResult> New(CancellationToken cancel) => EditorAsync(null, new CompanyForm { Rate = Platform.HourlyRate.Of(89), EmergencySurcharge = 50 }, cancel);

    [HttpPost("/administration/company")]
    public async Task<IResult> Create([FromForm] CompanyForm form, CancellationToken cancel)
    {
        if (!ModelState.IsValid)
        {
            return await EditorAsync(null, form, cancel, 422);
        }

        var company = new Company(form.Name!.Trim(), form.Particulars!.Trim());
        Fill(company, form);
        db.Add(company);
        await db.SaveChangesAsync(cancel);
        return Done($"/administration/hours/{company.Id}", $"{company.Name} angelegt. Wann ist dort geöffnet, und in welchem Bundesland?");
    }

    [HttpPost("/administration/company/{id:int}")]
    public async Task<IResult> Save(int id, [FromForm] CompanyForm form, CancellationToken cancel)
    {
        await db.LockAsync<Company>(id, cancel);
        if (await db.Companies.SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } company)
        {
            return NotFound();
        }

        var merged = await MergeAsync(form, CompanyForm.Of(company));
        if (!merged || !ModelState.IsValid)
        {
            return await EditorAsync(company, form, cancel, merged ? 422 : 409);
        }

        Fill(company, form);
        await db.SaveChangesAsync(cancel);
        return Done($"/administration/company/{id}", "Gespeichert.");
    }

    /// <summary>Lets the tickets' numbers go on higher.</summary>
    [HttpPost("/administration/company/numbers")]
    public async Task<IResult> MoveNumbersUp([FromForm] int? next, CancellationToken cancel)
    {
        var before = await db.NextNumberAsync(Tickets, cancel);
        if (next is not (> 0 and < 100_000_000))
        {
            ModelState.AddModelError(nameof(next), "Bitte eine ganze Zahl wie 20001 eingeben.");
        }
        else if (!await db.MoveUpAsync(Tickets, next.Value, cancel))
        {
            ModelState.AddModelError(nameof(next), "Die Nummern können nur nach oben springen, sonst gäbe es eine zweimal.");
        }

        if (!ModelState.IsValid)
        {
            return await Again(cancel);
        }

        await db.RecordSettingAsync<NumberRange>(Tickets, r => r.Next, before?.ToString(CultureInfo.InvariantCulture), next!.Value.ToString(CultureInfo.InvariantCulture), cancel);
        await db.SaveChangesAsync(cancel);
        return Done("/administration/company", $"Das nächste Ticket bekommt die Nummer {next}.");
    }

    async Task<IResult> Again(CancellationToken cancel)
    {
        var company = await db.Companies.OrderBy(c => c.Id).FirstAsync(cancel);
        return await EditorAsync(company, CompanyForm.Of(company), cancel, 422);
    }

    static void Fill(Company company, CompanyForm form)
    {
        company.Describe(form.Name!.Trim(), form.Particulars!.Trim(), form.Street?.Trim() ?? "", form.PostalCode?.Trim() ?? "", form.Town?.Trim() ?? "");
        company.Charge(form.Rate!.Value, form.EmergencySurcharge!.Value);
        company.CallAfter(form.EmergencyMinutes!.Value);
    }

    async Task<IResult> EditorAsync(Company? company, CompanyForm form, CancellationToken cancel, int status = 200) =>
        CompanyEditor.Of(new(company, form, await db.Companies.OrderBy(c => c.Id).Select(c => new CompanyEditor.Other(c.Id, c.Name)).ToListAsync(cancel), await db.NextNumberAsync(Tickets, cancel)), status);
}
