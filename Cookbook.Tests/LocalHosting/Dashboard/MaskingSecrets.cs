using Cookbook.LocalHosting.Dashboard.Store;

namespace Cookbook.Tests.LocalHosting.Dashboard;

/// <summary>A secret is not kept, however it is spelled.</summary>
public sealed class MaskingSecrets
{
    [Theory]
    [InlineData("Password=p@ss+w/rd;", "Password=••••••;")]
    [InlineData("redis://:p%40ss%2Bw%2Frd@localhost", "redis://:••••••@localhost")]
    [InlineData("""{"password":"p@ss\u002Bw/rd"}""", """{"password":"••••••"}""")]
    [InlineData("nothing of it", "nothing of it")]
    public void As_it_is_and_in_addresses_and_in_JSON(string text, string masked) => Assert.Equal(masked, new SecretMask(["p@ss+w/rd"]).Apply(text));

    [Fact]
    public void The_longer_of_two_goes_first() => Assert.Equal("••••••", new SecretMask(["abcd", "abcdefgh"]).Apply("abcdefgh"));

    [Fact]
    public void What_is_too_short_to_be_told_from_other_words_stays() => Assert.Equal("abc", new SecretMask(["abc"]).Apply("abc"));

    [Fact]
    public void A_long_text_is_masked_before_it_is_cut()
    {
        var intake = new TextIntake(new SecretMask(["secret-word"]));
        var text = new string('x', TextIntake.Longest - 5) + "secret-word";
        Assert.DoesNotContain("secre", intake.Take(text), StringComparison.Ordinal);
    }
}
