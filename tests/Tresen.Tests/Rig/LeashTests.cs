using System.Diagnostics;

namespace Tresen.Tests.Rig;

public sealed class LeashTests
{
    [Fact]
    public void What_is_let_go_ends_and_its_folder_is_removed()
    {
        var folder = Directory.CreateTempSubdirectory("tresen-leash-").FullName;
        using var program = Process.Start("sleep", ["600"]);

        new Leash(program, "TERM", folder).Dispose();

        program.WaitForExit(1000).ShouldBeTrue();
        Directory.Exists(folder).ShouldBeFalse();
    }

    [Fact]
    public void Who_does_not_listen_is_killed()
    {
        using var program = Process.Start("sh", ["-c", "trap '' TERM; while :; do sleep 1; done"]);

        new Leash(program, "TERM").Dispose();

        program.WaitForExit(1000).ShouldBeTrue();
    }
}
