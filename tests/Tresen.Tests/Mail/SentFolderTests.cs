using MailKit;
using MimeKit;
using Tresen.Post;
using Tresen.Tests.Rig;

namespace Tresen.Tests.Mail;

/// <summary>The server's folder for sent mails: our copies in it, and what it tells of mails whose fate is uncertain.</summary>
public sealed class SentFolderTests : IAsyncLifetime
{
    const string Folder = "Gesendet";

    readonly TresenApp app = new();
    readonly SmtpSink sink = new();
    readonly MailAccount account = DovecotServer.Instance.NewAccount();

    public async ValueTask InitializeAsync() => await app.Connect(World.ServiceAddress, account, sink, ("SentFolder", Folder));

    [Fact]
    public async Task A_mail_that_was_accepted_lies_in_the_folder_once_read_and_byte_by_byte()
    {
        await app.Write("Angebot – bitte prüfen", "karin@muellerbau.example");
        await Later(TimeSpan.FromMinutes(1));
        await Later(TimeSpan.FromDays(1));

        var (copy, flags) = (await account.Look(Folder)).ShouldHaveSingleItem();
        flags.HasFlag(MessageFlags.Seen).ShouldBeTrue();
        copy.ToString().ReplaceLineEndings().ShouldBe(sink.Mails.ShouldHaveSingleItem().Message.ToString().ReplaceLineEndings());
    }

    [Fact]
    public async Task A_server_that_files_what_it_accepts_keeps_one_copy()
    {
        sink.CutsAfterText = true;
        var id = await app.Write("Angebot", "karin@muellerbau.example");
        await app.RunJobs();
        await FileAsync(sink.Mails[0].Message);
        sink.CutsAfterText = false;
        await Later(TimeSpan.FromMinutes(3));
        (await app.Mail(id)).State.ShouldBe(MailState.Accepted);
        await Later(TimeSpan.FromDays(1));
        (await account.Look(Folder)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task R04_an_uncertain_mail_that_lies_in_the_folder_has_arrived_and_the_page_says_by_what()
    {
        sink.CutsAfterText = true;
        var id = await app.Write("Angebot", "karin@muellerbau.example");
        await app.RunJobs();
        (await app.Mail(id)).State.ShouldBe(MailState.Uncertain);
        await FileAsync(sink.Mails[0].Message);
        await Later(TimeSpan.FromMinutes(3));

        var mail = await app.Mail(id);
        mail.State.ShouldBe(MailState.Accepted);
        mail.Recipients.ShouldHaveSingleItem().State.ShouldBe(RecipientState.Accepted);
        using var theo = await app.As(World.Theo);
        (await theo.Open("/mail/outbox")).ShouldSay("Angekommen: Die Mail liegt auf dem Server im Ordner „Gesendet“.");
        await Later(TimeSpan.FromDays(4));
        sink.Mails.Count.ShouldBe(1);
    }

    [Fact]
    public async Task R04_what_the_server_files_slowly_is_found_the_second_time()
    {
        sink.CutsAfterText = true;
        var id = await app.Write("Angebot", "karin@muellerbau.example");
        await app.RunJobs();
        await Later(TimeSpan.FromMinutes(10));
        await FileAsync(sink.Mails[0].Message);
        await Later(TimeSpan.FromMinutes(30));
        (await app.Mail(id)).State.ShouldBe(MailState.Accepted);
    }

    [Fact]
    public async Task R04_not_found_says_nothing_and_a_person_decides()
    {
        sink.CutsAfterText = true;
        var id = await app.Write("Angebot", "karin@muellerbau.example");
        await app.RunJobs();
        await FileAsync(Another());
        await Later(TimeSpan.FromHours(1));

        (await app.Mail(id)).State.ShouldBe(MailState.Uncertain);
        using var theo = await app.As(World.Theo);
        await theo.Submit(await theo.Open("/mail/outbox?state=uncertain"), $"/mail/outbox/{id}/arrival");
        (await app.Mail(id)).State.ShouldBe(MailState.Accepted);
        (await theo.Open("/mail/outbox")).ShouldSay("Von Hand als angekommen vermerkt.");
        sink.Mails.Count.ShouldBe(1);
    }

    [Fact]
    public async Task R04_a_copy_from_an_earlier_sending_proves_nothing()
    {
        sink.CutsAfterText = true;
        var id = await app.Write("Angebot", "karin@muellerbau.example");
        await app.RunJobs();
        await FileAsync(sink.Mails[0].Message, app.Clock.GetUtcNow().AddDays(-1));
        await Later(TimeSpan.FromHours(1));
        (await app.Mail(id)).State.ShouldBe(MailState.Uncertain);
    }

    [Fact]
    public async Task R04_R07_proven_for_those_who_were_taken_it_is_tried_on_for_whoever_was_put_off()
    {
        sink.CutsAfterText = true;
        sink.OnRecipient = address => address.StartsWith("jens", StringComparison.Ordinal) ? "451 4.7.1 greylisted" : null;
        var id = await app.Write("Rundschreiben", "karin@muellerbau.example", "jens@ohlsen.example");
        await app.RunJobs();
        await FileAsync(sink.Mails[0].Message);
        (sink.CutsAfterText, sink.OnRecipient) = (false, _ => null);
        await Later(TimeSpan.FromMinutes(3));
        await Later(TimeSpan.FromMinutes(30));

        sink.Mails.Select(m => string.Join(",", m.Recipients)).ShouldBe(["karin@muellerbau.example", "jens@ohlsen.example"]);
        (await app.Mail(id)).State.ShouldBe(MailState.Accepted);
    }

    [Fact]
    public async Task A_person_who_was_quicker_than_the_probe_is_not_overruled()
    {
        sink.CutsAfterText = true;
        var id = await app.Write("Angebot", "karin@muellerbau.example");
        await app.RunJobs();
        await FileAsync(sink.Mails[0].Message);
        sink.CutsAfterText = false;
        using var theo = await app.As(World.Theo);
        await theo.Submit(await theo.Open("/mail/outbox?state=uncertain"), $"/mail/outbox/{id}/repetition");
        await Later(TimeSpan.FromMinutes(3));
        (await app.Mail(id)).Proof.ShouldBe("");
        sink.Mails.Count.ShouldBe(2);
    }

    static MimeMessage Another()
    {
        var message = new MimeMessage { Subject = "Angebot", Body = new TextPart("plain") { Text = "Ein anderes." } };
        message.From.Add(new MailboxAddress("", World.ServiceAddress));
        return message;
    }

    /// <summary>Puts it into the folder, as servers do with what they accept.</summary>
    async Task FileAsync(MimeMessage message, DateTimeOffset? at = null)
    {
        await account.Do(async client =>
        {
            var root = client.GetFolder(client.PersonalNamespaces[0]);
            await root.CreateAsync(Folder, isMessageFolder: true);
        });
        await account.Deliver(message, Folder, at ?? app.Clock.GetUtcNow());
    }

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
