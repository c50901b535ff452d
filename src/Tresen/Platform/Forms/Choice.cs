namespace Tresen.Platform.Forms;

/// <summary>One of the answers a field offers.</summary>
/// <param name="Value">What is posted.</param>
/// <param name="Text">What is shown, already in the reader's language.</param>
/// <param name="Group">Heading under which a list shows it.</param>
public sealed record Choice(string Value, string Text, string? Group = null)
{
    /// <summary>A sentence below the text, on cards.</summary>
    public string? Hint { get; init; }

    /// <summary>An icon before the text, on cards.</summary>
    public string? Icon { get; init; }
}

/// <summary>What a lookup proposes: posted as id, written into the field as text, told apart by the detail. One with
/// an empty id can't be chosen: a sentence about what was found.</summary>
public sealed record Suggestion(string Id, string Text, string? Detail = null)
{
    /// <summary>What is chosen along with it in the field that the lookup names as its companion: the contact by whose name a
    /// customer was found.</summary>
    public (string Id, string Text)? Companion { get; init; }
}
