using System.CommandLine;
using System.Globalization;
using CostSim.Documents;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands;

/// <summary>The options of every verb that reads a scenario.</summary>
internal sealed class ScenarioOptions
{
    private readonly Argument<string> scenario = new("scenario")
    {
        Description = "A scenario file, or a folder with a scenario.yaml",
        DefaultValueFactory = _ => "."
    };
    private readonly Option<string[]> set =
        new("--set")
        {
            Description = "Set a value of the scenario, such as traffic.requests_per_day=500 (repeatable)",
            HelpName = "PATH=VALUE"
        };
    private readonly Option<string?> asOf = new("--as-of") { Description = "Prices of this date", HelpName = "DATE" };
    private readonly Option<ulong?> seed = new("--seed") { Description = "Seed of the random numbers", HelpName = "N" };
    private readonly Option<int?> trials =
        new("--trials") { Description = "Simulated years; rounded up to 4,096, 8,192, 16,384 and so on", HelpName = "N" };
    private readonly Option<string?> currency =
        new("--currency") { Description = "Currency of the results, such as MYR; needs a rate under fx", HelpName = "CODE" };
    private readonly Option<string[]> design = new("--design") { Description = "Only this design (repeatable)", HelpName = "NAME" };
    private readonly Option<string?> prices =
        new("--prices") { Description = "Folder of a price book instead of the shipped one", HelpName = "DIR" };
    private readonly Option<string?> store =
        new("--store") { Description = "Folder that keeps extracted texts by content; off keeps nothing", HelpName = "DIR" };

    public ScenarioOptions() => set.Validators.Add(r =>
    {
        foreach (var value in r.GetValueOrDefault<string[]>() ?? [])
        {
            if (value.IndexOf('=', StringComparison.Ordinal) < 1)
                r.AddError($"--set {value}: write it as PATH=VALUE, such as traffic.requests_per_day=500");
        }
    });

    public void AddTo(Command command)
    {
        command.Add(scenario);
        foreach (var option in new Option[] { set, asOf, seed, trials, currency, design, prices, store })
            command.Add(option);
    }

    public ulong? Seed(ParseResult parsed) => parsed.GetValue(seed);

    public string Path(ParseResult parsed) => parsed.GetValue(scenario)!;

    /// <summary>The designs that <c>--design</c> names; none for all.</summary>
    public IReadOnlyList<string> Designs(ParseResult parsed) => parsed.GetValue(design) ?? [];

    public Scenario Load(ParseResult parsed, Progress progress, CancellationToken stop) =>
        ScenarioFile.Load(Path(parsed), Options(parsed, progress), stop);

    /// <summary>The scenario, to read variants of.</summary>
    public ScenarioFile Open(ParseResult parsed, Progress progress) => ScenarioFile.Open(Path(parsed), Options(parsed, progress));

    private LoadOptions Options(ParseResult parsed, Progress progress) => new()
    {
        Overrides = [.. Overrides(parsed)],
        Designs = Designs(parsed),
        PriceFolder = parsed.GetValue(prices),
        Store = TextStore.At(parsed.GetValue(store)),
        Progress = (done, of) => progress.Say("documents", done, of),
    };

    private IEnumerable<Override> Overrides(ParseResult parsed)
    {
        foreach (var change in parsed.GetValue(set) ?? [])
            yield return new Override(change[..change.IndexOf('=', StringComparison.Ordinal)],
                change[(change.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        if (parsed.GetValue(asOf) is { } date)
            yield return Of(asOf, "prices.as_of", date);
        if (parsed.GetValue(seed) is { } number)
            yield return Of(seed, "simulation.seed", number.ToString(CultureInfo.InvariantCulture));
        if (parsed.GetValue(trials) is { } count)
            yield return Of(trials, "simulation.trials", count.ToString(CultureInfo.InvariantCulture));
        if (parsed.GetValue(currency) is { } code)
            yield return Of(currency, "currency", code);
    }

    private static Override Of(Option option, string path, string value) =>
        new(path, value, option.Name) { Typed = $"{option.Name} {value}" };
}
