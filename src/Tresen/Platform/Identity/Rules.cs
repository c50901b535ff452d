using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Tresen.Platform.Identity;

/// <summary>Who may call a route. Every action carries exactly one rule or inherits its controller's; one without any is
/// refused.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public abstract class RuleAttribute : Attribute
{
    /// <summary>Whether this person, null when nobody is signed in, may call the route.</summary>
    public abstract bool Allows(Me? me);

    /// <summary>The rule in words, for <c>docs/routes.md</c>.</summary>
    public abstract string InWords { get; }
}

/// <summary>Everybody, signed in or not.</summary>
public sealed class AnyoneAttribute : RuleAttribute
{
    /// <inheritdoc/>
    public override bool Allows(Me? me) => true;

    /// <inheritdoc/>
    public override string InWords => "anyone";
}

/// <summary>Every signed-in staff member; which rows they see is <c>VisibleTo(me)</c>.</summary>
public sealed class StaffAttribute : RuleAttribute
{
    /// <inheritdoc/>
    public override bool Allows(Me? me) => me is not null;

    /// <inheritdoc/>
    public override string InWords => "staff";
}

/// <summary>Staff members who hold these rights.</summary>
public sealed class NeedsAttribute(Capability rights) : RuleAttribute
{
    /// <summary>The rights asked for.</summary>
    public Capability Rights => rights;

    /// <inheritdoc/>
    public override bool Allows(Me? me) => me is not null && me.Can(rights);

    /// <inheritdoc/>
    public override string InWords => $"staff with {rights}";
}

/// <summary>Keeps the rules: asks whoever isn't signed in to sign in, and refuses whoever may not.</summary>
public sealed class RuleFilter : IAsyncAuthorizationFilter
{
    /// <inheritdoc/>
    public Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        var me = http.Features.Get<Me>();
        var rule = http.GetEndpoint()?.Metadata.GetMetadata<RuleAttribute>();
        if (rule is not null && rule.Allows(me))
        {
            return Task.CompletedTask;
        }

        context.Result = me is null ? SignInFirst(http) : new HttpResult(Shell.Refusal.Of(403));
        return Task.CompletedTask;
    }

    static IActionResult SignInFirst(HttpContext http)
    {
        if (HttpMethods.IsGet(http.Request.Method) && !http.Request.Headers.ContainsKey("HX-Request"))
        {
            return new RedirectResult("/sign-in?then=" + Uri.EscapeDataString(http.Request.Path + http.Request.QueryString));
        }

        http.Response.Headers["HX-Redirect"] = "/sign-in";
        return new HttpResult(Shell.Refusal.Of(401));
    }

    sealed class HttpResult(IResult result) : IActionResult
    {
        public Task ExecuteResultAsync(ActionContext context) => result.ExecuteAsync(context.HttpContext);
    }
}
