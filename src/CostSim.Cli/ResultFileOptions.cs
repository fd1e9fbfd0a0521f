using System.CommandLine;

namespace CostSim.Cli;

/// <summary>Which files are written besides the tables and the page, and how.</summary>
/// <param name="Svg">Each chart as SVG.</param>
/// <param name="Png">Each chart as a picture.</param>
/// <param name="Raw">CSV files without an apostrophe before texts that a spreadsheet would run.</param>
/// <param name="Workbook">The run as a spreadsheet too.</param>
internal sealed record FileChoices(bool Svg, bool Png, bool Raw, bool Workbook = false);

/// <summary>The options of verbs that write a folder of results.</summary>
internal sealed class ResultFileOptions
{
    private readonly Option<string> charts =
        new("--charts")
        {
            Description = "Files of the charts: both, svg, png or none; the page has its charts in any case",
            DefaultValueFactory = _ => "both"
        };
    private readonly Option<bool> png = new("--png") { Description = "The charts as PNG pictures too, as --charts both", Hidden = true };
    private readonly Option<bool> raw =
        new("--raw") { Description = "CSV files as they are, without an apostrophe before texts that a spreadsheet would run as formulas" };
    private readonly Option<bool> workbook =
        new("--xlsx") { Description = "Write forecast.xlsx too: a spreadsheet with formulas for other volumes and prices" };

    public void AddTo(Command command)
    {
        charts.AcceptOnlyFromAmong("both", "svg", "png", "none");
        foreach (var option in new Option[] { charts, png, raw, workbook })
            command.Add(option);
        command.Validators.Add(r =>
            {
                if (r.GetValue(png) && r.GetValue(charts) is var kinds
                and ("svg" or "none")) { r.AddError($"--png: contradicts --charts {kinds}; leave one of them out"); }
            });
    }

    public bool AsksForPictures(System.CommandLine.Parsing.SymbolResult parsed) => parsed.GetValue(png);

    public bool AsksForWorkbook(System.CommandLine.Parsing.SymbolResult parsed) => parsed.GetValue(workbook);

    public FileChoices Of(ParseResult parsed) =>
        new(parsed.GetValue(charts) is "both" or "svg", parsed.GetValue(charts) is "both" or "png", parsed.GetValue(raw),
            parsed.GetValue(workbook));
}
