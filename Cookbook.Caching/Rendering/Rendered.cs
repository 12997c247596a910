using Cookbook.Caching.Store;

namespace Cookbook.Caching.Rendering;

/// <summary>What came of a render.</summary>
/// <param name="Page">The answer; null if there is none, for it threw or took too long.</param>
/// <param name="NotStored">Why it must not be given to anybody else; null if it may.</param>
internal sealed record Rendered(CachedPage? Page, string? NotStored)
{
    /// <summary>What was thrown, if nothing in the pipeline made an answer of it.</summary>
    public Exception? Thrown { get; init; }

    /// <summary>The level in which the page was found after all; null if it was rendered.</summary>
    public string? FoundIn { get; init; }

    /// <summary>A newer page is there already, so this one was given to those who waited and not kept.</summary>
    public bool IsOvertaken { get; init; }

    /// <summary>The page could not be rendered: an exception, a status of 500 and more, or too long.</summary>
    public bool HasFailed => Page is null or { Status: >= 499 };
}
