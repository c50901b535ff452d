using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Views;
using Tresen.Staff;
using Tresen.Tickets;
using Tresen.Tickets.Lists;

namespace Tresen.Mail.Rules;

/// <summary>The rules that name a kind, an area or a tag.</summary>
public sealed class MailRuleListUse : IListUse
{
    /// <inheritdoc/>
    public Task<int> CountAsync(TresenDb db, ListEntry entry, CancellationToken cancel) => Naming(db, entry).CountAsync(cancel);

    /// <inheritdoc/>
    public async Task<bool> ReplaceAsync(TresenDb db, ListEntry from, ListEntry? to, DateTimeOffset at, CancellationToken cancel)
    {
        var naming = await Naming(db, from).ToListAsync(cancel);
        naming.ForEach(r => r.Exchange(from, to));
        return naming.Count > 0;
    }

    static IQueryable<MailRule> Naming(TresenDb db, ListEntry entry)
    {
        var id = entry.Id;
        return entry switch
        {
            Kind => db.MailRules.Where(r => r.KindId == id),
            Area => db.MailRules.Where(r => r.AreaId == id),
            Tag => db.MailRules.Where(r => r.TagId == id),
            _ => db.MailRules.Where(r => false),
        };
    }
}

/// <summary>Whoever leaves hands over what rules give to them.</summary>
public sealed class MailRuleHandover : IHandover
{
    /// <inheritdoc/>
    public string Key => "mail-rules";

    /// <inheritdoc/>
    public async Task<Belonging?> OfAsync(TresenDb db, StaffMember person, CancellationToken cancel) => await Of(db, person).CountAsync(cancel) switch
    {
        0 => null,
        var count => new(count == 1 ? Words.Of("1 Regel für Mails") : Words.Of("{0} Regeln für Mails", count)),
    };

    /// <inheritdoc/>
    public async Task HandOverAsync(TresenDb db, StaffMember from, StaffMember? to, StaffMember by, DateTimeOffset at, CancellationToken cancel)
    {
        foreach (var rule in await Of(db, from).Include(r => r.Department).ThenInclude(d => d!.Members).ThenInclude(m => m.StaffMember).ToListAsync(cancel))
        {
            rule.Assign(rule.Department is { } department ? department.HeirOf(from, to!) : to);
        }
    }

    static IQueryable<MailRule> Of(TresenDb db, StaffMember person) => db.MailRules.Where(r => r.AssigneeId == person.Id);
}
