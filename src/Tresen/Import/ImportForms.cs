using Tresen.Platform.Files;

namespace Tresen.Import;

/// <summary>A file to be taken in.</summary>
public sealed class FileForm
{
    public MasterData What { get; set; } = MasterData.Customers;

    /// <summary>The last one counts: one that was refused may still be carried along.</summary>
    public Upload[] File { get; set; } = [];
}

/// <summary>Which column is which field, as chosen.</summary>
public sealed class AssignmentForm
{
    public RecordKey Key { get; set; }

    /// <summary>The field's key for each column in its order; empty: not taken over.</summary>
    public List<string?> Columns { get; set; } = [];

    public bool BlanksClear { get; set; }
}

/// <summary>Do what was tried.</summary>
public sealed class CompletionForm
{
    /// <summary>Which trial was looked at.</summary>
    public int Trial { get; set; }

    public bool LeavesOutFailed { get; set; }
}
