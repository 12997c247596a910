using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace Cookbook.Web.Pages.Admin;

/// <summary>What every page of the admin site is: for those who may see it, and kept by nobody.</summary>
internal static class AdminPage
{
    public const string Folder = "/Admin";

    public static bool Is(PageApplicationModel page) => page.ViewEnginePath.StartsWith($"{Folder}/", StringComparison.Ordinal);
}
