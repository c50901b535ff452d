using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Api;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;
using Tresen.Post;

namespace Tresen.Mail.Mailboxes;

/// <summary>The way to a mailbox' provider, where a person consents that Tresen signs in there, and back with a code for tokens
/// (OAuth2, code flow with PKCE). Who set out is who must come back, within ten minutes.</summary>
[Needs(Capability.Administration)]
[InPerson]
public sealed class ConsentController(TresenDb db, Keyring keys, Address address, IDataProtectionProvider protection, TimeProvider clock, Me me) : TresenController
{
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    readonly IDataProtector protector = protection.CreateProtector("Tresen.Mail.Consent");

    /// <summary>Off to the provider.</summary>
    [HttpGet("/administration/mailboxes/{id:int}/consent")]
    public async Task<IResult> Leave(int id, CancellationToken cancel)
    {
        if (await db.Mailboxes.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancel) is not { OAuth: { IsSetUp: true, ConsentAddress: not "" } client } mailbox)
        {
            return NotFound();
        }

        var verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var state = protector.Protect(JsonSerializer.Serialize(new Way(id, me.Id, verifier, client.TokenAddress, client.ClientId, clock.GetUtcNow() + Longest)));
        return Results.Redirect(QueryHelpers.AddQueryString(client.ConsentAddress, new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = client.ClientId,
            ["redirect_uri"] = BackTo(id),
            ["scope"] = client.Scope,
            ["state"] = state,
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))),
            ["code_challenge_method"] = "S256",
            ["login_hint"] = mailbox.Imap.ByToken ? mailbox.Imap.User : mailbox.Smtp.User,
            ["access_type"] = "offline", // Google gives a refresh token only so
            ["prompt"] = "consent",
        }));
    }

    /// <summary>Back from there.</summary>
    [HttpGet("/administration/mailboxes/{id:int}/oauth")]
    public async Task<IResult> Return(int id, string? code, string? state, string? error, CancellationToken cancel)
    {
        var page = $"/administration/mailboxes/{id}";
        if (await db.Mailboxes.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancel) is not { } mailbox)
        {
            return NotFound();
        }

        var way = Way.Of(protector, state);
        if (way is null || (way.Mailbox, way.Person, way.TokenAddress, way.ClientId) != (id, me.Id, mailbox.OAuth.TokenAddress, mailbox.OAuth.ClientId) || way.Until < clock.GetUtcNow())
        {
            return Done(page, "Das hat zu lange gedauert oder wurde nicht hier begonnen. Bitte noch einmal „Beim Anbieter zustimmen“.");
        }

        if (string.IsNullOrEmpty(code))
        {
            return Done(page, $"Der Anbieter hat nicht zugestimmt: {Trouble.Plain(error ?? "?")}");
        }

        string token;
        try
        {
            token = await keys.RedeemAsync(mailbox.OAuth, code, BackTo(id), way.Verifier);
        }
        catch (Exception e) when (e is TokenException or LostPasswordException)
        {
            return Done(page, new Flash(Platform.Views.Words.OfStored(Trouble.With(mailbox.Imap, e)), []));
        }

        await using var work = await WriteScope.BeginAsync(db, cancel);
        await db.LockAsync<Mailbox>(id, cancel);
        var row = await db.Mailboxes.SingleAsync(m => m.Id == id, cancel);
        row.Consented(token);
        await db.QueueWaitingAsync(row, clock.GetUtcNow(), cancel);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        return Done(page, "Der Anbieter hat zugestimmt. Tresen meldet sich jetzt damit an.");
    }

    string BackTo(int id) => address.LinkTo($"/administration/mailboxes/{id}/oauth", Request);

    /// <summary>Who set out, for what, and what the question was sealed with; goes along and comes back locked.</summary>
    sealed record Way(int Mailbox, int Person, string Verifier, string TokenAddress, string ClientId, DateTimeOffset Until)
    {
        public static Way? Of(IDataProtector protector, string? state)
        {
            try
            {
                return state is null ? null : JsonSerializer.Deserialize<Way>(protector.Unprotect(state));
            }
            catch (CryptographicException)
            {
                return null;
            }
        }
    }
}
