using Tresen.Platform.Views;

namespace Tresen.Tickets.Relations;

/// <summary>How a ticket stands to another one, in words that the other's number follows.</summary>
public static class RelationWords
{
    public static string Of(RelationKind kind) => kind switch
    {
        RelationKind.BelongsTo => Words.Of("Gehört zu Störung"),
        RelationKind.Holds => Words.Of("Zu dieser Störung gehört"),
        RelationKind.Follows => Words.Of("Folge von"),
        RelationKind.FollowedBy => Words.Of("Geht weiter in"),
        _ => Words.Of("Siehe auch"),
    };
}
