using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tresen.Platform.Web;

namespace Tresen.Tests.Security;

/// <summary>What the log says: what happened, in lines that nobody else wrote, and no secrets.</summary>
public sealed class LogTests
{
    [Fact]
    public void D20_What_people_type_makes_no_lines_and_no_colours()
    {
        var written = new StringWriter();
        const string evil = "/x\r\n2026-11-24T08:00:00.000Z info Tresen: Ada hat sich angemeldet\u001B[31m\u0007\u2028\u202Eend";
        new PlainLines(TimeProvider.System).Write(
            new LogEntry<string>(LogLevel.Error, "Tresen", default, evil, new FormatException("broken\r\nfaked line\u001B[0m"), (state, _) => $"GET {state} failed"),
            null,
            written);
        var lines = written.ToString().TrimEnd('\n', '\r').Split('\n');
        lines[0].ShouldEndWith("fail Tresen: GET /x\\u000D\\u000A2026-11-24T08:00:00.000Z info Tresen: Ada hat sich angemeldet\\u001B[31m\\u0007\\u2028\\u202Eend failed");
        lines.Skip(1).ShouldAllBe(l => l.StartsWith("    ", StringComparison.Ordinal));
        written.ToString().ShouldNotContain('\u001B');
    }

    [Fact]
    public void D20_The_program_writes_its_log_that_way()
    {
        using var app = new TresenApp();
        var console = app.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>>();
        console.Value.FormatterName.ShouldBe(PlainLines.FormatterName);
        app.Services.GetServices<Microsoft.Extensions.Logging.Console.ConsoleFormatter>().ShouldContain(f => f is PlainLines);
    }

    [Fact]
    public async Task D20_No_password_gets_into_the_log_however_much_is_logged()
    {
        const string secret = "geheimnis-4711-wort";
        using var everything = new Everything();
        await using var app = new TresenApp
        {
            Add = services => services.AddLogging(logging =>
            {
                logging.AddProvider(everything);
                logging.AddFilter<Everything>(null, LogLevel.Trace);
            }),
        };
        using var ada = await app.As(World.Ada);
        await app.Stranger().Send("/sign-in", ("Mail", World.Theo.Mail), ("Password", secret));
        await app.Stranger().Send("/sign-in", ("Mail", $"x\r\n{secret}"), ("Password", secret));
        await ada.Send("/account/password", ("OldPassword", secret), ("NewPassword", secret));
        (await ada.Send("/account/password", ("OldPassword", World.Password), ("NewPassword", secret))).Status.ShouldBe(302);
        var invited = await ada.Send("/administration/staff/2/invitation");
        var code = invited.One(".secret code").TextContent.Split("code=")[1];
        await app.Stranger().Send("/welcome", ("Code", code), ("Password", secret));
        var oneTime = (await ada.Send("/administration/staff/3/one-time-password")).One(".secret code").TextContent;
        var mailbox = await ada.Open("/administration/mailboxes/1");
        (await ada.Submit(mailbox, "/administration/mailboxes/1/check", ("ImapHost", "127.0.0.1"), ("ImapPort", "1"), ("ImapUser", "service"), ("ImapPassword", secret))).ShouldSay("nimmt auf Port 1 keine Verbindung an");
        var refused = await ada.Submit(mailbox, "/administration/mailboxes/1", ("ImapHost", "127.0.0.1"), ("ImapPort", "1"), ("ImapUser", "service"), ("ImapPassword", secret));
        refused.Html.ShouldNotContain(secret);
        (await ada.Submit(refused, "/administration/mailboxes/1", ("Anyway", "true"))).Status.ShouldBe(302);
        (await ada.Submit(await ada.Open("/administration/mailboxes/1"), "/administration/mailboxes/1/check")).ShouldSay("nimmt auf Port 1 keine Verbindung an");

        everything.Lines.Count.ShouldBeGreaterThan(50, "it listens");
        foreach (var hidden in new[] { World.Password, secret, code, oneTime, Uri.EscapeDataString(World.Password) })
        {
            everything.Lines.Where(l => l.Contains(hidden, StringComparison.Ordinal)).ShouldBeEmpty();
        }
    }

    sealed class Everything : ILoggerProvider, ILogger
    {
        public ConcurrentBag<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
