using Cookbook.Web.Pages.Admin.Names;

namespace Cookbook.Web.Editing;

internal static class EditingExtensions
{
    /// <summary>Saving what is edited on the admin site, with its history.</summary>
    public static WebApplicationBuilder AddEditing(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<Revisions>();
        builder.Services.AddScoped<FoodNames>();
        builder.Services.AddScoped<RecipeEditor>();
        builder.Services.AddScoped<NameEditor>();
        return builder;
    }
}
