using Microsoft.Net.Http.Headers;
using Tresen.Platform.Shell;

namespace Tresen.Platform.Files;

/// <summary>A stored file as an answer: always to be saved, never shown by the browser, whatever it contains (threats B10, B11); not at all where a virus was found in it.</summary>
public static class Download
{
    /// <summary>The file under that name; with its length, where that is known, the browser shows how far it has come.</summary>
    public static IResult Of(FileCabinet cabinet, int fileId, string name, long? bytes = null) => new Answer(cabinet, fileId, name, bytes);

    sealed class Answer(FileCabinet cabinet, int fileId, string name, long? bytes) : IResult
    {
        public async Task ExecuteAsync(HttpContext http)
        {
            if ((await cabinet.VerdictAsync(fileId, http.RequestAborted))?.Refusal is { } refusal)
            {
                await Refusal.Of(StatusCodes.Status403Forbidden, refusal).ExecuteAsync(http);
                return;
            }

            var disposition = new ContentDispositionHeaderValue("attachment");
            disposition.SetHttpFileName(Upload.Harmless(name));
            var headers = http.Response.Headers;
            headers.ContentDisposition = disposition.ToString();
            headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
            headers.XContentTypeOptions = "nosniff";
            headers.CacheControl = "no-store";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers.ContentLength = bytes;
            http.Response.ContentType = "application/octet-stream";
            await foreach (var chunk in cabinet.ReadAsync(fileId, http.RequestAborted))
            {
                await http.Response.Body.WriteAsync(chunk, http.RequestAborted);
            }
        }
    }
}
