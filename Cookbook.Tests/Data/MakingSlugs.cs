using System.Globalization;
using Cookbook.Data.Recipes;

namespace Cookbook.Tests.Data;

public sealed class MakingSlugs
{
    [Theory]
    [InlineData("Stew", "stew")]
    [InlineData("Crème brûlée", "creme-brulee")]
    [InlineData("  Fish & chips!  ", "fish-chips")]
    [InlineData("Shepherd's pie", "shepherds-pie")]
    [InlineData("Shepherd’s pie", "shepherds-pie")]
    [InlineData("7-Up cake (2nd try)", "7-up-cake-2nd-try")]
    [InlineData("a---b", "a-b")]
    [InlineData("İmam bayıldı", "imam-bayildi")]
    [InlineData("IRMIK", "irmik")]
    [InlineData("Spätzle mit Soße", "spatzle-mit-sosse")]
    [InlineData("Smørrebrød", "smorrebrod")]
    [InlineData("Æbleskiver", "aebleskiver")]
    [InlineData("Œufs", "oeufs")]
    [InlineData("Łazanki", "lazanki")]
    [InlineData("Þorramatur með", "thorramatur-med")]
    [InlineData("Phở bò", "pho-bo")]
    [InlineData("Bún đậu", "bun-dau")]
    [InlineData("Борщ with rye", "with-rye")]
    [InlineData("Борщ", "recipe")]
    [InlineData("寿司", "recipe")]
    [InlineData("🍲", "recipe")]
    [InlineData("", "recipe")]
    [InlineData(" - ", "recipe")]
    [InlineData("'", "recipe")]
    public void A_name_becomes_plain_letters_and_hyphens(string name, string slug) => Assert.Equal(slug, Slug.For(name));

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public void The_machine_s_language_changes_nothing(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal("irish-irmik", Slug.For("IRISH IRMIK"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_long_name_is_cut_and_leaves_room_for_a_number()
    {
        Assert.Equal(new string('a', 90), Slug.For(new string('a', 255)));
        Assert.Equal(new string('a', 89), Slug.For($"{new string('a', 89)} {new string('b', 100)}"));
    }

    [Theory]
    [InlineData("", "stew")]
    [InlineData("soup", "stew")]
    [InlineData("stew", "stew-2")]
    [InlineData("stew stew-2 stew-3", "stew-4")]
    [InlineData("stew stew-3", "stew-2")]
    public void The_first_free_number_is_taken(string taken, string slug) => Assert.Equal(slug, Slug.Free("stew", taken.Split(' ').Contains));

    [Fact]
    public void The_longest_slug_stays_whole_while_it_is_free_and_is_cut_for_its_number()
    {
        var longest = new string('a', Slug.MaxLength);

        Assert.Equal(longest, Slug.Free(longest, _ => false));
        Assert.Equal($"{longest[..90]}-2", Slug.Free(longest, slug => slug == longest));
        Assert.Equal($"{longest[..89]}-2", Slug.Free($"{longest[..89]}-aaaaaaaaaa", slug => slug.Length == Slug.MaxLength));
    }
}
