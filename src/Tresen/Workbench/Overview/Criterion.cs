using System.Linq.Expressions;
using Tresen.Tickets;

namespace Tresen.Workbench.Overview;

/// <summary>One thing that a list of tickets can be filtered by: its name in the address, which values it takes, what it is
/// called on the screen, and the expression it means. All there are stand in <see cref="Criteria"/>.</summary>
public sealed class Criterion
{
    /// <summary>The name in the address: <c>department</c>.</summary>
    public required string Key { get; init; }

    /// <summary>German: <c>Abteilung</c>.</summary>
    public required string Label { get; init; }

    /// <summary>Whether several values may be asked for at once; any of them then fits.</summary>
    public bool Many { get; init; }

    /// <summary>The value as it is kept, or null where it isn't one: whatever else stands in the address is ignored.</summary>
    public required Func<string, string?> Reads { get; init; }

    /// <summary>The value on the screen, in the reader's language.</summary>
    public required Func<string, Asking, string> Says { get; init; }

    /// <summary>Which tickets fit one of the values.</summary>
    public required Func<IReadOnlyList<string>, Asking, Expression<Func<Ticket, bool>>> Fits { get; init; }
}
