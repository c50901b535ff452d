using Tresen.Bench;

switch (args)
{
    case ["floor", var port, var bytes]:
        await Floor.RunAsync(int.Parse(port), int.Parse(bytes));
        return 0;
    case [] or ["start"] or ["pages"]:
        if (args is [] or ["start"])
        {
            await Starts.MeasureAsync();
        }

        if (args is [] or ["pages"])
        {
            await Pages.MeasureAsync();
        }

        return 0;
    default:
        Console.Error.WriteLine("bin/bench [start|pages]");
        return 2;
}
