using Tresen.Tests.TimeTracking;

namespace Tresen.Tests.Tickets;

/// <summary>Material for a customer who is blocked.</summary>
public sealed class BlockedMaterialTests
{
    [Fact]
    public async Task Material_for_a_blocked_customer_is_billed_only_if_a_lead_confirms_it()
    {
        await using var app = new TresenApp();
        var path = $"/tickets/{await app.Ticket(customer: World.SaumseligHandel)}/material";
        (string, string?)[] typed = [("Text", "Kugellager 6204"), ("Quantity", "2"), ("IsBillable", "true")];
        using var theo = await app.As(World.Theo);
        var refused = await theo.Submit(await theo.Open(path), path, [.. typed, ("ConfirmsBlocked", "true")]);
        refused.ShouldSay("Saumselig Handel ist gesperrt").ShouldNotSay("Abrechnen, obwohl").Status.ShouldBe(422);
        refused.One("[name=Text]").GetAttribute("value").ShouldBe("Kugellager 6204");
        (await theo.Submit(refused, path, ("IsBillable", null))).LedTo.ShouldBe(path);

        using var lena = await app.As(World.Lena);
        var asked = await lena.Submit(await lena.Open(path), path, typed);
        asked.ShouldSay("Trotzdem abrechnen?").Status.ShouldBe(422);
        (await lena.Submit(asked, path, ("ConfirmsBlocked", "true"))).LedTo.ShouldBe(path);

        // What was free becomes billable in the same way.
        var edited = await theo.Open(path);
        var line = edited.Document.QuerySelector("a[href*='?line=']")!.GetAttribute("href")!;
        var change = await theo.Open(line);
        (await theo.Submit(change, path + "/" + line.Split('=')[1], ("IsBillable", "true"))).ShouldSay("Saumselig Handel ist gesperrt").Status.ShouldBe(422);
    }
}
