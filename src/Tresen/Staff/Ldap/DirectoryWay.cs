using System.Formats.Asn1;
using System.Net.Sockets;
using System.Security.Authentication;
using Tresen.Platform;
using Tresen.Platform.Views;
using Tresen.Staff.Outside;

namespace Tresen.Staff.Ldap;

/// <summary>Asks the directory whether a name and a password belong together: finds the person with an account of ours, then signs in as
/// the person.</summary>
public sealed partial class DirectoryWay(Secrets secrets, ILogger<DirectoryWay> log)
{
    /// <summary>By what a person is known for good, whatever becomes of their name: OpenLDAP's and Active Directory's names for it.</summary>
    static readonly string[] Identities = ["entryUUID", "objectGUID"];

    /// <summary>Who it is; null: nobody of that name, or another password.</summary>
    /// <exception cref="BrokenRuleException">The directory can't be asked.</exception>
    public async Task<Comer?> AskAsync(LdapDirectory directory, string typed, string password, CancellationToken cancel)
    {
        if (typed.Length == 0 || password.Length == 0)
        {
            return null;
        }

        try
        {
            await using var line = await LdapLine.OpenAsync(directory, cancel);
            await SignInAsync(line, directory, cancel);
            if (await FindAsync(line, directory, typed, cancel) is not [var entry])
            {
                return null; // several of one name are nobody either
            }

            var groups = await GroupsAsync(line, directory, entry, cancel);
            await using var own = await LdapLine.OpenAsync(directory, cancel);
            return await own.BindAsync(entry.Name, password, cancel) == 0 ? ComerOf(directory, entry, groups) : null;
        }
        catch (Exception e) when (IsTrouble(e, cancel))
        {
            LogTrouble(log, directory.Host, e.Message);
            throw new BrokenRuleException("Das Verzeichnis der Firma ist gerade nicht erreichbar. Bitte später noch einmal versuchen.");
        }
    }

    /// <summary>Tries the directory as it stands in the form and says step by step how far it came.</summary>
    /// <param name="typed">Somebody to look for; empty: nobody.</param>
    public async Task<IReadOnlyList<Step>> CheckAsync(LdapDirectory directory, string typed, IReadOnlyList<GroupRole> lines, CancellationToken cancel)
    {
        if (!directory.IsSetUp)
        {
            return [Step.Bad("Bitte zuerst Server und Suchbereich eingeben.")];
        }

        var steps = new List<Step>();
        try
        {
            await using var line = await LdapLine.OpenAsync(directory, cancel);
            steps.Add(Step.Good(Words.Of("{0} antwortet auf Port {1}, und sein Zertifikat stimmt.", directory.Host, directory.Port)));
            await SignInAsync(line, directory, cancel);
            steps.Add(Step.Good(directory.AccountName.Length > 0 ? "Die Anmeldung mit dem Konto zum Nachsehen gelingt." : "Das Verzeichnis lässt sich ohne Konto lesen."));
            if (typed.Length == 0)
            {
                await line.SearchAsync(directory.SearchBase, "(objectClass=*)", ["1.1"], cancel);
                steps.Add(Step.Good("Den Suchbereich gibt es. Wie eine Person gefunden wird, zeigt die Prüfung mit einem Namen."));
                return steps;
            }

            var found = await FindAsync(line, directory, typed, cancel);
            if (found is not [var entry])
            {
                steps.Add(Step.Bad(found.Count == 0 ? Words.Of("„{0}“ wird mit diesem Filter nicht gefunden.", typed) : Words.Of("„{0}“ ist mit diesem Filter nicht eindeutig: {1} Einträge passen.", typed, found.Count)));
                return steps;
            }

            var groups = await GroupsAsync(line, directory, entry, cancel);
            var comer = ComerOf(directory, entry, groups);
            steps.Add(Step.Good(Words.Of("Gefunden: {0}", entry.Name)));
            steps.Add(comer.Mail.Length > 0 ? Step.Good(Words.Of("Name: {0}. E-Mail-Adresse: {1}.", comer.Name, comer.Mail)) : Step.Bad(Words.Of("Im Attribut {0} steht keine E-Mail-Adresse. Ohne sie wird die Person nicht erkannt.", directory.MailAttribute)));
            steps.Add(groups.Count > 0 ? Step.Good(Words.Of("Gruppen: {0}", string.Join(" · ", groups))) : Step.Open("Es sind keine Gruppen zu sehen."));
            if (lines.Count > 0)
            {
                steps.Add(lines.FirstOrDefault(l => comer.Groups.Contains(l.Group, StringComparer.OrdinalIgnoreCase)) is { } line0 ? Step.Good(Words.Of("Die Rolle kommt aus der Zeile „{0}“.", line0.Group)) : Step.Bad("Keine Zeile der Tabelle passt: Diese Person kommt nicht herein."));
            }
        }
        catch (Exception e) when (IsTrouble(e, cancel))
        {
            steps.Add(Step.Bad(WhyNot(directory, e)));
        }

        return steps;
    }

    /// <summary>As our own account, or as nobody where there is none.</summary>
    async Task SignInAsync(LdapLine line, LdapDirectory directory, CancellationToken cancel)
    {
        var password = secrets.Open(directory.LockedPassword) ?? throw new LdapException("The stored password can't be opened.") { Code = LdapLine.InvalidCredentials };
        if (await line.BindAsync(directory.AccountName, directory.AccountName.Length > 0 ? password : "", cancel) is not 0 and var code)
        {
            throw new LdapException($"The account {directory.AccountName} is refused ({code}).") { Code = LdapLine.InvalidCredentials };
        }
    }

    static Task<IReadOnlyList<LdapLine.Entry>> FindAsync(LdapLine line, LdapDirectory directory, string typed, CancellationToken cancel) =>
        line.SearchAsync(directory.SearchBase, LdapFilter.Fill(directory.UserFilter, typed), [.. new[] { directory.NameAttribute, directory.MailAttribute, directory.GroupAttribute }.Where(a => a.Length > 0), .. Identities], cancel);

    static async Task<List<string>> GroupsAsync(LdapLine line, LdapDirectory directory, LdapLine.Entry entry, CancellationToken cancel)
    {
        var groups = directory.GroupAttribute.Length > 0 ? entry.All(directory.GroupAttribute).ToList() : [];
        if (directory.GroupBase.Length > 0)
        {
            groups.AddRange((await line.SearchAsync(directory.GroupBase, LdapFilter.Fill(directory.GroupFilter, entry.Name), ["1.1"], cancel)).Select(g => g.Name));
        }

        return [.. groups.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    static Comer ComerOf(LdapDirectory directory, LdapLine.Entry entry, List<string> groups)
    {
        var identity = Identities.SelectMany(i => entry.Attributes.TryGetValue(i, out var values) ? values : []).Select(Convert.ToHexStringLower).FirstOrDefault() ?? entry.Name.ToLowerInvariant();
        return new Comer(Origin.Directory, directory.Host, identity, entry.One(directory.NameAttribute), entry.One(directory.MailAttribute), [.. groups, .. groups.Select(FirstName)]);
    }

    /// <summary>The short name of a group: <c>technik</c> of <c>cn=technik,ou=groups,dc=firma,dc=example</c>.</summary>
    static string FirstName(string name)
    {
        var (start, end) = (name.IndexOf('=', StringComparison.Ordinal) + 1, 0);
        for (end = start; end < name.Length && name[end] != ','; end++)
        {
            end += name[end] == '\\' ? 1 : 0;
        }

        return start == 0 ? name : name[start..Math.Min(end, name.Length)].Replace("\\", "", StringComparison.Ordinal);
    }

    static bool IsTrouble(Exception e, CancellationToken cancel) =>
        e is IOException or SocketException or AuthenticationException or AsnContentException || (e is OperationCanceledException && !cancel.IsCancellationRequested);

    static string WhyNot(LdapDirectory directory, Exception e) => e switch
    {
        AuthenticationException => Words.Of("Das Zertifikat von {0} ist nicht vertrauenswürdig oder passt nicht zum Namen. Es wurde nichts übertragen.", directory.Host),
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => Words.Of("Den Server {0} gibt es nicht. Bitte den Namen prüfen.", directory.Host),
        SocketException => Words.Of("{0} ist auf Port {1} nicht erreichbar.", directory.Host, directory.Port),
        OperationCanceledException => Words.Of("{0} hat nicht rechtzeitig geantwortet.", directory.Host),
        LdapException { Code: LdapLine.InvalidCredentials } => Words.Of("Das Konto zum Nachsehen wird abgelehnt. Bitte Name und Passwort prüfen."),
        LdapException { Code: LdapLine.NoSuchObject } => Words.Of("Den Suchbereich gibt es dort nicht, oder das Konto darf ihn nicht lesen."),
        LdapException { Code: > 0 } refused => Words.Of("{0} hat die Suche abgelehnt (Fehler {1}).", directory.Host, refused.Code),
        _ => Words.Of("{0} spricht auf Port {1} kein LDAP über TLS. Üblich ist Port 636.", directory.Host, directory.Port),
    };

    [LoggerMessage(LogLevel.Warning, "The directory {Host} can't be asked: {Reason}")]
    static partial void LogTrouble(ILogger log, string host, string reason);
}
