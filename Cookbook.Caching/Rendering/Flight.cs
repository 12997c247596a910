namespace Cookbook.Caching.Rendering;

/// <summary>A render that several requests wait for.</summary>
internal sealed class Flight
{
    private readonly TaskCompletionSource<Rendered> _landed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Never faulted.</summary>
    public Task<Rendered> Landed => _landed.Task;

    /// <summary>The render's span, for those who wait to link to.</summary>
    public System.Diagnostics.ActivityContext Span { get; set; }

    public void Land(Rendered rendered) => _landed.TrySetResult(rendered);
}
