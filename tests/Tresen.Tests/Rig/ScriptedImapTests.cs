using System.Text;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;

namespace Tresen.Tests.Rig;

public sealed class ScriptedImapTests : IDisposable
{
    readonly ScriptedImap server = new();

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task A_mail_program_finds_reads_flags_moves_and_files_mails()
    {
        var at = new DateTimeOffset(2026, 11, 3, 7, 5, 0, TimeSpan.FromHours(1));
        var first = server.Put(Raw("eins"), at);
        var second = server.Put(Raw("zwei"), uid: 40);
        using var client = await SignedIn();
        var inbox = await client.GetFolderAsync("INBOX");
        await inbox.OpenAsync(FolderAccess.ReadWrite);

        (await inbox.SearchAsync(SearchQuery.Uids(new UniqueIdRange(inbox.UidValidity, 1, uint.MaxValue)))).Select(u => u.Id).ShouldBe([first, second]);
        (await inbox.SearchAsync(SearchQuery.HeaderContains("Message-Id", "zwei@rig.example"))).Select(u => u.Id).ShouldBe([second]);
        var listed = await inbox.FetchAsync(0, -1, new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Size | MessageSummaryItems.InternalDate | MessageSummaryItems.Flags));
        (listed[0].InternalDate, listed[0].Size).ShouldBe((at, (uint)Raw("eins").Length));
        using (var content = await inbox.GetStreamAsync(listed[0].UniqueId))
        using (var header = await inbox.GetStreamAsync(listed[0].UniqueId, "HEADER"))
        {
            Read(content).ShouldBe(Raw("eins"));
            Encoding.ASCII.GetString(Read(header)).ShouldEndWith("Subject: eins\r\n\r\n");
        }

        await inbox.StoreAsync([listed[0].UniqueId], new StoreFlagsRequest(StoreAction.Add, MessageFlags.Seen) { Silent = true });
        var done = (await client.GetFolder(client.PersonalNamespaces[0]).CreateAsync("Erledigt", isMessageFolder: true)).ShouldNotBeNull();
        await inbox.MoveToAsync([listed[1].UniqueId], done);
        await done.AppendAsync(new AppendRequest((await inbox.GetMessageAsync(0)), MessageFlags.Seen, at));
        (await client.GetFolderAsync("Erledigt")).ShouldBe(done);
        await Should.ThrowAsync<FolderNotFoundException>(client.GetFolderAsync("Nirgends"));
        await client.DisconnectAsync(quit: true);

        server.Look().ShouldHaveSingleItem().Flags.ShouldBe(["\\Seen"]);
        server.Look("Erledigt").Select(m => m.Uid).ShouldBe([1u, 2u]);
        server.Look("Erledigt")[1].Raw.ShouldBe(Raw("eins"));
        server.Commands.ShouldContain("UID MOVE 40 Erledigt");
    }

    [Theory]
    [InlineData("MOVE")]
    [InlineData("UIDPLUS")]
    [InlineData("LITERAL+")]
    [InlineData("SASL-IR")]
    [InlineData("AUTH=PLAIN")]
    public async Task It_works_as_well_with_less(string without)
    {
        server.Capabilities = server.Capabilities.Replace($" {without}", "", StringComparison.Ordinal);
        var uid = server.Put(Raw("eins"));
        server.Put(Raw("zwei"), folder: "Archiv");
        using var client = await SignedIn();
        var inbox = client.Inbox!;
        await inbox.OpenAsync(FolderAccess.ReadWrite);

        await inbox.MoveToAsync([new UniqueId(uid)], await client.GetFolderAsync("Archiv"));

        server.Look().ShouldBeEmpty();
        server.Look("Archiv").Select(m => m.Raw).ShouldBe([Raw("zwei"), Raw("eins")]);
    }

    [Fact]
    public async Task Fifty_thousand_mails_are_listed_and_moved()
    {
        for (var count = 0; count < 50_000; count++)
        {
            server.Put(Raw("viele"));
        }

        server.Put(Raw("erledigt"), folder: "Archiv");
        using var client = await Opened();
        var all = await client.Inbox!.SearchAsync(SearchQuery.All);
        foreach (var batch in all.Chunk(5000))
        {
            (await client.Inbox.FetchAsync(batch, new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Size))).Count.ShouldBe(5000);
        }

        foreach (var uid in all.Take(500))
        {
            (await client.Inbox.GetStreamAsync(uid)).Dispose();
        }

        await client.Inbox.MoveToAsync([.. all.Take(200)], await client.GetFolderAsync("Archiv"));
        (client.Inbox.Count, server.Look("Archiv").Count).ShouldBe((49_800, 201));
    }

    [Fact]
    public async Task Who_waits_is_told_of_a_new_mail()
    {
        using var client = await SignedIn();
        await client.Inbox!.OpenAsync(FolderAccess.ReadOnly);
        using var done = new CancellationTokenSource();
        client.Inbox.CountChanged += (_, _) => done.Cancel();
        var waiting = client.IdleAsync(done.Token);
        await server.Hears("IDLE");

        server.Put(Raw("eins"));
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));

        client.Inbox.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public async Task The_line_breaks_at_that_byte_so_often(int bytes)
    {
        var uid = new UniqueId(server.Put(Raw("eins")));
        server.CutAt(uid.Id, bytes, times: 2);

        for (var tries = 0; tries < 2; tries++)
        {
            using var client = await Opened();
            await Should.ThrowAsync<ImapProtocolException>(client.Inbox!.GetStreamAsync(uid));
        }

        using var third = await Opened();
        using var content = await third.Inbox!.GetStreamAsync(uid);
        Read(content).ShouldBe(Raw("eins"));
    }

    [Fact]
    public async Task It_stalls_at_a_mail_until_the_other_side_loses_patience()
    {
        server.Put(Raw("eins"));
        server.StallAt(server.Put(Raw("zwei")), whenListed: true);
        using var client = await Opened();
        client.Timeout = 300;

        await Should.ThrowAsync<Exception>(client.Inbox!.FetchAsync(0, -1, new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Size)));

        using var other = await Opened();
        (await other.Inbox!.GetMessageAsync(1)).Subject.ShouldBe("zwei");
    }

    [Fact]
    public async Task It_lies_about_sizes_counts_twice_and_babbles()
    {
        var uids = new[] { server.Put(Raw("eins")), server.Put(Raw("zwei")), server.Put(Raw("drei")) };
        server.Put(Raw("vier"), uid: uids[2]);
        server.SaySize(uids[0], 7);
        server.SaySize(uids[1], null);
        server.SayTwice(uids[0]);
        server.BabbleAt(uids[1]);
        using var client = await Opened();

        (await client.Inbox!.SearchAsync(SearchQuery.All)).Select(u => u.Id).ShouldBe([1u, 2u, 3u]); // MailKit itself says each once
        var listed = await client.Inbox.FetchAsync(0, -1, new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Size));
        listed.Select(l => l.Size).ShouldBe([7u, null, (uint)Raw("drei").Length, (uint)Raw("vier").Length]);
        await Should.ThrowAsync<ImapProtocolException>(client.Inbox.GetStreamAsync(new UniqueId(uids[1])));
    }

    [Fact]
    public async Task It_counts_anew()
    {
        server.Put(Raw("eins"), uid: 70);
        server.Put(Raw("zwei"), uid: 71);
        using (var client = await Opened())
        {
            client.Inbox!.UidValidity.ShouldBe(1u);
            server.CountAnew();
            await Should.ThrowAsync<Exception>(client.NoOpAsync());
        }

        using var again = await Opened();
        again.Inbox!.UidValidity.ShouldBe(1001u);
        (await again.Inbox.SearchAsync(SearchQuery.All)).Select(u => u.Id).ShouldBe([1u, 2u]);
    }

    [Theory]
    [InlineData(ScriptedImap.Throttled)]
    [InlineData(ScriptedImap.WrongPassword)]
    public async Task It_refuses_the_sign_in(string answer)
    {
        server.OnSignIn = answer;
        (await Should.ThrowAsync<AuthenticationException>(SignedIn())).Message.ShouldContain(answer[(answer.IndexOf(']') + 2)..]);

        server.Recover();
        using var client = await SignedIn();
        server.SignIns.ShouldBe(3); // refused, MailKit tries LOGIN after AUTHENTICATE
    }

    [Fact]
    public async Task It_moves_and_hangs_up_without_saying_so()
    {
        var uid = new UniqueId(server.Put(Raw("eins")));
        server.Put(Raw("zwei"), folder: "Tresen");
        server.CutsAfter("UID MOVE", times: 1);
        using var client = await Opened();

        await Should.ThrowAsync<Exception>(client.Inbox!.MoveToAsync([uid], await client.GetFolderAsync("Tresen")));

        server.Look().ShouldBeEmpty();
        server.Look("Tresen").Count.ShouldBe(2);
    }

    [Fact]
    public async Task It_drips_and_answers_what_the_test_says()
    {
        server.Put(Raw("eins"));
        server.Drips = (100, TimeSpan.FromMilliseconds(1));
        server.OnCommand = command =>
        {
            if (command.StartsWith("UID SEARCH", StringComparison.Ordinal))
            {
                server.Put(Raw("mittendrin"));
            }

            return command.StartsWith("NOOP", StringComparison.Ordinal) ? "NO [SERVERBUG] not now" : null;
        };
        using var client = await Opened();

        (await client.Inbox!.SearchAsync(SearchQuery.All)).Count.ShouldBe(1);
        client.Inbox.Count.ShouldBe(2);
        await Should.ThrowAsync<ImapCommandException>(client.NoOpAsync());
    }

    [Theory]
    [InlineData(Tls.StartTls, Certificate.Good)]
    [InlineData(Tls.StartTls, Certificate.OtherName)]
    [InlineData(Tls.Implicit, Certificate.Good)]
    [InlineData(Tls.Implicit, Certificate.UnknownAuthority)]
    public async Task Encrypted_it_shows_a_certificate_and_injects_before(Tls tls, Certificate certificate)
    {
        using var encrypted = new ScriptedImap { Tls = tls, Certificate = certificate, InjectsBeforeTls = "* CAPABILITY IMAP4rev1 AUTH=EVIL" };
        using var client = new ImapClient { CheckCertificateRevocation = false };
        client.ServerCertificateValidationCallback = (_, shown, _, errors) => SmtpSinkTests.Vouches(shown!, errors);
        var connecting = client.ConnectAsync("localhost", encrypted.Port, tls == Tls.StartTls ? SecureSocketOptions.StartTls : SecureSocketOptions.SslOnConnect);

        if (certificate == Certificate.Good)
        {
            await connecting;
            client.AuthenticationMechanisms.ShouldBe(["PLAIN"]);
            await client.AuthenticateAsync(ScriptedImap.User, ScriptedImap.Password);
        }
        else
        {
            await Should.ThrowAsync<SslHandshakeException>(connecting);
            encrypted.SignIns.ShouldBe(0);
        }
    }

    static byte[] Raw(string subject) => Encoding.ASCII.GetBytes($"From: karin@muellerbau.example\r\nTo: service@hafen.example\r\nMessage-Id: <{subject}@rig.example>\r\nSubject: {subject}\r\n\r\nMoin,\r\n.\r\nbis bald\r\n");

    static byte[] Read(Stream stream)
    {
        var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    async Task<ImapClient> SignedIn()
    {
        var client = new ImapClient();
        await client.ConnectAsync(ScriptedImap.Host, server.Port, SecureSocketOptions.None);
        await client.AuthenticateAsync(ScriptedImap.User, ScriptedImap.Password);
        return client;
    }

    async Task<ImapClient> Opened()
    {
        var client = await SignedIn();
        await client.Inbox!.OpenAsync(FolderAccess.ReadWrite);
        return client;
    }
}
