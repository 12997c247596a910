using Cookbook.Data;
using Cookbook.MigrationService;
using Cookbook.Tests.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.MigrationService;

/// <summary>Runs the worker in this process, as its Program does.</summary>
internal sealed class Worker(string? connectionString)
{
    public string? ConnectionString => connectionString;

    public string? Seed { get; init; } = "none";

    /// <summary>What comes in on standard input.</summary>
    public string Input { get; init; } = "";

    /// <summary>Further settings.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Task<WorkerEnd> RunAsync(params string[] args) => RunWithAsync(args, TestContext.Current.CancellationToken);

    /// <summary>Until it is stopped, as by SIGTERM. Without arguments it migrates and seeds.</summary>
    public Task<WorkerEnd> RunUntilAsync(CancellationToken stop, params string[] args) => RunWithAsync(args, stop);

    public async Task<WorkerEnd> LoadAsync(params string[] fixtures)
    {
        using var folder = new FixtureFolder();
        return await RunAsync(["loaddata", .. fixtures.Select(folder.Write)]);
    }

    public CookbookDbContext OpenDatabase()
    {
        var options = new DbContextOptionsBuilder<CookbookDbContext>().UseNpgsql(connectionString);
        CookbookDbContext.Configure(options);
        return new CookbookDbContext(options.Options);
    }

    /// <summary>On a new database with tables and without rows.</summary>
    public static async Task<Worker> MigratedAsync(TestServers databases, Clock? clock = null) =>
        new((await RecipeDatabase.CreateAsync(databases)).ConnectionString) { Time = clock ?? new Clock() };

    /// <summary>Rows in all the tables that a fixture can reach.</summary>
    public async Task<RowCounts> CountRowsAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var db = OpenDatabase();
        return new RowCounts(
            await db.Recipes.CountAsync(cancellationToken),
            await db.Foods.CountAsync(cancellationToken),
            await db.Ingredients.CountAsync(cancellationToken),
            await db.Tags.CountAsync(cancellationToken),
            await db.OldSlugs.CountAsync(cancellationToken),
            await db.LoadedSeeds.CountAsync(cancellationToken));
    }

    private async Task<WorkerEnd> RunWithAsync(string[] args, CancellationToken cancellationToken)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var exitCode = await MigrationWorker.RunAsync(
            args,
            new StringReader(Input),
            output,
            error,
            builder =>
            {
                builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:cookbookdb", connectionString), new("Seed", Seed), .. Settings]);
                builder.Services.AddSingleton(Time);
            },
            cancellationToken);
        return new WorkerEnd(exitCode, output.ToString(), error.ToString());
    }
}

internal sealed record RowCounts(int Recipes = 0, int Foods = 0, int Ingredients = 0, int Tags = 0, int OldSlugs = 0, int LoadedSeeds = 0);

internal sealed record WorkerEnd(int ExitCode, string Output, string Error)
{
    public WorkerEnd MustSucceed()
    {
        Assert.Equal("", Error);
        Assert.Equal(0, ExitCode);
        return this;
    }

    public WorkerEnd MustFail(string saying)
    {
        Assert.NotEqual(0, ExitCode);
        Assert.Contains(saying, Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        return this;
    }
}
