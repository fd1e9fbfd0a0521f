using System.Text;

namespace CostSim.Tests.Documents;

public sealed class HtmlTextTests
{
    [Fact]
    public void A_page_becomes_what_its_reader_sees()
    {
        var text = Extracting.From("a.html", """
            <!doctype html><html><head><title>no</title><style>p{}</style></head><body>
            <nav><a href="/">Home</a></nav>
            <h1>Frequently <em>asked</em></h1>
            <p>One
               line,<br>two lines.</p><script>var x = 1;</script>
            <div hidden>secret</div><div style="display: NONE">taxonomy</div>
            <ol start="3"><li>Third<ul><li>inner</li></ul></li><li><p>Fourth</p><p>more of it</p></li></ol>
            <table><caption>Fees</caption><tr><th>Plan</th><th>Price</th></tr><tr><td><p>Basic</p></td><td>10<br>a month</td></tr></table>
            <pre>a
              b</pre>
            <h2>End</h2>&nbsp;
            <footer>imprint</footer></body></html>
            """);

        Assert.Equal("""
            Frequently asked

            One line,
            two lines.

              3. Third
                - inner
              4. Fourth
                more of it

            Fees

            Plan | Price
            Basic | 10 a month

            a
              b

            End
            """.ReplaceLineEndings("\n").Replace("a\n  b", "a\n  b", StringComparison.Ordinal), text.Text);
        Assert.Equal([1, 2], text.Headings.Select(h => h.Level));
        Extracting.AssertHeadingsStandWhereTheySay(text);
        Assert.Equal("Plan | Price\nBasic | 10 a month", text.Text[text.Tables.Single()]);
    }

    [Fact]
    public void A_table_around_the_page_is_layout_and_no_row() =>
        Assert.Equal("Title\n\nfirst\n\nsecond", Extracting.From("a.htm", "<table><tr><td><h1>Title</h1><p>first</p></td><td><p>second</p></td></tr></table>").Text);

    [Fact]
    public void A_declared_character_set_is_followed()
    {
        var gbk = CodePagesEncodingProvider.Instance.GetEncoding("gb2312")!;

        Assert.Equal("合同", Extracting.From("a.html", gbk.GetBytes("<html><head><meta charset=gb2312></head><body><p>合同</p></body></html>")).Text);
        Assert.Equal("café", Extracting.From("a.html", Encoding.Latin1.GetBytes("<meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'><p>café</p>")).Text);
    }

    [Theory]
    [InlineData("<div>")]
    [InlineData("<b><i>")]
    [InlineData("<table><tr><td>")]
    public void Elements_nested_without_end_are_refused(string tags) =>
        Assert.StartsWith("nests its elements without end", Extracting.Refusal("a.html", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(tags, 50_000)))), StringComparison.Ordinal);

    [Fact]
    public void Elements_beside_each_other_have_no_limit_that_a_page_would_meet() =>
        Assert.Equal(100_000 * 3 - 2, Extracting.From("a.html", string.Concat(Enumerable.Repeat("<p>x", 100_000))).Text.Length);
}
