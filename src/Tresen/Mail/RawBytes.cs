using Tresen.Platform.Files;

namespace Tresen.Mail;

/// <summary>A mail's bytes for download: never shown by the browser, whatever they contain (threat B10).</summary>
static class RawBytes
{
    /// <summary>The stored file as an answer.</summary>
    public static IResult Of(FileCabinet cabinet, int fileId, string name) => new Download(cabinet, fileId, name);

    sealed class Download(FileCabinet cabinet, int fileId, string name) : IResult
    {
        public async Task ExecuteAsync(HttpContext http)
        {
            var headers = http.Response.Headers;
            http.Response.ContentType = "application/octet-stream";
            headers.ContentDisposition = $"attachment; filename=\"{name}\"";
            headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
            await foreach (var chunk in cabinet.ReadAsync(fileId, http.RequestAborted))
            {
                await http.Response.Body.WriteAsync(chunk, http.RequestAborted);
            }
        }
    }
}
