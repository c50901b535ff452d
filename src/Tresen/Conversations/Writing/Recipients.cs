using Tresen.Post;

namespace Tresen.Conversations.Writing;

/// <summary>Whom an answer goes to.</summary>
static class Recipients
{
    /// <summary>Whoever wrote; with <paramref name="all"/> also whom they wrote to besides us. Blind copies are never repeated.</summary>
    /// <param name="ours">Our own addresses, which an answer never goes to.</param>
    /// <param name="isPassedOn">One of us passed the mail on from outside: the answer goes to who asks.</param>
    public static (IReadOnlyList<Addressee> To, IReadOnlyList<Addressee> Cc) Of(Conversation conversation, Message? answers, bool all, IReadOnlySet<string> ours, bool isPassedOn = false)
    {
        List<Addressee> to = answers switch
        {
            { Kind: MessageKind.In, SenderAddress.Length: > 0 } when !isPassedOn => [new(answers.SenderAddress, answers.SenderName)],
            { Kind: MessageKind.Out } => [.. answers.To(AddressLine.To)],
            _ when conversation.Ticket.Correspondent() is { } who => [who],
            _ => [],
        };
        List<Addressee> cc = [];
        if (all && answers is not null)
        {
            to.AddRange(answers.Kind == MessageKind.In ? answers.To(AddressLine.To) : []);
            cc.AddRange(answers.To(AddressLine.Cc));
        }

        to = [.. to.Where(a => !ours.Contains(a.Address)).DistinctBy(a => a.Address)];
        return (to, [.. cc.Where(a => !ours.Contains(a.Address) && to.TrueForAll(t => t.Address != a.Address)).DistinctBy(a => a.Address)]);
    }
}
