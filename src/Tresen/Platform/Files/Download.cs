using Microsoft.Net.Http.Headers;

namespace Tresen.Platform.Files;

/// <summary>A stored file as an answer: always to be saved, never shown by the browser, whatever it contains (threats B10, B11).</summary>
public static class Download
{
    /// <summary>The file under that name.</summary>
    public static IResult Of(FileCabinet cabinet, int fileId, string name) => new Answer(cabinet, fileId, name);

    sealed class Answer(FileCabinet cabinet, int fileId, string name) : IResult
    {
        public async Task ExecuteAsync(HttpContext http)
        {
            var disposition = new ContentDispositionHeaderValue("attachment");
            disposition.SetHttpFileName(Upload.Harmless(name));
            var headers = http.Response.Headers;
            headers.ContentDisposition = disposition.ToString();
            headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
            headers.XContentTypeOptions = "nosniff";
            headers.CacheControl = "no-store";
            http.Response.ContentType = "application/octet-stream";
            await foreach (var chunk in cabinet.ReadAsync(fileId, http.RequestAborted))
            {
                await http.Response.Body.WriteAsync(chunk, http.RequestAborted);
            }
        }
    }
}
