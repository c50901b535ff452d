using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Api;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;
using Tresen.Platform.Web;

namespace Tresen.Staff.Tokens;

/// <summary><em>Mein Konto &gt; Zugänge für Programme</em>: everybody's own tokens.</summary>
[Staff]
[InPerson]
public sealed class TokensController(TresenDb db, Me me, TimeProvider clock) : TresenController
{
    [HttpGet("/account/tokens")]
    public Task<IResult> List(CancellationToken cancel) => PageAsync(new TokenForm(), null, cancel);

    /// <summary>Makes one and shows it, this once.</summary>
    [HttpPost("/account/tokens")]
    public async Task<IResult> Make([FromForm] TokenForm form, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await db.LockAsync<StaffMember>(me.Id, cancel);
        var person = await db.Staff.SingleAsync(s => s.Id == me.Id, cancel);
        if (form.ValidUntil <= Zone.DayOf(now))
        {
            ModelState.AddModelError(nameof(form.ValidUntil), "Dieser Tag ist vorbei oder heute. Bitte einen späteren wählen oder das Feld leer lassen.");
        }

        if (await db.Set<ApiToken>().CountAsync(t => t.StaffMemberId == me.Id, cancel) >= ApiToken.Most)
        {
            ModelState.AddModelError("", "Das sind schon 20 Zugänge. Bitte zuerst einen beenden, der nicht mehr gebraucht wird.");
        }

        string? text = null;
        if (ModelState.IsValid && Try(() =>
            {
                (var token, text) = ApiToken.Of(person, form.Name ?? "", form.ReadsOnly, form.ValidUntil, now);
                db.Add(token);
            }))
        {
            await db.SaveChangesAsync(cancel);
            IsDone("/account/tokens"); // sent again, it makes no second one
            Response.Headers.CacheControl = "no-store";
            ModelState.Clear(); // an empty form for the next one
        }

        return await PageAsync(form, text, cancel);
    }

    [HttpPost("/account/tokens/{id:int}/end")]
    public async Task<IResult> End(int id, CancellationToken cancel) =>
        await db.Set<ApiToken>().Where(t => t.Id == id && t.StaffMemberId == me.Id).ExecuteDeleteAsync(cancel) == 0 ? NotFound() : Done("/account/tokens", "Der Zugang ist beendet. Das Programm, das ihn benutzt, kommt nicht mehr herein.");

    async Task<IResult> PageAsync(TokenForm form, string? text, CancellationToken cancel) => TokensPage.Of(
        new(
            await db.Set<ApiToken>().AsNoTracking().Where(t => t.StaffMemberId == me.Id).OrderBy(t => t.Id).ToListAsync(cancel),
            text is null ? form : new TokenForm(),
            text,
            Zone.DayOf(clock.GetUtcNow())),
        ModelState.IsValid ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
}

/// <summary>A token as it is wanted.</summary>
public sealed class TokenForm
{
    [Required(ErrorMessage = "Bitte eintragen, wofür der Zugang ist.")]
    [StringLength(100, ErrorMessage = "Bitte höchstens {1} Zeichen.")]
    public string? Name { get; set; }

    public bool ReadsOnly { get; set; }

    public DateOnly? ValidUntil { get; set; }
}
