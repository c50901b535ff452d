using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Platform;

namespace Tresen.Tests.Customers;

/// <summary>Stammdaten &gt; Adressen, told by those who use them.</summary>
public sealed class CustomerRecordTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Vera_takes_in_a_new_customer_who_gets_the_next_number()
    {
        using var vera = await app.As(World.Vera);
        var answer = await vera.Submit(await vera.Open("/customers/new"), "/customers",
            ("Name", "Bäckerei Sonnig GmbH"), ("Street", "Kornweg 3"), ("PostalCode", "24103"), ("Town", "Kiel"), ("Phone", "0431 / 12 34-5"), ("Mail", "Backstube@Sonnig.example "),
            ("VatId", "de 123 456 789"), ("Domains", "@sonnig.example"), ("NoticeKind", "Prepayment"), ("Notice", "Nur gegen Vorkasse."));
        answer.LedTo.ShouldBe("/customers/10004");
        (await vera.Open("/customers/10004")).ShouldSay("Bäckerei Sonnig GmbH hat die Nummer 10004.")
            .ShouldSay("Nur Vorkasse Nur gegen Vorkasse.").ShouldSay("24103 Kiel").ShouldSay("DE123456789").ShouldSay("sonnig.example")
            .One("a[href='tel:+49431123 45'], a[href='tel:+4943112345']").TextContent.ShouldBe("+49 43112345");
        (await vera.Open("/customers?q=0431+12345")).All(".row-link").ShouldBe(["Bäckerei Sonnig GmbH"]);
    }

    [Fact]
    public async Task A_given_number_must_be_free_and_the_drawn_ones_go_round_it()
    {
        using var vera = await app.As(World.Vera);
        (await vera.Submit(await vera.Open("/customers/new"), "/customers", ("Name", "Erste"), ("Number", "10004"))).LedTo.ShouldBe("/customers/10004");
        var refused = await vera.Submit(await vera.Open("/customers/new"), "/customers", ("Name", "Zweite"), ("Number", "10004"));
        refused.Status.ShouldBe(422);
        refused.ShouldSay("Die Nummer 10004 hat schon ein anderer Kunde.").One("[name=Name]").GetAttribute("value").ShouldBe("Zweite");
        (await vera.Submit(await vera.Open("/customers/new"), "/customers", ("Name", "Dritte"))).LedTo.ShouldBe("/customers/10005");
        (await vera.Submit(await vera.Open("/customers/new"), "/customers", ("Name", "Vierte"), ("Number", "../evil"))).ShouldSay("Die Nummer darf aus Buchstaben");
    }

    [Fact]
    public async Task What_cannot_be_right_gets_a_sentence_beside_its_field_and_stays_typed()
    {
        using var vera = await app.As(World.Vera);
        var page = await vera.Open("/customers/new");
        var answer = await vera.Submit(page, "/customers", ("Name", ""), ("Mail", "keine adresse"), ("Phone", "ruf an"), ("VatId", "DE12"), ("Remark", "bleibt <b>stehen</b>"));
        answer.Status.ShouldBe(422);
        answer.ShouldSay("Bitte den Namen eingeben.").ShouldSay("Bitte eine E-Mail-Adresse wie").ShouldSay("Bitte eine Telefonnummer mit Vorwahl").ShouldSay("Bitte eine USt-IdNr.");
        answer.One("[name=Mail]").GetAttribute("value").ShouldBe("keine adresse");
        answer.One("[name=Phone]").GetAttribute("value").ShouldBe("ruf an");
        answer.One("[name=VatId]").GetAttribute("value").ShouldBe("DE12");
        answer.One("[name=Remark]").TextContent.ShouldBe("bleibt <b>stehen</b>");
        (await vera.Submit(page, "/customers", ("Name", new string('x', 300)))).ShouldSay("Bitte höchstens 200 Zeichen.");
        (await vera.Submit(page, "/customers", ("Name", "Frei"), ("Domains", "gmx.de"))).ShouldSay("gmx.de ist ein Freemail-Anbieter");
        (await vera.Submit(page, "/customers", ("Name", "Frei"), ("Domains", "muellerbau.example"))).ShouldSay("muellerbau.example gehört schon zu 10001 Müller Bau GmbH.");
        (await vera.Submit(page, "/customers", ("Name", "Frei"), ("NoticeKind", "Information"))).ShouldSay("Bitte eingeben, worauf hingewiesen werden soll.");
    }

    [Fact]
    public async Task Names_that_mean_harm_do_none()
    {
        using var vera = await app.As(World.Vera);
        var saved = await vera.Submit(await vera.Open("/customers/new"), "/customers", ("Name", "<script>alert(1)</script>\u202Efdp.exe\u0007 Böse & Söhne"), ("Notice", "<img src=x>"), ("NoticeKind", "Information"));
        saved.LedTo.ShouldBe("/customers/10004", saved.Text);
        var page = await vera.Open("/customers/10004");
        page.ShouldSay("<script>alert(1)</script>fdp.exe Böse & Söhne");
        page.Html.ShouldNotContain("<script>alert");
        page.Html.ShouldNotContain("<img src=x>");
        page.Html.ShouldNotContain("\u202E");
    }

    [Fact]
    public async Task Whoever_resembles_the_new_one_is_shown_and_does_not_hinder()
    {
        using var vera = await app.As(World.Vera);
        (await vera.Open("/customers/twins?Name=Mueller+Bau")).ShouldSay("10001 Müller Bau GmbH");
        (await vera.Open("/customers/twins?Phone=0491/7770")).ShouldSay("10002 Ohlsen Logistik KG");
        (await vera.Open("/customers/twins?Mail=karin@muellerbau.example")).All("li").Count.ShouldBe(2);
        (await vera.Open("/customers/twins?Name=GmbH")).Text.ShouldBe("");
        (await vera.Open("/customers/twins?VatId=de+999+999+999")).ShouldSay("10001 Müller Bau GmbH");
        (await vera.Open("/customers/twins?VatId=DE999999999&except=10001")).Text.ShouldBe("");
        var answer = await vera.Submit(await vera.Open("/customers/new"), "/customers", ("Name", "Müller Bau"));
        (await vera.Open(answer.LedTo!)).ShouldSay("Ähnlich ist 10001 Müller Bau GmbH.");
    }

    [Fact]
    public async Task A_vat_id_that_another_has_is_said_when_it_is_made_and_when_it_is_changed()
    {
        using var vera = await app.As(World.Vera);
        var made = await vera.Submit(await vera.Open("/customers/new"), "/customers", ("Name", "Ganz anders"), ("VatId", "DE 999 999 999"));
        (await vera.Open(made.LedTo!)).ShouldSay("Ähnlich ist 10001 Müller Bau GmbH.");
        (await vera.Submit(await vera.Open("/customers/10002/edit"), "/customers/10002", ("VatId", "DE999999999"))).LedTo.ShouldBe("/customers/10002");
        (await vera.Open("/customers/10002")).ShouldSay("Gespeichert. Ähnlich ist").ShouldSay("10001 Müller Bau GmbH");
        await vera.Submit(await vera.Open("/customers/10002/edit"), "/customers/10002", ("Remark", "Tor zwei"));
        (await vera.Open("/customers/10002")).ShouldSay("Gespeichert.").ShouldNotSay("Ähnlich ist");
    }

    [Fact]
    public async Task Two_people_edit_different_fields_and_both_changes_stay()
    {
        using var vera = await app.As(World.Vera);
        using var theo = await app.As(World.Theo);
        var (veras, theos) = (await vera.Open("/customers/10001/edit"), await theo.Open("/customers/10001/edit"));
        (await theo.Submit(theos, "/customers/10001", ("Street", "Hafenstraße 9"))).Status.ShouldBe(302);
        (await vera.Submit(veras, "/customers/10001", ("Phone", "04921 5551"))).Status.ShouldBe(302);
        (await vera.Open("/customers/10001")).ShouldSay("Hafenstraße 9").ShouldSay("+49 49215551");
    }

    [Fact]
    public async Task R24_Two_people_edit_the_same_field_and_the_second_sees_both()
    {
        using var vera = await app.As(World.Vera);
        using var theo = await app.As(World.Theo);
        var (veras, theos) = (await vera.Open("/customers/10001/edit"), await theo.Open("/customers/10001/edit"));
        await theo.Submit(theos, "/customers/10001", ("Street", "Hafenstraße 9"));
        var conflict = await vera.Submit(veras, "/customers/10001", ("Street", "Kaistraße 2"));
        conflict.Status.ShouldBe(409);
        conflict.ShouldSay("Inzwischen gespeichert:Hafenstraße 9").One("[name=Street]").GetAttribute("value").ShouldBe("Kaistraße 2");
        (await vera.Submit(conflict, "/customers/10001")).Status.ShouldBe(302);
        (await vera.Open("/customers/10001")).ShouldSay("Kaistraße 2");
    }

    [Fact]
    public async Task Rita_may_look_and_not_change()
    {
        using var rita = await app.As(World.Rita);
        var page = await rita.Open("/customers/10001");
        page.ShouldSay("Deichstraße 4").ShouldNotSay("Bearbeiten").ShouldNotSay("95,00");
        (await rita.Open("/customers")).ShouldSay(World.MuellerBau).ShouldNotSay("Neuer Kunde");
        (await rita.Get("/customers/new")).Status.ShouldBe(403);
        (await rita.Get("/customers/10001/edit")).Status.ShouldBe(403);
        (await rita.Send("/customers/10001", ("Name", "Ritas Bau"))).Status.ShouldBe(403);
        (await rita.Send("/customers", ("Name", "Ritas Bau"))).Status.ShouldBe(403);
    }

    /// <summary>Threat D05: a field that the form doesn't show is not taken either.</summary>
    [Fact]
    public async Task D05_Vera_cannot_slip_in_another_rate_and_Bodo_may_change_it()
    {
        using var vera = await app.As(World.Vera);
        var page = await vera.Open("/customers/10001/edit");
        page.Document.QuerySelectorAll("[name=Rate]").ShouldBeEmpty();
        (await vera.Submit(page, "/customers/10001", ("Rate", "1,00"), ("Number", "666"), ("IsInternal", "true"), ("Id", "1"), ("Version", "99"))).Status.ShouldBe(302);
        var customer = await app.Db(db => db.Customers.SingleAsync(c => c.Number == "10001"));
        customer.Rate.ShouldBe(HourlyRate.Of(95));
        customer.IsInternal.ShouldBeFalse();

        using var bodo = await app.As(World.Bodo);
        (await bodo.Submit(await bodo.Open("/customers/10001/edit"), "/customers/10001", ("Rate", "99,50"))).Status.ShouldBe(302);
        (await vera.Open("/customers/10001")).ShouldSay("99,50 €/h");
        (await bodo.Submit(await bodo.Open("/customers/10001/edit"), "/customers/10001", ("Rate", "1.234,50"))).ShouldSay("Bitte einen Stundensatz wie 89,50 eingeben.");
    }

    [Fact]
    public async Task A_customer_no_longer_in_use_is_not_proposed_but_found_when_asked_for()
    {
        using var vera = await app.As(World.Vera);
        await vera.Submit(await vera.Open("/customers/10003/edit"), "/customers/10003", ("IsActive", "false"));
        (await vera.Open("/customers?q=saumselig")).ShouldSay("Nichts gefunden");
        (await vera.Open("/customers?q=saumselig&all=true")).All(".row-link").ShouldBe([World.SaumseligHandel]);
        (await vera.Open("/customers/suggestions?q=saumselig")).ShouldSay("Nichts gefunden");
        (await vera.Submit(await vera.Open("/customers/10000/edit"), "/customers/10000", ("IsActive", "false"))).ShouldSay("Er bleibt in Gebrauch.");
    }

    [Fact]
    public async Task The_list_is_paged_by_name_and_comes_back_the_same_way()
    {
        await app.Db(async db =>
        {
            foreach (var i in Enumerable.Range(1, 120))
            {
                db.Add(new Customer($"Z{i}", i % 3 == 0 ? "Ähre" : i % 3 == 1 ? "Zoo" : "ahorn", World.Morning));
            }

            return await db.SaveChangesAsync();
        });
        using var rita = await app.As(World.Rita);
        var names = new List<string>();
        var pages = new List<Answer> { await rita.Open("/customers") };
        while (pages[^1].Document.QuerySelector("a[rel=next]") is { } next)
        {
            pages.Add(await rita.Open(next.GetAttribute("href")!));
        }

        pages.Count.ShouldBe(3);
        pages.SelectMany(p => p.All(".list .col-number")).Where(t => t != "Nummer").ToHashSet().Count.ShouldBe(124);
        names.AddRange(pages.SelectMany(p => p.All(".row-link")));
        names[..80].ShouldBe([.. Enumerable.Repeat("ahorn", 40), .. Enumerable.Repeat("Ähre", 40)]); // ä sorts as a
        var back = await rita.Open(pages[2].One("a[rel=prev]").GetAttribute("href")!);
        back.All(".list .col-number").ShouldBe(pages[1].All(".list .col-number"));
        (await rita.Open(back.One("a[rel=prev]").GetAttribute("href")!)).Document.QuerySelector("a[rel=prev]").ShouldBeNull();
    }

    [Fact]
    public async Task An_unknown_number_is_answered_as_such()
    {
        using var vera = await app.As(World.Vera);
        (await vera.Get("/customers/99999")).Status.ShouldBe(404);
        (await vera.Get("/customers/99999/edit")).Status.ShouldBe(404);
        (await vera.Send("/customers/99999", ("Name", "x"))).Status.ShouldBe(404);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
