using System.Globalization;
using CostSim.Files;
using CostSim.Prices;

namespace CostSim.Tests.Prices;

public sealed class UsageFileTests
{
    private static readonly string Oracle = Path.Combine(Shared.Repository, "tests", "CostSim.Tests", "Oracles", "pricing", "cases.csv");

    private static List<QuotedRow> Quote(string text, DateOnly? asOf = null) =>
        [.. new UsageFile(new CsvTable("usage.csv", new StringReader(text)), PriceBooks.Shipped, asOf).Quote("usage.csv")];

    [Fact]
    public void Every_case_of_the_oracle_is_priced_to_the_last_digit()
    {
        var table = new CsvTable("cases.csv", new StringReader(File.ReadAllText(Oracle)));
        var rows = new UsageFile(table, PriceBooks.Shipped, null).Quote("cases.csv").ToList();

        Assert.Equal(60, rows.Count);
        foreach (var row in rows)
        {
            var name = Field(row, "case_id");
            Assert.Equal((name, Field(row, "price_row_id")), (name, row.Records[0]));
            foreach (var column in UsageColumns.All)
                Assert.Equal((name, column.Name, Amount(row, column.CostName)), (name, column.Name, row.Bill.Of(column.Meter).Amount));
            Assert.Equal((name, Amount(row, "total_usd")), (name, row.Bill.Total.Amount));
        }

        string Field(QuotedRow row, string column) => row.Row.Fields[table.Find(column)];
        decimal Amount(QuotedRow row, string column) => decimal.Parse(Field(row, column), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void A_missing_column_is_zero_and_a_missing_date_the_one_asked_for()
    {
        var row = Assert.Single(Quote("model,input_tokens\nopenai/gpt-4o,1000000\n", new DateOnly(2026, 11, 1)));

        Assert.Equal(2.5m, row.Bill.Total.Amount);
    }

    [Theory]
    [InlineData("file_search", 2.5)]
    [InlineData("tool:web_search", 10)]
    [InlineData("", 10)]
    public void Tool_calls_are_those_of_the_tool_that_is_named_else_web_search(string tool, double usdFor1000) =>
        Assert.Equal((decimal)usdFor1000, Assert.Single(Quote($"provider,model,at_utc,tool_calls,tool\nopenai,gpt-5,2026-01-01,1000,{tool}\n")).Bill.Total.Amount);

    [Fact]
    public void A_models_own_tool_price_goes_before_the_providers()
    {
        var row = Assert.Single(Quote("model,at_utc,tool_calls\nperplexity/sonar-deep-research,2026-01-01,1000\n"));

        Assert.Equal(5m, row.Bill.Total.Amount);
    }

    [Fact]
    public void Every_row_that_cannot_be_priced_is_named_with_its_line()
    {
        var refused = Assert.Throws<InputException>(() => Quote("""
            provider,model,at_utc,input_tokens,cache_read_tokens,output_tokens,tool_calls,tool
            openai,gpt-4o,2026-01-01,100,0,10,0,
            openai,gpt-4p,2026-01-01,100,0,10,0,
            openai,gpt-4o,,100,0,10,0,
            openai,gpt-4o,2026-01-01,100,200,10,0,
            openai,gpt-4o,2026-01-01,1.5,0,10,0,
            openai,text-embedding-3-small,2026-01-01,100,0,10,0,
            openai,gpt-4o,2026-01-01,-1,0,10,0,
            openai,gpt-4o,2026-01-01,many,0,10,0,
            openai,gpt-4o,2026-01-01,1,0,10,1,guessing
            google,gemini-2.5-pro,2026-01-01,1,0,10,1,
            openai,gpt-4o,yesterday,1,0,10,0,
            """));

        Assert.Equal([3, 4, 5, 6, 7, 8, 9, 10, 11, 12], refused.Errors.Select(e => e.At.Line));
        Assert.Contains("openai/gpt-4o", refused.Errors[0].Message, StringComparison.Ordinal);
        Assert.Contains("output_usd_per_mtok", refused.Errors[4].Message, StringComparison.Ordinal);
        Assert.Contains("known then: tool:file_search, tool:web_search", refused.Errors[7].Message, StringComparison.Ordinal);
    }
}
