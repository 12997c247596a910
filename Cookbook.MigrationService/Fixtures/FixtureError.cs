namespace Cookbook.MigrationService.Fixtures;

/// <summary>One thing that is wrong in a file: in the file as a whole, in a record, or in a field of it.</summary>
internal sealed record FixtureError(string File, RecordPlace? Record, string? Field, string Problem)
{
    public override string ToString() => (Record, Field) switch
    {
        (null, _) => $"{File}: {Problem}",
        (_, null) => $"{File}: {Record}: {Problem}",
        _ => $"{File}: {Record}, field {Field}: {Problem}",
    };
}

/// <summary>Says the first errors, a line each, and how many more there are.</summary>
internal sealed class FixtureFailure(IReadOnlyCollection<FixtureError> errors) : Failure(Describe(errors))
{
    private const int Most = 20;

    private static string Describe(IReadOnlyCollection<FixtureError> errors)
    {
        var lines = errors.Take(Most).Select(error => error.ToString());
        if (errors.Count > Most)
        {
            lines = lines.Append(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"and {errors.Count - Most} more."));
        }

        return string.Join(Environment.NewLine, [.. lines, "Nothing was changed."]);
    }
}
