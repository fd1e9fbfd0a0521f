using CostSim.Reports;

namespace CostSim.Tests.Reports;

public sealed class TextTableTests
{
    private static readonly Table designs = new("designs", "Designs side by side",
        [
            new("design", "design", Unit.Text), new("tokens", "tokens/req", Unit.Count), new("usd", "$/request", Unit.Money()),
            new("p50_usd", "bill P50", Unit.Money()), new("over", ">$9,000", Unit.Share),
        ],
        [
            new(["rag-512", 3120.0, 0.0132, 3921.0, 0.0]),
            new(["full-context-cached", 11_482.0, 0.0212, 6180.0, 0.21]),
        ]);

    [Fact]
    public void Texts_stand_left_and_numbers_right() => Assert.Equal(
        [
            "design               tokens/req  $/request  bill P50  >$9,000",
            "rag-512                   3,120    $0.0132    $3,920      0 %",
            "full-context-cached      11,482    $0.0212    $6,180     21 %",
        ], TextTable.Lines(designs));

    [Fact]
    public void A_narrow_terminal_shortens_names_first() => Assert.Equal(
        [
            "design         tokens/req  $/request  bill P50  >$9,000",
            "rag-512             3,120    $0.0132    $3,920      0 %",
            "full-con…ched      11,482    $0.0212    $6,180     21 %",
        ], TextTable.Lines(designs, 55));

    [Fact]
    public void What_does_not_fit_moves_into_a_block_below_and_no_number_is_cut() => Assert.Equal(
        [
            "design               tokens/req",
            "rag-512                   3,120",
            "full-context-cached      11,482",
            "",
            "design         $/request  bill P50",
            "rag-512          $0.0132    $3,920",
            "full-con…ched    $0.0212    $6,180",
            "",
            "design               >$9,000",
            "rag-512                  0 %",
            "full-context-cached     21 %",
        ], TextTable.Lines(designs, 34));

    [Fact]
    public void Wide_characters_take_two_columns()
    {
        var table = new Table("t", "", [new("a", "name", Unit.Text), new("b", "n", Unit.Count)], [new(["契約書", 7.0]), new(["abc", 12.0])]);
        Assert.Equal(["name     n", "契約書   7", "abc     12"], TextTable.Lines(table));
    }

    [Fact]
    public void A_line_end_in_a_name_does_not_reach_the_terminal()
    {
        var table = new Table("t", "", [new("a", "name", Unit.Text)], [new(["a\nb\u001b[31m"])]);
        Assert.Equal(["name", "a b [31m"], TextTable.Lines(table));
    }

    [Fact]
    public void A_percent_sign_stays_with_its_number() => Assert.Equal(["growth", "80 % of", "all"], TextTable.Wrap("growth 80 % of all", 8));

    [Fact]
    public void Wrap_breaks_at_spaces_and_never_inside_a_word() => Assert.Equal(
        ["Build rag-512. It", "  costs $3,920 a", "  month."], TextTable.Wrap("Build rag-512. It costs $3,920 a month.", 18, "  "));

    [Fact]
    public void Csv_quotes_what_must_be_quoted_and_keeps_full_precision()
    {
        var table = new Table("t", "", [new("name", "Name", Unit.Text), new("mean_usd", "Mean", Unit.Money()), new("exact_usd", "Exact", Unit.Money())],
            [new(["a, \"b\"", 0.1 + 0.2, 9_000.10m]), new(["x\ny", (double?)null, 1m]), new(["z", -0.0, 0m])]);
        var text = new StringWriter();
        CsvReport.Write(table, text);
        Assert.Equal("name,mean_usd,exact_usd\n\"a, \"\"b\"\"\",0.30000000000000004,9000.10\n\"x\ny\",,1\nz,0,0\n", text.ToString());
    }
}
