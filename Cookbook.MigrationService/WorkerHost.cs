using System.Diagnostics;
using Cookbook.Data;
using Cookbook.Data.Accounts;
using Cookbook.MigrationService.Accounts;
using Cookbook.MigrationService.Fixtures;
using Cookbook.MigrationService.Generating;
using Cookbook.MigrationService.Loading;
using Cookbook.MigrationService.Seeding;
using Cookbook.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cookbook.MigrationService;

/// <summary>Builds the host for one piece of work, and turns the end of that work into an exit code.</summary>
internal sealed class WorkerHost(TextReader? input, TextWriter output, TextWriter error, Action<HostApplicationBuilder>? configure)
{
    private const string Remedy =
        $"The AppHost sets it for the worker that it starts; beside a running AppHost set it yourself: {DatabaseSetting.Example}. The AppHost says "
        + "which port Postgres has, and the password is in its user secrets: dotnet user-secrets list --project Cookbook.AppHost";

    public async Task<int> RunAsync<TWork>(string name, Func<TWork, CancellationToken, Task> work, CancellationToken cancellationToken)
        where TWork : notnull
    {
        try
        {
            // Disposed before this method returns, and with it the exporters: they send what they still hold.
            using var host = Build();
            await host.StartAsync(cancellationToken);
            var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
            return await RunAsync(host.Services, name, work, stop.Token);
        }
        catch (Failure failure)
        {
            await error.WriteLineAsync(failure.Message);
            return ExitCode.Failed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Stopped;
        }
    }

    private async Task<int> RunAsync<TWork>(
        IServiceProvider services, string name, Func<TWork, CancellationToken, Task> work, CancellationToken cancellationToken)
        where TWork : notnull
    {
        var logger = services.GetRequiredService<ILogger<WorkerHost>>();
        using var span = Spans.Source.StartActivity(name);
        try
        {
            await using var scope = services.CreateAsyncScope();
            await work(scope.ServiceProvider.GetRequiredService<TWork>(), cancellationToken);
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            span?.SetStatus(ActivityStatusCode.Error, "stopped");
            Log.Stopped(logger, name);
            await error.WriteLineAsync("Stopped before the end. The step under way was rolled back; start again to do the rest.");
            return ExitCode.Stopped;
        }
        catch (Exception exception)
        {
            Spans.Fail(span, exception);
            Log.Failed(logger, exception, name);
            await error.WriteLineAsync(FailureText.For(exception));
            return ExitCode.Failed;
        }
    }

    private IHost Build()
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            // The command line is read already, and the settings lie beside the program, wherever it is started from.
            ApplicationName = Spans.SourceName,
            ContentRootPath = AppContext.BaseDirectory,
        });
        configure?.Invoke(builder);
        builder.AddServiceDefaults();
        if (DatabaseSetting.Complaint(builder.Configuration.GetConnectionString(DatabaseSetting.Name), Remedy) is { } complaint)
        {
            throw new Failure(complaint);
        }

        builder.AddNpgsqlDbContext<CookbookDbContext>(DatabaseSetting.Name, configureDbContextOptions: CookbookDbContext.Configure);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new Printer(output));
        builder.Services.AddSingleton(new PasswordPrompt(input, error));
        builder.Services.AddIdentityCore<Account>(AccountRules.Apply).AddRoles<Role>().AddEntityFrameworkStores<CookbookDbContext>();
        builder.Services.AddScoped<AccountMaker>();
        builder.Services.AddScoped<MakeFirstAdministrator>();
        builder.Services.AddScoped<CreateSuperuser>();
        builder.Services.AddScoped<WorkerTurn>();
        builder.Services.AddScoped<UpdateDatabase>();
        builder.Services.AddScoped<MigrateDatabase>();
        builder.Services.AddScoped<SeedDatabase>();
        builder.Services.AddScoped<LoadFixtures>();
        builder.Services.AddScoped<FixtureLoader>();
        builder.Services.AddScoped<GenerateRecipes>();
        builder.Services.AddScoped<RecipeCopy>();
        return builder.Build();
    }
}
