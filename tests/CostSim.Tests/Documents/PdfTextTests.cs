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

    private static ExtractedText Print(string printed) => Extracting.From("a.pdf", Encoding.UTF8.GetBytes(printed));
}
