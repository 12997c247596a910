using Cookbook.AppHost;

HostingWorld.Announce();

var builder = DistributedApplication.CreateBuilder(args);

var adminPassword = builder.AddParameter("admin-password", new GenerateParameterDefault { MinLength = 20 }, secret: true, persist: true);

var cookbook = builder.AddPostgres("postgres")
    .WithDataVolume()
    .AddDatabase("cookbookdb");

var cache = builder.AddRedis("cache");

var migrations = builder.AddProject<Projects.Cookbook_MigrationService>("migrations")
    .WithReference(cookbook)
    .WithEnvironment("Admin__Password", adminPassword)
    .WithEnvironment("Seed", Seed.From(builder.Configuration))
    .WaitFor(cookbook);

// The site does not wait for the cache: without Redis it works, only slower.
builder.AddProject<Projects.Cookbook_Web>("web")
    .WithReference(cookbook)
    .WithReference(cache)
    .WaitForCompletion(migrations)
    .WithHttpHealthCheck("/health")
    .WithExternalHttpEndpoints()
    .WithReplicas(Replicas.From(builder.Configuration))
    .WithEnvironment("OutputCaching__Enabled", builder.Configuration["OutputCaching:Enabled"] ?? "true")
    .WithUrlForEndpoint("http", url => (url.DisplayText, url.Url) = ("Cookbook", "/cookbook/"))
    .WithHttpCommand("/admin/cache/flush", "Empty the cache");

builder.Build().Run();
