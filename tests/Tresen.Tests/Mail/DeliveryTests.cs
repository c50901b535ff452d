using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tresen.Mail;
using Tresen.Mail.Fetching;
using Tresen.Tests.Mail.Intake;

namespace Tresen.Tests.Mail;

/// <summary><c>tresen mail deliver</c>: a mail server hands a mail over.</summary>
public sealed class DeliveryTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task What_is_handed_over_becomes_a_ticket_once_however_often_it_comes()
    {
        (await Deliver(World.ServiceAddress, "From: karin@muellerbau.example\nTo: service@hafen.example\nSubject: Tor\n\nKlemmt.")).ShouldBe((Delivery.Taken, ""));
        (await Deliver("Service@Hafen.example", "From: karin@muellerbau.example\nTo: service@hafen.example\nSubject: Tor\n\nKlemmt.")).Code.ShouldBe(Delivery.Taken);
        await app.RunJobs();

        (await app.Tickets()).ShouldBe(1);
        var mails = await app.Db(db => db.RawMails.AsNoTracking().OrderBy(m => m.Id).ToListAsync());
        mails.Select(m => m.State).ShouldBe([RawMailState.Taken, RawMailState.Ignored]);
        mails.ShouldAllBe(m => m.SettledAt != null);
    }

    [Fact]
    public async Task What_has_no_mailbox_stays_with_the_mail_server_and_its_log_says_why()
    {
        var (code, said) = await Deliver("gibtesnicht@hafen.example", "Subject: Tor\n\nKlemmt.");
        code.ShouldBe(Delivery.TryAgain);
        said.ShouldContain("Es gibt kein Mailkonto gibtesnicht@hafen.example.");
    }

    [Fact]
    public async Task R21_what_cannot_be_stored_stays_with_the_mail_server()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var said = new StringWriter();
        (await scope.ServiceProvider.GetRequiredService<Delivery>().TakeAsync(World.ServiceAddress, new Broken(), said, default)).ShouldBe(Delivery.TryAgain);
        said.ToString().ShouldContain("konnte die Mail nicht speichern");
        (await app.Db(db => db.RawMails.CountAsync())).ShouldBe(0);
    }

    async Task<(int Code, string Said)> Deliver(string address, string mail)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var said = new StringWriter();
        return (await scope.ServiceProvider.GetRequiredService<Delivery>().TakeAsync(address, new MemoryStream(Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n"))), said, default), said.ToString());
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>A pipe whose other end is gone in the middle.</summary>
    sealed class Broken : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("broken pipe");
    }
}
