using CostSim.Engine;
using CostSim.Reports;
using CostSim.Results;
using CostSim.Units;

namespace CostSim.Answers;

/// <summary>Columns that several tables have in common; amounts carry the run's currency in their key.</summary>
internal sealed class Columns(Result result)
{
    private readonly string currency = result.Scenario.Money.Currency;

    public string Suffix => currency.ToLowerInvariant();

    public Column Design { get; } = new("design", "design", Unit.Text);

    public Column Money(string key, string heading) => new($"{key}_{Suffix}", heading, Unit.Money(currency));

    public Column Money(string key) => Money(key, key.Replace('_', ' '));

    public static Column Count(string key) => new(key, key.Replace('_', ' '), Unit.Count);

    public static Column Number(string key) => new(key, key.Replace('_', ' '), Unit.Number);

    public static Column Share(string key) => new(key, key.Replace('_', ' '), Unit.Share);

    public static Column Text(string key) => new(key, key.Replace('_', ' '), Unit.Text);

    /// <summary>Mean, sd and percentiles of a distribution.</summary>
    public IEnumerable<Column> Distribution(string prefix) =>
        [Money($"{prefix}mean"), Money($"{prefix}sd"), .. Percentiles.Select(p => Money($"{prefix}{p.Key}"))];

    public IEnumerable<Cell> Cells(CostDistribution cost) =>
        [cost.Mean, cost.StandardDeviation, .. Percentiles.Select(p => (Cell)cost[p.Percent].Usd)];

    /// <summary>The reported percentiles and those asked for.</summary>
    public IReadOnlyList<Percentile> Percentiles { get; } = [.. result.Spend.Designs[0].Bill.Total.Percentiles.Select(p => p.Percentile)];
}
