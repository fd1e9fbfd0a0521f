using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using CostSim.Answers;
using CostSim.Files;
using CostSim.Forecasts;
using CostSim.Reports;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim explain</c>: where a number comes from, as arithmetic, or how it became another.</summary>
internal sealed class ExplainCommand
{
    private static readonly JsonSerializerOptions Json =
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            WriteIndented = true,
            NewLine = "\n"
        };

    private readonly Argument<string> forecast = new("forecast") { Description = "The forecast.json of a run, or its folder" };
    private readonly Option<string?> design =
        new("--design") { Description = "The design to explain (default: the chosen one, else the recommended)", HelpName = "NAME" };
    private readonly Option<string?> against =
        new("--against") { Description = "An older forecast.json: the exact bridge from it", HelpName = "FORECAST" };
    private readonly Option<string> format =
        new("--format", "-f") { Description = "text, md, html or json", DefaultValueFactory = _ => "text" };
    private readonly Option<string?> output =
        new("--output", "-o") { Description = "File of the explanation (default standard output)", HelpName = "FILE" };

    public static Command Create() => new ExplainCommand().Build();

    private Command Build()
    {
        var command = new Command("explain",
            "Show where a number comes from, as arithmetic you can repeat on a pocket calculator") { forecast,
            design, against, format, output };
        format.AcceptOnlyFromAmong("text", "md", "html", "json");
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var now = ForecastFile.Read(parsed.GetValue(forecast)!);
        var picked = PickedDesign.Of(now, parsed.GetValue(design));
        using var file = new OutputFile(parsed.GetValue(output), parsed.InvocationConfiguration.Output);
        if (parsed.GetValue(against) is { } older)
            WriteBridge(parsed, now.Forecast, picked.Design, ForecastFile.Read(older), file.Writer);
        else
        {
            var explanation = Explaining.Of(now.Forecast, picked.Design, picked.Reason);
            Write(parsed, explanation, ExplanationReport.Of(explanation, now.Forecast), file.Writer);
        }

        file.MoveIntoPlace();
        return App.Fine;
    }

    private void WriteBridge(ParseResult parsed, Forecast now, ForecastDesign design, StoredForecast older, TextWriter writer)
    {
        if (older.Forecast.Currency != now.Currency)
            throw new InputException(Location.Of(older.Path),
                $"is in {older.Forecast.Currency}, but the other in {now.Currency}; amounts of two currencies have no bridge: run one of "
                + $"them with --currency");
        var was = PickedDesign.Of(older, design.Name).Design;
        var bridge = ForecastBridge.Of(older.Forecast, was, now, design);
        Write(parsed, new
        {
            bridge.Before,
            bridge.After,
            now.Currency,
            Steps = bridge.Steps.Select(s => new { Cause = s.Name, Subject = s.File ?? s.Subject, s.Amount })
        },
            ExplanationReport.Of(bridge, older.Forecast, now, design.Name), writer);
    }

    private void Write<T>(ParseResult parsed, T content, Report report, TextWriter writer)
    {
        var kind = parsed.GetValue(format)!;
        if (kind == "json")
            writer.Write(JsonSerializer.Serialize(content, Json) + "\n");
        else
            Formats.All.First(f => f.Name == kind).Write(report, writer);
    }
}
