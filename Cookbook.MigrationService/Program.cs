using Cookbook.Data;
using Cookbook.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

var builder = Host.CreateApplicationBuilder(args);
builder.AddServiceDefaults();
builder.AddNpgsqlDbContext<CookbookDbContext>("cookbookdb", configureDbContextOptions: CookbookDbContext.Configure);

using var host = builder.Build();
await using var scope = host.Services.CreateAsyncScope();
await scope.ServiceProvider.GetRequiredService<CookbookDbContext>().Database.MigrateAsync();
