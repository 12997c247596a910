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
    [InlineData("--minutes is not understood here.", "--toolbar", "--minutes", "3")]
    [InlineData("--toolbar is not understood here.", "--writes", "--toolbar")]
    [InlineData("--load needs a value.", "--load")]
    [InlineData("--load is 'curl'. It must be wrk or own.", "--load", "curl")]
    [InlineData("--output needs a value.", "--output", "--quick")]
    [InlineData("--seconds is '0'. It must be a whole number from 1 to 1440.", "--seconds", "0")]
    [InlineData("--seconds is '1.5'. It must be a whole number from 1 to 1440.", "--seconds", "1.5")]
    [InlineData("--minutes is '0.5'. It must be a whole number from 1 to 1440.", "--soak", "--minutes", "0.5")]
    [InlineData("--minutes is '1441'. It must be a whole number from 1 to 1440.", "--memory", "--minutes", "1441")]
    [InlineData("--times is '-1'. It must be a whole number from 1 to 1440.", "--start", "--times", "-1")]
    [InlineData("--output is not understood here.", "--serve", "--output", "x")]
    [InlineData("--quick is not understood here.", "--growth", "--quick")]
    [InlineData("--seconds is 'ten'. It must be a whole number from 1 to 1440.", "--seconds", "ten")]
    public void What_is_not_understood_is_named(string problem, params string[] arguments)
    {
        var (mode, _, named) = Modes.Read(arguments);

        Assert.Null(mode);
        Assert.Equal(problem, named);
    }

    [Theory]
    [InlineData("--soak", "--minutes", "30")]
    [InlineData("--memory", "--minutes", "60")]
    [InlineData("--start", "--times", "6")]
    [InlineData("--growth", "--output", "somewhere")]
    [InlineData("--writes", "--output", "somewhere")]
    [InlineData("--toolbar", "--output", "somewhere")]
    public void Every_mode_is_known_with_its_options(string name, string option, string value)
    {
        var (mode, options, problem) = Modes.Read([name, option, value]);

        Assert.Null(problem);
        Assert.Equal((name, value), (mode?.Switch, options.ValueOf(option)));
    }

    [Fact]
    public void To_serve_takes_nothing() => Assert.Equal("--serve", Modes.Read(["--serve"]).Mode?.Switch);

    [Fact]
    public async Task A_folder_that_cannot_be_is_refused_before_anything_is_measured()
    {
        var file = Path.GetTempFileName();
        try
        {
            var (mode, options, _) = Modes.Read(["--soak", "--output", file]);

            var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => mode!.RunAsync(options, TextWriter.Null, Eventually.Deadline));

            Assert.Contains("The reports cannot be written", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void The_usage_names_every_mode() => Assert.All(
        ["--writes", "--toolbar", "--growth", "--serve", "--soak", "--start", "--memory", "--quick", "--load wrk|own", "N is a whole number from 1 to 1440"],
        name => Assert.Contains(name, Modes.Usage, StringComparison.Ordinal));
}
