using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;

namespace Tresen.Customers;

/// <summary>A page of a customer whose record went into another's opens that of the one that stays: links in old mails and
/// bookmarks still lead somewhere.</summary>
sealed class FormerNumbers(TresenDb db) : IAsyncResourceFilter
{
    /// <inheritdoc/>
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var http = context.HttpContext;
        var isPage = HttpMethods.IsGet(http.Request.Method) && (context.ActionDescriptor.AttributeRouteInfo?.Template ?? "").StartsWith("customers/{number}", StringComparison.Ordinal);
        if (isPage && context.RouteData.Values["number"] is string number
            && await db.Customers.Where(c => c.Number == number && c.MergedIntoId != null).Select(c => c.MergedInto!.Number).FirstOrDefaultAsync(http.RequestAborted) is { } now)
        {
            var rest = http.Request.Path.Value!.Split('/').Skip(3);
            context.Result = new LocalRedirectResult(string.Join('/', ["", "customers", Uri.EscapeDataString(now), .. rest]) + http.Request.QueryString);
            return;
        }

        await next();
    }
}
