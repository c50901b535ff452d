namespace Tresen.Tickets;

/// <summary>Alerts of monitoring: what comes again and again about the same thing is one ticket, until it is over (<see cref="CloseAfterRecovery"/>).</summary>
public sealed partial class Ticket
{
    /// <summary>What the alert is about, by which the next one finds this ticket; null: it is about no alert.</summary>
    public string? AlertKey { get; private set; }

    /// <summary>It was begun by that alert.</summary>
    public void IsAlert(string key) => AlertKey = key;
}
