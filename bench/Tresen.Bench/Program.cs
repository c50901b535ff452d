using Tresen.Bench;

switch (args)
{
    case ["floor", var port, var bytes]:
        await Floor.RunAsync(int.Parse(port), int.Parse(bytes));
        return 0;
    case ["mail-flow"]:
        await MailFlow.MeasureAsync();
        return 0;
    case [] or ["start"] or ["pages"] or ["mail"]:
        if (args is [] or ["start"])
        {
            await Starts.MeasureAsync();
        }

        if (args is [] or ["pages"])
        {
            await Pages.MeasureAsync();
        }

        if (args is [] or ["mail"])
        {
            MailReading.Measure();
            foreach (var database in new[] { "sqlite", "postgres" })
            {
                using var flow = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(Environment.ProcessPath!, ["mail-flow"]) { Environment = { ["TRESEN_TEST_DATABASE"] = database } })!;
                await flow.WaitForExitAsync();
            }
        }

        return 0;
    default:
        Console.Error.WriteLine("bin/bench [start|pages|mail]");
        return 2;
}
