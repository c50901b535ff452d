using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Devices;
using Tresen.Platform;
using Tresen.Staff;
using Tresen.Tickets;
using UglyToad.PdfPig;

namespace Tresen.Tests.Tickets;

/// <summary>The sheet that goes along to the customer: one page, whatever there is to say, and nothing that isn't for everybody's eyes.</summary>
public sealed class JobSheetTests(TresenApp app) : IClassFixture<TresenApp>
{
    [Fact]
    public async Task It_names_customer_place_devices_and_task()
    {
        var (number, device) = await Visit("Etikettendrucker zieht schief ein", "<div>Walze prüfen.</div><ul><li>Bänder mitnehmen</li></ul>");
        using var theo = await app.As(World.Theo);
        foreach (var said in (string[])[await Pdf(theo, number), (await theo.Open($"/tickets/{number}/job-sheet")).Text])
        {
            foreach (var part in (string[])["Hafen Service GmbH", "Arbeitsschein", $"Ticket {number}", "Etikettendrucker zieht schief ein", "hoch", "30.11.2026", "1:30", World.MuellerBau, "10001", "Karin Müller", "+49 492155511", "Werk Nord",
                "Nordkai 1", "26725 Emden", "Schlüssel beim Pförtner", device.Name, $"SN {device.SerialNumber}", "Garantie bis 31.12.2027", "Walze prüfen.", "– Bänder mitnehmen", "2 Stück Toner schwarz", "Unterschrift des Kunden", "Name in Druckbuchstaben", "Arbeit abgeschlossen"])
            {
                said.Replace('\u00A0', ' ').ShouldContain(part);
            }

            foreach (var secret in (string[])["79,90", "€", "Der Kunde zahlt zögerlich"])
            {
                said.ShouldNotContain(secret);
            }
        }

        var page = await theo.Open($"/tickets/{number}/job-sheet");
        page.One(".job-code").GetAttribute("href").ShouldBe("https://www.openstreetmap.org/search?query=Nordkai%201%2C%2026725%20Emden");
        page.Document.QuerySelectorAll(".job-code svg").Length.ShouldBe(1);
        page.ShouldNotSay("Gekürzt");
        (await theo.Open($"/tickets/{number}/actions")).One($"a[href='/tickets/{number}/job-sheet/pdf']");
    }

    [Fact]
    public async Task It_is_one_page_however_much_there_is()
    {
        var (number, _) = await Visit(string.Concat(Enumerable.Repeat("Sehr langer Betreff ", 9)).Trim(), "<div>" + string.Join(' ', Enumerable.Range(1, 2_500).Select(i => $"W{i:00000}x")) + "</div>", devices: 5, material: 30);
        using var theo = await app.As(World.Theo);
        var said = await Pdf(theo, number);
        said.ShouldContain("W00001x");
        said.ShouldNotContain("W02500x");
        said.ShouldContain("…");
        said.ShouldMatch(@"Gekürzt: [0-9.]+ von 19\.999 Zeichen; alles steht im Ticket\.");
        said.ShouldContain("und 18 weitere, siehe Ticket");
        Enumerable.Range(1, 5).ShouldAllBe(i => said.Contains($"Anlage {i} mit einem Namen", StringComparison.Ordinal));
        (await theo.Open($"/tickets/{number}/job-sheet")).ShouldSay("Gekürzt: ").ShouldSay("und 18 weitere, siehe Ticket").ShouldNotSay("W02500x");
    }

    [Fact]
    public async Task Almost_nothing_makes_a_sheet_too()
    {
        var number = await app.NewTicket("Unbekannter Anrufer 😀");
        using var rita = await app.As(World.Rita);
        (await Pdf(rita, number)).ShouldContain("Karin Müller");
        (await rita.Open($"/tickets/{number}/job-sheet")).ShouldNotSay("Auftrag").ShouldNotSay("Einsatzort");
    }

    [Fact]
    public async Task A_device_shows_its_last_three_jobs_that_the_reader_may_see()
    {
        var (number, device) = await Visit("Wieder der Drucker", "");
        var earlier = new List<int>();
        for (var i = 1; i <= 4; i++)
        {
            earlier.Add(await Earlier($"Früherer Einsatz {i}", World.Technik, device));
        }

        await Earlier("Pfändung des Druckers", World.Buchhaltung, device);
        using var theo = await app.As(World.Theo);
        using var ada = await app.As(World.Ada);
        foreach (var said in (string[])[await Pdf(theo, number), (await theo.Open($"/tickets/{number}/job-sheet")).Text])
        {
            said.ShouldContain($"24.11.2026 · {earlier[3]} · Früherer Einsatz 4");
            said.ShouldContain("Früherer Einsatz 2");
            said.ShouldNotContain("Früherer Einsatz 1");
            said.ShouldNotContain("Pfändung");
        }

        (await Pdf(ada, number)).ShouldContain("Pfändung des Druckers");
    }

    [Fact]
    public async Task A_ticket_that_nobody_may_see_has_no_sheet_either()
    {
        var number = await app.NewTicket("Vertrauliche Sache", World.Buchhaltung, World.MuellerBau);
        using var theo = await app.As(World.Theo);
        using var stranger = app.Stranger();
        foreach (var path in (string[])[$"/tickets/{number}/job-sheet", $"/tickets/{number}/job-sheet/pdf"])
        {
            (await theo.Get(path)).Status.ShouldBe(404);
            (await stranger.Get(path)).LedTo!.ShouldStartWith("/sign-in");
        }
    }

    [Fact]
    public async Task D17_Nothing_that_a_text_names_is_fetched_or_read_for_print_or_pdf()
    {
        using var outside = new TcpListener(IPAddress.Loopback, 0);
        outside.Start();
        var there = $"http://127.0.0.1:{((IPEndPoint)outside.LocalEndpoint).Port}/spur";
        var number = await app.NewTicket("Böse <img src=\"file:///etc/passwd\">");
        using var theo = await app.As(World.Theo);
        var edited = await theo.Submit(await theo.Open($"/tickets/{number}/details"), $"/tickets/{number}/details", ("Description",
            $"<div>Walze <img src=\"{there}\"><img src=\"file:///etc/passwd\"><object data=\"php://filter/resource=/etc/passwd\"></object><embed src=\"gopher://x\"><iframe src=\"file:///etc/hostname\"></iframe>"
            + $"<style>@import url({there});</style><link rel=\"stylesheet\" href=\"{there}\"><span style=\"background:url({there})\">prüfen</span><annotation file=\"/etc/passwd\" content=\"/etc/passwd\" /></div>"));
        edited.Status.ShouldBe(302, edited.Text);

        var sheet = await theo.Open($"/tickets/{number}/job-sheet");
        var drawn = await theo.Get($"/tickets/{number}/job-sheet/pdf");
        using var pdf = PdfDocument.Open(await drawn.Response.Content.ReadAsByteArrayAsync());
        var page = pdf.GetPage(1);
        page.GetImages().ShouldBeEmpty();
        pdf.Advanced.TryGetEmbeddedFiles(out _).ShouldBeFalse();
        foreach (var said in (string[])[page.Text, sheet.One(".job-sheet").OuterHtml])
        {
            said.ShouldContain("Walze");
            said.ShouldNotContain("root:");
            said.ShouldNotContain(File.ReadAllText("/etc/hostname").Trim() is { Length: > 3 } machine ? machine : "root:");
        }

        sheet.Document.QuerySelectorAll(".job-sheet :is(img, object, embed, iframe, style, link, script, [style])").ShouldBeEmpty();
        outside.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task At_the_door_one_rings_finds_the_way_and_leaves_a_photo()
    {
        var (number, _) = await Visit("Foto vom Typenschild", "");
        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/tickets/{number}");
        page.One(".on-site a[href='tel:+49492155511']");
        page.One(".on-site a[href^='https://www.openstreetmap.org/search?query=Nordkai']");
        page.One(".on-site input[type=file][capture=environment]").GetAttribute("name").ShouldBe("Files");
        (await theo.SendFiles(page.One(".on-site form").GetAttribute("action")!, [], ("Files", "image.jpg", [0xFF, 0xD8, 0xFF]))).LedTo.ShouldBe($"/tickets/{number}/files");
        (await app.Ticket(number)).Files.Single().Name.ShouldBe("image.jpg");

        using var rita = await app.As(World.Rita);
        (await rita.Open($"/tickets/{number}")).Document.QuerySelector(".on-site input").ShouldBeNull();
    }

    /// <summary>The words of its only page.</summary>
    static async Task<string> Pdf(Browser reader, int number)
    {
        var answer = await reader.Get($"/tickets/{number}/job-sheet/pdf");
        answer.Response.Content.Headers.ContentDisposition!.FileNameStar.ShouldBe($"Arbeitsschein {number}.pdf");
        using var pdf = PdfDocument.Open(await answer.Response.Content.ReadAsByteArrayAsync());
        pdf.NumberOfPages.ShouldBe(1);
        var page = pdf.GetPage(1);
        (page.Width, page.Height).ShouldBe((595, 842));
        page.Letters.ShouldAllBe(l => l.BoundingBox.Left >= 0 && l.BoundingBox.Right <= 595 && l.BoundingBox.Bottom >= 0 && l.BoundingBox.Top <= 842);
        return string.Join(' ', page.GetWords().Select(w => w.Text));
    }

    async Task<(int Number, Device Device)> Visit(string subject, string description, int devices = 1, int material = 1)
    {
        var number = await app.NewTicket(subject, customer: World.MuellerBau, assignee: World.Theo);
        Device? first = null;
        await app.Change(async db =>
        {
            var at = app.Clock.GetUtcNow();
            var by = await db.Set<StaffMember>().SingleAsync(s => s.Mail == World.Theo.Mail);
            var customer = await db.Set<Customer>().Include(c => c.Sites).SingleAsync(c => c.Name == World.MuellerBau);
            var karin = await db.Set<Contact>().SingleAsync(c => c.LastName == "Müller");
            var ticket = await db.Tickets.WithParts.Include(t => t.Material).SingleAsync(t => t.Number == number);
            ticket.BelongsTo(customer, karin, customer.Sites.Single(s => s.Name == "Werk Nord"), by, at);
            ticket.Describe(description, by, at);
            ticket.Remark("Der Kunde zahlt zögerlich", by, at);
            ticket.Prioritise(Priority.High, by, at);
            ticket.IsDue(new DateOnly(2026, 11, 30), by, at);
            ticket.Plan(90, by, at);
            var things = Enumerable.Range(1, devices).Select(i => new Device($"Anlage {i} mit einem Namen, der ziemlich lang geraten ist", null, $"SER-{number}-{i}", customer, null)).ToList();
            things.ForEach(d => d.Describe(d.Name, null, d.SerialNumber, "INV-7", null, null, new DateOnly(2027, 12, 31)));
            first = things[0];
            db.AddRange(things);
            await db.SaveChangesAsync();
            ticket.IsAbout(things, by, at);
            var toner = await db.Set<Tresen.Articles.Article>().SingleAsync(a => a.Name == "Toner schwarz");
            for (var i = 0; i < material; i++)
            {
                ticket.Use(toner, "", 2, Money.Of(79.90m), true, by, at);
            }
        });
        return (number, first!);
    }

    async Task<int> Earlier(string subject, string department, Device device)
    {
        var number = await app.NewTicket(subject, department, World.MuellerBau);
        await app.Change(async db =>
        {
            var by = await db.Set<StaffMember>().SingleAsync(s => s.Mail == World.Theo.Mail);
            var ticket = await db.Tickets.WithParts.SingleAsync(t => t.Number == number);
            ticket.IsAbout([await db.Set<Device>().SingleAsync(d => d.Id == device.Id)], by, app.Clock.GetUtcNow());
        });
        return number;
    }
}
