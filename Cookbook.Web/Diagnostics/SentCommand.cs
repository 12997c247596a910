using System.Diagnostics;
using Npgsql;

namespace Cookbook.Web.Diagnostics;

/// <summary>
/// A command as it was sent, with its parameters if they are not too many or too long: Entity Framework makes them anew for each command. It
/// is a custom property of the command's span, and no attribute: attributes are exported.
/// </summary>
internal sealed class SentCommand(NpgsqlCommand command)
{
    /// <summary>Kept of one command.</summary>
    public const int MostParameters = 100;

    /// <summary>In characters, bytes or elements, of one value.</summary>
    public const int LongestValue = 2_000;

    private const string Property = "toolbar.command";

    private NpgsqlCommand? _command = command;

    public required string Text { get; init; }

    /// <summary>None if they were not kept.</summary>
    public required IReadOnlyList<NpgsqlParameter> Parameters { get; init; }

    /// <summary>Null if they were.</summary>
    public required string? NotKept { get; init; }

    /// <summary>Read, or changed; null while nobody knows.</summary>
    public ulong? Rows { get; private set; }

    /// <summary>Of a span that has ended.</summary>
    public static SentCommand? Of(Activity activity)
    {
        var sent = activity.GetCustomProperty(Property) as SentCommand;
        sent?.End();
        return sent;
    }

    public void PutOn(Activity activity) => activity.SetCustomProperty(Property, this);

    /// <param name="command">About to be executed.</param>
    /// <param name="secrets">Tables whose commands' parameters nobody keeps.</param>
    public static SentCommand Of(NpgsqlCommand command, SecretTables secrets)
    {
        var text = command.CommandText;
        var parameters = command.Parameters;
        var notKept = secrets.FindIn(text) is { } table ? $"not kept: the table {table} holds secrets"
            : text.Length > SpanRecord.LongestText ? $"not kept: the command is longer than {SpanRecord.LongestText}"
            : parameters.Count > MostParameters ? $"not kept: more than {MostParameters}"
            : HasTooLong(parameters) ? $"not kept: one is longer than {LongestValue}"
            : null;
        return new SentCommand(command)
        {
            Text = text.Length > SpanRecord.LongestText ? "" : text,
            Parameters = notKept is null && parameters.Count > 0 ? ArrayOf(parameters) : [],
            NotKept = notKept,
        };
    }

    /// <summary>By then Postgres has said how many rows it were. The command goes on to its next use.</summary>
    private void End()
    {
        if (_command is null)
        {
            return;
        }

        Rows = 0;
#pragma warning disable CS0618 // Obsolete for splitting texts at semicolons; nothing else has the number after a command was read.
        foreach (var statement in _command.Statements)
#pragma warning restore CS0618
        {
            Rows += statement.Rows;
        }

        _command = null;
    }

    /// <summary>The collection is the command's, which goes on to its next use.</summary>
    private static NpgsqlParameter[] ArrayOf(NpgsqlParameterCollection parameters)
    {
        var array = new NpgsqlParameter[parameters.Count];
        parameters.CopyTo(array, 0);
        return array;
    }

    private static bool HasTooLong(NpgsqlParameterCollection parameters)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            if (IsTooLong(parameters[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTooLong(NpgsqlParameter parameter) => parameter.Value switch
    {
        string text => text.Length > LongestValue,
        IEnumerable<string?> texts => texts.Sum(text => 1 + (text?.Length ?? 0)) > LongestValue,
        System.Collections.ICollection values => values.Count > LongestValue,
        Stream => true,
        _ => false,
    };
}
