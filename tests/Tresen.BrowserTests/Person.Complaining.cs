using System.Collections.Concurrent;

namespace Tresen.BrowserTests;

/// <summary>What the browser complains about while they work: script errors, the console, the content security policy, answers
/// that failed. Any of it fails the story, unless it was expected.</summary>
public sealed partial class Person
{
    const string ReportPolicy = "document.addEventListener('securitypolicyviolation', e => console.error('CSP: ' + e.violatedDirective + ' refused ' + (e.blockedURI || 'inline') + ' at ' + e.sourceFile + ':' + e.lineNumber));";

    readonly ConcurrentQueue<string> heard = new();
    readonly ConcurrentBag<string> expected = [];

    /// <summary>What nobody expected, in order.</summary>
    public IReadOnlyList<string> Complaints => [.. heard.Where(h => !expected.Any(e => h.Contains(e, StringComparison.OrdinalIgnoreCase))).Distinct()];

    /// <summary>From the start of the story to its end a complaint that contains this is in order, e.g. <c>"422 POST /tickets"</c>.</summary>
    public Person Expects(string complaint)
    {
        expected.Add(complaint);
        return this;
    }

    async Task ListenAsync()
    {
        await Page.Context.AddInitScriptAsync(ReportPolicy);
        Page.PageError += (_, error) => heard.Enqueue($"script: {error}");
        Page.Console += (_, message) =>
        {
            // Failed answers are told below, with their status and method; what htmx says of a request that was broken off by going
            // elsewhere is no failure, and of one that did fail it says htmx:sendError too.
            string[] told = ["Failed to load resource", "htmx:sendAbort", "htmx:afterRequest"];
            if (message.Type == "error" && !told.Any(t => message.Text.StartsWith(t, StringComparison.Ordinal)))
            {
                heard.Enqueue($"console: {message.Text} ({message.Location})");
            }
        };
        Page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                heard.Enqueue($"{response.Status} {response.Request.Method} {PathOf(response.Url)}");
            }
        };
        Page.RequestFailed += (_, request) =>
        {
            // Aborted: they went elsewhere before it came.
            if (request.Failure is not (null or "net::ERR_ABORTED"))
            {
                heard.Enqueue($"{request.Failure} {request.Method} {PathOf(request.Url)}");
            }
        };
    }

    static string PathOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.PathAndQuery : url;
}
