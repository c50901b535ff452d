using Microsoft.AspNetCore.Mvc.Filters;

namespace Tresen.Platform.Web;

/// <summary>Reads the form before it is bound. A form that is cut off or larger than its limits is refused here, with a page
/// in words; while binding it would become an English sentence beside an empty form.</summary>
public sealed class ReadForm : IAsyncResourceFilter
{
    /// <inheritdoc/>
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var request = context.HttpContext.Request;
        if (request.HasFormContentType)
        {
            try
            {
                await request.ReadFormAsync(context.HttpContext.RequestAborted);
            }
            catch (IOException e) when (e is not BadHttpRequestException)
            {
                throw new BadHttpRequestException("The form was cut off.", e);
            }
        }

        await next();
    }
}
