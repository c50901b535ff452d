using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Web;
using Tresen.Post;

namespace Tresen.Mail;

/// <summary>What opens the servers of mailboxes: their passwords, and tokens that their providers give (OAuth2). An access token is kept,
/// locked away, until shortly before it ends; of all who need a new one at the same moment, on whatever node, one asks for it, for many
/// providers take a refresh token once only.</summary>
public sealed class Keyring(Passwords passwords, OutgoingHttp http, IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>Longer than a request for a token may take (<see cref="OutgoingHttp.Client"/>).</summary>
    static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Longer than the lease.</summary>
    const int MostPauses = 600;

    static readonly TimeSpan Usual = TimeSpan.FromHours(1);

    /// <summary>The password of that server.</summary>
    public string PasswordOf(MailServer server) => passwords.Open(server.Secret) ?? throw new LostPasswordException();

    /// <summary>A token with which the mailbox signs in, and whether the provider has given it just now.</summary>
    /// <param name="refused">One that its server has refused, though it should still be good; null: none was.</param>
    /// <exception cref="TokenException">There is none to be had.</exception>
    public async Task<(string Token, bool IsNew)> TokenOfAsync(Mailbox mailbox, string? refused, CancellationToken cancel)
    {
        if (mailbox.Id > 0 && !mailbox.HasTypedTokens)
        {
            return await StoredAsync(mailbox.Id, null, refused, cancel);
        }

        // Tried before it is saved: what comes of it is the form's to keep, but what replaces the stored refresh token.
        if (Known(mailbox, refused) is { } known)
        {
            return (known, false);
        }

        if (mailbox is { Id: > 0, HasTypedRefreshToken: false })
        {
            return await StoredAsync(mailbox.Id, mailbox, refused, cancel);
        }

        var given = await AskAsync(mailbox);
        Note(mailbox, given);
        return (given.Access, true);
    }

    /// <param name="tried">What is tried with the stored refresh token, which nobody else uses up meanwhile; null: the mailbox as it is stored.</param>
    async Task<(string Token, bool IsNew)> StoredAsync(int id, Mailbox? tried, string? refused, CancellationToken cancel)
    {
        for (var pauses = 0; ; pauses++, await Task.Delay(Pause, cancel))
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<TresenDb>();
            if (tried is null && Known(await FindAsync(), refused) is { } known)
            {
                return (known, false);
            }

            var now = await db.NowAsync(clock, cancel);
            var until = now + Lease;
            if (await SetAsync(db.Mailboxes.Where(m => m.Id == id && (m.TokenLeaseUntil == null || m.TokenLeaseUntil < now)), until, cancel))
            {
                try
                {
                    var mailbox = await FindAsync();
                    if (tried is null && Known(mailbox, refused) is { } meanwhile)
                    {
                        return (meanwhile, false);
                    }

                    // Begun, it is brought to its end: a refresh token that was used up and not replaced is lost.
                    tried?.GoOnFrom(mailbox);
                    var given = await AskAsync(tried ?? mailbox);
                    await KeepAsync(db, mailbox, tried, given);
                    return (given.Access, true);
                }
                finally
                {
                    await SetAsync(db.Mailboxes.Where(m => m.Id == id && m.TokenLeaseUntil == until), null, CancellationToken.None);
                }
            }

            if (pauses == MostPauses)
            {
                throw new TokenException("Ein neuer Zugang für dieses Mailkonto wird schon geholt und kommt nicht.", isFinal: false);
            }

            async Task<Mailbox> FindAsync() => await db.Mailboxes.AsNoTracking().SingleAsync(m => m.Id == id, cancel);
        }

        static async Task<bool> SetAsync(IQueryable<Mailbox> mailboxes, DateTimeOffset? until, CancellationToken cancel) =>
            await mailboxes.ExecuteUpdateAsync(m => m.SetProperty(x => x.TokenLeaseUntil, until), cancel) == 1;
    }

    async Task KeepAsync(TresenDb db, Mailbox asked, Mailbox? tried, Given given)
    {
        if (tried is not null)
        {
            Note(tried, given);
        }

        await using var work = await WriteScope.BeginAsync(db);
        await db.LockAsync<Mailbox>(asked.Id, CancellationToken.None);
        var mailbox = await db.Mailboxes.SingleAsync(m => m.Id == asked.Id);
        if (mailbox.OAuth.IsSameAs(asked.OAuth) && mailbox.RefreshToken == asked.RefreshToken) // somebody may have set up another meanwhile
        {
            if (tried is null)
            {
                Note(mailbox, given);
            }
            else
            {
                mailbox.Replace(tried.RefreshToken); // its access token may not be what the mailbox as it is stored would be given
            }
        }

        await db.SaveChangesAsync();
        await work.CommitAsync();
    }

    string? Known(Mailbox mailbox, string? refused) =>
        mailbox.AccessUntil > clock.GetUtcNow() && passwords.Open(mailbox.AccessToken) is { Length: > 0 } token && token != refused ? token : null;

    void Note(Mailbox mailbox, Given given) =>
        mailbox.Renewed(passwords.Lock(given.Access), given.Lasts, given.Refresh is { Length: > 0 } next ? passwords.Lock(next) : null, clock.GetUtcNow());

    async Task<Given> AskAsync(Mailbox mailbox)
    {
        if (!mailbox.OAuth.IsSetUp || mailbox.RefreshToken.Length == 0)
        {
            throw new TokenException("Für dieses Mailkonto hat beim Anbieter noch niemand zugestimmt (OAuth2). Bitte im Mailkonto „Beim Anbieter zustimmen“ oder ein Refresh-Token eingeben.", isFinal: true);
        }

        var refresh = passwords.Open(mailbox.RefreshToken) ?? throw new LostPasswordException();
        return await AskAsync(mailbox.OAuth, [new("grant_type", "refresh_token"), new("refresh_token", refresh), .. mailbox.OAuth.Scope is { Length: > 0 } scope ? [KeyValuePair.Create("scope", scope)] : Array.Empty<KeyValuePair<string, string>>()]);
    }

    /// <summary>The tokens for a code that a person brought back from their provider.</summary>
    /// <param name="redirect">Where the provider sent them.</param>
    /// <param name="verifier">What the question was sealed with (PKCE).</param>
    /// <returns>The refresh token, locked away.</returns>
    /// <exception cref="TokenException">The provider gives none.</exception>
    public async Task<string> RedeemAsync(OAuthClient client, string code, string redirect, string verifier)
    {
        var given = await AskAsync(client, [new("grant_type", "authorization_code"), new("code", code), new("redirect_uri", redirect), new("code_verifier", verifier)]);
        return given.Refresh is { Length: > 0 } token ? passwords.Lock(token)
            : throw new TokenException("Der Anbieter hat kein Refresh-Token gegeben. Bitte unter „Berechtigungen“ offline_access eintragen.", isFinal: true);
    }

    async Task<Given> AskAsync(OAuthClient client, KeyValuePair<string, string>[] question)
    {
        var host = new Uri(client.TokenAddress).Host;
        var secret = passwords.Open(client.Secret) ?? throw new LostPasswordException();
        try
        {
            using var form = new FormUrlEncodedContent([.. question, new("client_id", client.ClientId), .. secret.Length > 0 ? [KeyValuePair.Create("client_secret", secret)] : Array.Empty<KeyValuePair<string, string>>()]);
            using var answer = await http.Client.PostAsync(new Uri(client.TokenAddress), form);
            var said = Said(await answer.Content.ReadAsStringAsync());
            if (answer.IsSuccessStatusCode && said.TryGetValue("access_token", out var access) && access.Length > 0)
            {
                return new(access, said.TryGetValue("expires_in", out var seconds) && int.TryParse(seconds, out var lasts) && lasts > 0 ? TimeSpan.FromSeconds(lasts) : Usual, said.GetValueOrDefault("refresh_token"));
            }

            var why = Trouble.Plain($"{said.GetValueOrDefault("error") ?? $"HTTP {(int)answer.StatusCode}"} {said.GetValueOrDefault("error_description")}");
            throw (int)answer.StatusCode is >= 400 and < 500 and not (408 or 425 or 429)
                ? new TokenException($"{host} gibt für dieses Mailkonto keinen Zugang mehr: {why} – Bitte im Mailkonto die Anmeldung über OAuth2 erneuern.", isFinal: true)
                : new TokenException($"{host} gibt gerade keinen Zugang: {why}", isFinal: false);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException or ForbiddenAddressException)
        {
            throw new TokenException($"{host} ist nicht zu erreichen und gibt keinen Zugang zum Mailkonto.", isFinal: false);
        }
    }

    /// <summary>The texts and numbers of an answer; nothing where it is none.</summary>
    static Dictionary<string, string> Said(string answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            return document.RootElement.ValueKind != JsonValueKind.Object ? [] : document.RootElement.EnumerateObject().Where(p => p.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                .GroupBy(p => p.Name).ToDictionary(p => p.Key, p => p.First().Value.ToString());
        }
        catch (JsonException)
        {
            return [];
        }
    }

    sealed record Given(string Access, TimeSpan Lasts, string? Refresh);
}

/// <summary>A provider gives no token for a mailbox (<see cref="Keyring"/>); its message is a German sentence.</summary>
/// <param name="isFinal">Whether it stays so until a person does something about it.</param>
public sealed class TokenException(string sentence, bool isFinal) : Exception(sentence)
{
    /// <summary>Asking again is no use.</summary>
    public bool IsFinal => isFinal;
}
