using System.Text;
using CostSim.Documents;

namespace CostSim.Tests.Documents;

public sealed class PdfTextTests
{
    [Fact]
    public void Lines_keep_their_order_and_columns_three_spaces()
    {
        var text = Print("          Balance sheet\n\n\n  Cash            20,535    23,646\n  Total\n\fSecond page words\n\f");

        Assert.Equal("Balance sheet\n\nCash   20,535   23,646\nTotal\n\nSecond page words", text.Text);
        Assert.Equal(2, text.Pages);
        Assert.Empty(text.PagesWithoutText);
    }

    [Fact]
    public void A_scan_is_refused_with_its_pages()
    {
        var refused = Assert.Throws<UnreadableException>(() => Print("\f 1\f\f"));

        Assert.Equal(3, refused.ScannedPages);
        Assert.StartsWith("has no text layer: 3 pages are pictures", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_without_text_are_counted() => Assert.Equal([2], Print("words enough here\f\fand again words\f").PagesWithoutText);

    [Fact]
    public void Two_columns_of_prose_are_read_one_after_the_other()
    {
        var left = Lines("left side of the page goes on and ends", 12);
        var right = Lines("right side is read when left has ended", 12);
        var page = "        A heading that spans the whole width of the page, both columns\n\n"
            + string.Join('\n', left.Zip(right, (l, r) => $"{l,-44}   {r}")) + "\n\n   A closing line that again spans the whole width of the page, both columns\n\f";

        var text = Print(page).Text.Split('\n').Where(l => l.Length > 0).ToList();

        Assert.Equal(["A heading that spans the whole width of the page, both columns", .. left, .. right, "A closing line that again spans the whole width of the page, both columns"], text);
    }

    [Fact]
    public void Rows_of_a_table_stay_together()
    {
        var figures = string.Join('\n', Lines("Deferred revenue and other liabilities", 12).Select((l, i) => $"{l,-44}   {1000 + i}   {2000 + i}"));
        Assert.StartsWith("Deferred revenue and other liabilities 0   1000   2000\n", Print(figures).Text, StringComparison.Ordinal);

        // Short terms beside long texts are a table of definitions.
        var terms = string.Join('\n', Lines("the meaning of the term in this agreement", 12).Select((l, i) => $"{(i % 3 == 0 ? "Term of it" : ""),-44}   {l}"));
        Assert.StartsWith("Term of it   the meaning of the term in this agreement 0\nthe meaning", Print(terms).Text, StringComparison.Ordinal);
    }

    private static List<string> Lines(string words, int count) => [.. Enumerable.Range(0, count).Select(i => $"{words} {i}")];

    private static ExtractedText Print(string printed) => Extracting.From("a.pdf", Encoding.UTF8.GetBytes(printed));
}
