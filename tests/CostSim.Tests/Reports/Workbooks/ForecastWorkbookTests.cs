using System.Globalization;
using System.IO.Compression;
using CostSim.Answers;
using CostSim.Forecasts;
using CostSim.Reports;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CostSim.Tests.Reports.Workbooks;

public sealed class ForecastWorkbookTests
{
    [Fact]
    public async Task A_run_writes_a_workbook_on_request_and_the_same_bytes_each_time()
    {
        using var scenario = new SmallScenario();
        var without = await scenario.Run();
        Assert.False(File.Exists(Path.Combine(scenario.Out, "forecast.xlsx")), without.Error);

        await scenario.Run("--xlsx");
        var first = File.ReadAllBytes(Path.Combine(scenario.Out, "forecast.xlsx"));
        var again = Path.Combine(scenario.Folder, "again.xlsx");
        var report = await Cli.Run("report", scenario.Out, "--format", "xlsx", "-o", again);

        Assert.Equal($"Workbook: {again}\n", report.Output);
        Assert.Equal(first, File.ReadAllBytes(again));
        using var zip = new ZipArchive(new MemoryStream(first));
        Assert.All(zip.Entries, e => Assert.Equal(1980, e.LastWriteTime.Year));
    }

    [Fact]
    public async Task It_keeps_the_rules_of_the_format_and_has_tables_a_chart_and_frozen_heads()
    {
        using var book = await Small();

        Assert.Empty(book.Faults);
        Assert.Equal(["Summary", "Months", "Designs", "Components", "Assumptions"], book.Sheets);
        Assert.All(book.Sheets.Skip(1), sheet => Assert.Equal(PaneStateValues.Frozen, book.Part(sheet).Worksheet!.Descendants<Pane>().Single().State!.Value));
        Assert.Equal(2, book.Part("Summary").DrawingsPart!.ChartParts.Single().ChartSpace!.Descendants<DocumentFormat.OpenXml.Drawing.Charts.LineChartSeries>().Count());
        Assert.Equal("\"$\"#,##0.00", book.Format("Months", "D2"));
    }

    [Fact]
    public async Task Its_tables_are_those_of_the_csv_files_to_the_last_digit()
    {
        using var scenario = new SmallScenario();
        await scenario.Run("--xlsx", "--raw");
        using var book = new ReadWorkbook(File.ReadAllBytes(Path.Combine(scenario.Out, "forecast.xlsx")));

        foreach (var sheet in book.Sheets.Skip(1))
        {
            var (head, rows) = book.Table(sheet);
            var csv = new CostSim.Files.CsvTable($"{sheet}.csv", new StringReader(scenario.Result($"{sheet.ToLowerInvariant()}.csv")));
            var lines = csv.Rows().Select(r => r.Fields).ToList();
            Assert.Equal(csv.Columns, head.Take(csv.Columns.Count));
            Assert.Equal(lines.Count, rows.Count);
            for (var i = 0; i < lines.Count; i++)
                Assert.Equal(lines[i], rows[i].Take(csv.Columns.Count));
        }
    }

    // By hand: a design of the small scenario has no monthly lines, so that its bill is tokens alone and its people are all review.
    [Fact]
    public async Task The_months_hold_their_parts_and_the_formulas_that_move_them()
    {
        using var book = await Small();
        var head = book.Table("Months").Head.ToList();
        string Place(string column, int row = 2) => $"{CostSim.Reports.Workbooks.SheetPlace.Column(head.IndexOf(column) + 1)}{row}";

        Assert.Equal(0, book.Number("Months", Place("fixed_usd")));
        Assert.Equal(book.Number("Months", Place("mean_usd")), book.Number("Months", Place("tokens_usd")), 9);
        Assert.Equal(0, book.Number("Months", Place("people_fixed_usd")));
        Assert.Equal($"{Place("fixed_usd")}+Volume*Prices*{Place("tokens_usd")}", book.Formula("Months", Place("what_if_usd")));
        Assert.Equal($"{Place("fixed_usd")}+{Place("people_fixed_usd")}+Volume*(Prices*{Place("tokens_usd")}+{Place("people_usd")})", book.Formula("Months", Place("what_if_with_people_usd")));
        Assert.Equal(book.Number("Months", Place("mean_usd")), book.Number("Months", Place("what_if_usd")), 9);
    }

    // The page's sliders and the workbook's formulas are one model: fixed, people and tokens by month sum to the same means a month.
    [Theory]
    [InlineData("")]
    [InlineData("monthly: [{ name: vector database, usd: 70 }]\nowner: { usd_per_month: 900 }\n")]
    public async Task Its_parts_are_those_of_the_page(string more)
    {
        using var scenario = new SmallScenario(SmallScenario.Text + "\n" + more);
        var run = await scenario.Run();
        Assert.True(run.Exit == 0, run.Error);
        var stored = ForecastFile.Read(scenario.Out);
        var whatIf = stored.Rendering.Report.Sections.SelectMany(s => s.Blocks).OfType<WhatIf>().Single();
        using var book = new ReadWorkbook(ForecastWorkbook.Of(stored.Forecast, stored.Rendering));
        var (head, rows) = book.Table("Months");
        double Sum(string design, string column) => rows.Where(r => r[0] == design).Sum(r => double.Parse(r[head.ToList().IndexOf(column)], CultureInfo.InvariantCulture));

        foreach (var design in whatIf.Designs)
        {
            var (lines, staff, people, tokens) = (Sum(design.Design, "fixed_usd"), Sum(design.Design, "people_fixed_usd"), Sum(design.Design, "people_usd"), Sum(design.Design, "tokens_usd"));
            Assert.Equal(2 * design.Fixed, lines + staff, 6);
            Assert.Equal(2 * design.Mean(2, 0.7), lines + staff + 2 * (0.7 * tokens + people), 2 * design.Mean(2, 0.7) * 1e-9);
        }
    }

    [Fact]
    public async Task A_name_with_a_formula_is_a_text_and_stays_one_when_it_is_edited()
    {
        using var scenario = new SmallScenario(SmallScenario.Text.Replace("  rag:", "  '=cmd|calc!A1':", StringComparison.Ordinal).Replace("scenario: small", "scenario: '=1+1'", StringComparison.Ordinal));
        var run = await scenario.Run("--xlsx");
        Assert.True(run.Exit == 0, run.Error);
        using var book = new ReadWorkbook(File.ReadAllBytes(Path.Combine(scenario.Out, "forecast.xlsx")));

        Assert.Empty(book.Faults);
        Assert.Equal("=1+1", book.Text("Summary", "A1"));
        Assert.Equal("=cmd|calc!A1", book.Text("Months", "A4"));
        Assert.All(book.Sheets.SelectMany(s => book.Cells(s).Values).Where(c => c.CellFormula is not null), c => Assert.DoesNotContain("cmd", c.CellFormula!.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_scenario_that_costs_nothing_has_a_workbook_without_errors()
    {
        using var scenario = new SmallScenario(
            """
            scenario: free
            start: 2027-01-01
            months: 2
            traffic: { requests_per_day: 100 }
            requests: { input: 100, output: 10 }
            prices: { inline: { input_usd_per_mtok: 0, output_usd_per_mtok: 0 } }
            designs: { base: {} }
            simulation: { trials: 64 }
            """);
        var run = await scenario.Run("--xlsx");
        Assert.True(run.Exit == 0, run.Error);
        using var book = new ReadWorkbook(File.ReadAllBytes(Path.Combine(scenario.Out, "forecast.xlsx")));

        Assert.Empty(book.Faults);
        Assert.Equal(0, book.Number("Months", "D2"));
    }

    // A portfolio's sum and its members have rows of their own, and the sum's parts are those of the members.
    [Fact]
    public async Task A_portfolio_has_a_workbook_whose_parts_add_up()
    {
        const string member = "months: 2\nstart: 2027-01-01\ntraffic: { requests_per_day: 100 }\nrequests: { input: 1000, output: 200 }\nprices: { as_of: 2026-11-01 }\ndesigns: { base: { model: openai/gpt-4o } }\nsimulation: { trials: 64 }\n";
        using var scenario = new SmallScenario("scenario: both\nportfolio: { one: one.yaml, two: two.yaml }\nstart: 2027-01-01\nmonths: 2\n");
        scenario.Write("one.yaml", "scenario: one\n" + member + "monthly: [{ name: search, usd: 70 }]\n");
        scenario.Write("two.yaml", "scenario: two\n" + member);
        var run = await scenario.Run("--xlsx");
        Assert.True(run.Exit == 0, run.Error);
        using var book = new ReadWorkbook(File.ReadAllBytes(Path.Combine(scenario.Out, "forecast.xlsx")));

        Assert.Empty(book.Faults);
        var (head, rows) = book.Table("Months");
        double Sum(Func<string, bool> design, string column) => rows.Where(r => design(r[0])).Sum(r => double.Parse(r[head.ToList().IndexOf(column)], CultureInfo.InvariantCulture));
        var all = rows[0][0];
        Assert.Equal(3, rows.Select(r => r[0]).Distinct().Count());
        // Two months of $70.
        Assert.Equal(140, Sum(d => d == all, "fixed_usd"), 6);
        Assert.Equal(Sum(d => d != all, "tokens_usd"), Sum(d => d == all, "tokens_usd"), 6);
    }

    [Fact]
    public async Task One_table_is_a_workbook_of_its_own()
    {
        using var scenario = new SmallScenario();
        await scenario.Run();
        var path = Path.Combine(scenario.Folder, "requests.xlsx");

        await Cli.Run("report", scenario.Out, "--format", "xlsx", "--table", "requests", "-o", path);

        using var book = new ReadWorkbook(File.ReadAllBytes(path));
        Assert.Equal(["Requests"], book.Sheets);
        Assert.Empty(book.Faults);
    }

    [Theory]
    [InlineData("error: -o book.xlsx: is the name of a workbook; add --format xlsx, or name a folder (--xlsx writes forecast.xlsx into it)", "-o", "book.xlsx")]
    [InlineData("error: --xlsx: writes forecast.xlsx into the folder of the results; name one with -o, or leave --xlsx out", "--xlsx", "-o", "-")]
    [InlineData("error: --format xlsx: a sweep has no workbook; take --format csv, which a spreadsheet opens", "--format", "xlsx", "-o", "a.xlsx", "--vary", "seed=1,2")]
    [InlineData("error: --xlsx: a sweep has no workbook; its sweep.csv opens in a spreadsheet", "--xlsx", "--vary", "seed=1,2")]
    public async Task A_workbook_that_can_go_nowhere_is_refused(string says, params string[] options)
    {
        using var scenario = new SmallScenario();

        var run = await Cli.Run(["run", scenario.Folder, .. options]);

        Assert.Equal((2, says), (run.Exit, run.Error.Split('\n')[0]));
    }

    private static async Task<ReadWorkbook> Small()
    {
        using var scenario = new SmallScenario();
        var run = await scenario.Run("--xlsx");
        Assert.True(run.Exit == 0, run.Error);
        return new ReadWorkbook(File.ReadAllBytes(Path.Combine(scenario.Out, "forecast.xlsx")));
    }
}
