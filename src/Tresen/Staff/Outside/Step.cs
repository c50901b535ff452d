using Tresen.Platform.Views;

namespace Tresen.Staff.Outside;

/// <summary>One step of a check, as told to whoever asked for it.</summary>
/// <param name="IsFine">Null: it can't be said yet.</param>
public sealed record Step(bool? IsFine, string Text)
{
    /// <summary>It worked.</summary>
    public static Step Good(string text) => new(true, Words.OfStored(text));

    /// <summary>It didn't, and what to look at.</summary>
    public static Step Bad(string text) => new(false, Words.OfStored(text));

    /// <summary>Nobody can say so far.</summary>
    public static Step Open(string text) => new(null, Words.OfStored(text));
}
