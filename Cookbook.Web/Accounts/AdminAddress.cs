namespace Cookbook.Web.Accounts;

internal static class AdminAddress
{
    public const string Home = "/admin";

    public const string Accounts = Home + "/accounts";

    public const string Cache = Home + "/cache";

    public const string SignIn = "/admin/login";

    public const string SignInAgain = SignIn + "/again";

    public const string Account = "/admin/account";

    public const string Refused = "/admin/refused";

    /// <summary>The query key of the address to go on to after signing in.</summary>
    public const string Next = "next";
}
