namespace Tresen.Merging.Moving;

/// <summary>Where something is to go, as typed.</summary>
public sealed class MovingForm
{
    public string? Other { get; set; }

    public int? OtherNumber { get; set; }

    /// <summary>The dialogue there that a message goes into; 0: a new one, or for a note the ticket itself.</summary>
    public long? Into { get; set; }

    /// <summary>That it belongs to another customer is meant.</summary>
    public bool OtherCustomer { get; set; }

    /// <summary>That others read it there is meant.</summary>
    public bool OtherReaders { get; set; }
}
