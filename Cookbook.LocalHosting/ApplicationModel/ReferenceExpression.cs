using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A text with holes for values that are known once the system runs: <c>Host={endpoint};Password={parameter}</c>.</summary>
public sealed class ReferenceExpression : IManifestExpressionProvider, IValueProvider
{
    private readonly (IValueProvider Provider, string? Format)[] _holes;

    private ReferenceExpression(string format, (IValueProvider Provider, string? Format)[] holes)
    {
        Format = format;
        _holes = holes;
    }

    /// <summary>A composite format string: literals, and <c>{0}</c>, <c>{1}</c>, … for <see cref="ValueProviders"/>.</summary>
    public string Format { get; }

    public IReadOnlyList<IValueProvider> ValueProviders => [.. _holes.Select(hole => hole.Provider)];

    public string ValueExpression => string.Format(
        CultureInfo.InvariantCulture, Format, [.. _holes.Select(hole => (hole.Provider as IManifestExpressionProvider)?.ValueExpression)]);

    /// <summary>A hole's format <c>uri</c> percent-encodes its value, so that a password can stand in an address.</summary>
    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => handler.ToExpression();

    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        var values = new object?[_holes.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var value = await _holes[i].Provider.GetValueAsync(cancellationToken);
            values[i] = _holes[i].Format == "uri" && value is not null ? Uri.EscapeDataString(value) : value;
        }

        return string.Format(CultureInfo.InvariantCulture, Format, values);
    }

    [InterpolatedStringHandler]
    public ref struct ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _format = new(literalLength + (formattedCount * 3));
        private readonly List<(IValueProvider Provider, string? Format)> _holes = new(formattedCount);

        public readonly void AppendLiteral(string value) =>
            _format.Append(value.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

        public readonly void AppendFormatted(string? value) => AppendLiteral(value ?? "");

        public readonly void AppendFormatted<T>(T valueProvider)
            where T : IValueProvider, IManifestExpressionProvider => AppendFormatted(valueProvider, format: null);

        public readonly void AppendFormatted<T>(T valueProvider, string? format)
            where T : IValueProvider, IManifestExpressionProvider
        {
            _format.Append(CultureInfo.InvariantCulture, $"{{{_holes.Count}}}");
            _holes.Add((valueProvider, format));
        }

        internal readonly ReferenceExpression ToExpression() => new(_format.ToString(), [.. _holes]);
    }
}
