using System.Security.Cryptography;
using System.Text;
using CostSim.Files;
using CostSim.Scenarios;

namespace CostSim.Answers;

/// <summary>
/// One design of a scenario at one point. Two variants with the same key have the same settings, and so the same figures.
/// </summary>
internal sealed record DesignVariant(string Name, string Key, Func<Scenario> Read);

/// <summary>The designs of a scenario at the points of a sweep: its settings with the point's values set, the outer paths first.</summary>
internal sealed class ScenarioVariants(ScenarioFile file, IReadOnlyList<string> wanted, CancellationToken stop = default)
{
    // So many points are tried before a sweep is called impossible.
    private const int MostTried = 64;

    /// <summary>
    /// What is found with the designs at the first of some points all over the sweep that can be used. Where none can, that is an error of
    /// the sweep itself.
    /// </summary>
    public T First<T>(SweepPlan plan, Func<IReadOnlyList<Scenario>, T> find)
    {
        InputException? first = null;
        var (count, tried) = ((long)plan.Count, (int)Math.Min(plan.Count, MostTried));
        for (var i = 0; i < tried; i++)
        {
            try
            {
                return find([.. Of(plan.At((long)((Int128)count * i / tried))).Select(v => v.Read())]);
            }
            catch (InputException refused)
            {
                first ??= refused;
            }
        }

        throw first!;
    }

    /// <summary>The designs at a point, unread. Throws <see cref="InputException"/> where a path does not fit the scenario.</summary>
    public IReadOnlyList<DesignVariant> Of(SweepPoint point)
    {
        var settings = point.Paths.Zip(point.Values, (path, value) => new Override(path, value, "--vary"))
            .OrderByDescending(o => o.Path.Contains('*', StringComparison.Ordinal)).ThenBy(o => o.Path.Count(c => c is '.' or '['))
            .Aggregate(file.Root, ScenarioFile.Apply);
        if (settings.Find(PortfolioReader.Key) is { } portfolio)
            throw new InputException(portfolio.At, "a portfolio has no designs to vary; sweep its members");
        var reading = new Reading();
        var designs = Inheritance.Resolve(new SettingsMap(settings, "", reading));
        // What is wrong with the designs together is said once, by reading them together.
        if (reading.Errors.Count > 0 || wanted.Any(w => designs.All(d => d.Name != w)))
            _ = file.Read(settings, wanted, stop);
        if (designs.Count == 0)
            throw new InputException(settings.At, "has no design of its own to sweep; sweep the members of a portfolio one by one");
        var common = (settings with { Entries = [.. settings.Entries.Where(e => e.Key != "designs")] }).Text;
        return [.. designs.Where(d => wanted.Count == 0 || wanted.Contains(d.Name)).Select(d =>
            new DesignVariant(d.Name, HashOf($"{common}\n{d.Name}\n{d.Map.Node.Text}"), () => file.Read(settings, [d.Name], stop)))];
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
