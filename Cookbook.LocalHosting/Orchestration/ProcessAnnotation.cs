using Cookbook.LocalHosting.Processes;
using Cookbook.LocalHosting.Storage;

namespace Cookbook.LocalHosting.Orchestration;

/// <summary>
/// How a resource becomes a process. Whoever adds a kind of resource adds this; the orchestrator starts what it returns and knows no kinds.
/// The resource's own variables and arguments are added to those of the specification.
/// </summary>
internal sealed record ProcessAnnotation(Func<LaunchContext, CancellationToken, Task<ProcessSpec>> Prepare) : IResourceAnnotation;

/// <summary>What a resource without a process does once its parent is healthy, before it counts as running: a database creates itself.</summary>
internal sealed record ParentHealthyAnnotation(Func<CancellationToken, Task> Prepare) : IResourceAnnotation;

/// <param name="Replica">From 0.</param>
/// <param name="Programs">Finds programs.</param>
/// <param name="Storage">Folders.</param>
/// <param name="Colours">Whoever reads the output can show colours.</param>
/// <param name="Say">Writes a line under the resource's name.</param>
internal sealed record LaunchContext(int Replica, Programs Programs, LocalStorage Storage, bool Colours, Action<string> Say);
