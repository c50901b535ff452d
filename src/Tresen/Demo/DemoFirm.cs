using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Demo;

/// <summary>An invented service firm to try Tresen with: people, customers, machines, two years of requests.</summary>
public static class DemoFirm
{
    /// <summary>Who signs in.</summary>
    public const string Mail = "anna.brandt@nordlicht.example";

    /// <summary>Everybody's password.</summary>
    public const string Password = "tresen-demo-2026";

    /// <summary>Whether nobody works here yet.</summary>
    public static async Task<bool> IsEmptyAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        return !await scope.ServiceProvider.GetRequiredService<TresenDb>().Staff.AnyAsync();
    }

    /// <summary>Fills an empty database; does nothing where somebody works already. All of it or nothing.</summary>
    public static async Task MoveInAsync(IServiceProvider services, int customers = 60, int tickets = 400)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TresenDb>();
        if (await db.Staff.AnyAsync())
        {
            return;
        }

        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        var chance = new Random(20261124); // the same firm each time
        await using var work = await WriteScope.BeginAsync(db);
        var firm = await DemoPeople.MoveInAsync(scope.ServiceProvider, db);
        StandardLists.AddTo(db);
        var known = new DemoCustomers(db, chance, now);
        known.MoveIn(customers);
        var talk = new DemoTalk(db, firm, chance, now);
        talk.OpenMailboxes();
        DemoTemplates.AddTo(db, firm);
        var time = new DemoTime(db, firm, chance, now);
        time.Prepare();
        var requests = new DemoTickets(db, firm, known, chance, now);
        var made = await requests.MoveInAsync(tickets);
        foreach (var request in made)
        {
            var came = request.Ticket.CreatedAt;
            var until = OfficeHours.After(came, request.IsDone ? TimeSpan.FromHours(chance.Next(2, 75)) : TimeSpan.FromMinutes(chance.Next(30, 1250)));
            if (until > now)
            {
                until = Earlier(OfficeHours.After(came, OfficeHours.Between(came, now) * 0.9), now);
            }

            var person = requests.Assign(request, Earlier(came.AddMinutes(12), until));
            talk.Tell(request, person, until);
            if (request.IsDone)
            {
                requests.Approve(request, Earlier(came.AddMinutes(40), until));
                time.Book(request, person!, until);
                requests.Finish(request, person!, until);
                if (until < now.AddDays(-7))
                {
                    requests.Approve(request, until.AddHours(2)); // what grew while it was done
                }
            }
            else if (person is not null)
            {
                requests.Advance(request, person, until);
            }
        }

        talk.CloseNumbers();
        await db.SaveChangesAsync();
        time.BillOldMonths();
        await db.SaveChangesAsync();
        await new DemoRoutine(db, firm, known, now).MoveInAsync();
        await work.CommitAsync();
    }

    static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
