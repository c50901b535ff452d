namespace Tresen.Bench;

/// <summary>What the platform takes for itself: a bare Kestrel page of so many bytes.</summary>
static class Floor
{
    public static Task RunAsync(int port, int bytes)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var page = new byte[bytes];
        Array.Fill(page, (byte)'x');
        var app = builder.Build();
        app.MapGet("/{**any}", () => Results.Bytes(page, "text/html"));
        return app.RunAsync();
    }
}
