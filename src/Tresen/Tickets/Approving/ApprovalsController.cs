using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Platform.Web;

namespace Tresen.Tickets.Approving;

/// <summary>All that waits for this person's approval, and granting several at once under the same rule.</summary>
public sealed class ApprovalsController(TresenDb db, Me me, TimeProvider clock) : TicketController(db, me, clock)
{
    readonly TresenDb db = db;

    [HttpGet("/approvals")]
    [Staff]
    [Menu("Verkauf", "Freigaben", "signature", 30, Badge = "/approvals/count")]
    public async Task<IResult> List(CancellationToken cancel) => ApprovalsPage.Of(await ApprovalsPage.ReadAsync(db, Me, Now, cancel));

    [HttpGet("/approvals/count")]
    [Staff]
    public async Task<IResult> Count(CancellationToken cancel)
    {
        var waiting = await db.Tickets.VisibleTo(Me).AwaitingDecisionOf(Me).Take(1000).CountAsync(cancel);
        return Results.Text(waiting switch { 0 => "", > 999 => "999+", _ => waiting.ToString(CultureInfo.InvariantCulture) }, "text/html");
    }

    /// <summary>Grants those that were ticked, each as it was seen: <c>number:version</c>. One that has changed meanwhile, or that
    /// somebody else decided on, is left and named.</summary>
    [HttpPost("/approvals")]
    [Needs(Capability.Work)]
    public async Task<IResult> Grant([FromForm] string[] seen, CancellationToken cancel)
    {
        var (granted, left) = (0, new List<int>());
        var by = await MyselfAsync(cancel);
        foreach (var parts in seen.OfType<string>().Take(200).Select(s => s.Split(':')))
        {
            if (parts.Length != 2 || !int.TryParse(parts[0], CultureInfo.InvariantCulture, out var number) || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out var version)
                || await db.TicketToChangeAsync(Me, number, cancel) is not { } ticket)
            {
                continue;
            }

            try
            {
                ticket.Grant(by, Me, version, "", Now);
                granted++;
            }
            catch (Exception e) when (e is StaleException or BrokenRuleException)
            {
                left.Add(number);
            }
        }

        await db.SaveChangesAsync(cancel);
        return Done("/approvals", Words.Of("{0} freigegeben.", granted)
            + (left.Count > 0 ? " " + Words.Of("Nicht freigegeben, weil inzwischen geändert oder entschieden: {0}.", string.Join(", ", left)) : ""));
    }
}
