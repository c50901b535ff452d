namespace Tresen.BrowserTests;

/// <summary>Work of Haustechnik above an amount waits until its lead has approved it.</summary>
public sealed class ApprovalStory(Stage stage) : Story(stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_waits_is_approved_by_the_lead(bool withScript)
    {
        var olaf = await Colleague("olaf.hinrichs", withScript);
        var number = await TakeCall(olaf, $"Umwälzpumpe ersetzen {withScript}", department: "Haustechnik", planned: "4");
        await olaf.Sees("Noch nicht freigegeben");
        await olaf.DoesNotSee("Jetzt freigeben");
        await olaf.Unfold("Status ändern");
        await olaf.Choose("Status", "gestartet");
        await olaf.Expects("422 POST").PressBeside("Status", "Ändern");
        await olaf.Sees("freigegeben");

        var sabine = await Sabine(withScript);
        await sabine.Open("/approvals");
        await sabine.Follow($"{number} Umwälzpumpe ersetzen {withScript}");
        await sabine.Press("Jetzt freigeben");
        await sabine.Hears("freigegeben");
        await sabine.DoesNotSee("Noch nicht freigegeben");
        await sabine.Follow("Aktionen");
        await sabine.SeesInRow("Sabine Krüger", "freigegeben");

        await olaf.Open($"/tickets/{number}");
        await olaf.Unfold("Status ändern");
        await olaf.Choose("Status", "gestartet");
        await olaf.PressBeside("Status", "Ändern");
        await olaf.Hears("gestartet");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_declined_comes_back_with_the_reason(bool withScript)
    {
        var olaf = await Colleague("olaf.hinrichs", withScript);
        var number = await TakeCall(olaf, $"Tor neu streichen {withScript}", department: "Haustechnik", planned: "6");

        var sabine = await Sabine(withScript);
        await sabine.Open($"/tickets/{number}");
        await sabine.Unfold("Ablehnen");
        await sabine.Fill("Grund", "Der Kunde hat nur die Reparatur bestellt.");
        await sabine.Press("Ablehnen");
        await sabine.Sees("Freigabe abgelehnt");

        await olaf.Open($"/tickets/{number}");
        await olaf.Sees("Der Kunde hat nur die Reparatur bestellt.");
        await olaf.Unfold("Erneut um Freigabe bitten");
        await olaf.Fill("Was sich geändert hat oder warum doch", "Der Preis ist jetzt fest.");
        await olaf.Press("Darum bitten");
        await olaf.Sees("Noch nicht freigegeben");
    }

    [Fact]
    public async Task Whoever_approves_sees_first_what_changed_meanwhile()
    {
        var olaf = await Colleague("olaf.hinrichs");
        var number = await TakeCall(olaf, "Zwei Strahler im Hof", department: "Haustechnik", planned: "3");
        var sabine = (await Sabine()).Expects($"409 POST /tickets/{number}/approval");
        await sabine.Open($"/tickets/{number}");

        await olaf.Follow("Details");
        await olaf.Fill("Geplante Dauer", "9");
        await olaf.Press("Speichern");
        await olaf.Hears("Gespeichert.");

        await sabine.Press("Jetzt freigeben");
        await sabine.Sees("Das Ticket wurde geändert, seit Sie es geöffnet haben.");
        await sabine.Inspect("approval-difference");
        await sabine.Press("So freigeben");
        await sabine.Hears("freigegeben");
    }

    [Fact]
    public async Task Several_are_approved_at_once_and_an_emergency_may_begin_before()
    {
        var olaf = await Colleague("olaf.hinrichs");
        var first = await TakeCall(olaf, "Filter wechseln", department: "Haustechnik", planned: "2:30");
        var second = await TakeCall(olaf, "Keilriemen nachspannen", department: "Haustechnik", planned: "150m");

        var sabine = await Sabine();
        await sabine.Open("/approvals");
        await sabine.TickRow($"{first} Filter wechseln");
        await sabine.TickRow($"{second} Keilriemen nachspannen");
        await sabine.Press("Ausgewählte freigeben");
        await sabine.Hears("freigegeben");
        await sabine.DoesNotSee("Keilriemen nachspannen");

        var third = await TakeCall(olaf, "Wasser läuft aus der Decke", department: "Haustechnik", planned: "8");
        await olaf.Unfold("Priorität ändern");
        await olaf.Choose("Priorität", "Notfall");
        await olaf.PressBeside("Priorität", "Ändern");
        await olaf.Sees("Als Notfall darf die Arbeit sofort beginnen");
        await olaf.Unfold("Status ändern");
        await olaf.Choose("Status", "gestartet");
        await olaf.PressBeside("Status", "Ändern");
        await olaf.Hears("gestartet");
        third.ShouldBeGreaterThan(second);
    }

    [Fact]
    public async Task The_customer_s_own_consent_is_noted_beside_it()
    {
        var olaf = await Colleague("olaf.hinrichs");
        await TakeCall(olaf, "Lüftung reinigen", department: "Haustechnik");
        await olaf.Follow("Aktionen");
        await olaf.Fill("Wie?", "Telefon");
        await olaf.Fill("Bis zu welchem Betrag?", "400,00");
        await olaf.Press("Kostenfreigabe festhalten");
        await olaf.Sees("bis 400,00 €");
        await olaf.Inspect("ticket-actions");
    }
}
