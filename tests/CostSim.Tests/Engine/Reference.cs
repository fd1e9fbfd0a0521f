using System.Globalization;
using CostSim.Engine;

namespace CostSim.Tests.Engine;

/// <summary>A row of Oracles/montecarlo/reference.csv, and what a result says of it.</summary>
internal sealed record Reference(string Problem, string Quantity, double Value, double Tolerance, double? TrialDeviation)
{
    public static IReadOnlyList<Reference> Of(string problem) =>
        [.. File.ReadAllLines(Path.Combine(Shared.Repository, "tests/CostSim.Tests/Oracles/montecarlo/reference.csv")).Skip(1)
            .Where(l => l.StartsWith(problem + ",", StringComparison.Ordinal)).Select(Parse)];

    public static SpendOptions Options(string problem, SpendMethod method, int trials, int threads = 2) => new()
    {
        Method = method,
        Trials = trials,
        Threads = threads,
        Seed = 7,
        CurvePoints = 0,
        ExceedUsd = [.. Of(problem).Where(r => r.Quantity.Contains("prob_exceed_", StringComparison.Ordinal)).Select(r => r.Level).Distinct().Order()],
    };

    /// <summary>The allowance of n independent trials; quantities without a standard deviation of trials get 3 % (sd) or the normal law's (skewness).</summary>
    public double Allowed(int trials) => Tolerance + (TrialDeviation is { } d ? 4.5 * d / Math.Sqrt(trials) : Quantity.EndsWith("skewness", StringComparison.Ordinal) ? 4.5 * Math.Sqrt(6.0 / trials) : 0.03 * Math.Abs(Value));

    public double? In(SpendResult result)
    {
        var (place, name) = Quantity.Split('/') is [var p, var q] ? (p, q) : ("", Quantity);
        if (place == "year" && Quantity.Contains("var_share", StringComparison.Ordinal) || Quantity.Count(c => c == '/') > 1)
            return null;
        var distribution = DistributionIn(result);
        return name switch
        {
            "mean" => distribution.Mean,
            "sd" => distribution.StandardDeviation,
            "skewness" => distribution.Skewness,
            ['P', .. var percent] => distribution[double.Parse(percent, CultureInfo.InvariantCulture)].Usd,
            _ => distribution.Exceedances.First(e => e.LevelUsd == Level).Probability,
        };
    }

    /// <summary>The half-width that a result states for the quantity; a relative 1e-9 for closed forms.</summary>
    public double Bound(SpendResult result)
    {
        var name = Quantity[(Quantity.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var distribution = DistributionIn(result);
        return name switch
        {
            ['P', .. var percent] => distribution[double.Parse(percent, CultureInfo.InvariantCulture)].Interval.HalfWidth,
            _ when name.StartsWith("prob", StringComparison.Ordinal) => distribution.Exceedances.First(e => e.LevelUsd == Level).Interval.HalfWidth,
            _ => 1e-9 * Math.Abs(Value),
        };
    }

    private CostDistribution DistributionIn(SpendResult result)
    {
        var view = result.Designs[0].Bill;
        return Quantity.StartsWith('m') && Quantity.Contains('/', StringComparison.Ordinal) ? view.Months[int.Parse(Quantity[1..3], CultureInfo.InvariantCulture) - 1] : view.Total;
    }

    private double Level => double.Parse(Quantity[(Quantity.LastIndexOf('_') + 1)..], CultureInfo.InvariantCulture);

    private static Reference Parse(string line)
    {
        // The method's text may hold commas inside quotation marks; the last field follows it.
        var cells = line.Split(',');
        return new Reference(cells[0], cells[1], double.Parse(cells[2], CultureInfo.InvariantCulture), double.Parse(cells[3], CultureInfo.InvariantCulture),
            cells[^1].Length > 0 && double.TryParse(cells[^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var deviation) ? deviation : null);
    }
}
