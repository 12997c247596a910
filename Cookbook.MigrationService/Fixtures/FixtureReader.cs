using System.Text.Json;

namespace Cookbook.MigrationService.Fixtures;

/// <summary>
/// Reads files in the format of Django's <c>dumpdata</c> into typed records, without a database. It does not stop at the first error.
/// One reader for all the files of a load, because they may refer to each other and must not repeat each other.
/// </summary>
/// <param name="ignoreNonexistent">Leave out unknown models and fields, as Django's option of that name does.</param>
internal sealed class FixtureReader(bool ignoreNonexistent = false)
{
    private const string UnreadableName = "a name in it has half a surrogate pair.";

    private readonly List<FixtureRecord> _records = [];
    private readonly Dictionary<(string Model, int Key), RecordPlace> _places = [];
    private readonly Dictionary<string, RecordPlace> _slugs = [];
    private readonly List<FixtureError> _errors = [];
    private int _files;

    public async Task ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            Read(path, await File.ReadAllBytesAsync(path, cancellationToken));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            Refuse(path, $"there is no such file. Relative names are meant from {Directory.GetCurrentDirectory()}.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Refuse(path, Directory.Exists(path) ? "is a folder, not a file." : $"cannot be read: {exception.Message}");
        }
    }

    /// <param name="file">What errors call it.</param>
    /// <param name="utf8">With or without a byte order mark.</param>
    public void Read(string file, ReadOnlyMemory<byte> utf8)
    {
        _files++;
        if (FixtureText.Check(utf8.Span) is { } problem)
        {
            Refuse(file, problem);
            return;
        }

        using var document = Parse(file, utf8);
        if (document is not null)
        {
            ReadRecords(file, document.RootElement);
        }
    }

    public Fixture Finish() => new(_files, _records, _places, _errors);

    /// <summary>Null after an error.</summary>
    private JsonDocument? Parse(string file, ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonDocument.Parse(FixtureText.WithoutMark(utf8));
        }
        catch (JsonException exception)
        {
            Refuse(file, FixtureText.Describe(exception));
            return null;
        }
    }

    private void ReadRecords(string file, JsonElement root)
    {
        if (root.ValueKind is not JsonValueKind.Array)
        {
            Refuse(file, $"the file must be an array of records, not {FieldReader.Kind(root)}.");
            return;
        }

        var index = 0;
        foreach (var element in root.EnumerateArray())
        {
            ReadRecord(file, index++, element);
        }
    }

    private void ReadRecord(string file, int index, JsonElement element)
    {
        var place = new RecordPlace(file, index, "no model", Key: null);
        if (element.ValueKind is not JsonValueKind.Object)
        {
            Refuse(place, null, $"{FieldReader.Show(element)} is not an object with model, pk and fields.");
            return;
        }

        if (!JsonNames.AreReadable(element))
        {
            Refuse(place, null, UnreadableName);
            return;
        }

        if (!element.TryGetProperty("model", out var model) || FieldReader.TextOf(model) is not { } name)
        {
            Refuse(place, "model", "is missing, or not a text.");
            return;
        }

        place = place with { Model = name };
        if (!FixtureModels.All.TryGetValue(name, out var read))
        {
            if (!ignoreNonexistent)
            {
                place = place with { Model = FieldReader.Show(model) };
                Refuse(place, "model", $"there is no such model; known are {string.Join(", ", FixtureModels.All.Keys)}.");
            }

            return;
        }

        if (ReadKey(place, element) is not { } keyed)
        {
            return;
        }

        if (!element.TryGetProperty("fields", out var fields) || fields.ValueKind is not JsonValueKind.Object)
        {
            Refuse(keyed, "fields", "is missing, or not an object.");
            return;
        }

        if (!JsonNames.AreReadable(fields))
        {
            Refuse(keyed, "fields", UnreadableName);
            return;
        }

        var before = _errors.Count;
        foreach (var repeated in JsonNames.Repeated(element).Concat(JsonNames.Repeated(fields)))
        {
            Refuse(keyed, JsonNames.Show(repeated), "stands twice in this record.");
        }

        var reader = new FieldReader(fields, (field, problem) => Refuse(keyed, field, problem));
        var record = read(keyed, reader);
        if (!ignoreNonexistent)
        {
            reader.RefuseUnknown();
        }

        RefuseRepeatedSlug(record);
        if (_errors.Count == before)
        {
            _records.Add(record);
        }
    }

    /// <summary>The place with its pk; null if that cannot be used.</summary>
    private RecordPlace? ReadKey(RecordPlace place, JsonElement element)
    {
        if (!element.TryGetProperty("pk", out var pk) || pk.ValueKind is JsonValueKind.Null)
        {
            Refuse(place, "pk", "is missing; every record needs one.");
            return null;
        }

        if (pk.ValueKind is not JsonValueKind.Number || !pk.TryGetInt32(out var key) || key is < 1 or > RecordPlace.MaxKey)
        {
            Refuse(place, "pk", $"{FieldReader.Show(pk)} is not a whole number from 1 to {RecordPlace.MaxKey}.");
            return null;
        }

        var keyed = place with { Key = key };
        if (_places.TryAdd((place.Model, key), keyed))
        {
            return keyed;
        }

        var first = _places[(place.Model, key)];
        Refuse(keyed, "pk", $"{FieldReader.Show(pk)} stands already in {first.File}, record {first.Index}.");
        return null;
    }

    private void RefuseRepeatedSlug(FixtureRecord record)
    {
        if (record is RecipeRecord { Slug: { } slug } && !_slugs.TryAdd(slug, record.Place))
        {
            Refuse(record.Place, "slug", $"\"{slug}\" stands already in {_slugs[slug].File}, record {_slugs[slug].Index}; it must be unique.");
        }
    }

    private void Refuse(string file, string problem) => _errors.Add(new FixtureError(file, Record: null, Field: null, problem));

    private void Refuse(RecordPlace place, string? field, string problem) => _errors.Add(new FixtureError(place.File, place, field, problem));
}
