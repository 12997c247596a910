using Cookbook.AppHost;

HostingWorld.Announce();

var builder = DistributedApplication.CreateBuilder(args);

var adminPassword = builder.AddParameter("admin-password", new GenerateParameterDefault { MinLength = 20 }, secret: true, persist: true);

// Published with --Managed=true the system brings no servers: whoever deploys it names them, by connection string.
var managed = Publishing.IsWithManagedServers(builder);

var cookbook = managed
    ? builder.AddConnectionString("cookbookdb")
    : builder.AddPostgres("postgres").WithDataVolume().AddDatabase("cookbookdb");

var cache = managed
    ? builder.AddConnectionString("cache")
    : builder.AddRedis("cache");

var migrations = builder.AddProject<Projects.Cookbook_MigrationService>("migrations")
    .WithReference(cookbook)
    .WithEnvironment("Admin__Password", adminPassword)
    .WithEnvironment("Seed", Seed.From(builder))
    .WithAdministratorToBeNamed()
    .WaitFor(cookbook);

// The site does not wait for the cache: without Redis it works, only slower.
builder.AddProject<Projects.Cookbook_Web>("web")
    .WithReference(cookbook)
    .WithReference(cache)
    .WaitForCompletion(migrations)
    .WithHttpHealthCheck("/health")
    .WithExternalHttpEndpoints()
    .WithHostsToBeNamed()
    .WithReplicas(Replicas.From(builder.Configuration))
    .WithEnvironment("OutputCaching__Enabled", builder.Configuration["OutputCaching:Enabled"] ?? "true")
    .WithUrlForEndpoint("http", url => (url.DisplayText, url.Url) = ("Cookbook", "/cookbook/"))
    .WithHttpCommand("/admin/cache/flush", "Empty the cache");

builder.Build().Run();
