namespace Tresen.Tests;

public class ArchitectureTests
{
    [Fact]
    public void The_assembly_is_called_tresen() => typeof(Program).Assembly.GetName().Name.ShouldBe("tresen");
}
