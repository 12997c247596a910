using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>
/// The program of an AppHost, run inside of a test on a thread of its own: held when it builds its application, so that the test can
/// change the model, and again when it runs it, so that the test can drive it.
/// </summary>
internal sealed class EntryPoint
{
    private static readonly AsyncLocal<EntryPoint?> Running = new();

    private readonly TaskCompletionSource<DistributedApplicationBuilder> _described = New<DistributedApplicationBuilder>();
    private readonly TaskCompletionSource _buildRequested = New();
    private readonly TaskCompletionSource<DistributedApplication> _built = New<DistributedApplication>();
    private readonly TaskCompletionSource _ended = New();
    private readonly Assembly _assembly;
    private readonly string[] _args;
    private readonly Action<DistributedApplicationOptions, HostApplicationBuilderSettings>? _configure;

    private EntryPoint(Assembly assembly, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings>? configure)
    {
        _assembly = assembly;
        _args = args;
        _configure = configure;
    }

    /// <summary>The one on whose thread this is called; null outside of a test.</summary>
    public static EntryPoint? Current => Running.Value;

    /// <summary>Completes when the test has done with the application.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Begins the program.</summary>
    public static EntryPoint Start(Assembly assembly, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings>? configure)
    {
        var entryPoint = new EntryPoint(assembly, args, configure);
        new Thread(entryPoint.Run) { IsBackground = true, Name = $"Entry point of {assembly.GetName().Name}" }.Start();
        return entryPoint;
    }

    /// <summary>The builder, with everything that the AppHost says.</summary>
    public Task<DistributedApplicationBuilder> DescribedAsync(CancellationToken cancellationToken) => _described.Task.WaitAsync(cancellationToken);

    public Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken)
    {
        _buildRequested.TrySetResult();
        return _built.Task.WaitAsync(cancellationToken);
    }

    public void End()
    {
        _buildRequested.TrySetCanceled();
        _ended.TrySetResult();
    }

    /// <summary>Called by the AppHost.</summary>
    public DistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options)
    {
        options.Args = [.. options.Args ?? [], .. _args];
        options.Assembly = _assembly;
        options.Temporary = true;
        options.DisableDashboard = true;
        options.Configure = _configure;
        return new DistributedApplicationBuilder(options);
    }

    /// <summary>Called by the AppHost: waits for the test's word.</summary>
    public DistributedApplication Build(DistributedApplicationBuilder builder)
    {
        _described.TrySetResult(builder);
        _buildRequested.Task.GetAwaiter().GetResult();
        var application = builder.BuildNow();
        _built.TrySetResult(application);
        return application;
    }

    private void Run()
    {
        Running.Value = this;
        try
        {
            var main = _assembly.EntryPoint ?? throw new InvalidOperationException($"{_assembly.GetName().Name} is not a program.");
            object?[] arguments = main.GetParameters().Length == 0 ? [] : [Array.Empty<string>()];
            if (main.Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null) is Task task)
            {
                task.GetAwaiter().GetResult();
            }

            Fail(new InvalidOperationException($"The program of {_assembly.GetName().Name} ended before it built an application."));
        }
        catch (Exception exception)
        {
            // Not swallowed: the test gets it from whatever it waits for.
            Fail(exception);
        }
    }

    private void Fail(Exception exception)
    {
        _described.TrySetException(exception);
        _built.TrySetException(exception);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource<T> New<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
