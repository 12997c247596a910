using System.Globalization;
using Cookbook.Web.Accounts;

namespace Cookbook.Web.Pages.Admin.Recipes;

internal static class RecipesAddress
{
    public const string List = AdminAddress.Home + "/recipes";

    public const string Add = List + "/add";

    public const string Delete = List + "/delete";

    public const string Deleted = List + "/deleted";

    public static string Of(int id) => string.Create(CultureInfo.InvariantCulture, $"{List}/{id}");
}
