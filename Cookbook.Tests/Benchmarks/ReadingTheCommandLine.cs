using Cookbook.Benchmarks;

namespace Cookbook.Tests.Benchmarks;

/// <summary>The command line of the benchmarks.</summary>
public sealed class ReadingTheCommandLine
{
    [Fact]
    public void Without_a_word_requests_are_measured() => Assert.Equal("", Modes.Read([]).Mode?.Switch);

    [Fact]
    public void A_mode_takes_its_options_in_any_order()
    {
        var (mode, options, problem) = Modes.Read(["--output", "somewhere", "--quick", "--load", "own"]);

        Assert.Null(problem);
        Assert.Equal("", mode?.Switch);
        Assert.True(options.Has("--quick"));
        Assert.Equal(("somewhere", "own"), (options.ValueOf("--output"), options.ValueOf("--load")));
    }

    [Theory]
    [InlineData("--nonsense is not understood here.", "--nonsense")]
    [InlineData("quick is not understood here.", "quick")]
    [InlineData("--output is not understood here.", "--toolbar", "--output", "x")]
    [InlineData("--toolbar is not understood here.", "--writes", "--toolbar")]
    [InlineData("--load needs a value.", "--load")]
    [InlineData("--load is 'curl'. It must be wrk or own.", "--load", "curl")]
    [InlineData("--output needs a value.", "--output", "--quick")]
    [InlineData("--seconds is '0'. It must be a whole number from 1.", "--seconds", "0")]
    [InlineData("--seconds is 'ten'. It must be a whole number from 1.", "--seconds", "ten")]
    public void What_is_not_understood_is_named(string problem, params string[] arguments)
    {
        var (mode, _, named) = Modes.Read(arguments);

        Assert.Null(mode);
        Assert.Equal(problem, named);
    }

    [Fact]
    public void The_usage_names_every_mode() => Assert.All(["--writes", "--toolbar", "--quick", "--load wrk|own"], name => Assert.Contains(name, Modes.Usage, StringComparison.Ordinal));
}
