using Microsoft.AspNetCore.Mvc;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;

namespace Tresen.Admin;

/// <summary><em>Administration &gt; Zustand</em>: what <c>tresen doctor</c> says, without reading the whole database.</summary>
[Needs(Capability.Administration)]
public sealed class CheckupController(Checkup checkup) : TresenController
{
    [HttpGet("/administration/checkup")]
    [Menu("Administration", "Zustand", "stethoscope", 95)]
    public async Task<IResult> Show(CancellationToken cancel) => CheckupPage.Of(new(await checkup.RunAsync(thoroughly: false, cancel)));
}
