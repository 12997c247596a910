using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.Web.Pages.Admin.Names;

/// <summary>A page for foods and for tags alike.</summary>
internal abstract class NamePage : PageModel
{
    public NameKind Kind => NameKind.Of((string)RouteData.Values["kind"]!);
}
