using Cookbook.MigrationService;

return await MigrationWorker.RunAsync(args, Console.IsInputRedirected ? Console.In : null, Console.Out, Console.Error);
