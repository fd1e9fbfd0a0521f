using CostSim.Reports;
using CostSim.Reports.Workbooks;

namespace CostSim.Tests.Reports.Workbooks;

public sealed class WorkbookFileTests
{
    [Theory]
    [InlineData(1, "A")]
    [InlineData(26, "Z")]
    [InlineData(27, "AA")]
    [InlineData(702, "ZZ")]
    [InlineData(703, "AAA")]
    public void Columns_have_the_letters_of_a_spreadsheet(int number, string letters) => Assert.Equal(letters, SheetPlace.Column(number));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("bell\a", "bell\uFFFD")]
    [InlineData("😀", "😀")]
    [InlineData("_x000D_", "_x005F_x000D_")]
    [InlineData("_xyz_", "_xyz_")]
    public void A_text_is_one_that_a_cell_can_hold(string text, string held) => Assert.Equal(held, SheetXml.Plain(text));

    // Half of a pair cannot go through the table of a theory.
    [Fact]
    public void Half_of_a_surrogate_pair_is_replaced() => Assert.Equal("\uFFFDalone", SheetXml.Plain("\ud800alone"));

    [Fact]
    public void A_text_longer_than_a_cell_is_cut_where_one_sees_it()
    {
        var text = SheetXml.Plain(new string('x', 40_000));

        Assert.Equal((32_767, '…'), (text.Length, text[^1]));
    }

    [Fact]
    public void Values_that_a_sheet_cannot_hold_are_blank_and_dates_are_days_since_1899()
    {
        var table = new Table("t", "t", [new("a", "a", Unit.Number), new("b", "b", Unit.Date)], [new Row([double.NaN, new DateOnly(2027, 1, 1)])]);

        using var book = new ReadWorkbook(CostSim.Answers.ForecastWorkbook.Of(table));

        Assert.Empty(book.Faults);
        Assert.Null(book.Cells("T")["A2"].CellValue);
        // 2027-01-01 is day 46,388 of Excel's calendar: 2024-01-01 is 45,292, and 1,096 days lie between.
        Assert.Equal(46_388, book.Number("T", "B2"));
    }

    [Fact]
    public void A_table_without_rows_is_a_table_with_an_empty_one()
    {
        using var book = new ReadWorkbook(CostSim.Answers.ForecastWorkbook.Of(new Table("t", "t", [new("a", "a", Unit.Money())], [])));

        Assert.Empty(book.Faults);
        Assert.Equal("A1:A2", book.Part("T").TableDefinitionParts.Single().Table!.Reference!.Value);
    }

    [Fact]
    public void A_hundred_thousand_rows_are_written_and_compressed()
    {
        var rows = Enumerable.Range(0, 100_000).Select(i => new Row([$"document {i}", i, i * 0.01])).ToList();

        var bytes = CostSim.Answers.ForecastWorkbook.Of(new Table("documents", "d", [new("document", "d", Unit.Text), new("tokens", "t", Unit.Count), new("cost_myr", "c", Unit.Money("MYR"))], rows));

        Assert.InRange(bytes.Length, 500_000, 6_000_000);
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(bytes));
        using var sheet = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        Assert.EndsWith("<c r=\"C100001\" s=\"4\"><v>999.99</v></c></row></sheetData><pageSetup orientation=\"landscape\" fitToHeight=\"0\" /><tableParts count=\"1\"><tablePart r:id=\"table\" /></tableParts></worksheet>", sheet.ReadToEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void More_rows_than_a_sheet_holds_are_refused()
    {
        var one = new Row([1]);
        var refused = Assert.Throws<IOException>(() => TableSheet.Of(new Table("t", "t", [new("a", "a", Unit.Count)], [.. Enumerable.Repeat(one, TableSheet.MostRows)]), "T"));

        Assert.Equal("t has 1,048,576 rows, and a sheet holds 1,048,575 of them; take --format csv", refused.Message);
    }
}
