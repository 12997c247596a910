using System.Globalization;
using Cookbook.Data.Recipes;

namespace Cookbook.Tests.Data;

/// <summary>Amounts as people type them and as they are printed.</summary>
public sealed class ReadingAmounts
{
    [Theory]
    [InlineData("2", "2")]
    [InlineData(" 2 ", "2")]
    [InlineData("0", "0")]
    [InlineData("007", "7")]
    [InlineData("0.5", "0.5")]
    [InlineData("999.999", "999.999")]
    [InlineData("1.5000", "1.5")]
    [InlineData("1/2", "0.5")]
    [InlineData("1 / 2", "0.5")]
    [InlineData("1 1/2", "1.5")]
    [InlineData("1  1/2", "1.5")]
    [InlineData("3/2", "1.5")]
    [InlineData("0/3", "0")]
    [InlineData("1/3", "0.333")]
    [InlineData("2/3", "0.667")]
    [InlineData("½", "0.5")]
    [InlineData("1½", "1.5")]
    [InlineData("1 ½", "1.5")]
    [InlineData("⅓", "0.333")]
    [InlineData("2⅞", "2.875")]
    [InlineData("1⁄4", "0.25")]
    [InlineData("999 7/8", "999.875")]
    public void What_people_write_is_an_amount(string typed, string amount)
    {
        Assert.Null(Amount.Read(typed, out var read));
        Assert.Equal(decimal.Parse(amount, CultureInfo.InvariantCulture), read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Nothing_is_no_amount_and_no_mistake(string typed)
    {
        Assert.Null(Amount.Read(typed, out var read));
        Assert.Null(read);
    }

    [Theory]
    [InlineData("1000", "“1000” is more than 999.999. Choose a larger unit.")]
    [InlineData("999 9999/10000", "“999 9999/10000” is more than 999.999. Choose a larger unit.")]
    [InlineData("0.1234", "“0.1234” has more than three decimals.")]
    [InlineData("-1", "“-1” is negative. An amount is 0 or more.")]
    [InlineData("1/0", "“1/0” divides by zero. Write a fraction like 1/2.")]
    [InlineData("0/0", "“0/0” divides by zero. Write a fraction like 1/2.")]
    [InlineData("abc", "“abc” is no amount. Write 2, 0.5, 1/2 or 1 1/2; leave it empty for “to taste”.")]
    [InlineData("1e5", "“1e5” is no amount. Write 2, 0.5, 1/2 or 1 1/2; leave it empty for “to taste”.")]
    [InlineData("1,5", "“1,5” is no amount. Write 2, 0.5, 1/2 or 1 1/2; leave it empty for “to taste”.")]
    [InlineData("1.5/2", "“1.5/2” is no amount. Write 2, 0.5, 1/2 or 1 1/2; leave it empty for “to taste”.")]
    [InlineData("1/2/3", "“1/2/3” is no amount. Write 2, 0.5, 1/2 or 1 1/2; leave it empty for “to taste”.")]
    [InlineData(".", "“.” is no amount. Write 2, 0.5, 1/2 or 1 1/2; leave it empty for “to taste”.")]
    [InlineData("∞", "“∞” is no amount. Write 2, 0.5, 1/2 or 1 1/2; leave it empty for “to taste”.")]
    [InlineData("1\n2", "“1\n2” is no amount. Write 2, 0.5, 1/2 or 1 1/2; leave it empty for “to taste”.")]
    [InlineData("12345678901234567890", "“12345678901234567890” is no amount. Write 2, 0.5, 1/2 or 1 1/2; leave it empty for “to taste”.")]
    public void What_is_no_amount_or_does_not_fit_is_refused_with_the_reason(string typed, string problem)
    {
        Assert.Equal(problem, Amount.Read(typed, out var read));
        Assert.Null(read);
    }

    [Fact]
    public void A_long_text_is_refused_in_a_short_sentence()
    {
        Assert.Equal(
            $"“{new string('9', 40)}…” is no amount. Write 2, 0.5, 1/2 or 1 1/2; leave it empty for “to taste”.", Amount.Read(new string('9', 100_000), out _));
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("2", "2")]
    [InlineData("2.000", "2")]
    [InlineData("0.5", "1/2")]
    [InlineData("1.5", "1 1/2")]
    [InlineData("0.333", "1/3")]
    [InlineData("0.667", "2/3")]
    [InlineData("0.3", "0.3")]
    [InlineData("0.33", "0.33")]
    [InlineData("10.875", "10 7/8")]
    [InlineData("999.999", "999.999")]
    public void Kitchen_fractions_are_printed_as_such_and_others_as_decimals(string amount, string text) =>
        Assert.Equal(text, Amount.Text(decimal.Parse(amount, CultureInfo.InvariantCulture)));

    [Fact]
    public void Every_amount_that_can_be_stored_is_read_again_as_it_was_printed()
    {
        for (var thousandths = 0; thousandths < 1_000_000; thousandths += thousandths < 2000 ? 1 : 997)
        {
            var amount = thousandths / 1000m;
            Assert.Null(Amount.Read(Amount.Text(amount), out var read));
            Assert.Equal(amount, read);
        }
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-EG")]
    public void The_machine_s_language_changes_nothing(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal("1.3", Amount.Text(1.3m));
            Assert.Null(Amount.Read("1.3", out var read));
            Assert.Equal(1.3m, read);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
