using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;

namespace Tresen.Staff.People;

/// <summary>Everybody who works here, or did.</summary>
public sealed partial class StaffList
{
    /// <summary>What the list shows.</summary>
    public sealed record Data(IReadOnlyList<Row> Rows, IReadOnlyList<Role> Roles, bool Left, int Working, int Gone);

    /// <summary>Somebody in the list.</summary>
    public sealed record Row(int Id, string Name, string Mail, string Phone, string RoleName, Capability Rights, IReadOnlyList<InDepartment> Places, DateOnly? AwayUntil, bool IsOneTime);

    /// <summary>Where they work.</summary>
    public sealed record InDepartment(string Department, Standing Standing);

    /// <summary>Reads what the list shows.</summary>
    public static async Task<Data> ReadAsync(TresenDb db, bool left, DateTimeOffset now, CancellationToken cancel)
    {
        var today = Zone.DayOf(now);
        var rows = await db.Staff.Where(s => s.IsActive != left).OrderBy(s => s.Name).Select(s => new Row(
            s.Id,
            s.Name,
            s.Mail,
            s.Phone,
            s.RoleName,
            s.Rights,
            s.Memberships.OrderBy(m => m.Department.Name).Select(m => new InDepartment(m.Department.Name, m.Standing)).ToList(),
            s.Absences.Where(a => a.From <= today && a.To >= today).Max(a => (DateOnly?)a.To),
            db.Set<SignIn>().Any(u => u.Id == s.SignInId && u.OneTimeUntil != null))).ToListAsync(cancel);
        var all = await db.Staff.CountAsync(cancel);
        return new Data(rows, await db.Roles.AsNoTracking().ToListAsync(cancel), left, left ? all - rows.Count : rows.Count, left ? rows.Count : all - rows.Count);
    }
}
