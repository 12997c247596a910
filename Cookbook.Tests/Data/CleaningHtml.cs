using Cookbook.Data.Html;

namespace Cookbook.Tests.Data;

public sealed class CleaningHtml
{
    [Theory]
    [InlineData("<ol start=\"2\"><li>Stir <em>well</em></li></ol>", "<ol start=\"2\"><li>Stir <em>well</em></li></ol>")]
    [InlineData("<a href=\"https://example.org/?a=1&amp;b=2\">x</a>", "<a href=\"https://example.org/?a=1&amp;b=2\">x</a>")]
    [InlineData("<div class=\"x\">Text <span style=\"color:red\">stays</span></div>", "Text stays")]
    [InlineData("5 < 6 & 7 > 2", "5 &lt; 6 &amp; 7 &gt; 2")]
    [InlineData("a<script>alert(1)</script>b", "ab")]
    [InlineData("a<SCRIPT SRC=//x></SCRIPT>b", "ab")]
    [InlineData("a<style>*{}</style>b", "ab")]
    [InlineData("<p onclick=\"x()\" OnMouseOver=x>a</p>", "<p>a</p>")]
    [InlineData("<a href=\"javascript:x()\">a</a>", "a")]
    [InlineData("<a href=\" java&#10;script:x()\">a</a>", "a")]
    [InlineData("<a href=\"&#1;javascript:x()\">a</a>", "a")]
    [InlineData("<a href=\"data:text/html,x\">a</a>", "a")]
    [InlineData("<a href=\"vbscript:x\">a</a>", "a")]
    [InlineData("<a href=\"mailto:cook@example.org\">a</a>", "a")]
    [InlineData("<a href=\"/recipes/stew\">a <em>b</em></a>", "a <em>b</em>")]
    [InlineData("<a href=\"stew\">a</a>", "a")]
    [InlineData("<a href=\"#top\">a</a>", "a")]
    [InlineData("<a href=\"?page=2\">a</a>", "a")]
    [InlineData("<a href=\"\">a</a>", "a")]
    [InlineData("<a href=\"//example.org/\">a</a>", "a")]
    [InlineData("<a href=\"\\\\example.org/\">a</a>", "a")]
    [InlineData("<a href=\"/\\example.org/\">a</a>", "a")]
    [InlineData("<a href=\"https:example.org\">a</a>", "a")]
    [InlineData("<a>a <b>b</b></a>", "a <b>b</b>")]
    [InlineData("<a name=\"x\"><a href=\"HTTP://example.org/\">a</a></a>", "<a href=\"HTTP://example.org/\">a</a>")]
    [InlineData("<img src=x onerror=x()>a", "a")]
    [InlineData("<svg onload=x()><script>x()</script><text>t</text></svg>a", "a")]
    [InlineData("<svg><style><img src=x onerror=x()></style></svg>a", "a")]
    [InlineData("<math><mtext><table><mglyph><style><img src=x onerror=x()></style></mglyph></table></mtext></math>a", "a")]
    [InlineData("<template><img src=x onerror=x()><b>t</b></template>a", "a")]
    [InlineData("<template><template><script>x()</script></template></template>a", "a")]
    [InlineData("<noscript><p title=\"</noscript><img src=x onerror=x()>\"></noscript>a", "\"&gt;a")]
    [InlineData("<textarea><script>x()</script></textarea>a", "a")]
    [InlineData("<title><script>x()</script></title>a", "a")]
    [InlineData("<iframe src=x>t</iframe>a", "a")]
    [InlineData("<object data=x><b>t</b></object>a", "a")]
    [InlineData("<!-- <script>x()</script> -->a", "a")]
    [InlineData("<form action=x><button formaction=x>Go</button></form>a", "Goa")]
    [InlineData("<base href=x><meta http-equiv=refresh content=x><link rel=x href=x>a", "a")]
    [InlineData("<p>never closed", "<p>never closed</p>")]
    public void Only_harmless_HTML_stays(string html, string expected) => Assert.Equal(expected, RecipeHtml.Clean(html));

    [Theory]
    [InlineData("<xmp><script>x()</script></xmp>")]
    [InlineData("<noembed><script>x()</script></noembed>")]
    [InlineData("<noframes><img src=x onerror=x()></noframes>")]
    [InlineData("<select><option><script>x()</script></select>")]
    [InlineData("<svg><foreignObject><p onclick=x>t</p></foreignObject></svg>")]
    [InlineData("<script><script></script>x()</script><scr<script></script>ipt>x()</script>")]
    [InlineData("<plaintext><script>x()")]
    [InlineData("<a href=\"https://x\" onclick=x style=x target=_blank>a</a>")]
    public void Whatever_stays_is_clean(string html)
    {
        var cleaned = RecipeHtml.Clean(html);

        foreach (var bad in (string[])["<script", "<img", "<svg", "<style", " onclick", " style", " onerror=x()>"])
        {
            Assert.DoesNotContain(bad, cleaned, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Equal(cleaned, RecipeHtml.Clean(cleaned));
    }

    [Fact]
    public void A_description_keeps_the_text_of_blocks_only() =>
        Assert.Equal("One <em>good</em> stew", RecipeHtml.CleanInline("<p>One <em>good</em></p> <h3>stew</h3>"));
}
