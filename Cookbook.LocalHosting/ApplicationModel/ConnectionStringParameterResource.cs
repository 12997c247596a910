namespace Aspire.Hosting.ApplicationModel;

/// <summary>A server that somebody else runs: its connection string comes from configuration (<c>ConnectionStrings:{name}</c>).</summary>
internal sealed class ConnectionStringParameterResource(string name, Func<ParameterDefault?, string> callback, string? environmentVariableName)
    : ParameterResource(name, callback, secret: true), IResourceWithConnectionString
{
    public string? ConnectionStringEnvironmentVariable => environmentVariableName;

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{this}");
}
