using Microsoft.AspNetCore.Mvc;
using Tresen.Platform;
using Tresen.Platform.Api;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;
using Tresen.Staff.Outside;
using Tresen.Staff.SigningIn;

namespace Tresen.Staff.OpenIdConnect;

/// <summary>Signing in at the provider: the way there and the way back.</summary>
[Anyone]
[InPerson]
public sealed class ProviderSignInController(TresenDb db, ProviderWay way, Arrival arrival, Entrance entrance) : TresenController
{
    [HttpGet("/sign-in/provider")]
    public async Task<IResult> Leave(string? then, CancellationToken cancel)
    {
        if (await db.ProviderAsync(cancel) is not { } provider)
        {
            return NotFound();
        }

        try
        {
            await way.LeaveAsync(HttpContext, provider, Url.IsLocalUrl(then) ? then : null);
            return Results.Empty;
        }
        catch (BrokenRuleException broken)
        {
            return Refuse(provider, broken, StatusCodes.Status502BadGateway);
        }
    }

    [HttpGet(ProviderWay.Callback)]
    public async Task<IResult> Return(CancellationToken cancel)
    {
        if (await db.ProviderAsync(cancel) is not { } provider)
        {
            return NotFound();
        }

        try
        {
            var (comer, then) = await way.ReceiveAsync(HttpContext, provider);
            SignIn signIn;
            await using (var work = await WriteScope.BeginAsync(db, cancel))
            {
                (signIn, _) = await arrival.ArriveAsync(comer, provider.TakesIn, cancel);
                await work.CommitAsync(cancel);
            }

            await entrance.BeginAsync(HttpContext, signIn, stay: false, cancel);
            return Results.LocalRedirect(Url.IsLocalUrl(then) ? then! : "/");
        }
        catch (BrokenRuleException broken)
        {
            return Refuse(provider, broken, StatusCodes.Status403Forbidden);
        }
    }

    IResult Refuse(IdentityProvider provider, BrokenRuleException broken, int status)
    {
        ModelState.AddModelError("", broken.ForReader);
        return SignInPage.Of(new(new SignInForm(), null, provider), status);
    }
}
