using System.Globalization;
using System.Text.Json;

namespace Cookbook.MigrationService.Fixtures;

/// <summary>
/// Reads one record's fields by name and type. What does not fit is reported and read as something harmless: the caller drops a record
/// with errors. Every field asked for is a known one.
/// </summary>
internal sealed partial class FieldReader(JsonElement fields, Action<string, string> refuse)
{
    private readonly List<string> _known = [];

    public void Refuse(string field, string problem) => refuse(field, problem);

    public void RefuseUnknown()
    {
        foreach (var field in fields.EnumerateObject().Select(property => property.Name).Where(name => !_known.Contains(name)))
        {
            Refuse(JsonNames.Show(field), $"there is no such field; known are {string.Join(", ", _known)}. The option --ignorenonexistent leaves unknown ones out.");
        }
    }

    /// <summary>Plain text that must be there; it may be empty.</summary>
    public string Text(string field, int max = int.MaxValue)
    {
        if (Find(field) is not { } value)
        {
            Refuse(field, "is missing; it must be there.");
            return "";
        }

        return CheckText(field, value, max) ?? "";
    }

    /// <summary>Plain text that must be there, and not be blank.</summary>
    public string Name(string field, int max)
    {
        if (Find(field) is not { } value)
        {
            Refuse(field, "is missing; it must be there.");
            return "";
        }

        var name = CheckText(field, value, max);
        if (name is not null && string.IsNullOrWhiteSpace(name))
        {
            Refuse(field, $"{Show(value)} is blank; it must say something.");
        }

        return name ?? "";
    }

    /// <summary>Plain text or null, or not there.</summary>
    public Given<string?> OptionalText(string field, int max) => Find(field) switch
    {
        null => default,
        { ValueKind: JsonValueKind.Null } => new(true, null),
        { } value => new(true, CheckText(field, value, max)),
    };

    /// <summary>An array of names, or null for none, or not there.</summary>
    public Given<IReadOnlyList<string>> Texts(string field, int max)
    {
        if (Find(field) is not { } value)
        {
            return new(false, []);
        }

        if (value.ValueKind is JsonValueKind.Null)
        {
            return new(true, []);
        }

        if (value.ValueKind is not JsonValueKind.Array)
        {
            Refuse(field, $"{Show(value)} is not an array of names.");
            return new(false, []);
        }

        var names = new List<string>();
        foreach (var element in value.EnumerateArray())
        {
            if (CheckText(field, element, max) is { } name)
            {
                names.Add(name);
                if (string.IsNullOrWhiteSpace(name))
                {
                    Refuse(field, $"{Show(element)} is blank; a name must say something.");
                }
            }
        }

        return new(true, names);
    }

    /// <summary>The pk of another record, which must be there.</summary>
    public int Reference(string field)
    {
        if (Find(field) is not { } value)
        {
            Refuse(field, "is missing; it must be there.");
            return 0;
        }

        if (value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var key) && key is >= 1 and <= RecordPlace.MaxKey)
        {
            return key;
        }

        Refuse(field, $"{Show(value)} is not the pk of a {field}: a whole number from 1 to {RecordPlace.MaxKey}.");
        return 0;
    }

    /// <summary>A whole number or null, or not there.</summary>
    public Given<int?> Number(string field, int least, int most)
    {
        switch (Find(field))
        {
            case null:
                return default;
            case { ValueKind: JsonValueKind.Null }:
                return new(true, null);
            case { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var number) && number >= least && number <= most:
                return new(true, number);
            case { } value:
                Refuse(field, string.Create(CultureInfo.InvariantCulture, $"{Show(value)} is not a whole number from {least} to {most}."));
                return default;
        }
    }

    private JsonElement? Find(string field)
    {
        _known.Add(field);
        return fields.TryGetProperty(field, out var value) ? value : null;
    }

    /// <summary>Null after an error.</summary>
    private string? CheckText(string field, JsonElement value, int max)
    {
        if (TextOf(value) is not { } text)
        {
            var why = value.ValueKind is JsonValueKind.String ? " that can be stored: it has a NUL or half a surrogate pair" : "";
            Refuse(field, $"{Show(value)} is not a text{why}.");
            return null;
        }

        // Postgres counts code points, and so does Django.
        var length = text.EnumerateRunes().Count();
        if (length <= max)
        {
            return text;
        }

        Refuse(field, string.Create(CultureInfo.InvariantCulture, $"{Show(value)} has {length} characters; {max} is the most."));
        return null;
    }
}
