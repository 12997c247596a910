using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

public static class KnownResourceCommands
{
    public static readonly string StartCommand = "resource-start";
    public static readonly string StopCommand = "resource-stop";
    public static readonly string RestartCommand = "resource-restart";
}

public class CommandOptions
{
    internal static CommandOptions Default { get; } = new();

    public string? Description { get; set; }

    /// <summary>Asked before the command runs, where a person runs it.</summary>
    public string? ConfirmationMessage { get; set; }

    public string? IconName { get; set; }

    public bool IsHighlighted { get; set; }
}

public class HttpCommandOptions : CommandOptions
{
    internal static new HttpCommandOptions Default { get; } = new();

    public Func<EndpointReference>? EndpointSelector { get; set; }

    /// <summary>Default: POST.</summary>
    public HttpMethod? Method { get; set; }

    public Func<HttpCommandRequestContext, Task>? PrepareRequest { get; set; }

    /// <summary>Default: a status from 200 to 299 is success.</summary>
    public Func<HttpCommandResultContext, Task<ExecuteCommandResult>>? GetCommandResult { get; set; }
}

public sealed class HttpCommandRequestContext
{
    public required IServiceProvider ServiceProvider { get; init; }

    public required string ResourceName { get; init; }

    public required EndpointReference Endpoint { get; init; }

    public required CancellationToken CancellationToken { get; init; }

    public required HttpClient HttpClient { get; init; }

    public required HttpRequestMessage Request { get; init; }
}

public sealed class HttpCommandResultContext
{
    public required IServiceProvider ServiceProvider { get; init; }

    public required string ResourceName { get; init; }

    public required EndpointReference Endpoint { get; init; }

    public required CancellationToken CancellationToken { get; init; }

    public required HttpClient HttpClient { get; init; }

    public required HttpResponseMessage Response { get; init; }
}

public sealed class ExecuteCommandContext
{
    public required IServiceProvider ServiceProvider { get; init; }

    public required string ResourceName { get; init; }

    public required CancellationToken CancellationToken { get; init; }

    public required ILogger Logger { get; init; }
}

public sealed class ExecuteCommandResult
{
    public required bool Success { get; init; }

    public bool Canceled { get; init; }

    public string? ErrorMessage { get; init; }
}

public static class CommandResults
{
    public static ExecuteCommandResult Success() => new() { Success = true };

    public static ExecuteCommandResult Canceled() => new() { Success = false, Canceled = true, ErrorMessage = "The command was cancelled." };

    public static ExecuteCommandResult Failure(string? errorMessage = null) => new() { Success = false, ErrorMessage = errorMessage };
}

public sealed class ResourceCommandAnnotation(
    string name, string displayName, Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand, CommandOptions options) : IResourceAnnotation
{
    public string Name { get; } = name;

    public string DisplayName { get; } = displayName;

    public Func<ExecuteCommandContext, Task<ExecuteCommandResult>> ExecuteCommand { get; } = executeCommand;

    public string? DisplayDescription { get; } = options.Description;

    public string? ConfirmationMessage { get; } = options.ConfirmationMessage;

    public string? IconName { get; } = options.IconName;

    public bool IsHighlighted { get; } = options.IsHighlighted;
}

/// <summary>Runs a resource's commands.</summary>
public class ResourceCommandService
{
    private readonly DistributedApplicationModel _model;
    private readonly IServiceProvider _services;
    private readonly ILoggerFactory _loggers;

    internal ResourceCommandService(IServiceProvider services)
    {
        _services = services;
        _model = services.GetRequiredService<DistributedApplicationModel>();
        _loggers = services.GetRequiredService<ILoggerFactory>();
    }

    /// <summary>Runs a command; a failure is in the result, with its message, and so is a cancellation.</summary>
    public async Task<ExecuteCommandResult> ExecuteCommandAsync(IResource resource, string commandName, CancellationToken cancellationToken = default)
    {
        var command = resource.Annotations.OfType<ResourceCommandAnnotation>().LastOrDefault(command => command.Name == commandName);
        if (command is null)
        {
            var known = resource.Annotations.OfType<ResourceCommandAnnotation>().Select(command => command.Name);
            return CommandResults.Failure($"Resource '{resource.Name}' has no command '{commandName}'. It has: {string.Join(", ", known)}.");
        }

        var logger = _loggers.CreateLogger($"Aspire.Hosting.Commands.{resource.Name}");
        try
        {
            return await command.ExecuteCommand(new ExecuteCommandContext
            {
                ServiceProvider = _services,
                ResourceName = resource.Name,
                CancellationToken = cancellationToken,
                Logger = logger,
            });
        }
        catch (OperationCanceledException)
        {
            return CommandResults.Canceled();
        }
        catch (Exception exception)
        {
            // Commands are anyone's code; what they throw is the caller's to judge.
            return CommandResults.Failure(exception.Message);
        }
    }

    public Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, CancellationToken cancellationToken = default)
    {
        var resource = _model.Resources.SingleOrDefault(resource => string.Equals(resource.Name, resourceId, StringComparison.OrdinalIgnoreCase));
        return resource is null
            ? Task.FromResult(CommandResults.Failure($"There is no resource '{resourceId}'."))
            : ExecuteCommandAsync(resource, commandName, cancellationToken);
    }
}
