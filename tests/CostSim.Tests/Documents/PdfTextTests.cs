using CostSim.Documents;
using CostSim.Files;
using CostSim.Tokens;

namespace CostSim.Tests.Documents;

public sealed class PdfTextTests
{
    private static readonly string[] Left =
    [
        "The supplier shall deliver the goods within", "thirty days after the order was received and", "confirmed in writing by the purchaser. Late de-",
        "livery gives the purchaser the right to cancel", "the order without any further notice to the", "other party and to claim damages.",
    ];

    private static readonly string[] Right =
    [
        "Payment is due within sixty days of receipt", "of the invoice. Interest of five percent is", "charged on overdue amounts. All prices are",
        "exclusive of value added tax. The purchaser", "may set off undisputed claims only against", "sums that are due and payable.",
    ];

    [Fact]
    public void Pages_follow_each_other_and_those_without_text_are_counted()
    {
        var text = Read(PdfFiles.Of(PdfFiles.Text(72, 700, "Payment within 30 days"), "", PdfFiles.Text(72, 700, "Second page of it")));

        Assert.Equal("Payment within 30 days\n\nSecond page of it", text.Text);
        Assert.Equal(3, text.Pages);
        Assert.Equal([2], text.PagesWithoutText);
    }

    [Theory]
    [InlineData(0)] // level lines
    [InlineData(5)] // lines of the right column between those of the left
    public void Six_lines_in_two_columns_are_read_one_column_after_the_other(int offset)
    {
        var page = PdfFiles.Text(60, 760, "A heading that goes over the whole width of the page and both of its columns of text")
            + PdfFiles.Column(60, 730, 14, Left) + PdfFiles.Column(320, 730 - offset, 14, Right)
            + PdfFiles.Text(60, 620, "A closing line that again goes over the whole width of the page, and over both columns");

        Assert.Equal(
            ["A heading that goes over the whole width of the page and both of its columns of text", .. Left, .. Right, "A closing line that again goes over the whole width of the page, and over both columns"],
            Lines(PdfFiles.Of(page)));
    }

    [Fact]
    public void Columns_of_unequal_width_and_length_are_read_in_order()
    {
        string[] narrow = ["a note in the", "margin that is", "short of words", "and goes on for", "a few lines more"];

        Assert.Equal([.. Left, .. narrow], Lines(PdfFiles.Of(PdfFiles.Column(60, 730, 14, Left) + PdfFiles.Column(420, 730, 14, narrow))));
        // The last page of a text: the right column ends early.
        Assert.Equal([.. Left, .. Left, .. Right], Lines(PdfFiles.Of(PdfFiles.Column(60, 730, 14, [.. Left, .. Left]) + PdfFiles.Column(320, 730, 14, Right))));
    }

    [Fact]
    public void Three_columns_are_read_in_order()
    {
        string[] Third(string what) => [.. Enumerable.Range(0, 8).Select(i => $"{what} column goes on in line {(char)('a' + i)}")];

        Assert.Equal([.. Third("first"), .. Third("second"), .. Third("third")],
            Lines(PdfFiles.Of(PdfFiles.Column(40, 730, 14, Third("first")) + PdfFiles.Column(230, 726, 14, Third("second")) + PdfFiles.Column(420, 730, 14, Third("third")))));
    }

    [Fact]
    public void Rows_of_a_table_stay_together()
    {
        var rows = Enumerable.Range(0, 12).ToList();
        var figures = PdfFiles.Column(60, 730, 14, rows.Select(i => $"Deferred revenue and other liabilities {(char)('a' + i)}"))
            + PdfFiles.Column(320, 730, 14, rows.Select(i => $"{1000 + i}")) + PdfFiles.Column(420, 730, 14, rows.Select(i => $"{2000 + i}"));
        Assert.StartsWith("Deferred revenue and other liabilities a   1000   2000\n", Read(PdfFiles.Of(figures)).Text, StringComparison.Ordinal);

        // Short terms next to long texts are a table of definitions.
        var terms = PdfFiles.Column(60, 730, 42, Enumerable.Range(0, 4).Select(i => "Term of it"))
            + PdfFiles.Column(320, 730, 14, rows.Select(i => $"the meaning of the term in this agreement {i}"));
        Assert.StartsWith("Term of it   the meaning of the term in this agreement 0\nthe meaning", Read(PdfFiles.Of(terms)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_column_heads_of_a_table_of_figures_do_not_make_it_prose()
    {
        string[] heads = ["Total number of", "shares purchased", "in the period that", "ended in the month"];
        var page = PdfFiles.Column(60, 730, 14, ["Periods", "October 1 to October 29", "Open market purchases", "October 30 to November 26", "Open market purchases", "November 27 to December 31", "Open market purchases", "Total"])
            + PdfFiles.Column(320, 772, 14, heads) + PdfFiles.Column(320, 716, 14, ["75,265", "12,010", "30,264", "4,402", "24,500", "9,811", "160,252"]);

        Assert.Contains("October 1 to October 29   75,265", Read(PdfFiles.Of(page)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_superscript_stays_in_its_line_and_a_ligature_becomes_letters()
    {
        // WinAnsi has no ligatures: the byte 0x8C is the letter OE there, which stays.
        var page = PdfFiles.Text(60, 700, "Net sales of the year") + PdfFiles.Text(158, 704, "1", 6) + PdfFiles.Text(60, 680, "as stated in the notes");

        Assert.Equal(["Net sales of the year 1", "as stated in the notes"], Lines(PdfFiles.Of(page)));
    }

    [Fact]
    public void Words_printed_twice_for_bold_letters_are_read_once() =>
        Assert.Equal(["Total amount payable"], Lines(PdfFiles.Of(PdfFiles.Text(60, 700, "Total amount payable") + PdfFiles.Text(60.4, 700, "Total amount payable"))));

    [Fact]
    public void Rotated_text_follows_the_text_of_its_page()
    {
        var page = "q 0 1 -1 0 30 300 cm BT /F1 10 Tf 0 0 Td (a stamp in the margin) Tj ET Q\n" + PdfFiles.Column(60, 730, 14, Left);

        Assert.Equal([.. Left, "a stamp in the margin"], Lines(PdfFiles.Of(page)));
    }

    [Fact]
    public void A_scan_is_refused_with_its_pages()
    {
        var refused = Assert.Throws<UnreadableException>(() => Read(PdfFiles.Of("", PdfFiles.Text(60, 700, "1"), "")));

        Assert.Equal(3, refused.ScannedPages);
        Assert.StartsWith("has no text layer: 3 pages are pictures", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_to_change_a_file_does_not_hinder_reading_and_one_to_open_it_is_said()
    {
        Assert.Equal("Payment within 30 days", Read(Case("owner-password.pdf")).Text);
        Assert.Equal("needs a password to open; save a copy without one, or leave it out", Extracting.Refusal("a.pdf", Case("user-password.pdf")));
    }

    [Fact]
    public void What_is_not_a_pdf_or_a_broken_one_is_named()
    {
        Assert.StartsWith("is not a PDF, though its name says so", Extracting.Refusal("a.pdf", "words"u8.ToArray()), StringComparison.Ordinal);
        Assert.StartsWith("is not a readable PDF", Extracting.Refusal("a.pdf", "%PDF-1.4 and nothing more"u8.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_were_built_to_exhaust_a_reader_are_refused()
    {
        // 300 MB of blanks, which pack to 1.3 MB; and arrays in arrays, which would overflow the stack.
        Assert.StartsWith("holds a stream that unpacks to more than 256 MB", Extracting.Refusal("a.pdf", PdfFiles.Of([new string(' ', 300_000_000)], compress: true)), StringComparison.Ordinal);
        Assert.StartsWith("is not a readable PDF", Extracting.Refusal("a.pdf", PdfFiles.Of(new string('[', 200_000))), StringComparison.Ordinal);
    }

    [Fact]
    public void The_cases_are_read_column_by_column()
    {
        var level = Read(Case("twocol.pdf")).Text;
        Assert.Equal(131L, CountOf(level));
        Assert.True(level.IndexOf("claim damages.", StringComparison.Ordinal) < level.IndexOf("Payment is due", StringComparison.Ordinal));
        // 40 lines of the left column come before the first of the right one.
        var lines = Read(Case("twocol_unequal.pdf")).Text.Split('\n');
        Assert.Equal(40, lines.TakeWhile(l => !l.StartsWith("Payment is due", StringComparison.Ordinal)).Count(l => l.Length > 0));
    }

    /// <summary>Tokens (o200k_base) that poppler 22.12's <c>pdftotext -layout</c> gave of the same files: 18,821, 28,571, 27,293, 22,647 and 1,666.</summary>
    [SharedTheory]
    [InlineData("10q-2022-Q3-AAPL.pdf", 18_821)]
    [InlineData("10q-2023-Q1-AAPL.pdf", 28_571)]
    [InlineData("basecamp-dpa-v202212.pdf", 27_293)]
    [InlineData("us-gsa-2022.pdf", 22_647)]
    [InlineData("mozilla-mdn-plus-terms.zh-CN.pdf", 1_666)]
    public void Public_documents_have_the_tokens_that_poppler_gives_within_half_a_percent(string name, int tokens)
    {
        var path = Directory.EnumerateFiles(Shared.Path("corpora"), name, SearchOption.AllDirectories).Single();

        Assert.InRange(CountOf(Read(File.ReadAllBytes(path)).Text), tokens * 0.995, tokens * 1.005);
    }

    private static long CountOf(string text) => Tokenizers.Get("o200k_base").Count(text).Value;

    private static byte[] Case(string name) => File.ReadAllBytes(Path.Combine(Shared.Repository, "tests", "CostSim.Tests", "Cases", "documents", name));

    private static ExtractedText Read(byte[] pdf) => Extracting.From("a.pdf", pdf);

    private static List<string> Lines(byte[] pdf) => [.. Read(pdf).Text.Split('\n').Where(l => l.Length > 0)];
}
