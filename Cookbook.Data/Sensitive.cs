using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cookbook.Data;

/// <summary>Which columns hold secrets: said where they are configured, so that whoever shows what the database was asked can keep them out.</summary>
public static class Sensitive
{
    private const string Annotation = "Cookbook:Sensitive";

    /// <summary>Whoever knows the value could pretend to be somebody else.</summary>
    public static PropertyBuilder<T> IsSensitive<T>(this PropertyBuilder<T> property)
    {
        ArgumentNullException.ThrowIfNull(property);
        return property.HasAnnotation(Annotation, true);
    }

    /// <summary>The names of the tables with such a column.</summary>
    public static IReadOnlyList<string> SensitiveTables(this IReadOnlyModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return
        [
            .. model.GetEntityTypes()
                .Where(type => type.GetProperties().Any(property => property.FindAnnotation(Annotation) is not null))
                .Select(type => type.GetTableName() ?? type.GetContainerColumnName())
                .OfType<string>()
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }
}
