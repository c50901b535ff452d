namespace Tresen.Merging;

/// <summary>Which record goes into the one whose page it is.</summary>
public sealed class CustomerMergeForm
{
    public string? FromName { get; set; }

    public int? FromId { get; set; }

    /// <summary>The other record by its number, in links.</summary>
    public string? From { get; set; }

    /// <summary>The two records as they were shown.</summary>
    public string? Seen { get; set; }
}
