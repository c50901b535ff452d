using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Tresen.Mail;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Jobs;
using Tresen.Platform.Views;
using Tresen.Platform.Web;
using Tresen.Post;
using Tresen.Staff;

namespace Tresen.Admin;

/// <summary>Looks whether an installation is as it should be and says what to do where it isn't: <c>tresen doctor</c>, and
/// <em>Administration &gt; Zustand</em>. Changes nothing.</summary>
public sealed class Checkup(TresenDb db, IConfiguration configuration, Address address, Passwords passwords, TimeProvider clock)
{
    const long Gigabyte = 1L << 30;

    /// <summary>So long may work lie that is due, before it looks as if nobody does any.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Everything, in the order in which it is to be mended.</summary>
    /// <param name="thoroughly">Reads the whole embedded database too.</param>
    public async Task<IReadOnlyList<Finding>> RunAsync(bool thoroughly, CancellationToken cancel)
    {
        List<Finding> findings = [Surroundings(), .. Folder(), Uploads()];
        var state = await DatabaseState.ReadAsync(db, clock, thoroughly, cancel);
        findings.AddRange(Database(state));
        findings.AddRange(Web());
        if (state is { Answers: true, IsEmpty: false, Missing: 0, Unknown: 0 })
        {
            findings.AddRange(await PeopleAsync(cancel));
            findings.AddRange(await MailboxesAsync(cancel));
            findings.AddRange(await PostAsync(cancel));
            findings.AddRange(await BackupAsync(cancel));
            findings.AddRange(await JobsAsync(cancel));
        }

        return findings;
    }

    /// <summary>Without the data of languages and time zones, dates, amounts and the order of names come out wrong.</summary>
    static Finding Surroundings()
    {
        var german = CultureInfo.GetCultureInfo("de-DE");
        return 1.5m.ToString("0.0", german) == "1,5" && german.CompareInfo.Compare("Ärger", "Bau") < 0
            ? new(Grade.Good, Words.Of("Programm"), Words.Of("Tresen {0}, .NET {1}, Zeitzone {2}", typeof(Checkup).Assembly.GetName().Version!.ToString(3), Environment.Version, Platform.Time.Zone.Local.Id))
            : new(Grade.Bad, Words.Of("Programm"), Words.Of("Dem System fehlen die Sprachdaten (ICU): Beträge und Sortierung werden falsch."), Words.Of("Bitte das Paket libicu installieren und DOTNET_SYSTEM_GLOBALIZATION_INVARIANT nicht setzen."));
    }

    IEnumerable<Finding> Folder()
    {
        if (db.EmbeddedFile is not { } file)
        {
            yield break;
        }

        var (what, folder) = (Words.Of("Datenordner"), Path.GetDirectoryName(Path.GetFullPath(file))!);
        if (!Directory.Exists(folder))
        {
            yield return new(Grade.Bad, what, Words.Of("{0} gibt es nicht.", folder), Words.Of("Bitte mit --data den Ordner nennen."));
            yield break;
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(folder) & (UnixFileMode.OtherRead | UnixFileMode.OtherExecute)) != 0)
        {
            yield return new(Grade.Hint, what, Words.Of("{0} ist auch für andere Benutzer dieses Rechners offen.", folder), $"chmod 700 {folder}");
        }

        if (File.Exists(file) && !MayWrite(file))
        {
            yield return new(Grade.Bad, what, Words.Of("{0} kann von {1} nicht geschrieben werden.", file, Environment.UserName), Words.Of("Bitte unter dem Benutzer aufrufen, unter dem Tresen läuft, oder den Besitzer der Datei berichtigen."));
        }

        yield return Room(what, folder, Math.Max(Gigabyte, File.Exists(file) ? new FileInfo(file).Length : 0));
    }

    static Finding Uploads() => Room(Words.Of("Platz für Uploads"), Path.GetTempPath(), Gigabyte / 2);

    static Finding Room(string what, string folder, long wanted)
    {
        var free = new DriveInfo(folder).AvailableFreeSpace;
        var sentence = Words.Of("{0}: {1} GB frei.", folder, (free / (double)Gigabyte).ToString("0.0", CultureInfo.CurrentCulture));
        return free < wanted
            ? new(free < wanted / 5 ? Grade.Bad : Grade.Hint, what, sentence, Words.Of("Bitte Platz schaffen: mindestens {0} GB.", (wanted / (double)Gigabyte).ToString("0.0", CultureInfo.CurrentCulture)))
            : new(Grade.Good, what, sentence);
    }

    static bool MayWrite(string file)
    {
        try
        {
            using var opened = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            return true;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }

    static IEnumerable<Finding> Database(DatabaseState state)
    {
        var what = Words.Of("Datenbank");
        if (!state.Answers)
        {
            yield return new(Grade.Bad, what, Words.Of("Die Datenbank antwortet nicht: {0}", state.Trouble), Words.Of("Bitte prüfen, ob sie läuft und ob Tresen__Postgres stimmt."));
            yield break;
        }

        if (state.IsEmpty)
        {
            yield return new(Grade.Hint, what, Words.Of("Hier liegt noch kein Bestand."), Words.Of("Beim ersten Start wird er angelegt. War einer zu erwarten: bitte mit --data den Ordner nennen."));
            yield break;
        }

        if (state.Unknown > 0)
        {
            yield return new(Grade.Bad, what, Words.Of("Der Bestand ist von einer neueren Fassung von Tresen."), Words.Of("Bitte die neuere Fassung starten oder die Sicherung von vorher einspielen."));
        }
        else if (state.Missing > 0)
        {
            yield return new(Grade.Hint, what, Words.Of("Der Bestand ist von einer älteren Fassung."), Words.Of("Beim nächsten Start kommt er auf den Stand von heute. Bitte vorher sichern."));
        }

        if (state.IsTooOld)
        {
            yield return new(Grade.Bad, what, Words.Of("{0} ist zu alt.", state.Name), Words.Of("Gebraucht wird PostgreSQL 15 oder SQLite 3.50.2, oder neuer."));
        }

        foreach (var damage in state.Damage)
        {
            yield return new(Grade.Bad, what, Words.Of("Die Datei ist beschädigt: {0}", damage), Words.Of("Bitte Tresen anhalten, den Ordner beiseitelegen und die letzte Sicherung einspielen. Den Datenträger prüfen."));
        }

        if (state.ClockAhead.Duration() > TimeSpan.FromSeconds(5))
        {
            yield return new(Grade.Hint, what, Words.Of("Die Uhr der Datenbank geht um {0} Sekunden anders als die dieses Rechners.", (int)state.ClockAhead.TotalSeconds), Words.Of("Bitte auf beiden die Zeit über das Netz stellen lassen (NTP)."));
        }

        yield return new(Grade.Good, what, Words.Of("{0}, {1} MB.", state.Name, state.Bytes >> 20));
    }

    IEnumerable<Finding> Web()
    {
        var what = Words.Of("Adresse");
        yield return address.Known is not { } known
            ? new(Grade.Hint, what, Words.Of("Tresen weiß nicht, unter welcher Adresse es zu erreichen ist: Links in Mails und neue Passwörter gibt es nicht."), "Tresen__Address=https://…")
            : !address.IsSecure && !(Uri.TryCreate(known, UriKind.Absolute, out var uri) && uri.IsLoopback)
                ? new(Grade.Bad, what, Words.Of("{0} ist nicht verschlüsselt: Passwörter gehen offen durchs Netz.", known), Words.Of("Bitte einen Webserver mit TLS davorstellen und Tresen__Address auf https:// ändern."))
                : new(Grade.Good, what, known);
        if (address.IsSecure && string.IsNullOrWhiteSpace(configuration["Tresen:Proxies"]))
        {
            yield return new(Grade.Hint, what, Words.Of("Ohne Tresen__Proxies scheinen alle Anmeldungen von einem Ort zu kommen; falsche Passwörter eines Einzelnen bremsen dann alle."), "Tresen__Proxies=127.0.0.1");
        }

        foreach (var url in (configuration["Tresen:Listen"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (url.StartsWith("http:", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(url.Replace("*", "0.0.0.0", StringComparison.Ordinal).Replace("+", "0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var at)
                && !at.IsLoopback && !(IPAddress.TryParse(at.Host, out var ip) && IPAddress.IsLoopback(ip)))
            {
                yield return new(Grade.Hint, what, Words.Of("{0} ist unverschlüsselt aus dem Netz zu erreichen.", url), Words.Of("Nur richtig, wenn davor ein Webserver mit TLS steht und sonst niemand hinkommt."));
            }
        }
    }

    async Task<IReadOnlyList<Finding>> PeopleAsync(CancellationToken cancel)
    {
        var what = Words.Of("Menschen");
        var administrators = await db.Staff.CountAsync(s => s.IsActive && (s.Rights & Capability.Administration) != 0, cancel);
        List<Finding> findings =
        [
            administrators switch
            {
                0 => new(Grade.Bad, what, Words.Of("Niemand darf verwalten."), "tresen user add MAIL NAME --role administrator"),
                1 => new(Grade.Hint, what, Words.Of("Nur eine Person darf verwalten. Fällt sie aus, kommt niemand mehr heran."), Words.Of("Bitte einer zweiten Person die Administration geben."), "/administration/staff"),
                _ => new(Grade.Good, what, Words.Of("{0} Personen dürfen verwalten.", administrators)),
            },
        ];
        var headless = await db.Departments.Where(d => d.IsActive && !d.Members.Any(m => m.Standing == Standing.Lead && m.StaffMember.IsActive)).OrderBy(d => d.SortKey).Select(d => d.Name).ToListAsync(cancel);
        if (headless.Count > 0)
        {
            findings.Add(new(Grade.Hint, what, Words.Of("Ohne Leitung: {0}. Freigaben und Eskalationen gehen dort an die Administration.", string.Join(", ", headless)), Words.Of("Bitte eine Leitung eintragen."), "/administration/departments"));
        }

        return findings;
    }

    async Task<IReadOnlyList<Finding>> MailboxesAsync(CancellationToken cancel)
    {
        List<Finding> findings = [];
        var now = clock.GetUtcNow();
        foreach (var mailbox in await db.Mailboxes.AsNoTracking().Active.OrderBy(m => m.Address).ToListAsync(cancel))
        {
            var (what, page) = (Words.Of("Mailkonto {0}", mailbox.Address), $"/administration/mailboxes/{mailbox.Id}");
            var before = findings.Count;
            if (new[] { mailbox.Imap.Secret, mailbox.Smtp.Secret, mailbox.OAuth.Secret, mailbox.RefreshToken }.Any(s => passwords.Open(s) is null))
            {
                findings.Add(new(Grade.Bad, what, Words.Of("Das Passwort lässt sich nicht öffnen: Die Schlüssel dieser Installation fehlen."), Words.Of("Bitte das Passwort neu eingeben."), page));
            }
            else if (mailbox.FetchError.Length > 0)
            {
                findings.Add(new(Grade.Bad, what, mailbox.FetchingPausedAt is { } since
                    ? Words.Of("Abrufen ist seit {0} angehalten, neue Mails bleiben auf dem Mailserver: {1}", Show.Instant(since), Words.OfStored(mailbox.FetchError))
                    : Words.Of("Abrufen geht nicht: {0}", Words.OfStored(mailbox.FetchError)), Words.Of("Bitte das Mailkonto öffnen und „Verbindung prüfen“ drücken."), page));
            }
            else if (mailbox.Imap.IsSetUp && (mailbox.FetchedAt ?? mailbox.CreatedAt) < now - Patience)
            {
                findings.Add(new(Grade.Bad, what, Words.Of("Seit {0} nicht mehr abgerufen.", Show.Instant(mailbox.FetchedAt ?? mailbox.CreatedAt)), Words.Of("Läuft Tresen, und steht Tresen__Workers nicht auf false?"), page));
            }

            if (mailbox.SendError.Length > 0 || mailbox.IsSendingPaused)
            {
                findings.Add(new(Grade.Bad, what, mailbox.SendingPausedAt is { } since
                    ? Words.Of("Senden ist seit {0} angehalten, {1} Mails warten: {2}", Show.Instant(since), await db.OutgoingMails.CountAsync(m => m.MailboxId == mailbox.Id && m.State == MailState.Waiting, cancel), Words.OfStored(mailbox.SendError))
                    : Words.Of("Senden geht nicht: {0}", Words.OfStored(mailbox.SendError)), Words.Of("Bitte das Mailkonto öffnen und „Verbindung prüfen“ drücken."), page));
            }
            else if (!mailbox.Smtp.IsSetUp)
            {
                findings.Add(new(Grade.Hint, what, Words.Of("Kann nicht senden: Antworten warten im Postausgang."), Words.Of("Bitte den Server zum Senden eintragen."), page));
            }

            if (findings.Count == before)
            {
                findings.Add(new(Grade.Good, what, mailbox.FetchedAt is { } at ? Words.Of("Zuletzt abgerufen {0}.", Show.Instant(at)) : Words.Of("Sendet; abgerufen wird es nicht.")));
            }
        }

        return findings.Count > 0 ? findings : [new(Grade.Hint, Words.Of("Mailkonten"), Words.Of("Es gibt kein Mailkonto: Anfragen kommen nur von Hand und über das Formular."), Words.Of("Bitte ein Mailkonto einrichten."), "/administration/mailboxes")];
    }

    /// <summary>Only who deletes mails from their servers needs a backup that Tresen knows of.</summary>
    async Task<IReadOnlyList<Finding>> BackupAsync(CancellationToken cancel)
    {
        var (what, now) = (Words.Of("Sicherung"), clock.GetUtcNow());
        var last = await db.LastBackupAsync(now, cancel);
        var waiting = await db.RawMails.ToBeDeleted().CountAsync(cancel);
        return now - last < Backup.Fresh ? [new(Grade.Good, what, Words.Of("Zuletzt {0}.", Show.Instant(last!.Value)))]
            : waiting > 0 ? [new(Grade.Bad, what, Words.Of("{0} übernommene Mails werden auf ihrem Mailserver nicht gelöscht, weil keine Sicherung jünger als 24 Stunden ist.", waiting), "tresen backup")]
            : last is { } at ? [new(Grade.Hint, what, Words.Of("Zuletzt {0}.", Show.Instant(at)), Words.Of("Bitte einmal am Tag sichern (tresen backup), oder mit tresen backup --done sagen, dass es geschehen ist."))]
            : [];
    }

    async Task<IReadOnlyList<Finding>> PostAsync(CancellationToken cancel)
    {
        List<Finding> findings = [];
        var uncertain = await db.OutgoingMails.CountAsync(m => m.State == MailState.Uncertain, cancel);
        if (uncertain > 0)
        {
            findings.Add(new(Grade.Bad, Words.Of("Postausgang"), Words.Of("Bei {0} Mails ist ungewiss, ob sie angekommen sind.", uncertain), Words.Of("Bitte nachsehen und entscheiden: erneut senden oder erledigt."), "/mail/outbox"));
        }

        var since = clock.GetUtcNow() - Patience;
        var unread = await db.RawMails.CountAsync(m => m.State == RawMailState.Waiting && m.ReceivedAt < since, cancel);
        if (unread > 0)
        {
            findings.Add(new(Grade.Bad, Words.Of("Posteingang"), Words.Of("{0} Mails sind angekommen und noch nicht gelesen worden.", unread), Words.Of("Läuft Tresen? Sonst die Meldungen der Aufgaben ansehen.")));
        }

        var review = await db.RawMails.InReview.CountAsync(cancel);
        if (review > 0)
        {
            findings.Add(new(Grade.Hint, Words.Of("Posteingang"), Words.Of("{0} Mails warten unter „Prüfen“ auf jemanden.", review), Page: "/mail/review"));
        }

        return findings;
    }

    async Task<IReadOnlyList<Finding>> JobsAsync(CancellationToken cancel)
    {
        var (what, since) = (Words.Of("Aufgaben"), clock.GetUtcNow() - Patience);
        var jobs = db.Set<Job>();
        var late = await jobs.CountAsync(j => j.Due < since && (j.LeaseUntil == null || j.LeaseUntil < since), cancel);
        List<Finding> findings = [.. (await jobs.Where(j => j.LastError != null && j.Attempts > 2).GroupBy(j => j.Kind).Select(g => new { g.Key, Count = g.Count(), Error = g.Max(j => j.LastError) }).ToListAsync(cancel))
            .Select(j => new Finding(Grade.Bad, what, Words.Of("{0} Aufgaben „{1}“ gelingen nicht: {2}", j.Count, j.Key, j.Error), Words.Of("Sie werden weiter versucht. Bleibt es so, hilft das Protokoll des Programms weiter.")))];
        findings.Add(late > 0
            ? new(Grade.Bad, what, Words.Of("{0} Aufgaben sind überfällig.", late), Words.Of("Läuft Tresen, und steht Tresen__Workers nicht auf false?"))
            : new(Grade.Good, what, Words.Of("Nichts liegt.")));
        return findings;
    }
}
