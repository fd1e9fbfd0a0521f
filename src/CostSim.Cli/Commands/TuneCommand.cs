using System.CommandLine;
using CostSim.Answers;
using CostSim.Files;
using CostSim.Prompts;
using CostSim.Reports;
using CostSim.Reports.Drawing;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim tune</c>: the cheapest form of a retrieving design that meets the quality.</summary>
internal sealed class TuneCommand
{
    private static readonly string[] Formats = ["text", "csv", "jsonl", "md"];

    private readonly ScenarioOptions scenario = new();
    private readonly Option<string?> atLeast =
        new("--at-least") { Description = "Recall to reach (default: the scenario's quality)", HelpName = "SHARE" };
    private readonly Option<string?> grid =
        new("--grid")
        {
            Description = "What to try: { kinds: [..], sizes: [..], overlaps: [..], k: [..], retrievers: [..], contexts: [..] }",
            HelpName = "YAML"
        };
    private readonly Option<bool> write = new("--write") { Description = "Add the chosen form to the scenario as a new design" };
    private readonly Option<string> format =
        new("--format", "-f") { Description = "Format of standard output", DefaultValueFactory = _ => "text" };
    private readonly Option<string?> output =
        new("--output", "-o")
        {
            Description = "Folder of table and chart (default out/<scenario>-tune); - writes no files",
            HelpName = "DIR"
        };
    private readonly Option<int> threads = new("--threads")
    {
        Description = "Threads; the results do not depend on them",
        DefaultValueFactory = _ => Environment.ProcessorCount,
        HelpName = "N"
    };
    private readonly Option<bool> quiet = new("--quiet", "-q") { Description = "No progress" };

    public static Command Create() => new TuneCommand().Build();

    private Command Build()
    {
        var command = new Command("tune",
            "Search chunks, their number and the retriever for the cheapest form of a retrieving design that meets the quality");
        scenario.AddTo(command);
        format.AcceptOnlyFromAmong(Formats);
        threads.Within(1);
        foreach (var option in new Option[] { atLeast, grid, write, format, output, threads, quiet })
            command.Add(option);
        command.SetInterruptible(Run);
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken stop)
    {
        if (parsed.GetValue(atLeast) is { } wanted && !(Numbers.TryDouble(wanted, out var share) && share is > 0 and <= 1))
        {
            parsed.InvocationConfiguration.Error.WriteLine($"error: --at-least {wanted}: must be a share such as 90%");
            return App.WrongUsage;
        }

        using var progress = new Progress(parsed.InvocationConfiguration.Error, parsed.GetValue(quiet));
        var file = scenario.Open(parsed, progress);
        var root = parsed.GetValue(atLeast) is { } least
            ? ScenarioFile.Apply(file.Root, new Override("quality.at_least", least, "--at-least") { Typed = $"--at-least {least}" })
            : file.Root;
        var read = file.Read(root, scenario.Designs(parsed), stop);
        var design = Retrieving(read, scenario.Path(parsed), scenario.Designs(parsed));
        var forms = Grid(parsed, design).Forms();
        progress.Say($"{forms.Count} forms");
        var (variants, names) = Forms(root, design.Name, forms);
        var tuned = file.Read(variants, names, stop);
        var answer = new TuneAnswer(tuned with { Name = read.Name },
            Tuning.Run(tuned, design.Name, forms, new Stages(parsed.GetValue(threads)), parsed.GetValue(threads), stop));
        progress.Done();
        var folder = parsed.GetValue(output) ?? Path.Combine("out", $"{FileNames.Of(read.Name)}-tune");
        if (folder != "-")
            WriteFiles(answer, folder);
        Print(answer, parsed.GetValue(format)!, parsed.InvocationConfiguration.Output);
        if (parsed.GetValue(write))
            AddToScenario(answer, file, design.Name, parsed);
        return App.Fine;
    }

    // What can be tuned: one call whose context is retrieved, on questions with evidence, with a recall that is asked for.
    private static Design Retrieving(Scenario read, string path, IReadOnlyList<string> named)
    {
        if (named.Count > 1)
            throw new InputException(Location.Of("--design"), "tune speaks of one design; name one");
        if (read.Workloads.All(w => w.Questions.Count == 0))
            throw new InputException(Location.Of(path),
                "tune needs questions with the excerpts that answer them; write some under 'questions', since without them nothing is "
                + "retrieved for anybody");
        if (read.Quality is not { Metric: QualityMetric.Recall })
            throw new InputException(Location.Of(path),
                "tune needs a recall to reach; say '--at-least 90%', or 'quality: { at_least: 0.90 }' in the scenario");
        return read.Designs.FirstOrDefault(d => d.Context is PlainContext { Retrieving: not null })
            ?? throw new InputException(Location.Of(path), named.Count == 1
                ? $"design '{named[0]}' is not one call with retrieved chunks; tune searches top-chunks, budget, neighbours, parent "
                    + $"and rerank"
                : "no design is one call with retrieved chunks; add one, such as 'rag: { like: .., context: top-chunks }'");
    }

    private TuneGrid Grid(ParseResult parsed, Design design)
    {
        var usual = TuneGrid.Around(design);
        if (parsed.GetValue(grid) is not { } typed)
            return usual;
        var reading = new Reading();
        if (Yaml.Read("--grid", new StringReader(typed)) is not MapNode map)
            throw new InputException(Location.Of("--grid"), "must be keys and values, such as '{ sizes: [256, 512], k: [3, 5, 8] }'");
        var read = usual.Read(new SettingsMap(map, "", reading));
        reading.Errors.ThrowIfAny();
        return read;
    }

    // Every form is a design like the one that is tuned, so that it has everything else of it.
    private static (MapNode Root, IReadOnlyList<string> Names) Forms(MapNode root, string design, IReadOnlyList<TuneForm> forms)
    {
        var designs = (MapNode)root.Find("designs")!;
        var names = new List<string>();
        foreach (var form in forms)
        {
            var name = FormattableString.Invariant($"{design} form {names.Count + 1}");
            var context = Yaml.Read($"tune {form.Words}", new StringReader(form.Context));
            designs = designs.With(name, designs.At,
                new MapNode(designs.At,
                    [new Entry("like", designs.At, new ScalarNode(designs.At, design)), new Entry("context", designs.At, context)]));
            names.Add(name);
        }

        return (root.With("designs", designs.At, designs), names);
    }

    private static void WriteFiles(TuneAnswer answer, string folder)
    {
        using var files = new OutputFolder(folder);
        using (var csv = new StringWriter { NewLine = "\n" })
        {
            CsvReport.Write(answer.Table(), csv);
            files.Write("tune.csv", csv.ToString());
        }

        files.Write("charts/tune-frontier.svg", new SvgChart().Render(answer.Chart(), ChartFrame.File));
        files.Write("tune.yaml", string.Join("", answer.Yaml.Select(l => l + "\n")));
        files.MoveIntoPlace();
    }

    private static void Print(TuneAnswer answer, string format, TextWriter output)
    {
        switch (format)
        {
            case "csv":
                CsvReport.Write(answer.Table(), output);
                break;
            case "jsonl":
                output.Write(JsonLines.Of(answer.Table()));
                break;
            case "md":
                MarkdownReport.Write(answer.Table(), output);
                break;
            default:
                foreach (var line in answer.Lines())
                    output.WriteLine(line);
                break;
        }
    }

    private static void AddToScenario(TuneAnswer answer, ScenarioFile file, string design, ParseResult parsed)
    {
        if (!answer.HasChosen)
            throw new InputException(Location.Of("--write"),
                "no form reaches the quality, and nothing is written; ask for less with --at-least, or try more with --grid");
        file.AddDesign(design, answer.Name, answer.Yaml);
        parsed.InvocationConfiguration.Output.WriteLine($"Written into {file.Name}: {answer.Name}.");
    }
}
