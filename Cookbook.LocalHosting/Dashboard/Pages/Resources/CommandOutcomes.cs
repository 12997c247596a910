using System.Collections.Concurrent;
using System.Globalization;

namespace Cookbook.LocalHosting.Dashboard.Pages.Resources;

/// <summary>What became of the commands that were given here: the page that follows tells it.</summary>
internal sealed class CommandOutcomes
{
    private const int Most = 100;

    private readonly ConcurrentDictionary<string, CommandOutcome> _outcomes = [];
    private int _last;

    /// <returns>The outcome's number.</returns>
    public string Add(CommandOutcome outcome)
    {
        var number = Interlocked.Increment(ref _last);
        _outcomes[Text(number)] = outcome;
        _outcomes.TryRemove(Text(number - Most), out _);
        return Text(number);
    }

    public CommandOutcome? Find(string? number) => number is null ? null : _outcomes.GetValueOrDefault(number);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <param name="Success">It did what it is for.</param>
/// <param name="Text">In a sentence.</param>
internal sealed record CommandOutcome(bool Success, string Text);
