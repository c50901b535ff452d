using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Views;

namespace Tresen.Staff.Outside;

/// <summary>The table that says which group has which role, as a form posts it: two lists of equal length.</summary>
public static class GroupRoles
{
    extension(TresenDb db)
    {
        /// <summary>The lines of an origin, in their order.</summary>
        public IQueryable<GroupRole> GroupRolesOf(Origin origin) => db.Set<GroupRole>().Where(l => l.Origin == origin).OrderBy(l => l.Position);

        /// <summary>Puts these lines in the place of those before, to be saved. Lines without a group are none. False, with a sentence, where
        /// a line has no role.</summary>
        public async Task<bool> TryReplaceAsync(Origin origin, string[] groups, string[] roles, ModelStateDictionary state, CancellationToken cancel)
        {
            var known = await db.Roles.Select(r => r.Name).ToListAsync(cancel);
            var lines = groups.Select((group, i) => new GroupRole(origin, group ?? "", roles.ElementAtOrDefault(i) ?? "", i)).Where(l => l.Group.Length > 0).ToList();
            var wrong = lines.Find(l => !known.Contains(l.RoleName));
            if (wrong is not null || lines.Count > GroupRole.Most || lines.Exists(l => l.Group.Length > 300))
            {
                state.AddModelError("Groups", wrong is not null ? Words.Of("Bitte für die Gruppe {0} eine Rolle wählen.", wrong.Group) : Words.Of("Das sind zu viele Zeilen, oder eine ist zu lang."));
                return false;
            }

            db.RemoveRange(await db.GroupRolesOf(origin).ToListAsync(cancel));
            db.AddRange(lines);
            return true;
        }
    }
}
