using Cookbook.Data.History;
using Cookbook.Web.Accounts;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.Web.Pages.Admin.History;

/// <summary>A page about the history of recipes, foods or tags.</summary>
internal abstract class HistoryPage : PageModel
{
    /// <summary>"recipes", as in the address: the route has checked it.</summary>
    public string Many => ((string)RouteData.Values["kind"]!).ToLowerInvariant();

    /// <summary>As <see cref="RevisionContent"/> names it: "recipe".</summary>
    public string Kind => Many[..^1];

    public string ListAddress => $"{AdminAddress.Home}/{Many}";

    public static string NameIn(Revision revision) =>
        RevisionContent.Fields(revision.Kind, revision.Content).Select(field => field.Text).FirstOrDefault() ?? "";
}
