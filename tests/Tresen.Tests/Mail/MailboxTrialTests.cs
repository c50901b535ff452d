using Microsoft.Extensions.DependencyInjection;
using Tresen.Post;
using Tresen.Tests.Rig;

namespace Tresen.Tests.Mail;

/// <summary>A mailbox's servers are tried before they are saved.</summary>
public sealed class MailboxTrialTests : IAsyncLifetime
{
    readonly TresenApp app = new();
    readonly SmtpSink sink = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        sink.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task What_does_not_work_is_not_saved_and_what_was_typed_is_still_there_the_password_too()
    {
        using var ada = await app.As(World.Ada);
        var path = $"/administration/mailboxes/{(await app.Mailbox(World.ServiceAddress)).Id}";

        var refused = await ada.Submit(await ada.Open(path), path, [("Name", "Kundendienst"), .. Sending(port: 1)]);

        refused.Status.ShouldBe(422);
        refused.ShouldSay("Postausgang: 127.0.0.1 nimmt auf Port 1 keine Verbindung an").ShouldSay("Noch nicht gespeichert").ShouldSay("Ist eingegeben und gilt noch");
        refused.Html.ShouldNotContain(SmtpSink.Password);
        refused.One("[name=Name]").GetAttribute("value").ShouldBe("Kundendienst");
        (await app.Mailbox(World.ServiceAddress)).ShouldSatisfyAllConditions(m => m.Smtp.IsSetUp.ShouldBeFalse(), m => m.Name.ShouldNotBe("Kundendienst"));

        (await ada.Submit(refused, path, ("SmtpPort", $"{sink.Port}"))).LedTo.ShouldBe(path);
        var saved = await app.Mailbox(World.ServiceAddress);
        (saved.Smtp.Port, app.Services.GetRequiredService<Passwords>().Open(saved.Smtp.Secret)).ShouldBe((sink.Port, SmtpSink.Password));
        sink.Mails.ShouldBeEmpty("tried without a mail");
    }

    [Fact]
    public async Task A_wrong_password_is_said_in_plain_words_and_one_that_was_typed_goes_to_no_other_server()
    {
        using var ada = await app.As(World.Ada);
        var path = $"/administration/mailboxes/{(await app.Mailbox(World.ServiceAddress)).Id}";
        var refused = await ada.Submit(await ada.Open(path), path, [.. Sending(sink.Port).Where(f => f.Name != "SmtpPassword"), ("SmtpPassword", "falsch")]);
        refused.Status.ShouldBe(422);
        refused.ShouldSay("hat Benutzername oder Passwort abgelehnt");

        await ada.Submit(refused, path, ("SmtpHost", "localhost"), ("Anyway", "true"));
        (await app.Mailbox(World.ServiceAddress)).Smtp.ShouldSatisfyAllConditions(s => s.Host.ShouldBe("localhost"), s => s.Secret.ShouldBe(""));
    }

    [Fact]
    public async Task Whoever_says_so_saves_it_anyway_and_what_was_not_changed_is_not_tried_again()
    {
        using var ada = await app.As(World.Ada);
        var path = $"/administration/mailboxes/{(await app.Mailbox(World.ServiceAddress)).Id}";
        var refused = await ada.Submit(await ada.Open(path), path, Sending(port: 1));
        (await ada.Submit(refused, path, ("Anyway", "true"))).LedTo.ShouldBe(path + "?saved=true");
        (await app.Mailbox(World.ServiceAddress)).Smtp.Port.ShouldBe(1);

        (await ada.Submit(await ada.Open(path), path, ("Signature", "Viele Grüße"))).LedTo.ShouldBe(path);
        (await app.Mailbox(World.ServiceAddress)).Signature.ShouldBe("Viele Grüße");
    }

    [Fact]
    public async Task A_new_mailbox_is_tried_as_well()
    {
        using var ada = await app.As(World.Ada);
        var form = await ada.Open("/administration/mailboxes/new");
        (string, string?)[] typed = [("Name", "Neu"), ("Address", "neu@hafen.example"), ("DepartmentId", "1")];
        var refused = await ada.Submit(form, "/administration/mailboxes", [.. typed, .. Sending(port: 1)]);
        refused.Status.ShouldBe(422);
        refused.ShouldSay("Noch nicht gespeichert");
        (await ada.Submit(refused, "/administration/mailboxes", ("SmtpPort", $"{sink.Port}"))).LedTo.ShouldBe($"/administration/mailboxes/{(await app.Mailbox("neu@hafen.example")).Id}");
        (await ada.Submit(form, "/administration/mailboxes", typed)).ShouldSay("Diese Adresse hat schon ein Mailkonto.").Status.ShouldBe(422);
    }

    [Fact]
    public async Task A_password_that_was_typed_outlives_every_refusal_and_is_never_shown()
    {
        using var ada = await app.As(World.Ada);
        var path = $"/administration/mailboxes/{(await app.Mailbox(World.ServiceAddress)).Id}";

        var refused = await ada.Submit(await ada.Open(path), path, [("Name", ""), .. Sending(sink.Port)]);
        refused.ShouldSay("Bitte eingeben, wie das Konto bei uns heißt.").ShouldSay("Ist eingegeben und gilt noch").Status.ShouldBe(422);
        refused = await ada.Submit(refused, path + "/check", ("Name", "Kundendienst"), ("SmtpPort", "0"));
        refused.ShouldSay("Bitte einen Port zwischen 1 und 65535 eingeben.").Status.ShouldBe(422);
        refused = await ada.Submit(refused, path, ("AfterIntake", "Delete"), ("SmtpPort", $"{sink.Port}"));
        refused.ShouldSay("Bitte bestätigen, dass die Mails dann nur noch in Tresen liegen").Status.ShouldBe(422);
        refused.Html.ShouldNotContain(SmtpSink.Password);

        (await ada.Submit(refused, path, ("AfterIntake", "Flag"))).LedTo.ShouldBe(path);
        app.Services.GetRequiredService<Passwords>().Open((await app.Mailbox(World.ServiceAddress)).Smtp.Secret).ShouldBe(SmtpSink.Password);
    }

    [Fact]
    public async Task A_password_that_was_typed_for_a_server_that_is_changed_then_is_asked_for_once_more()
    {
        using var ada = await app.As(World.Ada);
        var path = $"/administration/mailboxes/{(await app.Mailbox(World.ServiceAddress)).Id}";
        var refused = await ada.Submit(await ada.Open(path), path, [.. Sending(sink.Port).Where(f => f.Name != "SmtpHost"), ("SmtpHost", "tipp-fehler.invalid")]);
        refused.ShouldSay("Ist eingegeben und gilt noch").Status.ShouldBe(422);

        refused = await ada.Submit(refused, path, ("SmtpHost", "127.0.0.1"));
        refused.ShouldSay("Server oder Benutzername haben sich geändert. Bitte das Passwort dafür noch einmal eingeben.").Status.ShouldBe(422);
        (await ada.Submit(refused, path, ("SmtpPassword", SmtpSink.Password))).LedTo.ShouldBe(path);
    }

    [Fact]
    public async Task A_password_that_is_too_long_is_not_kept_by_the_form()
    {
        using var ada = await app.As(World.Ada);
        var path = $"/administration/mailboxes/{(await app.Mailbox(World.ServiceAddress)).Id}";
        var refused = await ada.Submit(await ada.Open(path), path, [.. Sending(sink.Port).Where(f => f.Name != "SmtpPassword"), ("SmtpPassword", new string('x', 501))]);
        refused.ShouldSay("Bitte höchstens 500 Zeichen.").Status.ShouldBe(422);
        refused.Html.ShouldNotContain("SmtpHeld");
    }

    static (string Name, string? Value)[] Sending(int port) =>
        [("SmtpHost", "127.0.0.1"), ("SmtpPort", $"{port}"), ("SmtpEncryption", "None"), ("SmtpUser", "tresen"), ("SmtpPassword", SmtpSink.Password)];
}
