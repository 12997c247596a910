using Cookbook.MigrationService.Fixtures;

namespace Cookbook.MigrationService.Seeding;

/// <summary>What the setting <c>Seed</c> names: <c>none</c>, <c>sample</c> (the default), or the path of a fixture.</summary>
/// <param name="Name">What the database remembers: <c>sample</c>, or the file's name.</param>
/// <param name="Path">Null for the sample, which is part of the program.</param>
internal sealed record SeedSource(string Name, string? Path)
{
    private const string Sample = "sample";

    /// <summary>Null for <c>none</c>.</summary>
    public static SeedSource? From(string? setting)
    {
        var seed = string.IsNullOrWhiteSpace(setting) ? Sample : setting.Trim();
        if (seed.Equals("none", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        return seed.Equals(Sample, StringComparison.OrdinalIgnoreCase)
            ? new SeedSource(Sample, Path: null)
            : new SeedSource(System.IO.Path.GetFileName(seed), System.IO.Path.GetFullPath(seed));
    }

    public async Task<Fixture> ReadAsync(CancellationToken cancellationToken)
    {
        var reader = new FixtureReader();
        if (Path is null)
        {
            await using var sample = typeof(SeedSource).Assembly.GetManifestResourceStream("sample.json")!;
            using var json = new MemoryStream();
            await sample.CopyToAsync(json, cancellationToken);
            reader.Read("sample.json", json.ToArray());
        }
        else if (!File.Exists(Path))
        {
            throw new Failure(
                $"The seed cannot be loaded: the setting Seed names the file {Path}, which does not exist. "
                + "Set Seed to none, to sample, or to the path of a fixture.");
        }
        else
        {
            await reader.ReadFileAsync(Path, cancellationToken);
        }

        return reader.Finish();
    }
}
