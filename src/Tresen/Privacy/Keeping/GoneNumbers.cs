using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Shell;
using Tresen.Platform.Time;
using Tresen.Platform.Views;

namespace Tresen.Privacy.Keeping;

/// <summary>A page of a ticket that went when its years were over says so: links in old mails and bookmarks don't look broken. Who may not see tickets at all is
/// refused before.</summary>
sealed class GoneNumbers(TresenDb db) : IAsyncResourceFilter
{
    /// <inheritdoc/>
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var http = context.HttpContext;
        var template = context.ActionDescriptor.AttributeRouteInfo?.Template ?? "";
        var isPage = HttpMethods.IsGet(http.Request.Method) && (template.StartsWith("tickets/{number", StringComparison.Ordinal) || template.StartsWith("api/v1/tickets/{number", StringComparison.Ordinal));
        if (isPage && int.TryParse(context.RouteData.Values["number"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && await db.GoneTickets.Where(g => g.Number == number).Select(g => (DateTimeOffset?)g.At).FirstOrDefaultAsync(http.RequestAborted) is { } at)
        {
            await Refusal.Of(StatusCodes.Status410Gone, Words.Of("Ticket {0} wurde am {1} gelöscht, weil seine Aufbewahrungsfrist vorbei war. Die Nummer wird nicht wieder vergeben.", number, Show.Day(Zone.DayOf(at)))).ExecuteAsync(http);
            context.Result = new EmptyResult();
            return;
        }

        await next();
    }
}
