using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Tresen.Platform;
using Tresen.Platform.Web;
using Tresen.Staff.Outside;

namespace Tresen.Staff.OpenIdConnect;

/// <summary>The way to the provider and back: code flow with PKCE, state and nonce, done by ASP.NET Core's own handler. It is made afresh
/// for each request from the settings that are stored, which may change while the program runs, on several nodes.</summary>
public sealed partial class ProviderWay(Discovery discovery, OutgoingHttp outgoing, Secrets secrets, Address address, IDataProtectionProvider protection, ILoggerFactory loggers)
{
    /// <summary>Where the provider sends people back to.</summary>
    public const string Callback = "/sign-in/provider/callback";

    const string Scheme = "Tresen.Provider";
    const string Then = "then";

    readonly ILogger log = loggers.CreateLogger<ProviderWay>();

    /// <summary>Somebody whom the provider knows, and where they wanted to go.</summary>
    public sealed record Back(Comer Comer, string? Then);

    /// <summary>Sends the browser to the provider.</summary>
    /// <exception cref="BrokenRuleException">The provider can't be asked.</exception>
    public async Task LeaveAsync(HttpContext http, IdentityProvider provider, string? then)
    {
        try
        {
            var said = await discovery.Of(provider.Issuer).GetConfigurationAsync(http.RequestAborted);
            if (said.Issuer.TrimEnd('/') != provider.Issuer || !Uri.TryCreate(said.AuthorizationEndpoint, UriKind.Absolute, out var there) || !outgoing.Allows(there))
            {
                throw new InvalidOperationException($"The provider calls itself {said.Issuer} and sends people to {said.AuthorizationEndpoint}.");
            }

            var handler = await HandlerAsync(http, OptionsFor(http, provider));
            await handler.ChallengeAsync(new AuthenticationProperties { Items = { [Then] = then } });
        }
        catch (Exception e) when (e is InvalidOperationException or HttpRequestException or IOException or OpenIdConnectProtocolException)
        {
            LogFailure(e);
            throw new BrokenRuleException("Der Anbieter ist gerade nicht erreichbar. Bitte später noch einmal versuchen oder die Administration fragen.");
        }
    }

    /// <summary>Receives whoever comes back from there.</summary>
    /// <exception cref="BrokenRuleException">They weren't sent by us, or the provider doesn't vouch for them.</exception>
    public async Task<Back> ReceiveAsync(HttpContext http, IdentityProvider provider)
    {
        var options = OptionsFor(http, provider);
        (Back? back, Exception? failure, JsonElement? more, var declined) = (null, null, null, false);
        options.Events.OnUserInformationReceived = context =>
        {
            more = context.User.RootElement.Clone();
            return Task.CompletedTask;
        };
        options.Events.OnTokenValidated = context =>
        {
            // The handler lets an unsigned one pass that came by TLS from the provider itself, as the standard allows. We don't.
            if (context.SecurityToken.RawSignature is not { Length: > 0 })
            {
                context.Fail("The token isn't signed.");
            }

            return Task.CompletedTask;
        };
        options.Events.OnTicketReceived = context =>
        {
            back = new Back(ClaimsOf.Read(provider, context.Principal!, more), context.Properties?.Items[Then]);
            context.HandleResponse(); // the session is ours to begin
            return Task.CompletedTask;
        };
        options.Events.OnAccessDenied = context =>
        {
            declined = true;
            context.HandleResponse();
            return Task.CompletedTask;
        };
        options.Events.OnRemoteFailure = context =>
        {
            failure = context.Failure;
            context.HandleResponse();
            return Task.CompletedTask;
        };
        await (await HandlerAsync(http, options)).HandleRequestAsync();
        if (declined)
        {
            throw new BrokenRuleException("Die Anmeldung beim Anbieter wurde abgebrochen.");
        }

        if (back is null)
        {
            LogFailure(failure);
            throw new BrokenRuleException("Die Anmeldung über den Anbieter hat nicht geklappt oder zu lange gedauert. Bitte noch einmal beginnen.");
        }

        return back;
    }

    async Task<OpenIdConnectHandler> HandlerAsync(HttpContext http, OpenIdConnectOptions options)
    {
        var handler = new OpenIdConnectHandler(new TheseOptions(options), loggers, HtmlEncoder.Default, UrlEncoder.Default);
        await handler.InitializeAsync(new AuthenticationScheme(Scheme, null, typeof(OpenIdConnectHandler)), http);
        return handler;
    }

    OpenIdConnectOptions OptionsFor(HttpContext http, IdentityProvider provider)
    {
        var options = new OpenIdConnectOptions
        {
            ClientId = provider.ClientId,
            ClientSecret = secrets.Open(provider.LockedSecret) is { Length: > 0 } secret ? secret : null,
            ConfigurationManager = discovery.Of(provider.Issuer),
            Backchannel = outgoing.Client,
            CallbackPath = Callback,
            ResponseType = OpenIdConnectResponseType.Code,
            ResponseMode = OpenIdConnectResponseMode.Query, // a form posted by another site would be refused, and its cookies not sent along
            UsePkce = true,
            GetClaimsFromUserInfoEndpoint = true,
            MapInboundClaims = false,
            DisableTelemetry = true,
            SignInScheme = "none",
        };
        options.Scope.Clear();
        foreach (var scope in provider.Scopes.Split(' '))
        {
            options.Scope.Add(scope);
        }

        foreach (var cookie in new[] { options.NonceCookie, options.CorrelationCookie })
        {
            (cookie.SameSite, cookie.SecurePolicy, cookie.Path) = (SameSiteMode.Lax, address.IsSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest, Callback);
        }

        options.TokenValidationParameters.ValidAlgorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]; // never one that whoever knows our secret could sign with
        options.TokenValidationParameters.RequireExpirationTime = true;
        options.Events.OnRedirectToIdentityProvider = context =>
        {
            context.ProtocolMessage.RedirectUri = address.LinkTo(Callback, http.Request); // whatever host a request claims
            return Task.CompletedTask;
        };
        new OpenIdConnectPostConfigureOptions(protection).PostConfigure(Scheme, options);
        return options;
    }

    void LogFailure(Exception? failure) => LogFailure(log, failure?.Message ?? "nothing was said", failure?.InnerException?.Message);

    [LoggerMessage(LogLevel.Warning, "Sign-in at the provider failed: {Reason} {Inner}")]
    static partial void LogFailure(ILogger log, string reason, string? inner);

    sealed class TheseOptions(OpenIdConnectOptions options) : IOptionsMonitor<OpenIdConnectOptions>
    {
        public OpenIdConnectOptions CurrentValue => options;

        public OpenIdConnectOptions Get(string? name) => options;

        public IDisposable? OnChange(Action<OpenIdConnectOptions, string?> listener) => null;
    }
}
