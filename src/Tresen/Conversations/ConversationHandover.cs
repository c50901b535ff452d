using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Staff;

namespace Tresen.Conversations;

/// <summary>Whoever leaves hands over the dialogues that wait for them. Where the successor doesn't belong to the department that
/// one stands in, it goes to nobody in particular there.</summary>
public sealed class ConversationHandover : IHandover
{
    /// <inheritdoc/>
    public string Title => "offene Gespräche";

    /// <inheritdoc/>
    public Task<int> CountAsync(TresenDb db, StaffMember person, CancellationToken cancel) => Of(db, person).CountAsync(cancel);

    /// <inheritdoc/>
    public async Task HandOverAsync(TresenDb db, StaffMember from, StaffMember to, StaffMember by, DateTimeOffset at, CancellationToken cancel)
    {
        foreach (var conversation in await Of(db, from).Include(c => c.Ticket).Include(c => c.Assignee).Include(c => c.Department).ThenInclude(d => d.Members).ToListAsync(cancel))
        {
            conversation.Assign(conversation.MayBeGivenTo(to) ? to : null, by, at);
        }
    }

    static IQueryable<Conversation> Of(TresenDb db, StaffMember person) => db.Conversations.WithUs.Where(c => c.AssigneeId == person.Id);
}
