using MimeKit;

namespace Tresen.Tests.Rig;

public sealed class EximServerTests
{
    [Fact]
    public async Task What_the_command_puts_off_stays_in_the_queue_and_comes_again()
    {
        var folder = Leash.NewFolder("exim-pipe");
        // Ends with what stands in the file, and keeps the mail if that is 0.
        const string Script = """code=$(cat "$0/code"); mail=$(mktemp "$0/mail.XXXXXX"); cat >"$mail"; [ "$code" = 0 ] || { rm "$mail"; echo "not now"; }; exit "$code" """;
        void Say(int code) => File.WriteAllText(Path.Combine(folder, "code"), $"{code}");
        string[] Kept() => Directory.GetFiles(folder, "mail.*");
        Say(0);
        using var exim = new EximServer("sh", "-c", Script, folder);

        await exim.Bring(Letter("eins"));
        (Kept().Length, exim.Queued).ShouldBe((1, 0));
        var got = MimeMessage.Load(Kept()[0], TestContext.Current.CancellationToken);
        (got.Subject, got.TextBody!.TrimEnd()).ShouldBe(("eins", "From Emden:\n.\nMoin"));

        Say(75);
        var id = await exim.Bring(Letter("zwei"));
        (Kept().Length, exim.Queued).ShouldBe((1, 1));
        exim.Log.ShouldContain($"{id} == service@hafen.example");
        exim.RunQueue();
        (Kept().Length, exim.Queued).ShouldBe((1, 1));

        Say(0);
        exim.RunQueue();
        await exim.UntilEmpty();
        Kept().Length.ShouldBe(2);
        exim.Bounces.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_command_refuses_for_good_comes_back_to_its_sender()
    {
        using var exim = new EximServer("sh", "-c", "echo 'not to us'; exit 1");

        await exim.Bring(Letter("eins"));
        await exim.UntilEmpty();

        exim.Bounces.ShouldHaveSingleItem().To.ToString().ShouldBe("karin@muellerbau.example");

        exim.Hand("true");
        await exim.Bring(Letter("zwei"));
        exim.Bounces.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_command_may_be_this_program_and_knows_the_envelope()
    {
        var folder = Leash.NewFolder("exim-pipe");
        const string Script = """printf '%s from %s' "$RECIPIENT" "$SENDER" >"$0/envelope"; "$1" mail explain - >"$0/read" """;
        using var exim = new EximServer("sh", "-c", Script, folder, Path.Combine(AppContext.BaseDirectory, "tresen"));

        await exim.Bring(Letter("eins"));

        exim.Queued.ShouldBe(0, exim.Log);
        File.ReadAllText(Path.Combine(folder, "envelope")).ShouldBe("service@hafen.example from karin@muellerbau.example");
        File.ReadAllText(Path.Combine(folder, "read")).ShouldContain("\"subject\":\"eins\"");
    }

    static MimeMessage Letter(string subject) =>
        new([MailboxAddress.Parse("karin@muellerbau.example")], [MailboxAddress.Parse("service@hafen.example")], subject, new TextPart("plain") { Text = "From Emden:\n.\nMoin" });
}
