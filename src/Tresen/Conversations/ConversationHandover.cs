using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Views;
using Tresen.Staff;

namespace Tresen.Conversations;

/// <summary>Whoever leaves hands over the dialogues that wait for them. Where the successor doesn't belong to the department that
/// one stands in, it goes to nobody in particular there.</summary>
public sealed class ConversationHandover : IHandover
{
    /// <inheritdoc/>
    public string Key => "conversations";

    /// <inheritdoc/>
    public async Task<Belonging?> OfAsync(TresenDb db, StaffMember person, CancellationToken cancel) => await Of(db, person).CountAsync(cancel) switch
    {
        0 => null,
        var count => new(count == 1 ? Words.Of("1 offenes Gespräch") : Words.Of("{0} offene Gespräche", count))
        {
            Note = Words.Of("Gespräche bekommt nur, wer zu der Abteilung gehört, in der sie liegen. Sonst hat sie dort niemand Bestimmtes."),
        },
    };

    /// <inheritdoc/>
    public async Task HandOverAsync(TresenDb db, StaffMember from, StaffMember? to, StaffMember by, DateTimeOffset at, CancellationToken cancel)
    {
        foreach (var conversation in await Of(db, from).Include(c => c.Ticket).Include(c => c.Assignee).Include(c => c.Department).ThenInclude(d => d.Members).ToListAsync(cancel))
        {
            conversation.Assign(to is not null && conversation.MayBeGivenTo(to) ? to : null, by, at);
        }
    }

    static IQueryable<Conversation> Of(TresenDb db, StaffMember person) => db.Conversations.WithUs.Where(c => c.AssigneeId == person.Id);
}
