using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;

namespace Tresen.Staff;

/// <summary>Taking on a staff member with a sign-in of their own.</summary>
public static class Hiring
{
    /// <summary>Creates sign-in and person and saves both. Without a password one is made up and returned.</summary>
    /// <exception cref="BrokenRuleException">The address is unusable or taken, or the password too weak.</exception>
    public static async Task<(StaffMember Person, string Password)> HireAsync(IServiceProvider services, string name, string mail, Role role, string? password)
    {
        var db = services.GetRequiredService<TresenDb>();
        var signIns = services.GetRequiredService<UserManager<SignIn>>();
        mail = MailAddress.Normal(mail);
        if (!MailAddress.IsUsable(mail))
        {
            throw new BrokenRuleException("Bitte eine E-Mail-Adresse wie name@firma.example eingeben.", "Mail");
        }

        password ??= MakeUpPassword();
        var (_, person) = await TakeInAsync(db, signIns, name, mail, role, password);
        return (person, password);
    }

    /// <summary>Creates sign-in and person and saves both. Without a password they come by a provider or directory.</summary>
    /// <exception cref="BrokenRuleException">The address is taken, or the password too weak.</exception>
    public static async Task<(SignIn SignIn, StaffMember Person)> TakeInAsync(TresenDb db, UserManager<SignIn> signIns, string name, string mail, Role role, string? password = null)
    {
        var signIn = new SignIn(mail) { EmailConfirmed = true };
        var created = password is null ? await signIns.CreateAsync(signIn) : await signIns.CreateAsync(signIn, password);
        if (!created.Succeeded)
        {
            var code = created.Errors.First().Code;
            throw code.StartsWith("Password", StringComparison.Ordinal)
                ? new BrokenRuleException(SigningIn.PasswordRules.Sentence, "Password")
                : IsTaken(mail);
        }

        var person = new StaffMember(name.Trim(), signIn, role);
        db.Add(person);
        await db.SaveChangesAsync();
        return (signIn, person);
    }

    /// <summary>Somebody else signs in with that address.</summary>
    public static BrokenRuleException IsTaken(string mail) => new($"Mit {mail} meldet sich schon jemand an.", "Mail");

    /// <summary>Sixteen characters that can be read aloud.</summary>
    public static string MakeUpPassword() => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 16);
}
