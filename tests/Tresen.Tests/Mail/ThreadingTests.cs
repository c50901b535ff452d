using Tresen.Conversations;
using Tresen.Mail;
using Tresen.Tests.Mail.Intake;
using Tresen.Tests.Rig;
using static Tresen.Tests.Mail.Intake.Arriving;

namespace Tresen.Tests.Mail;

/// <summary>An answer stands below what it answers in the customer's own mail program: some of them compare Message-IDs letter by
/// letter.</summary>
public sealed class ThreadingTests : IAsyncLifetime
{
    readonly TresenApp app = new();
    readonly SmtpSink sink = new();

    public async ValueTask InitializeAsync() => await app.Connect(World.ServiceAddress, sink: sink);

    [Theory]
    [InlineData("CAKx+9Zq_T=Tor@Mail.MuellerBau.Example")]
    [InlineData("AM6PR04MB1234.EURPRD04.PROD.OUTLOOK.COM")]
    [InlineData("{3F2504E0-4F89}$Ab/c@[192.0.2.7]")]
    [InlineData("Ab.C@xn--Mller-kva.Example")]
    public async Task An_answer_names_the_mail_letter_by_letter_as_its_writer_wrote_it(string id)
    {
        var raw = await ArriveAsync($"Message-ID: <{id}>\n");

        var sent = await AnswerAsync(raw);

        Header(sent, "In-Reply-To").ShouldBe($"<{id}>");
        Header(sent, "References").ShouldBe($"<{id}>");
    }

    [Fact]
    public async Task The_thread_before_the_mail_goes_on_in_its_order()
    {
        var raw = await ArriveAsync("Message-ID: <Drei@Mueller.example>\nIn-Reply-To: <Zwei@Ohlsen.example>\nReferences: <Eins@Mueller.example>\n <Zwei@Ohlsen.example>\n");

        var sent = await AnswerAsync(raw);

        Header(sent, "In-Reply-To").ShouldBe("<Drei@Mueller.example>");
        Header(sent, "References").ShouldBe("<Eins@Mueller.example> <Zwei@Ohlsen.example> <Drei@Mueller.example>");
    }

    [Fact]
    public async Task What_an_answer_without_a_thread_answers_is_its_thread()
    {
        var raw = await ArriveAsync("Message-ID: <Zwei@Mueller.example>\nIn-Reply-To: <Eins@Ohlsen.example>\n");
        Header(await AnswerAsync(raw), "References").ShouldBe("<Eins@Ohlsen.example> <Zwei@Mueller.example>");
    }

    [Fact]
    public async Task Of_a_long_thread_the_first_and_the_last_ones_are_kept()
    {
        var thread = Enumerable.Range(1, 700).Select(i => $"<Nr{i}@Mueller.example>").ToList();
        var raw = await ArriveAsync($"Message-ID: <Letzte@Mueller.example>\nReferences: {string.Join("\n ", thread)}\n");

        var named = Header(await AnswerAsync(raw), "References").Split(' ');

        named.ShouldBe([thread[0], .. thread[^18..], "<Letzte@Mueller.example>"]);
    }

    [Fact]
    public async Task An_id_that_no_header_can_name_is_left_out()
    {
        var raw = await ArriveAsync("Message-ID: <Übel@Mueller.example>\nReferences: <Eins@Mueller.example>\n");

        var sent = await AnswerAsync(raw);

        sent.Raw.ShouldNotContain("In-Reply-To:");
        Header(sent, "References").ShouldBe("<Eins@Mueller.example>");
    }

    [Fact]
    public async Task Her_answer_finds_its_dialogue_whatever_servers_did_to_the_case()
    {
        var raw = await ArriveAsync("Message-ID: <Eins@Mueller.example>\n");
        var sent = await AnswerAsync(raw);

        var answer = await app.Arrive(Letter("Etwas anderes", "Danke.").Answering(sent.Message.MessageId!.ToUpperInvariant()));
        var other = await app.Arrive(Letter("Noch etwas", "Und danke.").Answering("EINS@mueller.EXAMPLE"));

        (await app.Message(answer)).Why.ShouldBe(Placement.AnswersMail);
        (await app.Message(other)).Why.ShouldBe(Placement.SameThread);
        (await app.Tickets()).ShouldBe(1);
    }

    [Fact]
    public async Task A_confirmation_names_the_mail_as_written_too_and_its_answer_finds_back()
    {
        await app.Confirms();
        await ArriveAsync("Message-ID: <Eins@Mueller.Example>\n");

        var confirmation = sink.Mails.ShouldHaveSingleItem();
        Header(confirmation, "In-Reply-To").ShouldBe("<Eins@Mueller.Example>");
        var answer = await app.Arrive(Letter("Etwas anderes", "Danke.").Answering(confirmation.Message.MessageId!));
        (await app.Message(answer)).Why.ShouldBe(Placement.AnswersMail);
    }

    Task<RawMail> ArriveAsync(string headers) =>
        app.Arrive(Bytes($"From: Karin Müller <{Karin}>\nTo: {World.ServiceAddress}\nSubject: Tor klemmt\n{headers}\nDas Tor in Halle 2 klemmt."));

    /// <summary>Theo answers on the page, and the mail leaves.</summary>
    async Task<SunkMail> AnswerAsync(RawMail raw)
    {
        var number = (await app.Message(raw)).Conversation!.Number;
        using var theo = await app.As(World.Theo);
        var answer = await theo.Submit(await theo.Open($"/conversations/{number}/messages/new"), $"/conversations/{number}/messages", ("Body", "Wir kommen."), ("Do", "send"));
        answer.Status.ShouldBe(302, answer.Text);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.RunJobs();
        return sink.Mails.Last(m => m.Recipients.Contains(Karin)); // staff are told too
    }

    /// <summary>The header's bytes, its lines put together.</summary>
    static string Header(SunkMail mail, string name)
    {
        var head = mail.Raw[..mail.Raw.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Replace("\r\n ", " ", StringComparison.Ordinal).Replace("\r\n\t", " ", StringComparison.Ordinal);
        return head.Split("\r\n").Single(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))[(name.Length + 1)..].Trim();
    }

    public async ValueTask DisposeAsync()
    {
        sink.Dispose();
        await app.DisposeAsync();
    }
}
