using System.Diagnostics;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Tresen.Platform.Text;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Tests.Workbench;

/// <summary>Orders and pages: each ticket once, in the same order in both directions, whatever is alike.</summary>
public sealed class PagingTests : IAsyncLifetime
{
    static readonly string[] Orders =
        ["urgent", "number", "-number", "date", "subject", "-subject", "customer", "-customer", "priority", "-priority", "assignee", "-assignee", "department", "area", "kind", "channel",
            "progress", "-progress", "due", "-due", "waiting", "-waiting", "planned", "-planned", "booked", "-booked", "approval", "closed", "changed", "-changed", "tags", "-tags", "device", "-device", "free1", "-free1"];

    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Names_stand_in_German_order()
    {
        await app.Puts(new("Zange"), new("Österreich"), new("Ofen"), new("ändern"), new("Anfang"), new("Straße"), new("Strasse 2"), new("Ozean"), new("-minus"), new("a b"), new("aa"));
        using var theo = await app.As(World.Theo);

        (await theo.Sees("state=open&sort=subject")).ShouldBe(["-minus", "a b", "aa", "ändern", "Anfang", "Ofen", "Österreich", "Ozean", "Straße", "Strasse 2", "Zange"]);
    }

    [Fact]
    public async Task Every_order_pages_through_all_tickets_once_and_back_again()
    {
        var gen =
            from subject in OneOf("Äpfel", "Apfel", "apfel", "Zaun", "öl", "ß", "'; --", "😀")
            from customer in OneOf<string?>(World.MuellerBau, World.OhlsenLogistik, null)
            from assignee in OneOf<Inhabitant?>(World.Theo, World.Lena, null)
            from priority in Gen.Enum<Priority>()
            from due in OneOf<DateOnly?>(new DateOnly(2026, 11, 20), new DateOnly(2026, 12, 1), null)
            from age in Gen.Int[0, 3]
            from planned in OneOf<int?>(null, 0, 60)
            from department in OneOf(World.Technik, World.Vertrieb)
            from progress in OneOf<string?>(null, "testen", "warten")
            from area in OneOf<string?>(null, "Support", "Marketing")
            from tag in OneOf<string?>(null, "äpfel", "zug", "apfel", "straße", "strasse 2")
            from free in OneOf("", "4.2", "Öl", "oder", "Zug")
            from device in Gen.Bool
            select new Desk.Wanted(subject) { Customer = customer, Assignee = assignee, Priority = priority, Due = due, Age = age, Planned = planned, Department = department, Progress = progress, Area = area, Tag = tag, Free = free, WithDevice = device };
        Desk.Wanted[]? wanted = null;
        gen.Array[120].Sample(w => wanted ??= w, iter: 1);
        await app.Puts(wanted!);
        var expected = await app.Db(db => db.Tickets.AsNoTracking().Include(t => t.Customer).Include(t => t.Assignee).Include(t => t.Department).Include(t => t.Area)
            .Include(t => t.Kind).Include(t => t.Channel).Include(t => t.Progress).Include(t => t.Tags).ThenInclude(t => t.Tag).Include(t => t.Devices).ThenInclude(d => d.Device).Include(t => t.FreeValues).AsSplitQuery().ToListAsync());
        using var theo = await app.As(World.Theo);

        foreach (var order in Orders)
        {
            var sorted = Sorted(expected, order).Select(t => t.Number.ToString()).ToList();
            var (forth, last) = await Walk(theo, $"/tickets?state=open&sort={order}&cols=number", "next");
            forth.ShouldBe(sorted, order);
            var (back, _) = await Walk(theo, last, "prev");
            back.ShouldBe(sorted, $"{order} backwards");
        }
    }

    [Fact]
    public async Task A_place_in_the_list_stays_where_it_is_when_its_ticket_is_gone()
    {
        await app.Puts([.. Enumerable.Range(0, 60).Select(i => new Desk.Wanted($"Nr. {i:00}") { Age = 1000 - i })]);
        using var theo = await app.As(World.Theo);
        var first = await theo.Open("/tickets");
        first.Rows().Count.ShouldBe(50);
        await app.Db(async db =>
        {
            var ada = await db.Staff.SingleAsync(s => s.Name == World.Ada.Name);
            var ticket = await db.Tickets.WithParts.SingleAsync(t => t.Subject == "Nr. 49");
            ticket.Close(await db.Progresses.SingleAsync(p => p.Category == Category.Closed), "", [], ada, World.Morning);
            return await db.SaveChangesAsync();
        });

        var second = await theo.Open(first.One("a[rel=next]").GetAttribute("href")!);

        second.Rows().ShouldBe(Enumerable.Range(50, 10).Select(i => $"Nr. {i:00}"));
        (await theo.Open(second.One("a[rel=prev]").GetAttribute("href")!)).Rows().ShouldBe(Enumerable.Range(0, 49).Select(i => $"Nr. {i:00}"));
    }

    [Fact]
    public async Task From_a_ticket_the_next_one_of_its_list_is_a_step_away()
    {
        var numbers = await app.Puts(new("Erster") { Age = 300 }, new("Zweiter") { Age = 200 }, new("Dritter") { Age = 100 });
        using var theo = await app.As(World.Theo);
        var page = await theo.Open("/tickets");
        var list = new Uri("http://x" + page.One(".row-link").GetAttribute("href")).Query["?list=".Length..];

        var next = await theo.Get("/tickets/next?" + Uri.UnescapeDataString(list));
        next.LedTo!.ShouldStartWith($"/tickets/{numbers[1]}?list=");

        var last = new Uri("http://x" + page.Document.QuerySelectorAll(".row-link")[2].GetAttribute("href")).Query["?list=".Length..];
        (await theo.Get("/tickets/next?" + Uri.UnescapeDataString(last))).LedTo.ShouldBe("/tickets?view=dran&ball=us");
    }

    [Fact]
    public async Task What_was_said_before_is_said_on_the_ticket_that_follows()
    {
        await app.Puts(new("Erster") { Age = 300 }, new("Zweiter") { Age = 200 });
        using var theo = await app.As(World.Theo);
        var list = new Uri("http://x" + (await theo.Open("/tickets")).One(".row-link").GetAttribute("href")).Query["?list=".Length..];
        await theo.Send("/tickets/columns", ("view", "dran"), ("list", "view=dran"), ("cols", "number")); // leaves a sentence for the next page

        var next = await theo.Get("/tickets/next?" + Uri.UnescapeDataString(list));

        (await theo.Open("/tickets?state=open")).ShouldSay("Die Spalten sind gemerkt.");
        next.LedTo!.ShouldStartWith("/tickets/10002?list=");
    }

    [Fact]
    public async Task A_page_asks_the_database_the_same_number_of_times_however_many_rows_it_has()
    {
        const string All = "/tickets?state=open&cols=number,date,customer,priority,assignee,department,area,kind,channel,progress,due,waiting,planned,booked,approval,tags,device,closed";
        await app.Puts(new Desk.Wanted("Einer") { Tag = "eins", WithDevice = true });
        using var theo = await app.As(World.Theo);
        await theo.Open(All);
        var few = await StatementsOf(() => theo.Open(All));
        await app.Puts([.. Enumerable.Range(0, 80).Select(i => new Desk.Wanted($"Nr. {i}") { Tag = "t" + (i % 7), WithDevice = i % 2 == 0, Assignee = World.Theo })]);

        var many = await StatementsOf(() => theo.Open(All));

        many.ShouldBe(few);
        many.ShouldBeLessThanOrEqualTo(15);
    }

    static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    static async Task<(List<string> Numbers, string Last)> Walk(Browser browser, string path, string rel)
    {
        List<string> numbers = [];
        for (var pages = 0; pages < 10; pages++)
        {
            var page = await browser.Open(path);
            var shown = page.All(".ticket-list [data-column=number]");
            if (rel == "next")
            {
                numbers.AddRange(shown);
            }
            else
            {
                numbers.InsertRange(0, shown);
            }

            if (page.Document.QuerySelector($"a[rel={rel}]")?.GetAttribute("href") is not { } next)
            {
                break;
            }

            path = next;
        }

        return (numbers, path);
    }

    static IEnumerable<Ticket> Sorted(IEnumerable<Ticket> tickets, string order)
    {
        Func<Ticket, IComparable[]> key = order.TrimStart('-') switch
        {
            "urgent" => t => [t.Priority == Priority.Emergency ? 0 : 1, t.WaitingSince],
            "number" => t => [t.Number],
            "date" => t => [t.CreatedAt],
            "subject" => t => [new Bytes(SortKey.Of(t.Subject))],
            "customer" => t => [new Bytes(t.Customer is null ? "" : SortKey.Of(t.Customer.Name))],
            "priority" => t => [t.Priority],
            "assignee" => t => [new Bytes(t.Assignee is null ? "" : SortKey.Of(t.Assignee.Name))],
            "department" => t => [new Bytes(SortKey.Of(t.Department.Name))],
            "area" => t => [t.Area?.Position ?? 0],
            "kind" => t => [t.Kind.Position],
            "channel" => t => [t.Channel.Position],
            "progress" => t => [t.Progress.Position],
            "due" => t => [t.DueAt ?? DateTimeOffset.MaxValue],
            "waiting" => t => [t.WaitingSince],
            "planned" => t => [t.PlannedMinutes ?? 0],
            "booked" => t => [t.BookedMinutes],
            "approval" => t => [t.ApprovalState],
            "closed" => t => [t.ClosedAt ?? DateTimeOffset.MaxValue],
            "tags" => t => [new Bytes(t.Tags.Count == 0 ? "" : SortKey.Of(t.Tags[0].Tag.Name))],
            "device" => t => [new Bytes(t.Devices.Count == 0 ? "" : SortKey.Of(t.Devices[0].Device.Name))],
            "free1" => t => [new Bytes(t.FreeValues.Count == 0 ? "" : SortKey.Of(t.FreeValues[0].Value))],
            _ => t => [t.ChangedAt],
        };
        var comparer = Comparer<Ticket>.Create((a, b) => key(a).Zip(key(b), (x, y) => x.CompareTo(y)).FirstOrDefault(c => c != 0) is var c and not 0 ? c : a.Id.CompareTo(b.Id));
        return order.StartsWith('-') ? tickets.OrderByDescending(t => t, comparer) : tickets.OrderBy(t => t, comparer);
    }

    /// <summary>Text as both databases compare keys: byte by byte.</summary>
    readonly record struct Bytes(string Text) : IComparable
    {
        public int CompareTo(object? other) => System.Text.Encoding.UTF8.GetBytes(Text).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(((Bytes)other!).Text));
    }

    /// <summary>How many statements the database of this test is asked meanwhile.</summary>
    async Task<int> StatementsOf(Func<Task> act)
    {
        var database = await app.Db(db => Task.FromResult((db.Database.GetDbConnection().DataSource, db.Database.GetDbConnection().Database)));
        var counter = new StatementCounter(database);
        using var all = DiagnosticListener.AllListeners.Subscribe(counter);
        await Task.Delay(1200); // for a second EF remembers that nobody listened
        await act();
        return counter.Count;
    }

    sealed class StatementCounter((string Source, string Name) database) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        int count;

        public int Count => count;

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == DbLoggerCategory.Name)
            {
                value.Subscribe(this);
            }
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Value is CommandExecutedEventData { Command.Connection: { } connection } && (connection.DataSource, connection.Database) == database)
            {
                Interlocked.Increment(ref count);
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
