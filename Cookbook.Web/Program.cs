using Cookbook.Data;
using Cookbook.ServiceDefaults;
using Cookbook.Web.Accounts;
using Cookbook.Web.Api;
using Cookbook.Web.Caching;
using Cookbook.Web.Caching.Live;
using Cookbook.Web.Diagnostics;
using Cookbook.Web.Editing;
using Cookbook.Web.Errors;
using Cookbook.Web.Pages;
using Cookbook.Web.Photos;
using Cookbook.Web.Plates;
using Cookbook.Web.Security;

if (args is [Probes.Command])
{
    return Probes.Ask();
}

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.RequireSettings();
builder.AddDraining();
builder.AddKnownProxies();
builder.AddStrictTransport();
builder.AddRequestLimits();
builder.AddNpgsqlDbContext<CookbookDbContext>(
    DatabaseSetting.Name, settings => settings.ConnectionString = PreparedStatements.AreKept(settings.ConnectionString), CookbookDbContext.Configure);
builder.AddCookbookCaching();
builder.AddAccounts();
builder.AddEditing();
builder.AddPhotos();
builder.AddPages();
builder.AddToolbar();

var app = builder.Build();

app.UseDraining();
app.UseKnownProxies();
app.UseStrictTransport();
app.UseToolbar();
app.UseFirstLevelOutputCache();
app.UseSecurityHeaders();
app.UseErrorPages();
app.UseApiErrors();
app.UseRouting();
app.UseRequestTimeouts();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.UseCoherentOutputCache();

app.MapDefaultEndpoints();
app.MapPages();
app.MapPlates();
app.MapPhotos();
app.MapFoodSuggestions();
app.MapCacheLive();
app.MapCacheApi();

if (app.Environment.IsDevelopment())
{
    app.MapCacheFlush();
}

app.Run();
return 0;
