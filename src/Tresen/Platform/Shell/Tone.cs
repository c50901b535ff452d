namespace Tresen.Platform.Shell;

/// <summary>The colours that badges and dots may have; what each is used for stands in docs/components.md.</summary>
public enum Tone
{
    /// <summary>Done, passive, unimportant.</summary>
    Grey,

    /// <summary>New, for information.</summary>
    Blue,

    /// <summary>In work: the product's own colour.</summary>
    Teal,

    /// <summary>Granted, sent, fine.</summary>
    Green,

    /// <summary>Internal, waiting.</summary>
    Yellow,

    /// <summary>High, soon due.</summary>
    Orange,

    /// <summary>Emergency, overdue, failed.</summary>
    Red,

    /// <summary>Waits for third parties.</summary>
    Purple,
}

/// <summary>The shape of a status dot, so that colour alone never tells.</summary>
public enum Shape
{
    /// <summary>An empty ring: new.</summary>
    Ring,

    /// <summary>Half full: in work.</summary>
    Half,

    /// <summary>Two bars: waits for the customer.</summary>
    Pause,

    /// <summary>Three points: waits for third parties.</summary>
    Dots,

    /// <summary>A tick: closed.</summary>
    Check,
}
