using System.CommandLine;
using System.Globalization;
using CostSim.Actuals;
using CostSim.Files;
using CostSim.Logs;
using CostSim.Reports;
using CostSim.Reports.Drawing;
using CostSim.Units;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim fit LOG</c>: a usage log becomes the traffic, the lengths and the reliability of a scenario.</summary>
internal sealed class FitCommand
{
    private readonly LogArguments logs = new();
    private readonly Option<string?> output = new("--output", "-o") { Description = "The scenario file; pictures and resampled lengths go next to it (default: standard output, no files)", HelpName = "FILE" };
    private readonly Option<string> format = PricesCommand.FormatOption("yaml", "json");
    private readonly Option<string?> book = PricesCommand.BookOption();
    private readonly Option<DateOnly?> asOf = PricesCommand.AsOfOption("The day whose prices the scenario takes (default: that of the price book)");
    private readonly Option<bool> keepOutliers = new("--keep-outliers") { Description = "Include single days far above all others" };
    private readonly Option<string?> by = new("--by") { Description = "Tags of the log whose shares of requests and tokens are told apart, such as team,project", HelpName = "TAG,.." };
    private readonly Option<bool> quiet = new("--quiet", "-q") { Description = "No progress" };

    public static Command Create()
    {
        var fit = new FitCommand();
        var command = new Command("fit", "Fit the traffic, lengths and reliability of a scenario to a usage log");
        fit.logs.AddTo(command);
        foreach (var option in new Option[] { fit.output, fit.format, fit.book, fit.asOf, fit.keepOutliers, fit.by, fit.quiet })
            command.Add(option);
        command.SetInterruptible(fit.Run);
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken stop)
    {
        var (stdout, stderr) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (logs.Wrong(parsed) is { } usage)
        {
            stderr.WriteLine($"error: {usage}");
            return App.WrongUsage;
        }

        using var progress = new Progress(stderr, parsed.GetValue(quiet));
        var prices = PricesCommand.Open(parsed.GetValue(book));
        var models = new LoggedModels(prices);
        var sketch = new LogSketch(logs.Offset(parsed), logs.TokensPerRequest(parsed)) { By = Tags(parsed) };
        var notes = new List<string>();
        foreach (var log in logs.Open(parsed, Tags(parsed)))
        {
            foreach (var record in log.Records())
            {
                stop.ThrowIfCancellationRequested();
                var priced = models.Resolve(record);
                var named = priced.Model is null ? record : record with { Model = priced.Model, ServiceTier = priced.ServiceTier, Region = priced.Region };
                if (record.Kind != LogKind.Model || models.IsEmbedding(named.Model))
                    sketch.AddOther(named);
                else
                    sketch.Add(named);
                if (log.Notes.Rows % 65_536 == 0)
                    progress.Say($"{Figures.Count(log.Notes.Rows)} rows");
            }

            sketch.OwnTools += log.Notes.OwnTools;
            notes.AddRange(log.Notes.Sentences(LogArguments.Name(sketch.Offset)));
        }

        progress.Done();
        var fit = Fitted(sketch, models, logs.Paths(parsed)[0], parsed.GetValue(keepOutliers));
        fit = fit with { Warnings = [.. fit.Warnings, .. notes, .. models.Remarks] };
        Write(parsed, fit, PricesCommand.DayOf(prices, parsed.GetValue(asOf)), stdout, stderr);
        return App.Fine;
    }

    private IReadOnlyList<string> Tags(ParseResult parsed) =>
        (parsed.GetValue(by) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static LogFit Fitted(LogSketch sketch, LoggedModels models, string path, bool keepOutliers)
    {
        try
        {
            return LogFit.Of(sketch, models.IsKnown, models.ChargesWrites, keepOutliers);
        }
        catch (RuleException refused)
        {
            throw new InputException(Location.Of(path), refused.Message);
        }
    }

    private void Write(ParseResult parsed, LogFit fit, DateOnly day, TextWriter stdout, TextWriter stderr)
    {
        var log = string.Join(", ", logs.Paths(parsed).Select(Path.GetFileName));
        var target = parsed.GetValue(output) is { } path and not "-" ? path : null;
        var stem = target is null ? "fitted" : Path.GetFileNameWithoutExtension(target);
        var lengths = target is not null && fit.Runs is null && new[] { fit.Input, fit.Output }.Any(l => l is { IsLognormal: false }) ? $"{stem}-lengths.csv" : null;
        var text = parsed.GetRequiredValue(format) == "json" ? FitJson.Write(fit) : FitYaml.Write(fit, log, NameOf(target, stem), day, lengths);
        if (target is null)
        {
            stdout.Write(text);
            foreach (var warning in fit.Warnings)
                stderr.WriteLine($"warning: {warning}");
            return;
        }

        Put(target, text);
        var folder = Path.GetDirectoryName(target) ?? "";
        if (lengths is not null)
            Put(Path.Combine(folder, lengths), Lengths(fit));
        var charts = FitCharts.Of(fit);
        foreach (var chart in charts)
        {
            var name = Path.Combine(folder, $"{stem}-{chart.Name["fit-".Length..]}");
            Put(name + ".svg", new SvgChart().Render(chart, ChartFrame.File));
            if (ChartFiles.Picture(chart) is { } picture)
                File.WriteAllBytes(name + ".png", picture);
            else
                stderr.WriteLine($"warning: {ChartFiles.Missing}");
        }

        foreach (var line in FitAnswer.Lines(fit, log))
            stdout.WriteLine(line);
        stdout.WriteLine($"Scenario: {target}{(lengths is null ? "" : $", with {lengths}")}; pictures: {stem}-*.svg and .png");
    }

    // A scenario.yaml has the name of its folder.
    private static string NameOf(string? target, string stem) =>
        target is not null && stem == "scenario" && Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(target))) is { Length: > 0 } folder ? folder : stem;

    // A thousand quantiles hold what a scenario resamples; the sample itself may be of any size.
    private static string Lengths(LogFit fit)
    {
        var (inputs, outputs) = (fit.Sketch.Lengths.Sample.Select(s => s.Input).Order().ToArray(), fit.Sketch.Lengths.Sample.Select(s => s.Output).Order().ToArray());
        var count = Math.Min(1_000, inputs.Length);
        var rows = Enumerable.Range(0, count).Select(i => (int)((i + 0.5) * inputs.Length / count))
            .Select(at => string.Create(CultureInfo.InvariantCulture, $"{inputs[at]},{outputs[at]}\n"));
        return "input_tokens,output_tokens\n" + string.Concat(rows);
    }

    private static void Put(string path, string text)
    {
        using var file = new OutputFile(path, TextWriter.Null);
        file.Writer.Write(text);
        file.MoveIntoPlace();
    }
}
