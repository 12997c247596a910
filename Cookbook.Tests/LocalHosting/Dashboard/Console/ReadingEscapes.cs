using Cookbook.LocalHosting.Dashboard.Store.Console;

namespace Cookbook.Tests.LocalHosting.Dashboard.Console;

/// <summary>What a terminal takes for orders, on a page.</summary>
public sealed class ReadingEscapes
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("\e[31mred\e[0m plain", "red:Red| plain")]
    [InlineData("\e[31mred\e[m plain", "red:Red| plain")]
    [InlineData("\e[91mred\e[39m plain", "red:BrightRed| plain")]
    [InlineData("\e[90mgrey \e[30mblack \e[37mwhite \e[97mwhite", "grey :Grey|black white white")]
    [InlineData("\e[40m\e[32minfo\e[39m\e[22m\e[49m: soup", "info:Green|: soup")]
    [InlineData("\e[41m\e[30mfail\e[39m\e[22m\e[49m: soup", "fail:on Red|: soup")]
    [InlineData("\e[1;4;33mloud\e[24m\e[22mnot", "loud:Yellow Bold Underlined|not:Yellow")]
    [InlineData("\e[2mdim \e[3mboth\e[23m\e[22m none", "dim :Dim|both:Dim Italic| none")]
    [InlineData("\e[7minverse\e[27mnot", "inverse:Inverse|not")]
    [InlineData("\e[4:3mcurly\e[4:0mnot", "curly:Underlined|not")]
    [InlineData("\e[38;5;196mred\e[38;5;82m green\e[38;5;244m grey", "red:Red| green:Green| grey:Grey")]
    [InlineData("\e[38;2;255;128;0;1morange", "orange:Yellow Bold")]
    [InlineData("\e[38;2;90;140;255mblue", "blue:BrightBlue")]
    [InlineData("\e[38:2::30:60:180mblue\e[38:2:200:0:0mred\e[38:5:46mgreen", "blue:Blue|red:Red|green:Green")]
    [InlineData("\e[48;2;10;10;10mdark\e[48;2;200;0;200mpurple", "dark|purple:on Magenta")]
    [InlineData("\e[38mstill\e[38;5mso\e[38;9;1mplain", "stillsoplain")]
    [InlineData("\e[999999999999;31mred", "red:Red")]
    public void Colours_and_emphasis_are_kept(string line, string pieces) => Assert.Equal(pieces, Described(line));

    [Theory]
    [InlineData("\e[2J\e[1;1Hup\e[K\e[?25l there", "up there")]
    [InlineData("\e[>4;1mnot a style", "not a style")]
    [InlineData("\e]0;a title\a\e]8;;http://soup\e\\link\e]8;;\e\\", "link")]
    [InlineData("\e(Bset\e=\eM", "set")]
    [InlineData("\e", "")]
    [InlineData("end\e[", "end")]
    [InlineData("end\e[31", "end31")]
    [InlineData("a title\e]0;that does not end", "a title0;that does not end")]
    [InlineData("bell\a back\b null\0 delete\x7f new\x85", "bell␇ back␈ null␀ delete␡ new�")]
    [InlineData("a\ttab", "a\ttab")]
    [InlineData("\e\e[31mtwice", "twice")]
    public void Every_other_order_is_left_out_and_a_control_character_is_a_picture(string line, string plain)
    {
        Assert.Equal(plain, EscapeReader.Plain(line));
        Assert.Equal(plain, string.Concat(EscapeReader.Pieces(line, default).Select(piece => piece.Text)));
    }

    [Fact]
    public void What_a_line_leaves_switched_on_holds_for_the_next()
    {
        var style = EscapeReader.Closing("\e[31mred", default);
        Assert.Equal(Hue.Red, style.Text);
        Assert.Equal(style, EscapeReader.Closing("still", style));
        Assert.Equal(default, EscapeReader.Closing("no longer\e[0m", style));
        Assert.Equal(new StyledText("still", style), Assert.Single(EscapeReader.Pieces("still", style)));
    }

    [Fact]
    public void Whatever_comes_is_read_to_its_end()
    {
        const string letters = "\e[]m0123;:4?\\ \a(B<";
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var line = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => letters[random.Next(letters.Length)]));
            var plain = EscapeReader.Plain(line);
            Assert.DoesNotContain(plain, char.IsControl);
            Assert.Equal(plain, string.Concat(EscapeReader.Pieces(line, default).Select(piece => piece.Text)));
        }
    }

    private static string Described(string line) => string.Join('|', EscapeReader.Pieces(line, default).Select(piece =>
    {
        var words = new List<string>();
        if (piece.Style.Text != Hue.None && piece.Style.Ground == Hue.None)
        {
            words.Add(piece.Style.Text.ToString());
        }

        if (piece.Style.Ground != Hue.None)
        {
            words.Add($"on {piece.Style.Ground}");
        }

        if (piece.Style.Emphasis != Emphasis.None)
        {
            words.Add(piece.Style.Emphasis.ToString().Replace(",", "", StringComparison.Ordinal));
        }

        return words.Count == 0 ? piece.Text : $"{piece.Text}:{string.Join(' ', words)}";
    }));
}
