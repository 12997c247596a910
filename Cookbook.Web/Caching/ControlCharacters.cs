namespace Cookbook.Web.Caching;

/// <summary>
/// 400 for an address with control characters. The stock cache joins the parts of a key with U+001E and U+001F, so that an address
/// containing them could take another's entry; no address of this site does.
/// </summary>
internal sealed class ControlCharacters(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (Contains(context.Request.Path.Value) || Contains(Uri.UnescapeDataString(context.Request.QueryString.Value ?? "")))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }

        return next(context);
    }

    private static bool Contains(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (char.IsControl(character))
            {
                return true;
            }
        }

        return false;
    }
}
