using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Staff;

namespace Tresen.Demo;

/// <summary>An invented service firm to try Tresen with.</summary>
public static class DemoFirm
{
    public const string Mail = "anna.brandt@nordlicht.example";
    public const string Password = "tresen-demo-2026";

    /// <summary>Fills an empty database; does nothing where somebody works already.</summary>
    public static async Task MoveInAsync(IServiceProvider services, int customers = 60, int tickets = 400)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TresenDb>();
        if (await db.Staff.AnyAsync())
        {
            return;
        }

        await Hiring.HireAsync(scope.ServiceProvider, "Anna Brandt", Mail, Role.Administrator, Password);
    }
}
