using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tresen.Platform.Api;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;

namespace Tresen.Platform.Web;

/// <summary>Makes each action that changes something one piece of work on the database: what it saved lasts if it ends well
/// and is taken back if it throws. A form that carries a key (<c>&lt;Once /&gt;</c>) is done once, however often it is sent;
/// it counts as done when the action ends with <see cref="TresenController.Done(string, string?)"/>.</summary>
public sealed class OneWork(TresenDb db, TimeProvider clock) : IAsyncActionFilter
{
    /// <inheritdoc/>
    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        var request = context.HttpContext.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || context.ActionDescriptor.EndpointMetadata.OfType<OwnWorkAttribute>().Any())
        {
            await next();
            return;
        }

        var cancel = context.HttpContext.RequestAborted;
        var key = KeyOf(context.HttpContext);
        await using var work = await WriteScope.BeginAsync(db, cancel);
        if (key is { Length: > 0 and <= 40 })
        {
            var now = clock.GetUtcNow().UtcDateTime;
            // A second sending waits here until the first has ended, and then finds its key.
            if (await db.Database.ExecuteSqlAsync($"insert into submissions (id, at) values ({key}, {now}) on conflict do nothing", cancel) == 0)
            {
                var known = await db.Set<Submission>().AsNoTracking().SingleAsync(s => s.Id == key, cancel);
                context.Result = request.IsForProgram() ? new JsonResult(new ApiAnswers.Outcome(known.LedTo, null), ApiAnswers.Json) : new LocalRedirectResult(known.LedTo ?? "/");
                return;
            }
        }

        var done = await next();
        if (done.Exception is not null && !done.ExceptionHandled)
        {
            return;
        }

        if (key.Length > 0)
        {
            var ledTo = context.HttpContext.Items[typeof(Submission)] as string;
            if (ledTo is null)
            {
                await db.Set<Submission>().Where(s => s.Id == key).ExecuteDeleteAsync(cancel); // refused: the person corrects and sends again
            }
            else
            {
                await db.Set<Submission>().Where(s => s.Id == key).ExecuteUpdateAsync(s => s.SetProperty(x => x.LedTo, ledTo), cancel);
            }
        }

        await work.CommitAsync(cancel);
    }

    /// <summary>The form's key. What programs choose as a key is theirs alone: two that both count from 1 don't meet.</summary>
    static string KeyOf(HttpContext http) => ApiAddress.Key(http.Request) is { Length: > 0 } chosen
        ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{http.Features.Get<Me>()?.Id} {http.Request.Path} {chosen}")))[..40]
        : http.Request.HasFormContentType ? http.Request.Form["once"].ToString() : "";
}

/// <summary>On an action that opens its own pieces of work.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OwnWorkAttribute : Attribute;

/// <summary>A form that was sent, so that sending it again changes nothing.</summary>
public sealed class Submission
{
    public string Id { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    /// <summary>Where its sender was led.</summary>
    public string? LedTo { get; private set; }

    sealed class Mapping : IEntityTypeConfiguration<Submission>
    {
        public void Configure(EntityTypeBuilder<Submission> submission)
        {
            submission.ToTable("submissions");
            submission.Property(s => s.Id).HasMaxLength(40);
            submission.Property(s => s.LedTo).HasMaxLength(2000);
        }
    }
}
