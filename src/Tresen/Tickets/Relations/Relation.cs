namespace Tresen.Tickets.Relations;

/// <summary>How another ticket stands to the one that is looked at.</summary>
public enum RelationKind
{
    /// <summary>This one belongs to the other, a trouble (<em>Gehört zu Störung</em>).</summary>
    BelongsTo,

    /// <summary>This one is the trouble, the other belongs to it.</summary>
    Holds,

    /// <summary>This one goes on from the other (<em>Folge von</em>).</summary>
    Follows,

    /// <summary>The other goes on from this one.</summary>
    FollowedBy,

    /// <summary><em>Siehe auch</em>.</summary>
    Related,
}

/// <summary>Another ticket that the reader may see, and how it stands to the one that is looked at.</summary>
public sealed record Relation(RelationKind Kind, int Number, string Subject, Progress Progress, string? Customer, string Requester)
{
    public bool IsOpen => Progress.Category != Category.Closed;

    /// <summary>Whose it is.</summary>
    public string Whose => Customer ?? Requester;
}
