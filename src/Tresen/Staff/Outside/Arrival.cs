using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Staff.Audit;

namespace Tresen.Staff.Outside;

/// <summary>Somebody of whom a provider or directory says who they are.</summary>
/// <param name="Source">The provider's address, the directory's name.</param>
/// <param name="Subject">What it calls them for good.</param>
/// <param name="Mail">Their address; empty where the source doesn't vouch for it.</param>
/// <param name="Groups">Where they belong to, however it is written.</param>
public sealed record Comer(Origin Origin, string Source, string Subject, string Name, string Mail, IReadOnlyCollection<string> Groups);

/// <summary>Finds out which of our people that is, or takes them in, and gives them the role of their groups.</summary>
public sealed class Arrival(TresenDb db, UserManager<SignIn> signIns, TimeProvider clock)
{
    /// <summary>Who it is, saved; call it within a piece of work.</summary>
    /// <param name="takesIn">Whether people whom nobody knows yet are taken in.</param>
    /// <exception cref="BrokenRuleException">They don't get in, and why.</exception>
    public async Task<(SignIn SignIn, StaffMember Person)> ArriveAsync(Comer comer, bool takesIn, CancellationToken cancel)
    {
        await db.LockAdministrationAsync(cancel);
        var lines = await db.GroupRolesOf(comer.Origin).ToListAsync(cancel);
        var name = lines.Find(l => comer.Groups.Contains(l.Group, StringComparer.OrdinalIgnoreCase))?.RoleName;
        var role = name is null ? null : await db.Roles.AsNoTracking().SingleOrDefaultAsync(r => r.Name == name, cancel);
        var signIn = await signIns.FindByLoginAsync(comer.Origin.ToString(), KeyOf(comer)) ?? await FirstTimeAsync(comer, role, takesIn, cancel);
        var person = await db.Staff.SingleOrDefaultAsync(s => s.SignInId == signIn.Id && s.IsActive, cancel)
            ?? throw new BrokenRuleException("Dieses Konto hat hier keinen Zugang mehr.");
        if (lines.Count > 0)
        {
            await GiveAsync(person, role, comer, cancel);
        }

        await db.SaveChangesAsync(cancel);
        return (signIn, person);
    }

    /// <summary>One length for all, however long sources and subjects are.</summary>
    static string KeyOf(Comer comer) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{comer.Source}\n{comer.Subject}")));

    async Task<SignIn> FirstTimeAsync(Comer comer, Role? role, bool takesIn, CancellationToken cancel)
    {
        var mail = MailAddress.Normal(comer.Mail);
        if (!MailAddress.IsUsable(mail))
        {
            throw new BrokenRuleException("Es ist nicht bestätigt, welche E-Mail-Adresse zu diesem Konto gehört. Ohne sie erkennt Tresen Sie beim ersten Mal nicht; bitte die Administration fragen.");
        }

        var signIn = await signIns.FindByEmailAsync(mail);
        if (signIn is null)
        {
            if (!takesIn)
            {
                throw new BrokenRuleException($"{mail} hat hier keinen Zugang. Bitte die Administration fragen.");
            }

            if (role is null)
            {
                throw new BrokenRuleException("Ihr Konto gehört zu keiner Gruppe, die hier arbeiten darf. Bitte die Administration fragen.");
            }

            (signIn, var person) = await Hiring.TakeInAsync(db, signIns, PlainText.Line(comer.Name) is { Length: > 0 and <= 150 } name ? name : mail, mail, role);
            db.Add(new AuditEntry(Audited.TakenIn, person.Id, $"{person.Name}, {role.Title} ({comer.Source})", clock.GetUtcNow()));
        }
        else if (await db.Set<IdentityUserLogin<Guid>>().AnyAsync(l => l.UserId == signIn.Id && l.LoginProvider == comer.Origin.ToString() && l.ProviderDisplayName == comer.Source, cancel))
        {
            throw new BrokenRuleException($"{mail} gehört hier schon zu einem anderen Konto. Bitte die Administration fragen.");
        }

        await signIns.AddLoginAsync(signIn, new UserLoginInfo(comer.Origin.ToString(), KeyOf(comer), comer.Source));
        return signIn;
    }

    async Task GiveAsync(StaffMember person, Role? role, Comer comer, CancellationToken cancel)
    {
        if (role?.Name == person.RoleName)
        {
            return;
        }

        var isLast = await db.IsLastAdministratorAsync(person, cancel);
        if (isLast && (role is null || (role.Rights & Capability.Administration) == 0))
        {
            return; // somebody must be able to put it right
        }

        person.Become(role ?? throw new BrokenRuleException("Ihr Konto gehört zu keiner Gruppe, die hier arbeiten darf. Bitte die Administration fragen."));
        db.Add(new AuditEntry(Audited.RoleByGroup, person.Id, $"{person.Name}: {role.Title} ({comer.Source})", clock.GetUtcNow()));
    }
}
