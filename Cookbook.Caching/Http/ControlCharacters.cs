using Cookbook.Caching.Telemetry;
using Microsoft.AspNetCore.Http;

namespace Cookbook.Caching.Http;

/// <summary>400 for an address with control characters: none has a reason to contain them, and what they do to logs and headers is no good.</summary>
internal sealed class ControlCharacters(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (AreIn(context.Request))
        {
            context.Features.Get<Arrival>()?.Answer = CacheAnswer.Bypass("control-characters");
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }

        return next(context);
    }

    public static bool AreIn(HttpRequest request) =>
        Contains(request.Path.Value) || Contains(Unescape(request.QueryString.Value));

    private static string? Unescape(string? query) =>
        query is not null && query.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(query) : query;

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
