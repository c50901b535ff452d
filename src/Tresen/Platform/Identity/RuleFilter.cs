using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Tresen.Platform.Api;
using Tresen.Platform.Web;

namespace Tresen.Platform.Identity;

/// <summary>Keeps the rules: asks whoever isn't signed in to sign in, and refuses whoever may not. What was typed into a
/// form that is refused so is kept on the page (<see cref="HeldForm"/>).</summary>
public sealed class RuleFilter : IAsyncAuthorizationFilter
{
    const long MostFromStrangers = 8 * 1024 * 1024;

    /// <inheritdoc/>
    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        var me = http.Features.Get<Me>();
        var rule = http.GetEndpoint()?.Metadata.GetMetadata<RuleAttribute>();
        if (me is { MayOnlyRead: true } && Forbidden(http, me) is { } sentence)
        {
            context.Result = new HttpResult(Shell.Refusal.Of(StatusCodes.Status403Forbidden, sentence));
        }
        else if (rule is not null && rule.Allows(me))
        {
            Limit(http, rule);
        }
        else
        {
            context.Result = await RefuseAsync(http, me is null ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden);
        }
    }

    /// <summary>Why whoever may only read may not do this; null: they may.</summary>
    static string? Forbidden(HttpContext http, Me me)
    {
        var endpoint = http.GetEndpoint()?.Metadata;
        return endpoint?.GetMetadata<WhileReadingAttribute>() is not null || endpoint?.GetMetadata<RuleAttribute>() is AnyoneAttribute ? null
            : me.Watcher is not null && endpoint?.GetMetadata<InPersonAttribute>() is not null ? "Das ist nur für die Person selbst. Bitte zuerst die Ansicht beenden."
            : HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) ? null
            : "Hier darf nur gelesen werden, geändert wird nichts.";
    }

    // Only who is signed in sends files, unless an action says otherwise.
    static void Limit(HttpContext http, RuleAttribute rule)
    {
        if (rule is AnyoneAttribute && http.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is null
            && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
        {
            body.MaxRequestBodySize = MostFromStrangers;
        }
    }

    static async Task<IActionResult> RefuseAsync(HttpContext http, int status)
    {
        if (http.Request.IsForProgram())
        {
            return new HttpResult(Shell.Refusal.Of(status));
        }

        // Script says so itself and leaves the page as it is, with all that is typed on it.
        if (http.Request.Headers.ContainsKey("HX-Request"))
        {
            return new HttpResult(Shell.Refusal.Of(status));
        }

        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
        {
            return status == StatusCodes.Status401Unauthorized
                ? new RedirectResult("/sign-in?then=" + Uri.EscapeDataString(http.Request.Path + http.Request.QueryString))
                : new HttpResult(Shell.Refusal.Of(status));
        }

        var held = await HeldForm.ReadAsync(http.Request, http.RequestAborted);
        return new HttpResult(held is null ? Shell.Refusal.Of(status) : SignInAgain.Of((status, held), status));
    }

    sealed class HttpResult(IResult result) : IActionResult
    {
        public Task ExecuteResultAsync(ActionContext context) => result.ExecuteAsync(context.HttpContext);
    }
}
