using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tresen.Platform.Data;
using Tresen.Staff;

namespace Tresen.Tickets;

/// <summary>One line of a ticket's history. Written once; the database itself refuses to change it (<see cref="HistoryTriggers"/>).</summary>
public sealed class TicketEvent
{
    TicketEvent()
    {
    }

    internal TicketEvent(TicketVerb verb, StaffMember? by, DateTimeOffset at, string field, Said from, Said to, long? conversation, int version)
    {
        (Verb, By, ById, At, Field, Conversation, Version) = (verb, by, by?.Id == 0 ? null : by?.Id, at, field, conversation, version);
        (FromId, ToId) = (from.Id, to.Id);
        (From, To) = (Plain(from), Plain(to));
        (FromText, ToText) = (Erasable(from), Erasable(to));
        (FromTextHash, ToTextHash) = (FromText?.Hash, ToText?.Hash);
    }

    public int Id { get; private set; }

    public int TicketId { get; private set; }

    /// <summary>Its place in the ticket's history, from 1.</summary>
    public int Position { get; private set; }

    public TicketVerb Verb { get; private set; }

    /// <summary>Who did it; null: the system, or somebody outside.</summary>
    public int? ById { get; private set; }

    public StaffMember? By { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>The version of the ticket's fields that stood after it.</summary>
    public int Version { get; private set; }

    /// <summary>The field's name in the code, for changes.</summary>
    public string Field { get; private set; } = "";

    /// <summary>The number of the dialogue that it is about, if it is about one.</summary>
    public long? Conversation { get; private set; }

    /// <summary>The record that stood in the field before …</summary>
    public int? FromId { get; private set; }

    /// <summary>… and after.</summary>
    public int? ToId { get; private set; }

    /// <summary>What was shown before, where it names nobody …</summary>
    public string? From { get; private set; }

    /// <summary>… and after.</summary>
    public string? To { get; private set; }

    /// <summary>By which the text before is referred to, erased or not …</summary>
    public string? FromTextHash { get; private set; }

    /// <summary>… and the text after.</summary>
    public string? ToTextHash { get; private set; }

    /// <summary>Words before, which can be erased.</summary>
    public ChangedText? FromText { get; private set; }

    /// <summary>Words after, which can be erased.</summary>
    public ChangedText? ToText { get; private set; }

    /// <summary>SHA-256 over the seal of the line before and all that this line says, hexadecimal.</summary>
    public string Seal { get; private set; } = "";

    /// <summary>Whether those whom it concerns were told.</summary>
    public bool IsTold { get; private set; }

    /// <summary>The other ticket that it names, which not everybody may know of; null: none.</summary>
    public int? ConcernsTicket => NamingOthers.Contains(Verb) ? ToId ?? FromId : null;

    /// <summary>What names another ticket.</summary>
    public static readonly TicketVerb[] NamingOthers =
        [TicketVerb.Linked, TicketVerb.Unlinked, TicketVerb.MessageMoved, TicketVerb.ConversationMoved, TicketVerb.SplitOff, TicketVerb.Merged, TicketVerb.MoveUndone];

    public bool HasBefore => From is not null || FromTextHash is not null;

    public bool HasAfter => To is not null || ToTextHash is not null;

    /// <summary>What people saw before; null where nothing stood or it was erased.</summary>
    public string? Before => From ?? FromText?.Text;

    /// <summary>What people saw after; null where nothing stands or it was erased.</summary>
    public string? After => To ?? ToText?.Text;

    /// <summary>Those whom it concerns were told.</summary>
    public void Tell() => IsTold = true;

    /// <summary>Puts it into its place in the history of that ticket, behind the line with that seal.</summary>
    internal void Join(int ticket, int position, string sealBefore)
    {
        Position = position;
        Seal = SealOver(ticket, sealBefore);
    }

    /// <summary>Whether it says what it said when it was written, its texts included, and stands behind the line with that seal.</summary>
    internal bool Follows(int ticket, int position, string sealBefore) =>
        Position == position && Seal == SealOver(ticket, sealBefore) && Holds(FromTextHash, FromText) && Holds(ToTextHash, ToText);

    static bool Holds(string? hash, ChangedText? text) => hash is null ? text is null : text?.IsGenuine == true;

    string SealOver(int ticket, string sealBefore) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize<object?[]>(
        [sealBefore, ticket, Position, (int)Verb, ById, At.UtcTicks / TimeSpan.TicksPerMicrosecond, Version, Field, Conversation, FromId, ToId, From, To, FromTextHash, ToTextHash]))));

    static string? Plain(Said said) => said.IsErasable || said.Words is not { } words ? null : StorableText.Of(words);

    static ChangedText? Erasable(Said said) => said.IsErasable ? ChangedText.Of(said.Words) : null;
}
