namespace Tresen.Tickets;

/// <summary>Entries of lists come and go; a ticket that names one which goes names another from then on.</summary>
public sealed partial class Ticket
{
    /// <summary>Names <paramref name="to"/> wherever it named <paramref name="from"/>. Nobody decided that about this ticket: an approval
    /// stays as it was given, and no rule about entering a status is asked. Its parts must be loaded.</summary>
    /// <param name="to">Of the same list, a status of the same category; null: nothing, where that may be.</param>
    public void Exchange(ListEntry from, ListEntry? to, DateTimeOffset at)
    {
        var approved = ApprovedVersion == Version;
        switch (from, to)
        {
            case (Progress old, Progress other) when old.Category == other.Category:
                if (ProgressId == old.Id)
                {
                    Edit(nameof(Progress), Said.Of(old), Said.Of(other), null, at);
                    (Progress, ProgressId) = (other, other.Id);
                }

                if (BeforeWaitingId == old.Id)
                {
                    (BeforeWaiting, BeforeWaitingId) = (other, other.Id);
                }

                break;
            case (Kind old, Kind kind) when KindId == old.Id:
                Classify(kind, Area, Channel, null, at);
                break;
            case (Area old, _) when AreaId == old.Id:
                Classify(Kind, (Area?)to, Channel, null, at);
                break;
            case (Channel old, Channel channel) when ChannelId == old.Id:
                Classify(Kind, Area, channel, null, at);
                break;
            case (Tag old, _) when tags.Exists(t => t.Tag == old):
                Mark([.. tags.Select(t => t.Tag).Where(t => t != old), .. to is Tag tag && !tags.Exists(t => t.Tag == tag) ? [tag] : Array.Empty<Tag>()], null, at);
                break;
            case (FreeField old, _) when ValueOf(old) is { Length: > 0 } value:
                if (to is FreeField another && ValueOf(another).Length == 0)
                {
                    Fill(another, value, null, at);
                }

                Fill(old, "", null, at);
                break;
        }

        ApprovedVersion = approved ? Version : ApprovedVersion;
    }
}
