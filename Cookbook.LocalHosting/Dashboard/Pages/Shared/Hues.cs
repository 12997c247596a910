using Cookbook.LocalHosting.Dashboard.Store;

namespace Cookbook.LocalHosting.Dashboard.Pages.Shared;

/// <summary>The class that gives an element its colour.</summary>
internal static class Hues
{
    public static string Of(SpanCategory category) => category switch
    {
        SpanCategory.Database => "database",
        SpanCategory.Cache => "cache",
        SpanCategory.Render => "render",
        _ => "plain",
    };
}
