using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Api;
using Tresen.Platform.Data;
using Tresen.Platform.Forms;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Platform.Web;

namespace Tresen.Staff.SigningIn;

/// <summary>Asking for a new password by mail.</summary>
[Anyone]
[InPerson]
public sealed class ForgottenPasswordController(TresenDb db, SignInThrottle throttle, Address address, CanMailStaff canMail, TimeProvider clock) : TresenController
{
    [HttpGet("/sign-in/forgotten")]
    public async Task<IResult> Ask(CancellationToken cancel) => ForgottenPasswordPage.Of((new ForgottenPasswordForm(), await CanMailAsync(cancel)));

    /// <summary>Whoever asks gets the same answer after the same work: a question to the database and a job. The mail is written later.</summary>
    [HttpPost("/sign-in/forgotten")]
    public async Task<IResult> Send([FromForm] ForgottenPasswordForm form, CancellationToken cancel)
    {
        var can = await CanMailAsync(cancel);
        if (!can || !ModelState.IsValid)
        {
            return ForgottenPasswordPage.Of((form, can), 422);
        }

        var mail = MailAddress.Normal(form.Mail);
        if (throttle.Begin($"forgotten {mail}", $"forgotten {KnownDevice.Network(HttpContext)}", null) is null)
        {
            ModelState.AddModelError("", "Das waren zu viele Versuche. Bitte eine Viertelstunde warten.");
            return ForgottenPasswordPage.Of((form, can), 429);
        }

        db.Tell(AccountNews.Link, await db.Staff.Where(s => s.Mail == mail && s.IsActive).Select(s => s.Id).FirstOrDefaultAsync(cancel), clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        return Done("/sign-in", "Wenn es diese Adresse gibt, ist eine Mail unterwegs. Der Link darin gilt eine Stunde lang.");
    }

    /// <summary>A link in a mail is made of the address that is set: without it there is none.</summary>
    async Task<bool> CanMailAsync(CancellationToken cancel) => address.ForMail is not null && await canMail(db, cancel);
}

/// <summary>Whose password is forgotten.</summary>
public sealed class ForgottenPasswordForm
{
    [Required(ErrorMessage = "Bitte die E-Mail-Adresse eingeben.")]
    [StringLength(200, ErrorMessage = "Das ist zu lang.")]
    [UsableMail]
    public string Mail { get; set; } = "";
}
