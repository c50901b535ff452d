namespace Tresen.Admin;

/// <summary>How bad it is.</summary>
public enum Grade
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Works; better otherwise.</summary>
    Hint,

    /// <summary>Doesn't work, or won't for long.</summary>
    Bad,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Grade">How it is.</param>
/// <param name="What">What was looked at.</param>
/// <param name="Sentence">How it is, in the reader's language.</param>
/// <param name="Remedy">What to do; empty where there is nothing to do.</param>
/// <param name="Page">The page of ours where it is done, if there is one.</param>
public sealed record Finding(Grade Grade, string What, string Sentence, string Remedy = "", string? Page = null);
