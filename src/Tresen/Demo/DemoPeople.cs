using Microsoft.AspNetCore.Identity;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;
using Tresen.Staff;

namespace Tresen.Demo;

/// <summary>The invented firm itself: its departments and who works in them.</summary>
sealed class DemoPeople
{
    public const string It = "IT-Service";
    public const string House = "Haustechnik";
    public const string Sales = "Vertrieb";
    public const string Books = "Buchhaltung";

    readonly Dictionary<string, Department> departments = [];
    readonly Dictionary<string, StaffMember> staff = [];

    /// <summary>A department by name.</summary>
    public Department Department(string name) => departments[name];

    /// <summary>Who works in that department, its lead first.</summary>
    public IReadOnlyList<StaffMember> Of(string department) =>
        [.. departments[department].Members.OrderByDescending(m => m.Standing).Select(m => m.StaffMember)];

    /// <summary>The department's lead.</summary>
    public StaffMember LeadOf(string department) => Of(department)[0];

    /// <summary>Founds the firm and hires everybody; saved.</summary>
    public static async Task<DemoPeople> MoveInAsync(IServiceProvider services, TresenDb db)
    {
        var company = new Company("Nordlicht Service GmbH", "Nordlicht Service GmbH · Sitz Kiel · Amtsgericht Kiel HRB 99999 · Geschäftsführung: Anna Brandt · USt-IdNr. DE999999990");
        company.Describe(company.Name, company.Particulars, "Am Kai 7", "24103", "Kiel");
        company.Open(OfficeHours.OfTheFirm, "SH", RegionalHolidays.None);
        company.Charge(HourlyRate.Of(89), 50);

        var firm = new DemoPeople();
        firm.Open(new Department(It, company)).AskForApproval(ApprovalPoint.BeforeBilling, Money.Of(900), allowsSelfApproval: false, tolerance: 20);
        firm.Open(new Department(House, company)).AskForApproval(ApprovalPoint.BeforeStart, Money.Of(150), allowsSelfApproval: false);
        firm.Open(new Department(Sales, company));
        firm.Open(new Department(Books, company, isConfidential: true));
        firm.departments[House].Charge(HourlyRate.Of(78));
        firm.departments[It].PromiseTimes([new(16 * 60, null), new(8 * 60, 40 * 60), new(4 * 60, 16 * 60), new(60, 8 * 60)]);
        firm.departments[It].Escalate(new EscalationStep(Deadline.Solution, 120, Hearers.Lead));
        db.AddRange(firm.departments.Values);

        var signIns = services.GetRequiredService<UserManager<SignIn>>();
        var hasher = services.GetRequiredService<IPasswordHasher<SignIn>>();
        string? hash = null;
        await Hire("Anna Brandt", DemoFirm.Mail, Role.Administrator, "040 66969-100");
        await Hire("Jana Petersen", "jana.petersen@nordlicht.example", Role.Lead, "040 66969-111");
        await Hire("Tim Rohde", "tim.rohde@nordlicht.example", Role.Agent, "040 66969-112");
        await Hire("Aylin Demir", "aylin.demir@nordlicht.example", Role.Agent, "040 66969-113");
        await Hire("Sabine Krüger", "sabine.krueger@nordlicht.example", Role.Lead, "040 66969-121");
        await Hire("Olaf Hinrichs", "olaf.hinrichs@nordlicht.example", Role.Agent, "040 66969-122");
        await Hire("Lea Wagner", "lea.wagner@nordlicht.example", Role.Agent, "040 66969-131");
        await Hire("Ruth Stein", "ruth.stein@nordlicht.example", Role.Bookkeeping, "040 66969-141");

        firm.Take(It, "Jana Petersen", Standing.Lead);
        firm.Take(It, "Anna Brandt", Standing.Deputy);
        firm.Take(It, "Tim Rohde");
        firm.Take(It, "Aylin Demir");
        firm.Take(House, "Sabine Krüger", Standing.Lead);
        firm.Take(House, "Anna Brandt", Standing.Deputy);
        firm.Take(House, "Olaf Hinrichs");
        firm.Take(Sales, "Lea Wagner", Standing.Lead);
        firm.Take(Sales, "Anna Brandt");
        firm.Take(Books, "Ruth Stein", Standing.Lead);
        firm.Take(Books, "Anna Brandt", Standing.Deputy);
        await db.SaveChangesAsync();
        return firm;

        async Task Hire(string name, string mail, Role role, string phone)
        {
            // One password for all, as everybody may read: hashed once, since that is slow on purpose.
            var signIn = new SignIn(mail) { EmailConfirmed = true };
            signIn.PasswordHash = hash ??= hasher.HashPassword(signIn, DemoFirm.Password);
            var created = await signIns.CreateAsync(signIn);
            if (!created.Succeeded)
            {
                throw new InvalidOperationException($"{mail}: {created}");
            }

            var person = new StaffMember(name, signIn, role);
            db.Add(person);
            person.Describe(name, mail, phone);
            firm.staff[name] = person;
        }
    }

    Department Open(Department department) => departments[department.Name] = department;

    void Take(string department, string name, Standing standing = Standing.Member) => departments[department].TakeIn(staff[name], standing);
}
