using System.Globalization;
using CostSim.Tests.Reports.Workbooks;

namespace CostSim.Tests.Commands;

/// <summary>
/// A forecast of 100 requests a day of 1,000 and 200 tokens at $2.50 and $10 a million: $0.0045 a request, $0.45 a day, $13.95 in October.
/// Nothing in it is uncertain, so that every number of a close can be worked out by hand.
/// </summary>
public sealed class CloseCommandTests : IDisposable
{
    private const string Scenario =
        """
        scenario: closed
        start: 2026-10-01
        months: 3
        traffic: { requests_per_day: 100 }
        requests: { input: 1000, output: 200 }
        prices: { as_of: 2026-10-01 }
        designs: { base: { model: openai/gpt-4o } }
        budget: { usd_per_month: 15 }
        simulation: { trials: 64 }
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("costsim-close-").FullName;

    private string Forecast => Path.Combine(folder, "out");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // October as forecast but for 120 requests a day: 31 * 20 * $0.0045 = $2.79 of volume, $16.74 in all. November's days do not count.
    [Fact]
    public async Task A_whole_month_closes_at_what_it_cost_and_the_steps_say_why()
    {
        await Run();
        var log = Write("bill.csv", Days(new DateOnly(2026, 10, 1), 40, 120, cost: 0.54));

        var close = await Close(log, "--format", "md");

        Assert.Equal(0, close.Exit);
        Assert.Contains("2026-10 closed at $16.74, $2.79 (20 %) over the forecast of $13.95; most of it: volume.", close.Output, StringComparison.Ordinal);
        Assert.Contains("| volume | $2.79 | 20 % |", close.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing to accrue: the bill of $16.74 is all of it.", close.Output, StringComparison.Ordinal);
        Assert.Contains("Its budget of $15 was passed.", close.Output, StringComparison.Ordinal);
        Assert.Contains("9 days of the log after 2026-10 are left out", close.Output, StringComparison.Ordinal);
    }

    // 21 days as forecast are billed: $9.45. The last ten were forecast at $4.50 in the mean; the middle of their law is a little less.
    [Fact]
    public async Task Days_that_the_log_lacks_are_accrued_at_its_pace()
    {
        await Run();
        var log = Write("bill.csv", Days(new DateOnly(2026, 10, 1), 21, 100, cost: 0.45));

        var close = await Close(log, "--format", "md");

        Assert.Matches(@"2026-10 stands at \$13\.[89]\d \(", close.Output);
        Assert.Contains("provisional: the log lacks 2026-10-22 to 2026-10-31", close.Output, StringComparison.Ordinal);
        Assert.Contains("| billed in the log | $9.45 |", close.Output, StringComparison.Ordinal);
        Assert.Matches(@"\| 10 days that the log lacks \| \$4\.[34]\d \|", close.Output);
    }

    [Fact]
    public async Task A_log_without_a_bill_is_accrued_whole()
    {
        await Run();
        var log = Write("log.csv", Days(new DateOnly(2026, 10, 1), 31, 100, cost: null));

        var close = await Close(log, "--format", "md");

        Assert.Contains("2026-10 closed at $13.95, as forecast.", close.Output, StringComparison.Ordinal);
        Assert.Contains("To accrue: $13.95, all of the month.", close.Output, StringComparison.Ordinal);
        Assert.Contains("| usage that is not billed yet | $13.95 |", close.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invoice_of_the_month_closes_it()
    {
        await Run();
        var invoice = Write("invoice.csv", "month,amount,currency\n2026-10,14.50,USD\n");

        var close = await Close(invoice, "--format", "md");

        Assert.Contains("2026-10 closed at $14.50, $0.550 (3.9 %) over the forecast of $13.95; most of it: unexplained.", close.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_text_fits_a_terminal_and_the_page_is_whole()
    {
        await Run();
        var log = Write("bill.csv", Days(new DateOnly(2026, 10, 1), 21, 100, cost: 0.45));
        var page = Path.Combine(folder, "close.html");

        var close = await Close(log);
        var said = await Close(log, "-o", page);

        Assert.All(close.Output.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.StartsWith("2026-10 stands at $13.", said.Output, StringComparison.Ordinal);
        Assert.EndsWith("</html>", File.ReadAllText(page).TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_workbook_sums_what_a_reader_may_change()
    {
        await Run();
        var log = Write("bill.csv", Days(new DateOnly(2026, 10, 1), 21, 100, cost: 0.45));
        var path = Path.Combine(folder, "close.xlsx");

        await Close(log, "-o", path);

        using var book = new ReadWorkbook(File.ReadAllBytes(path));
        Assert.Empty(book.Faults);
        Assert.Equal(["Close", "Bridge", "Accruals", "Months", "Landing", "Days"], book.Sheets);
        Assert.Equal("SUM(B2:B3)", book.Formula("Accruals", "B4"));
        Assert.Equal(9.45, book.Number("Accruals", "B2"), 9);
        Assert.InRange(book.Number("Accruals", "B4"), 13.80, 13.95);
        Assert.Equal(book.Number("Accruals", "B4"), book.Number("Accruals", "B2") + book.Number("Accruals", "B3"), 9);
        var bridge = book.Table("Bridge").Rows;
        Assert.Equal(book.Number("Accruals", "B4"), bridge.SkipLast(1).Sum(r => double.Parse(r[1], CultureInfo.InvariantCulture)), 6);
    }

    [Fact]
    public async Task Tags_divide_the_month()
    {
        await Run();
        var log = Write("bill.csv", string.Concat(Days(new DateOnly(2026, 10, 1), 31, 60, cost: 0.27, team: "search"), Days(new DateOnly(2026, 10, 1), 31, 40, cost: 0.18, team: "sales").Split('\n', 2)[1]));

        var close = await Close(log, "--by", "team", "--format", "md");

        Assert.Contains("| search | 1,860 | $8.37 | 60 % |", close.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-12", 1, "bill.csv: error: has nothing of 2026-12: it runs from 2026-10-01 to 2026-11-09; close a month that it holds, or add the log of 2026-12")]
    [InlineData("2027-01", 1, "forecast.json: error: does not hold 2027-01: it runs from 2026-10 to 2026-12; close one of these months, or run the scenario with a horizon that holds it")]
    [InlineData("2026-13", 2, "error: --month must be a month such as 2026-10, but is '2026-13'")]
    [InlineData("October", 2, "error: --month must be a month such as 2026-10, but is 'October'")]
    public async Task A_month_that_cannot_be_closed_is_refused(string month, int exit, string says)
    {
        await Run();
        var log = Write("bill.csv", Days(new DateOnly(2026, 10, 1), 40, 100, cost: 0.45));

        var close = await Cli.Run("close", log, "--against", Forecast, "--month", month, "-q");

        Assert.Equal(exit, close.Exit);
        Assert.Contains(says, close.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_without_a_price_is_inconclusive_and_a_contradiction_is_refused()
    {
        await Run();
        var log = Write("log.csv", Days(new DateOnly(2026, 10, 1), 31, 100, cost: null).Replace("gpt-4o", "nobody/knows", StringComparison.Ordinal));

        var close = await Close(log);
        var wrong = await Close(log, "--format", "md", "-o", "close.xlsx");

        Assert.Equal(4, close.Exit);
        Assert.StartsWith("Inconclusive: no price for nobody/knows", close.Output, StringComparison.Ordinal);
        Assert.Equal((2, "error: -o close.xlsx: its ending says xlsx, and --format says md; leave one of them out\n"), (wrong.Exit, wrong.Error));
    }

    private static string Days(DateOnly from, int days, int requests, double? cost, string? team = null) =>
        $"date,model,requests,input_tokens,output_tokens{(cost is null ? "" : ",cost")}{(team is null ? "" : ",team")}\n" + string.Concat(Enumerable.Range(0, days).Select(day => FormattableString.Invariant(
            $"{from.AddDays(day):yyyy-MM-dd},gpt-4o,{requests},{requests * 1000},{requests * 200}{(cost is { } usd ? FormattableString.Invariant($",{usd}") : "")}{(team is null ? "" : "," + team)}\n")));

    private Task<Cli.Answer> Close(string log, params string[] more) =>
        Cli.Run(["close", log, "--against", Forecast, "--month", "2026-10", "-q", .. more]);

    private async Task Run()
    {
        var run = await Cli.Run("run", Write("scenario.yaml", Scenario), "-o", Forecast, "-q", "--charts", "none");
        Assert.True(run.Exit == 0, run.Error);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
