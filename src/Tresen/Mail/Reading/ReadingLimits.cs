namespace Tresen.Mail.Reading;

/// <summary>How large and how crooked a mail may be that is read (threat B15).</summary>
/// <param name="Bytes">The whole of it.</param>
/// <param name="HeaderBytes">A larger header is no letter's.</param>
/// <param name="Parts">So many parts no letter has.</param>
/// <param name="Depth">Nested deeper is no letter's.</param>
/// <param name="Recipients">More than anybody writes to, To and Cc together.</param>
/// <param name="Time">How long reading it may take.</param>
public sealed record ReadingLimits(long Bytes, int HeaderBytes, int Parts, int Depth, int Recipients, TimeSpan Time)
{
    /// <summary>As they are until somebody changes them.</summary>
    public static ReadingLimits Standard { get; } = new(60L * 1024 * 1024, 2 * 1024 * 1024, 1000, 30, 20_000, TimeSpan.FromSeconds(8));
}
