using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.EntityFrameworkCore;
using Tresen.Demo;
using Tresen.Platform.Data;
using Tresen.Staff;

namespace Tresen;

/// <summary>The command line: one program, a few verbs. What it says goes to <paramref name="output"/>, complaints to <paramref name="error"/>.</summary>
public sealed class Commands(TextWriter output, TextWriter error)
{
    const string Usage = """
        Aufruf:
          tresen [serve] [--port N] [--data ORDNER]     startet Tresen
          tresen demo    [--port N] [--data ORDNER]     startet Tresen mit Beispieldaten
          tresen user add MAIL NAME [--role ROLLE] [--data ORDNER]
                                                        legt eine Person an und nennt ihr Passwort
          tresen seed    [--customers N] [--tickets N] [--data ORDNER]
                                                        füllt einen leeren Bestand mit Übungsdaten
          tresen doctor  [--data ORDNER]                prüft die Installation und sagt, was zu tun ist
          tresen backup DATEI [--data ORDNER]           sichert den ganzen Bestand in eine neue Datei, auch während Tresen läuft
          tresen backup --done [--data ORDNER]          vermerkt, dass gerade auf andere Weise gesichert wurde
          tresen verify  [--data ORDNER]                prüft, ob der ganze Bestand noch sagt, was geschrieben wurde
          tresen erase replay [DATEI] [--data ORDNER]   löscht nach dem Zurückspielen einer Kopie noch einmal, was danach gelöscht wurde
          tresen retention [--dry-run] [--data ORDNER]  löscht, was lange genug aufbewahrt ist; mit --dry-run sagt es nur, was das wäre
          tresen mail deliver ADRESSE [--data ORDNER]   nimmt eine Mail für dieses Mailkonto von der Standardeingabe (für Mailserver; 75: später noch einmal)
          tresen mail explain DATEI…                    zeigt, wie Tresen eine Mail liest (- für die Standardeingabe)
        Einstellungen stehen auch in Umgebungsvariablen, z. B. Tresen__Postgres; siehe docs/operating.md.
        """;

    /// <summary>Runs the command that the arguments name and returns its exit code.</summary>
    public async Task<int> RunAsync(string[] args)
    {
        var verbs = args.TakeWhile(a => !a.StartsWith("--", StringComparison.Ordinal)).ToArray();
        return verbs switch
        {
            [] or ["serve"] => await ServeAsync(args),
            ["demo"] => await DemoAsync(args),
            ["demo", "make", var file] => await MakeDemoAsync(file),
            ["user", "add", var mail, var name] => await AddUserAsync(args, mail, name),
            ["seed"] => await SeedAsync(args),
            ["doctor"] => await ExamineAsync(args),
            ["verify"] => await VerifyAsync(args),
            ["backup", var file] => await BackUpAsync(args, file),
            ["backup"] when args.Contains("--done") => await BackUpAsync(args, null),
            ["erase", "replay", .. var file] when file.Length <= 1 => await ReplayAsync(args, file.FirstOrDefault()),
            ["retention"] => await RetainAsync(args),
            ["mail", "deliver", var address] => await DeliverAsync(args, address),
            ["mail", "explain", .. var files] when files.Length > 0 => Mail.Reading.MailExplain.Run(files, output, error),
            _ => Explain(),
        };
    }

    int Explain()
    {
        error.WriteLine(Usage);
        return 2;
    }

    async Task<int> ServeAsync(string[] args)
    {
        await using var app = TresenServer.Build(args);
        if (!IsFree(app))
        {
            return 1;
        }

        await app.PrepareAsync();
        await ReplayAsync(app, null);
        await app.StartAsync();
        output.WriteLine($"Adresse: {app.Urls.First()}");
        if (await FirstRun.CodeAsync(app.Services) is { } code)
        {
            output.WriteLine($"Erste Einrichtung: {app.Urls.First()}/first-run?code={code}");
        }

        await app.WaitForShutdownAsync();
        return 0;
    }

    async Task<int> DemoAsync(string[] args)
    {
        await using var app = TresenServer.Build(args);
        if (!IsFree(app))
        {
            return 1;
        }

        if (Option(args, "--ready-made") is { } readyMade)
        {
            await ReadyMadeFirm.LayInAsync(app.Services, readyMade);
        }

        await app.PrepareAsync();
        await DemoFirm.MoveInAsync(app.Services);
        await app.StartAsync();
        app.Services.GetRequiredService<Platform.Web.Address>().IsDemoAt(app.Urls.First());
        output.WriteLine($"Adresse: {app.Urls.First()}");
        output.WriteLine($"Anmeldung: {DemoFirm.Mail}");
        output.WriteLine($"Passwort: {DemoFirm.Password}");
        output.WriteLine("Dasselbe Passwort haben alle der Beispielfirma, etwa jana.petersen@nordlicht.example (Leitung) und tim.rohde@nordlicht.example (Sachbearbeitung).");
        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>Whether nobody listens yet where this one is to listen; a sentence to whoever started it, where somebody does.</summary>
    bool IsFree(WebApplication app)
    {
        if (app.Services.GetRequiredService<IServer>().GetType().Assembly != typeof(KestrelServerOptions).Assembly)
        {
            return true; // another server, which listens nowhere
        }

        foreach (var url in (app.Configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var at) || !IPAddress.TryParse(at.Host, out var host) || at.Port == 0)
            {
                continue; // names and sockets: the server itself says what is wrong with them
            }

            try
            {
                using var probe = new TcpListener(host, at.Port);
                probe.Start();
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                error.WriteLine($"Port {at.Port} ist belegt. Läuft Tresen schon? Sonst bitte mit --port einen anderen nennen, zum Beispiel --port {at.Port + 1}.");
                return false;
            }
        }

        return true;
    }

    /// <summary>For <c>bin/publish</c>.</summary>
    static async Task<int> MakeDemoAsync(string file)
    {
        await ReadyMadeFirm.MakeAsync(file, TresenServer.Build);
        return 0;
    }

    async Task<int> AddUserAsync(string[] args, string mail, string name)
    {
        await using var app = TresenServer.Build(args);
        await app.PrepareAsync();
        await using var scope = app.Services.CreateAsyncScope();
        var roles = await scope.ServiceProvider.GetRequiredService<Platform.Data.TresenDb>().Roles.AsNoTracking().InOrder.ToListAsync();
        var named = Option(args, "--role") ?? Role.Agent.Name;
        var role = roles.Find(r => r.Name == named || r.Title == named);
        if (role is null)
        {
            error.WriteLine($"Diese Rolle gibt es nicht. Es gibt: {string.Join(", ", roles.Select(r => r.IsPreset ? r.Name : r.Title))}.");
            return 1;
        }

        try
        {
            var (person, password) = await Hiring.HireAsync(scope.ServiceProvider, name, mail, role, password: null);
            output.WriteLine($"Anmeldung: {person.Mail}");
            output.WriteLine($"Passwort: {password}");
            return 0;
        }
        catch (Platform.BrokenRuleException broken)
        {
            error.WriteLine(broken.Message);
            return 1;
        }
    }

    async Task<int> SeedAsync(string[] args)
    {
        if (Count(args, "--tickets", 2000, 0) is not { } tickets || Count(args, "--customers", 200, 1) is not { } customers)
        {
            return 2;
        }

        await using var app = TresenServer.Build(args);
        await app.PrepareAsync();
        if (!await DemoFirm.IsEmptyAsync(app.Services))
        {
            error.WriteLine("Hier arbeitet schon jemand: Übungsdaten kommen nur in einen leeren Bestand. Bitte mit --data einen anderen Ordner nennen.");
            return 1;
        }

        await DemoFirm.MoveInAsync(app.Services, customers, tickets);
        output.WriteLine($"{customers} Kunden, {tickets} Tickets angelegt.");
        return 0;
    }

    /// <summary>Looks and changes nothing. 0: nothing is bad; 1: something is.</summary>
    async Task<int> ExamineAsync(string[] args)
    {
        if (Option(args, "--data") is { } folder && !Directory.Exists(folder))
        {
            error.WriteLine($"{folder} gibt es nicht. Bitte mit --data den Ordner nennen, in dem Tresen seine Daten hat.");
            return 1;
        }

        await using var app = TresenServer.Build(args);
        await using var scope = app.Services.CreateAsyncScope();
        var findings = await scope.ServiceProvider.GetRequiredService<Admin.Checkup>().RunAsync(thoroughly: true, default);
        foreach (var found in findings)
        {
            output.WriteLine($"{found.Grade switch { Admin.Grade.Good => "gut    ", Admin.Grade.Hint => "Hinweis", _ => "FEHLER " }}  {found.What}: {found.Sentence}");
            if (found.Remedy.Length > 0)
            {
                output.WriteLine($"         > {found.Remedy}{(found.Page is { } page ? $" ({page})" : "")}");
            }
        }

        var (bad, hints) = (findings.Count(f => f.Grade == Admin.Grade.Bad), findings.Count(f => f.Grade == Admin.Grade.Hint));
        output.WriteLine(bad + hints == 0 ? "Alles in Ordnung." : $"{bad} Fehler, {hints} Hinweise.");
        return bad == 0 ? 0 : 1;
    }

    /// <summary>Looks and changes nothing, not even the schema. 0: all of it holds; 1: what doesn't is told.</summary>
    async Task<int> VerifyAsync(string[] args)
    {
        await using var app = TresenServer.Build(args);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TresenDb>();
        if (!await IsInShapeAsync(db))
        {
            return 1;
        }

        var wrong = 0;
        var verified = await new Privacy.Verification(
            db,
            scope.ServiceProvider.GetRequiredService<Platform.Files.FileCabinet>(),
            sentence =>
            {
                wrong++;
                output.WriteLine(sentence);
            },
            (what, count) => error.WriteLine($"{what}: {count} …")).RunAsync();
        output.WriteLine($"{(wrong == 0 ? "Alles in Ordnung" : $"Stimmt nicht: {wrong}")}. Geprüft: {verified.Tickets} Tickets mit {verified.HistoryLines} Zeilen Verlauf, {verified.Files} Dateien ({verified.Bytes / 1024 / 1024} MB), {verified.Bookings} Buchungen, {verified.BillingRuns} Abrechnungen.");
        return wrong == 0 ? 0 : 1;
    }

    /// <summary>Makes a copy of all data, or takes somebody's word for it, and notes when. 0: done; 1: not, and why.</summary>
    async Task<int> BackUpAsync(string[] args, string? file)
    {
        if (Option(args, "--data") is { } folder && !Directory.Exists(folder))
        {
            error.WriteLine($"{folder} gibt es nicht. Bitte mit --data den Ordner nennen, in dem Tresen seine Daten hat.");
            return 1;
        }

        await using var app = TresenServer.Build(args);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TresenDb>();
        if (!await IsInShapeAsync(db))
        {
            return 1;
        }

        var at = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow(); // what is written later isn't in it
        try
        {
            var way = file is null ? BackupWay.Told : await BackupCopy.MakeAsync(db, file, default);
            await using var work = await WriteScope.BeginAsync(db);
            db.Add(new Backup(at, way));
            await db.SaveChangesAsync();
            await work.CommitAsync();
        }
        catch (Platform.BrokenRuleException broken)
        {
            error.WriteLine(broken.Message);
            return 1;
        }

        output.WriteLine(file is null ? "Vermerkt: Der Bestand ist gesichert." : $"Gesichert: {file}, {new FileInfo(file).Length / 1024 / 1024} MB.");
        return 0;
    }

    async Task<int> ReplayAsync(string[] args, string? file)
    {
        await using var app = TresenServer.Build(args);
        if (file is not null && !File.Exists(file))
        {
            error.WriteLine($"Diese Datei gibt es nicht: {file}");
            return 1;
        }

        await app.PrepareAsync();
        return await ReplayAsync(app, file) ? 0 : 1;
    }

    /// <summary>Erases again who was erased after the copy was made that was brought back. False: somebody couldn't be, and is named by their pseudonym.</summary>
    async Task<bool> ReplayAsync(WebApplication app, string? file)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var (done, failed) = await scope.ServiceProvider.GetRequiredService<Privacy.Erasing.ErasureReplay>().RunAsync(file);
        if (done > 0)
        {
            output.WriteLine($"Nach dem Zurückspielen noch einmal gelöscht: {done}");
        }

        foreach (var sentence in failed)
        {
            error.WriteLine(sentence);
        }

        if (file is null && await scope.ServiceProvider.GetRequiredService<Privacy.Keeping.RetentionReplay>().RunAsync() is > 0 and var tickets)
        {
            output.WriteLine($"Tickets, deren Aufbewahrung vorbei war, nach dem Zurückspielen noch einmal gelöscht: {tickets}");
        }

        return failed.Count == 0;
    }

    /// <summary>Deletes what is kept long enough, or says what that would be.</summary>
    async Task<int> RetainAsync(string[] args)
    {
        await using var app = TresenServer.Build(args);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TresenDb>();
        if (!await IsInShapeAsync(db))
        {
            return 1;
        }

        var work = scope.ServiceProvider.GetRequiredService<Privacy.Keeping.RetentionWork>();
        if (args.Contains("--dry-run"))
        {
            var plan = await work.PlanAsync(default);
            foreach (var ticket in plan.Going)
            {
                output.WriteLine($"Ticket {ticket.Number}, abgeschlossen {ticket.ClosedAt:dd.MM.yyyy}, aufbewahrt bis {ticket.Retention.KeptUntil:dd.MM.yyyy}");
            }

            output.WriteLine($"Es gingen: {plan.Going.Count} Tickets, {plan.LooseMails} Mails ohne Ticket.");
            return 0;
        }

        var run = await work.BeginOrGoOnAsync(default);
        while (await work.PortionAsync(run, default))
        {
        }

        output.WriteLine($"Gelöscht: {await work.SaidAsync(run, default)}");
        return 0;
    }

    /// <summary>Takes a mail from a mail server. Whatever goes wrong, the mail server is to keep it.</summary>
    async Task<int> DeliverAsync(string[] args, string mailbox)
    {
        try
        {
            var isInFolder = string.IsNullOrEmpty(Option(args, "--Tresen:Postgres") ?? Environment.GetEnvironmentVariable("Tresen__Postgres"));
            if (isInFolder && (Option(args, "--data") ?? Environment.GetEnvironmentVariable("Tresen__Data")) is { } folder && !Directory.Exists(folder))
            {
                error.WriteLine($"{folder} gibt es nicht."); // not mounted, say: made here, it would be in the way
                return Mail.Fetching.Delivery.TryAgain;
            }

            await using var app = TresenServer.Build(args);
            await using var scope = app.Services.CreateAsyncScope();
            if (!await IsInShapeAsync(scope.ServiceProvider.GetRequiredService<TresenDb>()))
            {
                return Mail.Fetching.Delivery.TryAgain;
            }

            await using var mail = Console.OpenStandardInput();
            return await scope.ServiceProvider.GetRequiredService<Mail.Fetching.Delivery>().TakeAsync(mailbox, mail, error, default);
        }
        catch (Exception e)
        {
            error.WriteLine(e.Message);
            return Mail.Fetching.Delivery.TryAgain;
        }
    }

    /// <summary>Whether there are data, of this version; a sentence where not.</summary>
    async Task<bool> IsInShapeAsync(TresenDb db)
    {
        if (await db.MissingMigrationsAsync() is not (> 0 and var missing))
        {
            return true;
        }

        error.WriteLine(missing == db.Database.GetMigrations().Count()
            ? "Hier liegt noch kein Bestand. Bitte mit --data den Ordner nennen."
            : "Der Bestand ist von einer älteren Fassung. Bitte Tresen einmal starten; dabei kommt er auf den Stand von heute.");
        return false;
    }

    /// <summary>The number behind an option; null, and a sentence to whoever typed it, where it is none.</summary>
    int? Count(string[] args, string name, int otherwise, int least)
    {
        var typed = Option(args, name) ?? (args.Contains(name) ? "" : otherwise.ToString(CultureInfo.InvariantCulture));
        if (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= least && count <= 1_000_000)
        {
            return count;
        }

        error.WriteLine($"„{typed}“ passt nicht zu {name}: Bitte eine ganze Zahl von {least} bis 1000000 angeben.");
        return null;
    }

    /// <summary>The value behind an option, null without it.</summary>
    internal static string? Option(string[] args, string name) =>
        args.Select((a, i) => a == name && i + 1 < args.Length ? args[i + 1] : a.StartsWith(name + "=", StringComparison.Ordinal) ? a[(name.Length + 1)..] : null)
            .FirstOrDefault(v => v is not null);
}
