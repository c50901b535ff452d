using MailKit;
using MimeKit;

namespace Tresen.Tests.Rig;

public sealed class DovecotServerTests
{
    [Fact]
    public async Task A_delivered_mail_lies_in_the_inbox_and_keeps_its_flags()
    {
        var account = DovecotServer.Instance.NewAccount();
        await account.Deliver(new MimeMessage([MailboxAddress.Parse("karin@muellerbau.example")], [MailboxAddress.Parse("service@hafen.example")], "Drucker", new TextPart("plain") { Text = "Er klemmt." }));
        await account.Deliver("Subject: nichts sonst\n\nkaum eine Mail"u8.ToArray());

        await account.Do(async client =>
        {
            await client.Inbox!.OpenAsync(FolderAccess.ReadWrite);
            await client.Inbox.AddFlagsAsync(0, MessageFlags.Flagged, silent: true);
        });

        var mails = await account.Look();
        mails.Select(m => m.Message.Subject).ShouldBe(["Drucker", "nichts sonst"], ignoreOrder: true);
        mails.Count(m => m.Flags.HasFlag(MessageFlags.Flagged)).ShouldBe(1);
        (await account.Look("Archiv")).ShouldBeEmpty();
    }
}
