namespace Tresen.Platform.Web;

/// <summary>The address that people type, <c>Tresen:Address</c>. Links that leave the house are made of it, never of what a
/// request claims its host to be.</summary>
public sealed class Address(IConfiguration configuration)
{
    string? here;

    /// <summary>As set, without the slash at its end; null where it isn't set.</summary>
    public string? Known { get; } = configuration["Tresen:Address"]?.TrimEnd('/') is { Length: > 0 } set ? set : null;

    /// <summary>Where mails lead to; null: then they carry no link. In the demo that is this machine, where its only user sits.</summary>
    public string? ForMail => Known ?? here;

    /// <summary>This is the demo, at that address.</summary>
    public void IsDemoAt(string url) => here = url;

    /// <summary>Whether people reach us by TLS only.</summary>
    public bool IsSecure => Known?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>A full link to one of our pages. Where no address is set it is the one this request came to: good for a page
    /// that is shown to whoever sent the request, not for a mail.</summary>
    public string LinkTo(string path, HttpRequest request) => (Known ?? $"{request.Scheme}://{request.Host}") + path;
}
