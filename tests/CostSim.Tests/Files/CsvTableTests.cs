using CostSim.Files;
using CostSim.Reports;

namespace CostSim.Tests.Files;

public sealed class CsvTableTests
{
    private static List<CsvRow> Rows(string text) => [.. new CsvTable("t.csv", new StringReader(text)).Rows()];

    [Fact]
    public void Quoted_fields_hold_commas_quotes_and_line_ends()
    {
        var rows = Rows("\uFEFFa,b,c\r\n1,\"x, \"\"y\"\"\",\r\n\r\n\"two\nlines\",,\"\"\n4,5,6");

        Assert.Equal([["1", "x, \"y\"", ""], ["two\nlines", "", ""], ["4", "5", "6"]], rows.Select(r => r.Fields));
        Assert.Equal([2, 4, 6], rows.Select(r => r.At.Line));
    }

    [Theory]
    [InlineData("", "t.csv:1: error: is empty")]
    [InlineData("a,a\n", "a: the column is there twice")]
    [InlineData("a,b\n1\n", "t.csv:2: error: has 1 field, but the header names 2 columns")]
    [InlineData("a,b\n1,\"2\n", "t.csv:2: error: has a quoted field without its closing quote")]
    public void What_is_no_table_is_refused_with_its_line(string text, string message) =>
        Assert.Contains(message, Assert.Throws<InputException>(() => Rows(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_ragged_row_is_an_error_of_one_run()
    {
        var refused = Assert.Throws<InputException>(() => Rows("a,b\n1\n1,2\n1,2,3\n"));

        Assert.Equal([2, 4], refused.Errors.Select(e => e.At.Line));
        Assert.Contains("put a value that holds a comma in quotes", refused.Errors[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_ragged_rows_is_given_up_after_twenty() =>
        Assert.Equal(20, Assert.Throws<InputException>(() => Rows("a,b\n" + string.Concat(Enumerable.Repeat("1\n", 100)))).Errors.Count);

    [Theory]
    [InlineData("a;b\n1,5;2\n")]
    [InlineData("a\tb\n1,5\t2\n")]
    [InlineData("a|b\n1,5|2\n")]
    [InlineData("sep=;\r\na;b\r\n1,5;2\r\n")]
    public void The_header_says_what_separates_the_columns(string text) => Assert.Equal([["1,5", "2"]], Rows(text).Select(r => r.Fields));

    [Fact]
    public void Line_ends_within_quotes_are_kept_as_they_are() =>
        Assert.Equal(["x\r\ny", "p\rq\nr"], Rows("a\r\n\"x\r\ny\"\r\n\"p\rq\nr\"\r\n").Select(r => r.Fields[0]));

    [Fact]
    public void A_record_without_end_is_refused_before_it_fills_the_memory() =>
        Assert.Contains("has a record longer than 64 MB", Assert.Throws<InputException>(() => Rows("a,b\n1,\"" + new string('x', 70_000_000))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a \"b\"", "\"a \"\"b\"\"\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    public void Fields_are_quoted_where_they_must_be(string field, string written) => Assert.Equal($"{written},x\n", Written(field, raw: true));

    [Theory]
    [InlineData("=HYPERLINK(A1)", "'=HYPERLINK(A1)")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("+cmd", "'+cmd")]
    [InlineData("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0")]
    [InlineData("-30% to 0%", "-30% to 0%")]
    [InlineData("-5.5", "-5.5")]
    public void A_text_that_a_spreadsheet_would_run_is_marked_as_text_unless_raw(string field, string written)
    {
        Assert.Equal($"{written},x\n", Written(field, raw: false));
        Assert.Equal($"{field},x\n", Written(field, raw: true));
    }

    private static string Written(string field, bool raw)
    {
        var text = new StringWriter();
        CsvReport.Write(new Table("t", "", [new(field, "", Unit.Text), new("x", "", Unit.Text)], []), text, raw);
        return text.ToString();
    }
}
