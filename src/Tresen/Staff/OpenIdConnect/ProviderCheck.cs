using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Tresen.Platform.Views;
using Tresen.Platform.Web;
using Tresen.Staff.Outside;

namespace Tresen.Staff.OpenIdConnect;

/// <summary>Tries a provider as it stands in the form (<em>Verbindung prüfen</em>) and says in plain words how far it came.</summary>
public sealed class ProviderCheck(OutgoingHttp http, Secrets secrets)
{
    /// <summary>Asks the provider, and whether it knows us.</summary>
    /// <param name="callback">Where it shall send people back to.</param>
    public async Task<IReadOnlyList<Step>> RunAsync(IdentityProvider provider, string callback, CancellationToken cancel)
    {
        if (!provider.IsSetUp)
        {
            return [Step.Bad("Bitte zuerst Aussteller und Client-ID eingeben.")];
        }

        var steps = new List<Step>();
        try
        {
            var said = await AskAsync(provider, steps, cancel);
            if (said is not null)
            {
                await TryClientAsync(provider, said, callback, steps, cancel);
            }
        }
        catch (Exception e) when (e is HttpRequestException or ForbiddenAddressException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            steps.Add(Step.Bad(WhyNot(new Uri(provider.Issuer).Host, e)));
        }

        return steps;
    }

    async Task<OpenIdConnectConfiguration?> AskAsync(IdentityProvider provider, List<Step> steps, CancellationToken cancel)
    {
        var asked = Discovery.AddressOf(provider.Issuer);
        using var answer = await http.Client.GetAsync(asked, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        if (!answer.IsSuccessStatusCode)
        {
            steps.Add(Step.Bad(Words.Of("Unter {0} steht keine Beschreibung des Anbieters (Antwort {1}). Bitte die Adresse des Ausstellers prüfen.", asked, (int)answer.StatusCode)));
            return null;
        }

        OpenIdConnectConfiguration said;
        try
        {
            said = OpenIdConnectConfiguration.Create(text);
        }
        catch (Exception e) when (e is ArgumentException or JsonException)
        {
            steps.Add(Step.Bad(Words.Of("Unter {0} antwortet etwas, aber kein Anbieter für OpenID Connect.", asked)));
            return null;
        }

        if (said.Issuer?.TrimEnd('/') != provider.Issuer)
        {
            steps.Add(Step.Bad(Words.Of("Der Anbieter nennt sich selbst {0}. Bitte genau das als Aussteller eintragen.", Line(said.Issuer))));
            return null;
        }

        steps.Add(Step.Good("Der Anbieter antwortet und beschreibt sich so, wie er hier eingetragen ist."));
        if (new[] { said.AuthorizationEndpoint, said.TokenEndpoint, said.JwksUri }.Any(e => !Uri.TryCreate(e, UriKind.Absolute, out var there) || !http.Allows(there)))
        {
            steps.Add(Step.Bad("Der Anbieter nennt für die Anmeldung eine Adresse, die nicht mit https:// beginnt, oder gar keine."));
            return null;
        }

        using var keys = await http.Client.GetAsync(said.JwksUri, cancel);
        if (!keys.IsSuccessStatusCode || !HasKeys(await keys.Content.ReadAsStringAsync(cancel)))
        {
            steps.Add(Step.Bad("Die Schlüssel, mit denen der Anbieter unterschreibt, sind nicht zu bekommen."));
            return null;
        }

        return said;
    }

    /// <summary>Shows a code that nobody was given. Whoever knows us says that the code is wrong; whoever doesn't says that we are.</summary>
    async Task TryClientAsync(IdentityProvider provider, OpenIdConnectConfiguration said, string callback, List<Step> steps, CancellationToken cancel)
    {
        if (secrets.Open(provider.LockedSecret) is not { } secret)
        {
            steps.Add(Step.Bad("Das gespeicherte Geheimnis ist nicht mehr lesbar. Bitte neu eingeben."));
            return;
        }

        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code", ["code"] = "tresen-probe", ["redirect_uri"] = callback, ["client_id"] = provider.ClientId, ["client_secret"] = secret, ["code_verifier"] = new string('p', 43),
        });
        using var answer = await http.Client.PostAsync(said.TokenEndpoint, form, cancel);
        var error = ErrorOf(await answer.Content.ReadAsStringAsync(cancel));
        steps.Add(error is "invalid_grant" or "invalid_request" ? Step.Good("Der Anbieter kennt die Client-ID, und das Geheimnis stimmt.")
            : error is "invalid_client" or "unauthorized_client" || (int)answer.StatusCode == 401 ? Step.Bad("Der Anbieter kennt die Client-ID nicht, oder das Geheimnis stimmt nicht.")
            : Step.Open("Ob Client-ID und Geheimnis stimmen, zeigt erst die erste Anmeldung."));
    }

    static bool HasKeys(string text)
    {
        try
        {
            return new Microsoft.IdentityModel.Tokens.JsonWebKeySet(text).Keys.Count > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    static string? ErrorOf(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.String ? error.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string Line(string? text) => Platform.Text.PlainText.Line(text ?? "–") is { Length: > 200 } much ? much[..200] : Platform.Text.PlainText.Line(text ?? "–");

    static string WhyNot(string host, Exception e)
    {
        for (var inner = e; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case ForbiddenAddressException:
                    return Words.Of("{0} wird nicht gefragt: Erlaubt sind Adressen mit https://, und keine, die auf diese Maschine selbst führt.", host);
                case AuthenticationException:
                    return Words.Of("Das Zertifikat von {0} ist nicht vertrauenswürdig oder passt nicht zum Namen. Es wurde nichts übertragen.", host);
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                    return Words.Of("Den Server {0} gibt es nicht. Bitte den Namen prüfen.", host);
                case SocketException:
                    return Words.Of("{0} ist nicht erreichbar.", host);
                case OperationCanceledException:
                    return Words.Of("{0} hat nicht rechtzeitig geantwortet.", host);
            }
        }

        return Words.Of("{0} ist nicht erreichbar.", host);
    }
}
