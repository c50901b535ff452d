namespace Tresen.Platform.Web;

/// <summary>Makes a page the one that the bell in the top bar leads to, beside its route.</summary>
/// <param name="label">German.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BellAttribute(string label) : Attribute
{
    public string Label => label;

    /// <summary>Address that answers how many are new, as a fragment.</summary>
    public required string Badge { get; init; }

    /// <summary>Address that is told which page somebody looks at while something is new.</summary>
    public required string Seen { get; init; }
}
