using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Tresen.Tests.Security;

/// <summary>Lets a test come from any address: the header says from which, as the connection would.</summary>
sealed class ForeignAddresses : IStartupFilter
{
    public const string Header = "X-Test-Connection";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((http, go) =>
        {
            if (http.Request.Headers.TryGetValue(Header, out var address))
            {
                http.Connection.RemoteIpAddress = IPAddress.Parse(address.ToString());
            }

            return go(http);
        });
        next(app);
    };
}
