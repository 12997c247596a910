using System.Text.Encodings.Web;
using System.Text.Unicode;
using Cookbook.Web.Accounts;
using Cookbook.Web.Accounts.Typed;
using Cookbook.Web.Html;
using Cookbook.Web.Pages.Admin;
using Cookbook.Web.Pages.Admin.Recipes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.Extensions.WebEncoders;

namespace Cookbook.Web.Pages;

internal static class PagesExtensions
{
    public static WebApplicationBuilder AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorPages(pages =>
        {
            pages.Conventions.AddFolderApplicationModelConvention("/", ReadOnly);
            pages.Conventions.AuthorizeFolder(AdminPage.Folder, Permissions.View)
                .AllowAnonymousToPage("/Admin/Login")
                .AllowAnonymousToPage("/Admin/LoginAgain")
                .AllowAnonymousToPage("/Admin/Passkeys/SignIn");
            pages.Conventions.AddFolderApplicationModelConvention(AdminPage.Folder, page =>
            {
                page.Filters.Add(new KeptByNobody());
                page.Filters.Add(new KeepTypedWithoutToken());
            });
        });

        // A list that is far too long is for its page to refuse: the binder would throw.
        builder.Services.Configure<MvcOptions>(mvc => mvc.MaxModelBindingCollectionSize = RecipeFormPage.MostFormValues);
        builder.Services.AddSingleton<SafeHtml>();
        builder.Services.AddSingleton(new SiteOrigin(builder.Configuration));

        // The pages are UTF-8: "crème brûlée" needs no entities.
        builder.Services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        return builder;
    }

    public static WebApplication MapPages(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapRazorPages().WithStaticAssets();

        // A page cached before a deployment asks for the style sheet of its time; the literal address of today's goes first.
        app.MapMethods("/site.{fingerprint}.css", [HttpMethods.Get, HttpMethods.Head], () => TypedResults.LocalRedirect("~/site.css"))
            .WithName("FormerStyleSheet");
        return app;
    }

    /// <summary>405 for other methods. Not for the admin site, nor for the error page, which stands in for requests of any method.</summary>
    private static void ReadOnly(PageApplicationModel page)
    {
        if (page.ViewEnginePath != "/Error" && !AdminPage.Is(page))
        {
            page.EndpointMetadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
        }
    }
}
