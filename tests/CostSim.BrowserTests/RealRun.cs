using System.Collections.Concurrent;
using CostSim.Answers;
using CostSim.Engine;
using CostSim.Reports;
using CostSim.Scenarios;
using CostSim.Tests;

namespace CostSim.BrowserTests;

/// <summary>A run as the tool makes it, with few trials, and its page.</summary>
internal sealed record RealRun(Rendering Rendering, string Html)
{
    private static readonly ConcurrentDictionary<string, Lazy<RealRun>> Made = new();

    /// <summary>A scenario of this repository; each is simulated once for all tests.</summary>
    public static RealRun Shipped(string name) => Made.GetOrAdd(name, _ => new(() => Of(Path.Combine(Shared.Repository, "scenarios", name)))).Value;

    public static RealRun Of(string path)
    {
        var scenario = ScenarioFile.Load(path, new LoadOptions());
        var rendering = OutcomeRendering.Of(Simulation.Run(scenario, new SpendOptions
        {
            Seed = scenario.Seed,
            Trials = 256,
            Threads = 1,
            BudgetUsdPerMonth = (double?)scenario.Budget?.PerMonth,
        }));
        using var html = new StringWriter();
        new HtmlReport().Write(rendering.Report, html);
        return new RealRun(rendering, html.ToString());
    }

    /// <summary>A file's table as its readers see it: values by column, from the CSV text.</summary>
    public IReadOnlyList<Dictionary<string, string>> Csv(string table)
    {
        using var text = new StringWriter { NewLine = "\n" };
        CsvReport.Write(Rendering.Tables.Single(t => t.Name == table), text);
        var lines = text.ToString().TrimEnd('\n').Split('\n').Select(l => l.Split(',')).ToList();
        return [.. lines.Skip(1).Select(l => lines[0].Zip(l).ToDictionary(p => p.First, p => p.Second))];
    }
}
