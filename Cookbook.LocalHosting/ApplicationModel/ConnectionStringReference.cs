namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource's connection string, as another one is given it: known when both run.</summary>
public sealed class ConnectionStringReference(IResourceWithConnectionString resource, bool optional) : IValueProvider, IManifestExpressionProvider
{
    public IResourceWithConnectionString Resource { get; } = resource;

    /// <summary>An absent connection string is left out; otherwise it is an error.</summary>
    public bool Optional { get; } = optional;

    public string ValueExpression => Resource.ValueExpression;

    async ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) =>
        await Resource.GetConnectionStringAsync(cancellationToken) switch
        {
            { Length: > 0 } connectionString => connectionString,
            _ when Optional => null,
            _ => throw new DistributedApplicationException(
                $"Resource '{Resource.Name}' is referred to, and has no connection string. Set ConnectionStrings:{Resource.Name}."),
        };
}
