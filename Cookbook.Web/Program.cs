using Cookbook.Data;
using Cookbook.ServiceDefaults;
using Cookbook.Web.Caching;
using Cookbook.Web.Errors;
using Cookbook.Web.Pages;
using Cookbook.Web.Plates;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddNpgsqlDbContext<CookbookDbContext>("cookbookdb", configureDbContextOptions: CookbookDbContext.Configure);
builder.AddCookbookCaching();
builder.AddPages();

var app = builder.Build();

app.UseFirstLevelOutputCache();
app.UseErrorPages();
app.UseRouting();
app.UseAuthentication();
app.UseAuthorization();
app.UseCoherentOutputCache();

app.MapDefaultEndpoints();
app.MapPages();
app.MapPlates();

if (app.Environment.IsDevelopment())
{
    app.MapCacheFlush();
}

app.Run();
