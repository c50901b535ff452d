using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;

namespace Tresen.Staff;

/// <summary>Before anybody works here, every page leads to the first-run page, guarded by a one-time code that only
/// whoever sees the console knows. Once somebody is there it is closed for good.</summary>
public sealed class FirstRun(RequestDelegate next)
{
    static readonly string Code = RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 24);

    volatile bool isOver;

    /// <summary>The code, or null when the first run is over.</summary>
    public static async Task<string?> CodeAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        return await IsOverAsync(scope.ServiceProvider.GetRequiredService<TresenDb>()) ? null : Code;
    }

    /// <summary>Whether somebody works here already.</summary>
    public static async Task<bool> IsOverAsync(TresenDb db) => await db.Staff.AnyAsync();

    /// <summary>Whether that is the code; compared in constant time.</summary>
    public static bool IsCode(string? typed) =>
        CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(typed ?? ""), System.Text.Encoding.UTF8.GetBytes(Code));

    /// <summary>Leads to the first-run page as long as nobody works here.</summary>
    public async Task InvokeAsync(HttpContext http, TresenDb db)
    {
        if (!isOver && !(isOver = await IsOverAsync(db)) && HttpMethods.IsGet(http.Request.Method)
            && !http.Request.Path.StartsWithSegments("/first-run") && !http.Request.Path.StartsWithSegments("/health") && !Path.HasExtension(http.Request.Path))
        {
            http.Response.Redirect("/first-run");
            return;
        }

        await next(http);
    }
}
