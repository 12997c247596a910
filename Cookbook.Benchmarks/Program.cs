using Cookbook.Benchmarks;

var quick = args.Contains("--quick");
if (args.Any(argument => argument is not ("--quick" or "--toolbar")))
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project Cookbook.Benchmarks [-- --quick | --toolbar]");
    return 2;
}

using var end = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    end.Cancel();
};

await using var servers = await BenchmarkServers.StartAsync(end.Token);
if (args.Contains("--toolbar"))
{
    Console.WriteLine(await ToolbarBenchmark.RunAsync(servers, TimeSpan.FromSeconds(2), rounds: 9, end.Token));
    return 0;
}

var report = await CacheBenchmark.RunAsync(servers, quick ? TimeSpan.FromSeconds(2) : TimeSpan.FromSeconds(10), rounds: 3, end.Token);
Console.WriteLine(report);
Console.WriteLine(await WriteBenchmark.RunAsync(servers, quick ? 50 : 300, end.Token));
return 0;
