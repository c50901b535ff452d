using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Identity;
using Tresen.Platform.Api;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Forms;
using Tresen.Platform.Identity;
using Tresen.Platform.Jobs;
using Tresen.Platform.Shell;
using Tresen.Platform.Time;
using Tresen.Platform.Web;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tickets.Lists;

namespace Tresen;

/// <summary>The whole program as a web application.</summary>
public static class TresenServer
{
    const int MostBytes = 260 * 1024 * 1024; // several files of 50 MB at once, and room to say that one is larger

    /// <summary>Puts it together; nothing runs and nothing is stored yet.</summary>
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = [.. args.Where(a => a.Contains(':', StringComparison.Ordinal) && a.StartsWith("--", StringComparison.Ordinal))],
            ApplicationName = typeof(TresenServer).Assembly.GetName().Name, // whoever starts us, tests too
            // Started from another folder, static files would answer 200 with an empty body.
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Commands.Option(args, "--environment"),
        });
        var configuration = builder.Configuration;
        var folder = Commands.Option(args, "--data") ?? configuration["Tresen:Data"] ?? Path.GetFullPath("data");
        Zone.Local = TimeZoneInfo.FindSystemTimeZoneById(configuration["Tresen:TimeZone"] ?? "Europe/Berlin");

        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning)
            // Keys lie in our own database, whose file is as safe as the data themselves; and in tests there is no wwwroot.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error).AddFilter("Microsoft.AspNetCore.StaticFiles", LogLevel.Error)
            .AddConsole(console => console.FormatterName = PlainLines.FormatterName)
            .AddConsoleFormatter<PlainLines, Microsoft.Extensions.Logging.Console.ConsoleFormatterOptions>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostBytes;
        });
        builder.WebHost.UseStaticWebAssets(); // run from its sources, the assets lie where they were built from; published, this does nothing
        builder.WebHost.UseUrls(configuration["Tresen:Listen"] ?? $"http://127.0.0.1:{Commands.Option(args, "--port") ?? "5080"}");

        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddTresenDb(configuration, folder);
        services.AddDataProtection().SetApplicationName("Tresen").PersistKeysToDbContext<TresenDb>();
        services.AddSingleton<FileCabinet>();
        services.AddSingleton<Post.Passwords>().AddSingleton<Mail.Keyring>();
        services.AddScoped<FormState>();
        services.AddScoped<HeldUpload>();
        services.AddScoped<Frame>();
        services.AddScoped<Customers.CustomerTabs>();
        services.AddScoped<Devices.DeviceTabs>();
        services.AddScoped<Tickets.TicketTabs>();
        services.AddScoped<TimeTracking.BookingSheet>();
        services.AddHttpContextAccessor();
        services.AddScoped(s => s.GetRequiredService<IHttpContextAccessor>().HttpContext?.Features.Get<Me>()
            ?? throw new InvalidOperationException("Nobody is signed in here; the route's rule should have seen to that."));
        services.AddSingleton<Address>().AddSingleton<SignInThrottle>().AddSingleton<KnownDevice>().AddSingleton<Staff.SigningIn.PasswordProof>();
        services.AddScoped<Staff.SigningIn.Authenticator>().AddScoped<Staff.SigningIn.Entrance>().AddScoped<Staff.Outside.Arrival>();
        services.AddSingleton<OutgoingHttp>().AddSingleton<Staff.Outside.Secrets>();
        services.AddSingleton<Staff.OpenIdConnect.Discovery>().AddSingleton<Staff.OpenIdConnect.ProviderWay>().AddSingleton<Staff.OpenIdConnect.ProviderCheck>().AddSingleton<Staff.Ldap.DirectoryWay>();
        services.AddProxies(configuration["Tresen:Proxies"]);
        services.AddSignIn(new Address(configuration).IsSecure);
        services.AddRazorComponents();
        services.AddPages();
        services.AddSingleton<JobRunner>().AddHostedService(s => s.GetRequiredService<JobRunner>());
        services.AddSingleton<Mail.Fetching.MailFetcher>().AddHostedService(s => s.GetRequiredService<Mail.Fetching.MailFetcher>());
        services.AddScoped<Mail.Fetching.FetchRound>();
        services.AddScoped<Mail.Fetching.PopRound>();
        services.AddScoped<Mail.Fetching.Shelf>();
        services.AddScoped<Mail.Fetching.Delivery>();
        services.AddScoped<Mail.Intake.MailIntake>();
        services.AddSingleton(new Privacy.Erasing.ErasureFile(folder));
        services.AddScoped<Privacy.Erasing.ErasureReplay>();
        services.AddSingleton(new Privacy.Keeping.GoneFile(folder));
        services.AddScoped<Privacy.Keeping.RetentionWork>().AddScoped<Privacy.Keeping.RetentionReplay>();
        services.AddSingleton<Mail.PublicForm.Queue>();
        services.AddWorkers();
        services.AddSingleton<FirstList>((db, _) => Tickets.StandardLists.AddTo(db));
        services.AddSingleton<FirstList>((db, _) => TimeTracking.StandardActivities.AddTo(db));
        services.AddSingleton<FirstList>((db, at) => db.Add(Customers.Customer.Intern(at)));
        services.AddSingleton<Staff.SigningIn.CanMailStaff>(async (db, cancel) => await db.MailboxForStaffAsync(cancel) is not null);
        services.AddScoped<Admin.Checkup>();
        services.AddAll<IHandover>();
        services.AddAll<IListUse>();
        return Route(builder.Build());
    }

    static void AddPages(this IServiceCollection services)
    {
        services.Configure<FormOptions>(form =>
        {
            form.MultipartBodyLengthLimit = MostBytes;
            form.ValueLengthLimit = 2 * 1024 * 1024;
            form.ValueCountLimit = 4000;
        });
        services.AddOptions<Microsoft.AspNetCore.Mvc.MvcOptions>().Configure<TimeProvider>((mvc, clock) =>
        {
            mvc.Conventions.Add(new RouteParameters());
            mvc.Conventions.Add(new ApiAddress.Twins());
            mvc.Filters.Add<RuleFilter>();
            mvc.Filters.Add<ReadForm>();
            mvc.Filters.Add<FormState.Filter>();
            mvc.Filters.Add<OneWork>();
            mvc.ModelBinderProviders.Insert(0, new Typing.Provider(clock));
            mvc.ModelBinderProviders.Insert(0, new UploadBinder.Provider());
            mvc.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
            BindingSentences.AddTo(mvc.ModelBindingMessageProvider);
            mvc.ModelMetadataDetailsProviders.Add(new BindingSentences.Lengths());
        });
        services.AddControllers(options =>
        {
            options.Filters.Add<Customers.FormerNumbers>();
            options.Filters.Add<Privacy.Keeping.GoneNumbers>();
        }).AddApplicationPart(typeof(TresenServer).Assembly)
            .AddDataAnnotationsLocalization(annotations => annotations.DataAnnotationLocalizerProvider = (_, _) => new BindingSentences.Localizer());
    }

    /// <summary>Each class that is an <see cref="IWorker"/> does its kind of job.</summary>
    static void AddWorkers(this IServiceCollection services) => services.AddAll<IWorker>();

    static void AddAll<T>(this IServiceCollection services)
    {
        foreach (var one in typeof(TresenServer).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(T))))
        {
            services.AddScoped(typeof(T), one);
        }
    }

    static void AddSignIn(this IServiceCollection services, bool isSecure)
    {
        services.AddIdentityCore<SignIn>(identity =>
            {
                identity.Password = new PasswordOptions { RequiredLength = 10, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false, RequiredUniqueChars = 4 };
                identity.User.RequireUniqueEmail = true;
                identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            })
            .AddEntityFrameworkStores<TresenDb>()
            .AddSignInManager()
            .AddDefaultTokenProviders();
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, cookie =>
            {
                cookie.Cookie.Name = isSecure ? "__Host-tresen" : "tresen"; // the prefix: no other host and no plain connection can set it
                cookie.Cookie.SecurePolicy = isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.Cookie.HttpOnly = true;
                cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
                cookie.SlidingExpiration = true;
            })
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, cookie => // between the two steps of a passkey
            {
                cookie.Cookie.Name = isSecure ? "__Host-tresen-passkey" : "tresen-passkey";
                cookie.Cookie.SecurePolicy = isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
                cookie.Cookie.SameSite = SameSiteMode.Strict;
                cookie.ExpireTimeSpan = TimeSpan.FromMinutes(5);
            });
        services.Configure<IdentityPasskeyOptions>(passkeys => (passkeys.UserVerificationRequirement, passkeys.ResidentKeyRequirement) = ("required", "required"));
        services.AddOptions<IdentityPasskeyOptions>().Configure<Address>((passkeys, address) => passkeys.ServerDomain = address.Known is { } known ? new Uri(known).Host : null);
        services.AddAuthorization();
        services.Configure<CookiePolicyOptions>(cookies => cookies.Secure = isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest);
    }

    static WebApplication Route(WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<SafeHeaders>();
        app.UseMiddleware<Apology>();
        app.UseMiddleware<Forgery>();
        app.UseCookiePolicy();
        app.UseAuthentication();
        app.UseMiddleware<WhoIsAsking>();
        app.UseMiddleware<FrameFiller>();
        app.UseMiddleware<Apology>(); // once more, now that the reader's language is known
        app.UseMiddleware<FirstRun>();
        app.MapStaticAssets("tresen.staticwebassets.endpoints.json");
        app.MapGet("/health/live", [Anyone] () => Results.Text("live"));
        app.MapGet("/health/ready", [Anyone] async (TresenDb db, CancellationToken cancel) =>
            await db.AnswersAsync(cancel) ? Results.Text("ready") : Results.Text("not ready", statusCode: StatusCodes.Status503ServiceUnavailable));
        app.MapControllers();
        app.MapFallback([Anyone] () => Refusal.Of(404));
        return app;
    }

    /// <summary>Brings the database into shape.</summary>
    public static async Task PrepareAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TresenDb>().PrepareAsync();
    }

}
