using Tresen;

return await new Commands(Console.Out, Console.Error).RunAsync(args);

/// <summary>The entry point; public so that tests can start the whole program.</summary>
public partial class Program;
