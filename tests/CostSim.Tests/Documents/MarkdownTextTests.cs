namespace CostSim.Tests.Documents;

public sealed class MarkdownTextTests
{
    [Fact]
    public void Markdown_becomes_what_its_reader_sees()
    {
        var text = Extracting.From("a.md", """
            ---
            title: not text
            ---
            # Terms **of** service

            The [provider](https://example.com) gives `access`, *not*
            ownership &amp; ~~never~~ more.

            1. First
               - inner
            2. Second

            | Fee | Amount |
            |-----|-------:|
            | Setup | 100 |

            ```
            code  stays
            ```

            Heading two
            -----------
            ![A plan](plan.png) <b>bold</b> end<br>of line.
            """);

        Assert.Equal("""
            Terms of service

            The provider gives access, not ownership & never more.

              1. First
                - inner
              2. Second

            Fee | Amount
            Setup | 100

            code  stays

            Heading two

            A plan bold end
            of line.
            """.ReplaceLineEndings("\n"), text.Text);
        Assert.Equal([(1, "Terms of service"), (2, "Heading two")], text.Headings.Select(h => (h.Level, h.Title)));
        Extracting.AssertHeadingsStandWhereTheySay(text);
        Assert.Equal("Fee | Amount\nSetup | 100", text.Text[text.Tables.Single()]);
    }

    [Fact]
    public void Html_inside_markdown_loses_its_tags() =>
        Assert.Equal("Before\n\nInside a block\n\nAfter", Extracting.From("a.md", "Before\n\n<div class=\"x\"><p>Inside a <i>block</i></p></div>\n\nAfter\n").Text);

    [Fact]
    public void A_tilde_before_a_number_is_no_markup() =>
        Assert.Equal("between ~5% and ~6%", Extracting.From("a.md", "between ~5% and ~6%").Text);

    [Fact]
    public void What_is_nested_without_end_is_refused_and_does_not_end_the_process()
    {
        var refusal = Extracting.Refusal("a.md", System.Text.Encoding.UTF8.GetBytes(new string('>', 100_000) + "x"));

        Assert.Contains("not a readable Markdown file", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_that_are_begun_and_never_ended_are_the_characters_that_they_are()
    {
        // Read for each of them up to the end, 32,768 took five seconds.
        var begun = string.Concat(Enumerable.Repeat("[a](", 32_768));

        Assert.Equal(begun + "\n\nAfter it b.", Extracting.From("a.md", begun + "\n\nAfter *it* [b](c).\n").Text);
    }

    [Fact]
    public void Lists_nested_by_hundreds_are_refused_with_their_line()
    {
        string Nested(int depth) => string.Join('\n', Enumerable.Range(0, depth).Select(i => new string(' ', 2 * i) + "- a"));

        Assert.Contains("lists nested more than 100 deep", Extracting.Refusal("a.md", System.Text.Encoding.UTF8.GetBytes(Nested(3_000))), StringComparison.Ordinal);
        Assert.Equal(20, Extracting.From("a.md", Nested(20)).Text.Split("- a").Length - 1);
    }
}
