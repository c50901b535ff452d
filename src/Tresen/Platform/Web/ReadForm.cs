using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Filters;
using Tresen.Platform.Api;

namespace Tresen.Platform.Web;

/// <summary>Reads the form before it is bound. A form that is cut off or larger than its limits is refused here, with a page
/// in words; while binding it would become an English sentence beside an empty form, or an error.</summary>
public sealed partial class ReadForm : IAsyncResourceFilter
{
    /// <summary>So many lines has the longest form that a person fills in: <c>Lines[199].Day</c>.</summary>
    const int MostLines = 200;

    /// <inheritdoc/>
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var request = context.HttpContext.Request;
        if (request.IsForProgram() && !HttpMethods.IsGet(request.Method))
        {
            await JsonForm.ReadAsync(request, context.HttpContext.RequestAborted);
        }

        if (request.HasFormContentType)
        {
            try
            {
                var form = await request.ReadFormAsync(context.HttpContext.RequestAborted);
                if (form.Any(f => Line().Match(f.Key) is { Success: true } line ? !int.TryParse(line.ValueSpan, out var at) || at >= MostLines
                    : f.Key.EndsWith(".index", StringComparison.OrdinalIgnoreCase) && f.Value.Count > MostLines))
                {
                    throw new BrokenRuleException($"Das sind zu viele Zeilen auf einmal: höchstens {MostLines}.");
                }
            }
            catch (IOException e) when (e is not BadHttpRequestException)
            {
                throw new BadHttpRequestException("The form was cut off.", e);
            }
        }

        await next();
    }

    [GeneratedRegex(@"(?<=\[)\d+(?=\])")]
    private static partial Regex Line();
}
