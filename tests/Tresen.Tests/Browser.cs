using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Tresen.Tests;

/// <summary>Somebody at a browser without script: opens pages, fills their forms in, presses buttons.</summary>
public sealed class Browser(TresenApp app) : IDisposable
{
    readonly HttpClient client = app.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = true });

    string? token;

    /// <summary>Makes them a token, with which the addresses for programs are called from then on.</summary>
    public async Task<string> TakeToken(params (string Name, string? Value)[] fields)
    {
        var made = await Send("/account/tokens", [.. fields, ("Name", "Prüfstand")]);
        return token = made.One(".token").TextContent;
    }

    /// <summary>Sends JSON as a program does.</summary>
    public async Task<(int Status, JsonElement Json)> Call(string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        var answer = await Send(request);
        answer.Response.Content.Headers.ContentType!.MediaType.ShouldBeOneOf("application/json", "application/problem+json");
        using var json = JsonDocument.Parse(answer.Html);
        return (answer.Status, json.RootElement.Clone());
    }

    /// <summary>Opens a page, following redirects.</summary>
    public async Task<Answer> Open(string path)
    {
        var answer = await Get(path);
        for (var hops = 0; answer.LedTo is { } next && hops < 5; hops++)
        {
            answer = await Get(next);
        }

        return answer;
    }

    /// <summary>Opens a page without following redirects.</summary>
    public async Task<Answer> Get(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await Send(request);
    }

    /// <summary>Sends these fields to the address as a form does. The same name may come several times.</summary>
    public async Task<Answer> Send(string path, params (string Name, string? Value)[] fields) =>
        await Post(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value ?? ""))));

    /// <summary>Sends fields and files to the address.</summary>
    public async Task<Answer> SendFiles(string path, (string Name, string? Value)[] fields, params (string Field, string FileName, byte[] Content)[] files)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            content.Add(new StringContent(value ?? ""), name);
        }

        foreach (var (field, fileName, bytes) in files)
        {
            content.Add(new ByteArrayContent(bytes), field, fileName);
        }

        return await Post(path, content);
    }

    /// <summary>Sends a request as is.</summary>
    public async Task<Answer> Send(HttpRequestMessage request)
    {
        var path = request.RequestUri!.ToString();
        if (token is not null && request.Headers.Authorization is null && path.StartsWith("/api/", StringComparison.Ordinal))
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        return await Answer.Of(await client.SendAsync(request), path);
    }

    /// <summary>Fills in the page's form that goes to <paramref name="action"/>, or whose button leads there, as it stands, with
    /// these fields changed, and sends it: hidden fields, defaults and all, as a person would.</summary>
    public async Task<Answer> Submit(Answer page, string action, params (string Name, string? Value)[] changes)
    {
        var form = page.Document.Forms.FirstOrDefault(f => f.GetAttribute("action") == action && f.GetAttribute("method") != "dialog")
            ?? page.Document.QuerySelectorAll("button[formaction]").OfType<IHtmlButtonElement>().FirstOrDefault(b => b.GetAttribute("formaction") == action)?.Form
            ?? throw new ShouldAssertException($"No form to {action} on {page.Path}; there are: {string.Join(", ", page.Document.Forms.Select(f => f.GetAttribute("action")))}");
        var fields = Fields(form).Where(f => !changes.Any(c => c.Name == f.Name)).Concat(changes.Where(c => c.Value is not null));
        return form.GetAttribute("method")?.ToUpperInvariant() == "POST"
            ? await Send(action, [.. fields])
            : await Open(action + "?" + string.Join("&", fields.Select(f => $"{Uri.EscapeDataString(f.Name)}={Uri.EscapeDataString(f.Value ?? "")}")));
    }

    static IEnumerable<(string Name, string? Value)> Fields(IHtmlFormElement form)
    {
        foreach (var element in form.Elements)
        {
            switch (element)
            {
                case IHtmlInputElement { Name: { Length: > 0 } name } input when !input.IsDisabled && input.Type is not ("submit" or "button" or "file"):
                    if (input.Type is not ("checkbox" or "radio") || input.IsChecked)
                    {
                        yield return (name, input.Value);
                    }

                    break;
                case IHtmlTextAreaElement { Name: { Length: > 0 } name } area:
                    yield return (name, area.Value);
                    break;
                case IHtmlSelectElement { Name: { Length: > 0 } name } select:
                    foreach (var option in select.SelectedOptions)
                    {
                        yield return (name, option.Value);
                    }

                    break;
            }
        }
    }

    async Task<Answer> Post(string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return await Send(request);
    }

    public void Dispose() => client.Dispose();
}

/// <summary>What came back: a page, a fragment or a way on.</summary>
public sealed partial class Answer
{
    readonly Lazy<IHtmlDocument> document;

    Answer(string path, HttpResponseMessage response, string html)
    {
        Path = path;
        Response = response;
        Html = html;
        document = new(() => new HtmlParser().ParseDocument(html)); // many a walk looks at the status alone
    }

    public string Path { get; }

    public HttpResponseMessage Response { get; }

    public int Status => (int)Response.StatusCode;

    public string Html { get; }

    public IHtmlDocument Document => document.Value;

    /// <summary>What a person reads, white space folded.</summary>
    public string Text => Space().Replace(Document.Body?.TextContent ?? "", " ").Trim();

    /// <summary>Where it leads, if it does.</summary>
    public string? LedTo => Response.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther ? Response.Headers.Location?.OriginalString : null;

    /// <summary>The one element that the selector finds.</summary>
    public AngleSharp.Dom.IElement One(string selector) => Document.QuerySelector(selector) ?? throw new ShouldAssertException($"Nothing matches {selector} on {Path}:\n{Text}");

    /// <summary>The text of each element that the selector finds.</summary>
    public IReadOnlyList<string> All(string selector) => [.. Document.QuerySelectorAll(selector).Select(e => Space().Replace(e.TextContent, " ").Trim())];

    /// <summary>Fails unless the page says this.</summary>
    public Answer ShouldSay(string text)
    {
        Text.ShouldContain(text);
        return this;
    }

    /// <summary>Fails if the page says this.</summary>
    public Answer ShouldNotSay(string text)
    {
        Text.Contains(text, StringComparison.OrdinalIgnoreCase).ShouldBeFalse($"{Path} says: {Around(text)}");
        return this;
    }

    string Around(string text) => Text.IndexOf(text, StringComparison.OrdinalIgnoreCase) is var at and >= 0 ? Text[Math.Max(0, at - 100)..Math.Min(Text.Length, at + text.Length + 100)] : "";

    internal static async Task<Answer> Of(HttpResponseMessage response, string path) => new(path, response, await response.Content.ReadAsStringAsync());

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
