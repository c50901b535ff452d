using Microsoft.AspNetCore.Mvc;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;

namespace Tresen.Staff.People;

/// <summary><em>Administration &gt; Rollen</em>: what each role may do.</summary>
[Needs(Capability.Administration)]
public sealed class RolesController : TresenController
{
    [HttpGet("/administration/roles")]
    [Menu("Administration", "Rollen", "shield-check", 15)]
    public IResult List() => RolesPage.Of(Role.All);
}
