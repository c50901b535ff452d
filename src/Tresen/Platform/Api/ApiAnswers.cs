using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Tresen.Platform.Forms;
using Tresen.Platform.Shell;
using Tresen.Platform.Web;

namespace Tresen.Platform.Api;

/// <summary>What an action says to people by a page, said to programs in JSON.</summary>
public static class ApiAnswers
{
    /// <summary>Names in camel case, instants in UTC, what isn't there as null.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // it is no HTML; umlauts stay letters
    };

    /// <summary>What was done.</summary>
    /// <param name="Location">Where the thing is, as pages know it; behind <see cref="ApiAddress.Prefix"/> it is read.</param>
    /// <param name="Said">The sentence that a person would see.</param>
    public sealed record Outcome(string? Location, string? Said);

    /// <summary>A value as the answer to a program that reads.</summary>
    public static IResult Of<T>(T value) => Results.Json(value, Json);

    /// <summary>It was done.</summary>
    public static IResult Done(HttpContext http, string? location) => Of(new Outcome(location, (http.Items[typeof(Flash)] as Flash)?.Sentence));

    /// <summary>What would be a page: what is wrong with which field, or that it was done.</summary>
    public static IResult InsteadOfPage(HttpContext http, int status)
    {
        var form = http.RequestServices.GetRequiredService<FormState>();
        return http.Items[typeof(Submission)] is string location ? Done(http, location)
            : form.HasErrors || status >= 400 ? Problem(form, status < 400 ? StatusCodes.Status422UnprocessableEntity : status)
            : Done(http, null);
    }

    /// <summary>A refusal by its sentence; a problem document (RFC 9457).</summary>
    public static IResult Problem(int status, string sentence) =>
        Of(new ProblemDetails { Title = Refusal.TitleOf(status), Status = status, Detail = sentence }, status);

    static IResult Problem(FormState form, int status)
    {
        var errors = form.All.GroupBy(e => Named(e.Name), e => e.Error).ToDictionary(g => g.Key, g => g.ToArray());
        var stored = form.All.Select(e => e.Name).Distinct().Where(n => form.Theirs(n) is not null).ToDictionary(Named, n => form.Theirs(n)!);
        var problem = new ProblemDetails
        {
            Title = Refusal.TitleOf(status),
            Status = status,
            Detail = errors.Count == 0 ? Refusal.SentenceOf(status) : string.Join(" ", errors.Values.SelectMany(e => e).Distinct()),
            Extensions = { ["errors"] = errors },
        };
        if (stored.Count > 0)
        {
            problem.Extensions["stored"] = stored;
        }

        return Of(problem, status);
    }

    static IResult Of(ProblemDetails problem, int status) => Results.Json(problem, Json, "application/problem+json", status);

    static string Named(string field) => string.Join('.', field.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
