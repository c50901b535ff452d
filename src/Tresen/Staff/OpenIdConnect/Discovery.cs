using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Tresen.Platform.Web;

namespace Tresen.Staff.OpenIdConnect;

/// <summary>What the provider says about itself (<c>/.well-known/openid-configuration</c>) and the keys that it signs with, fetched once
/// and again as keys change.</summary>
public sealed class Discovery(OutgoingHttp http)
{
    Known? latest;

    sealed record Known(string Issuer, ConfigurationManager<OpenIdConnectConfiguration> Manager);

    /// <summary>Where a provider says it.</summary>
    public static string AddressOf(string issuer) => issuer + "/.well-known/openid-configuration";

    /// <summary>For that issuer.</summary>
    public ConfigurationManager<OpenIdConnectConfiguration> Of(string issuer)
    {
        if (latest is { } known && known.Issuer == issuer)
        {
            return known.Manager;
        }

        // Which addresses are asked says OutgoingHttp, for each of them.
        var manager = new ConfigurationManager<OpenIdConnectConfiguration>(AddressOf(issuer), new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever(http.Client) { RequireHttps = false });
        latest = new Known(issuer, manager);
        return manager;
    }
}
