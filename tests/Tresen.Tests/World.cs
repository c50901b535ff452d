using Microsoft.Extensions.DependencyInjection;
using Tresen.Articles;
using Tresen.Customers;
using Tresen.Devices;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Tests;

/// <summary>A small firm whose people the tests know by name. Everybody's password is <see cref="Password"/>.</summary>
public static class World
{
    public const string Password = "hafen und deich";

    /// <summary>Tuesday, 24 November 2026, 9:00 in Berlin.</summary>
    public static readonly DateTimeOffset Morning = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Administrator, lead of nothing.</summary>
    public static readonly Inhabitant Ada = new("Ada Petersen", "ada@hafen.example", Role.Administrator);

    /// <summary>Leads the department Technik.</summary>
    public static readonly Inhabitant Lena = new("Lena Vogt", "lena@hafen.example", Role.Lead);

    /// <summary>Works in Technik.</summary>
    public static readonly Inhabitant Theo = new("Theo Brandt", "theo@hafen.example", Role.Agent);

    /// <summary>Works in Vertrieb.</summary>
    public static readonly Inhabitant Vera = new("Vera Sommer", "vera@hafen.example", Role.Agent);

    /// <summary>Works in the confidential Buchhaltung.</summary>
    public static readonly Inhabitant Bodo = new("Bodo Kranz", "bodo@hafen.example", Role.Bookkeeping);

    /// <summary>May only read.</summary>
    public static readonly Inhabitant Rita = new("Rita Lorenz", "rita@hafen.example", Role.ReadOnly);

    /// <summary>Open; its tickets need no approval.</summary>
    public const string Technik = "Technik";

    /// <summary>Open; approval before the start, above 500 €.</summary>
    public const string Vertrieb = "Vertrieb";

    /// <summary>Confidential.</summary>
    public const string Buchhaltung = "Buchhaltung";

    /// <summary>The mailbox of Technik; its servers are set up by the tests that need them.</summary>
    public const string ServiceAddress = "service@hafen.example";

    /// <summary>The mailbox of the confidential Buchhaltung.</summary>
    public const string BuchhaltungAddress = "buchhaltung@hafen.example";

    /// <summary>Customer 10001 with its own rate of 95 €/h, contact Karin Müller, domain muellerbau.example.</summary>
    public const string MuellerBau = "Müller Bau GmbH";

    /// <summary>Customer 10002 without a rate; contact Jens Ohlsen; Karin Müller acts for them too.</summary>
    public const string OhlsenLogistik = "Ohlsen Logistik KG";

    /// <summary>Customer 10003, blocked.</summary>
    public const string SaumseligHandel = "Saumselig Handel";

    /// <summary>Moves everybody in.</summary>
    public static async Task MoveInAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TresenDb>();
        StandardLists.AddTo(db);
        Tresen.TimeTracking.StandardActivities.AddTo(db);

        var company = new Company("Hafen Service GmbH", "Hafen Service GmbH · Sitz Emden · Amtsgericht Aurich HRB 99999 · Geschäftsführung: Ada Petersen");
        var technik = new Department(Technik, company);
        var vertrieb = new Department(Vertrieb, company);
        vertrieb.AskForApproval(ApprovalPoint.BeforeStart, Money.Of(500), allowsSelfApproval: false);
        var buchhaltung = new Department(Buchhaltung, company, isConfidential: true);
        db.AddRange(technik, vertrieb, buchhaltung);

        await Hire(Ada);
        technik.TakeIn(await Hire(Lena), Standing.Lead);
        technik.TakeIn(await Hire(Theo));
        var vera = await Hire(Vera);
        vertrieb.TakeIn(vera);
        vertrieb.TakeIn(db.Staff.Local.Single(s => s.Name == Lena.Name), Standing.Lead);
        buchhaltung.TakeIn(await Hire(Bodo), Standing.Lead);
        await Hire(Rita);
        db.Add(new Mailbox(technik, "Service", ServiceAddress, "Hafen Service", Morning));
        db.Add(new Mailbox(buchhaltung, "Buchhaltung", BuchhaltungAddress, "Hafen Service Buchhaltung", Morning));

        var mueller = new Customer("10001", MuellerBau, Morning);
        mueller.Describe(MuellerBau, "Deichstraße 4", "26721", "Emden", "DE999999999");
        mueller.ReachBy("info@muellerbau.example", "04921 5550");
        mueller.Charge(HourlyRate.Of(95));
        mueller.OwnsDomain("muellerbau.example");
        var karin = new Contact("Frau", "Karin", "Müller", "karin@muellerbau.example", "04921 55511");
        mueller.ActsThrough(karin, "Geschäftsführung");
        var werk = mueller.HasSite("Werk Nord", "Nordkai 1", "26725", "Emden", "Schlüssel beim Pförtner");

        var ohlsen = new Customer("10002", OhlsenLogistik, Morning);
        ohlsen.ReachBy("buero@ohlsen.example", "0491 7770");
        ohlsen.ActsThrough(new Contact("Herr", "Jens", "Ohlsen", "jens@ohlsen.example", "0491 77712"), "Inhaber");
        ohlsen.ActsThrough(karin, "Beratung");

        var saumselig = new Customer("10003", SaumseligHandel, Morning);
        saumselig.Warn(NoticeKind.Blocked, "Gesperrt: drei Rechnungen offen.");

        var intern = new Customer("10000", "Intern", Morning);
        intern.BecomeInternal();

        var express = new Article("EXPRESS", "Expressstundensatz", "h", Money.Of(120), isHourlyRate: true);
        var toner = new Article("TON-1", "Toner schwarz", "Stück", Money.Of(79.90m));
        var drucker = new Article("DRU-9", "Etikettendrucker L9", "Stück", Money.Of(640));
        db.AddRange(mueller, ohlsen, saumselig, intern, express, toner, drucker);
        db.Add(new Device("Etikettendrucker Halle 2", drucker, "SN-4711", mueller, werk));
        db.Add(new NumberRange(CustomerQueries.Range, 10_004));
        await db.SaveChangesAsync();

        async Task<StaffMember> Hire(Inhabitant person) =>
            (await Hiring.HireAsync(scope.ServiceProvider, person.Name, person.Mail, person.Role, Password)).Person;
    }
}

/// <summary>Somebody who works in the world.</summary>
public sealed record Inhabitant(string Name, string Mail, Role Role);
