using Tresen.Platform.Api;
using Tresen.Platform.Views;

namespace Tresen.Platform.Shell;

/// <summary>A refusal as whoever asks can read it: people get a page, programs a problem document.</summary>
public sealed class RefusalResult(int status, string? sentence) : IResult, IStatusCodeHttpResult
{
    /// <inheritdoc/>
    public int? StatusCode => status;

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext http)
    {
        if (!http.Request.IsForProgram())
        {
            return Refusal.Of((status, sentence), status).ExecuteAsync(http);
        }

        if (status == StatusCodes.Status401Unauthorized)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
        }

        return ApiAnswers.Problem(status, sentence is null ? Refusal.SentenceOf(status, isForProgram: true) : Words.OfStored(sentence)).ExecuteAsync(http);
    }
}
