using Cookbook.LocalHosting.Orchestration;
using Cookbook.LocalHosting.Storage;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

public static class ParameterResourceBuilderExtensions
{
    /// <summary>A value from configuration: <c>Parameters:{name}</c>.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, bool secret = false) =>
        builder.AddParameter(name, () => throw new DistributedApplicationException(
            $"Parameter '{name}' has no value. Set it: dotnet user-secrets set \"Parameters:{name}\" VALUE --project {builder.AppHostDirectory}, "
            + $"or the environment variable Parameters__{EnvironmentVariableName.Underscored(name)}."), secret: secret);

    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false) =>
        builder.AddParameter(name, () => value, publishValueAsDefault, secret);

    /// <param name="builder">The application.</param>
    /// <param name="name">The parameter.</param>
    /// <param name="valueGetter">The value where configuration has none.</param>
    /// <param name="publishValueAsDefault">Of no effect here: only the Aspire packages publish.</param>
    /// <param name="secret">Never shown or logged.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, Func<string> valueGetter, bool publishValueAsDefault = false, bool secret = false) =>
        builder.AddResource(new ParameterResource(name, _ => builder.Configured(name) ?? valueGetter(), secret));

    /// <param name="builder">The application.</param>
    /// <param name="name">The parameter.</param>
    /// <param name="value">The value where configuration has none.</param>
    /// <param name="secret">Never shown or logged.</param>
    /// <param name="persist">Keep the value in the AppHost's user secrets, so that the next run has the same.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false)
    {
        var secrets = persist ? UserSecrets.For(builder) : null;
        return builder.AddResource(new ParameterResource(
            name,
            _ => builder.Configured(name) ?? secrets?.GetOrAdd($"Parameters:{name}", value.GetDefaultValue) ?? value.GetDefaultValue(),
            secret)
        {
            Default = value,
        });
    }

    /// <summary>A server that this system does not run: <c>ConnectionStrings:{name}</c> in configuration.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource, and the connection string.</param>
    /// <param name="environmentVariableName">The variable by which others are given it. Default: <c>ConnectionStrings__{name}</c>.</param>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, string? environmentVariableName = null) =>
        builder.AddResource(new ConnectionStringParameterResource(
            name,
            _ => builder.Configuration.GetConnectionString(name) ?? throw new DistributedApplicationException(
                $"Connection string '{name}' has no value. Set ConnectionStrings:{name}, or the environment variable ConnectionStrings__{name}."),
            environmentVariableName));

    /// <summary>The generated password of a server, kept with the user's secrets.</summary>
    internal static ParameterResource CreatePassword(this IDistributedApplicationBuilder builder, string name) => builder.AddParameter(
        name, new GenerateParameterDefault { MinLength = 22, Special = false }, secret: true, persist: true).Resource;

    /// <summary>An environment variable cannot have a hyphen in its name on every shell, so an underscore will do.</summary>
    private static string? Configured(this IDistributedApplicationBuilder builder, string name) =>
        builder.Configuration[$"Parameters:{name}"] ?? builder.Configuration[$"Parameters:{EnvironmentVariableName.Underscored(name)}"];
}
