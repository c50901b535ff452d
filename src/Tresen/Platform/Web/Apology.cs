using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Shell;

namespace Tresen.Platform.Web;

/// <summary>What a person sees when something went wrong that no page saw coming: a sentence, never a stack.</summary>
public sealed class Apology(RequestDelegate next, ILogger<Apology> log)
{
    /// <summary>Goes on, and answers for what is thrown.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked has gone.
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            var status = StatusFor(e);
            if (status == StatusCodes.Status500InternalServerError)
            {
                log.LogError(e, "{Method} {Path} failed", http.Request.Method, http.Request.Path.Value);
            }

            http.Response.Headers.Remove("Set-Cookie");
            await Refusal.Of(status, (e as BrokenRuleException)?.ForReader).ExecuteAsync(http);
        }
    }

    static int StatusFor(Exception e) => e switch
    {
        BrokenRuleException => StatusCodes.Status422UnprocessableEntity,
        DbUpdateConcurrencyException => StatusCodes.Status409Conflict,
        DbUpdateException { InnerException: DbException inner } when IsRace(inner) => StatusCodes.Status409Conflict,
        DbException database when IsRace(database) => StatusCodes.Status409Conflict,
        BadHttpRequestException bad => bad.StatusCode,
        InvalidDataException => StatusCodes.Status413PayloadTooLarge, // a form larger than its limits
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>Two did the same at the same moment and the database let one through: the same new tag, locks crosswise.</summary>
    static bool IsRace(DbException e) => e.SqlState is "23505" or "40001" or "40P01";
}
