using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tresen.Conversations;
using Tresen.Platform.Jobs;
using Tresen.Post;
using Tresen.Tests.Conversations;
using Tresen.Tests.Rig;

namespace Tresen.Tests.Mail;

/// <summary>Mails of one mailbox that wait go over one line, and each still has its own fate.</summary>
public sealed class OneLineTests : IAsyncLifetime
{
    readonly TresenApp app = new();
    readonly SmtpSink sink = new();

    public async ValueTask InitializeAsync() => await app.Connect(World.ServiceAddress, sink: sink);

    [Fact]
    public async Task Those_that_wait_go_out_in_order_after_one_sign_in()
    {
        await Write(30);
        await app.RunJobs();

        sink.SignIns.ShouldBe(1);
        sink.Mails.Select(m => m.Message.Subject).ShouldBe(Enumerable.Range(1, 30).Select(i => $"Mail {i}"));
        await EachOnce(30);
        (await app.Db(db => db.Set<Job>().CountAsync(j => j.Kind == PostQueries.SendMail))).ShouldBe(0);
    }

    [Fact]
    public async Task After_fifty_mails_the_line_is_opened_anew()
    {
        await Write(120);
        await app.RunJobs();
        sink.SignIns.ShouldBe(3);
        await EachOnce(120);
    }

    [Fact]
    public async Task R07_a_mail_that_is_refused_stops_none_of_those_behind_it()
    {
        sink.OnRecipient = address => address switch { "kunde2@muellerbau.example" => "550 5.1.1 no such user", "kunde4@muellerbau.example" => "451 4.7.1 greylisted", _ => null };
        await Write(6);
        await app.RunJobs();

        var mails = await Mails();
        mails[1].State.ShouldBe(MailState.Rejected);
        mails[3].State.ShouldBe(MailState.Waiting);
        mails[3].NextTry.ShouldNotBeNull();
        mails.Count(m => m.State == MailState.Accepted).ShouldBe(4);

        sink.OnRecipient = _ => null;
        await Later(TimeSpan.FromMinutes(10));
        sink.Mails.Select(m => m.Message.Subject).ShouldBe(["Mail 1", "Mail 3", "Mail 5", "Mail 6", "Mail 4"]);
    }

    [Fact]
    public async Task R04_a_line_cut_in_the_middle_makes_one_mail_uncertain_and_the_others_go_out_once()
    {
        sink.OnRecipient = address =>
        {
            sink.CutsAfterText = address == "kunde3@muellerbau.example";
            return null;
        };
        await Write(6);
        await app.RunJobs();

        (await Mails()).Select(m => m.State).ShouldBe([MailState.Accepted, MailState.Accepted, MailState.Uncertain, MailState.Accepted, MailState.Accepted, MailState.Accepted]);
        sink.Mails.Count.ShouldBe(6);
        sink.SignIns.ShouldBe(2);
        await Later(TimeSpan.FromDays(1));
        sink.Mails.Count.ShouldBe(6);
    }

    [Fact]
    public async Task R27_two_who_send_from_the_same_mailbox_at_once_send_each_mail_once()
    {
        await Write(60);
        var runner = app.Services.GetRequiredService<JobRunner>();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => runner.RunDueAsync(TestContext.Current.CancellationToken))));
        await app.RunJobs();
        await EachOnce(60);
    }

    [Fact]
    public async Task A_mail_that_is_taken_back_while_the_one_before_it_is_handed_over_does_not_go_out()
    {
        var ticket = await app.NewTicket();
        using var theo = await app.As(World.Theo);
        foreach (var text in new[] { "Eins", "Zwei", "Drei", "Vier" })
        {
            await theo.Submit(await theo.Open($"/tickets/{ticket}/conversations/new"), $"/tickets/{ticket}/conversations", ("Body", text), ("Do", "send"));
            app.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var third = await app.Db(db => db.Messages.Where(m => m.Text == "Drei").Select(m => m.Id).SingleAsync());
        var handed = 0;
        sink.OnRecipient = _ =>
        {
            if (++handed == 2) // by now the third is taken along
            {
                Task.Run(() => theo.Send($"/messages/{third}/recall")).GetAwaiter().GetResult().LedTo.ShouldBe($"/drafts/{third}");
            }

            return null;
        };
        await Later(TimeSpan.FromMinutes(1));

        sink.Mails.Where(m => m.Recipients.Contains("karin@muellerbau.example")).Select(m => m.Message.TextBody!.Split('\r', '\n')[0]).ShouldBe(["Eins", "Zwei", "Vier"]);
        (await app.Db(db => db.Messages.SingleAsync(m => m.Id == third))).IsDraft.ShouldBeTrue();
        (await app.Db(db => db.Set<Job>().CountAsync(j => j.Kind == PostQueries.SendMail))).ShouldBe(0);
    }

    [Fact]
    public async Task R08_a_password_that_is_refused_holds_up_all_after_one_try()
    {
        sink.OnSignIn = "535 5.7.8 wrong password";
        await Write(5);
        await app.RunJobs();
        sink.SignIns.ShouldBe(1);
        (await Mails()).ShouldAllBe(m => m.State == MailState.Waiting && m.Attempts == 0);
    }

    async Task Write(int count)
    {
        for (var i = 1; i <= count; i++)
        {
            await app.Write($"Mail {i}", $"kunde{i}@muellerbau.example");
            app.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }
    }

    /// <summary>All are accepted, and the server has each of them once.</summary>
    async Task EachOnce(int count)
    {
        var mails = await Mails();
        mails.Count.ShouldBe(count);
        mails.ShouldAllBe(m => m.State == MailState.Accepted && m.Attempts == 1);
        sink.Mails.Select(m => m.Message.MessageId).Order().ShouldBe(mails.Select(m => m.MessageId).Order());
    }

    Task<List<OutgoingMail>> Mails() => app.Db(db => db.OutgoingMails.AsNoTracking().WithParts.OrderBy(m => m.CreatedAt).ToListAsync());

    async Task Later(TimeSpan time)
    {
        app.Clock.Advance(time);
        await app.RunJobs();
    }

    public async ValueTask DisposeAsync()
    {
        sink.Dispose();
        await app.DisposeAsync();
    }
}
