using Cookbook.Data.Accounts;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Cookbook.Web.Pages.Admin.Accounts;

/// <summary>The roles as a form offers them, the one that may least first.</summary>
internal static class Roles
{
    public const string Hint = "A Viewer sees, an Editor changes recipes, foods and tags, an Administrator accounts as well.";

    public static IEnumerable<SelectListItem> Choices => Role.All.Reverse().Select(role => new SelectListItem(role, role));
}
