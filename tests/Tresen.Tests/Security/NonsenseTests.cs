using Tresen.Tests.Mail.Intake;

namespace Tresen.Tests.Security;

/// <summary>What no database keeps: halves of emoji, characters without meaning.</summary>
public sealed class NonsenseTests
{
    [Fact]
    public async Task B20_a_mail_full_of_nonsense_is_read_all_the_same()
    {
        await using var app = new TresenApp();
        var smiles = string.Concat(Enumerable.Repeat("😀", 700));
        var raw = Arriving.Bytes($"""
            From: "x{smiles}" <karin@muellerbau.example>
            To: {World.ServiceAddress}
            Subject: x{smiles}
            Message-ID: <a\0b@muellerbau.example>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            Wort\0Wort x{smiles}
            --b
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: 8bit

            <p>Wort\0Wort &#0; &#xD83D; x{smiles}</p>
            --b
            Content-Type: application/x-{new string('y', 400)}; name="x{smiles}.txt"
            Content-Disposition: attachment

            Inhalt
            --b--
            """.Replace("\\0", "\0", StringComparison.Ordinal));

        var mail = await app.Arrive(raw);

        mail.TicketId.ShouldNotBeNull($"{mail.State} {mail.Reason} {mail.Detail}");
        using var theo = await app.As(World.Theo);
        (await theo.Get($"/tickets/{(await app.Ticket(mail)).Number}")).ShouldSay("WortWort");
    }
}
