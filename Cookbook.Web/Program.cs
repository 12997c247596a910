using Cookbook.Data;
using Cookbook.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddNpgsqlDbContext<CookbookDbContext>("cookbookdb", configureDbContextOptions: CookbookDbContext.Configure);
builder.Services.AddOutputCache();
builder.AddRedisOutputCache("cache");
builder.Services.AddRazorPages();

var app = builder.Build();
app.UseOutputCache();
app.MapDefaultEndpoints();
app.MapRazorPages();
app.Run();
