using Cookbook.MigrationService;

return await MigrationWorker.RunAsync(args, Console.Out, Console.Error);
