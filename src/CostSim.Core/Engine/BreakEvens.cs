using CostSim.Randomness;

namespace CostSim.Engine;

/// <summary>
/// The volume at which two designs cost the same: in each trial the factor on its whole traffic path, times its own volume, as a part of
/// the mean volume. Where only the level is unknown the volume is the same in all trials, though no two have the same factor.
/// </summary>
internal sealed class BreakEvens(SpendModel model, ExactEngine engine, PointTable table)
{
    // Factors from 1/100 to 10, eight to a factor of ten, on at most this many blocks of points.
    private const int Steps = 24;
    private const int StepsPerTen = 8;
    private const int MostBlocks = 4;

    private readonly Lazy<Grid?> grid = new(() => DependsOnVolume(model) ? new Grid(engine, table, MeanRequests(table)) : null);

    public BreakEven Of(int view) => grid.Value is { } scaled ? scaled.Of(view, RequestsPerDay) : Linear(view);

    private double RequestsPerDay => MeanRequests(table) / model.Calendar.Days;

    private static double MeanRequests(PointTable table) => table.Sums.Sum(b => b.Requests.Sum(c => c.Sum()));

    private static bool DependsOnVolume(SpendModel model) => model.Designs.SelectMany(d => d.Classes).SelectMany(c => c.Segments)
        .Any(s => s.Requests.DependsOnVolume);

    // Where a request's cost does not depend on the volume a cost is fixed + factor x variable: one division a trial.
    private BreakEven Linear(int view)
    {
        var difference = table.Totals[view][0];
        var fixedPart = FixedOf(view);
        var crossings = new List<(double Factor, double Weight)>();
        var (without, meanFixed, meanAll) = (0.0, 0.0, 0.0);
        var mean = RequestsPerDay * model.Calendar.Days;
        for (var i = 0; i < table.Weights.Length; i++)
        {
            var weight = table.Weights[i];
            meanFixed += weight * fixedPart[i];
            meanAll += weight * difference[i];
            var factor = -fixedPart[i] / (difference[i] - fixedPart[i]);
            if (factor > 0 && double.IsFinite(factor))
                crossings.Add((factor * table.Requests[i] / mean, weight));
            else
                without += weight;
        }

        var atMean = -meanFixed / (meanAll - meanFixed);
        // Without any request there are the fixed lines alone.
        return Summary(crossings, without, atMean > 0 && double.IsFinite(atMean) ? [atMean] : [],
            RequestsPerDay) with
        { FirstIsCheaperBelow = meanFixed < 0 };
    }

    private static BreakEven Summary(List<(double Factor, double Weight)> crossings, double without,
        IReadOnlyList<double> atMean, double requestsPerDay)
    {
        var sorted = crossings.OrderBy(c => c.Factor).ToList();
        var total = sorted.Sum(c => c.Weight);
        double At(double p)
        {
            var sum = 0.0;
            foreach (var (factor, weight) in sorted)
            {
                sum += weight;
                if (sum >= (p * total) - 1e-12)
                    return factor;
            }

            return double.NaN;
        }

        var median = At(0.5);
        return new BreakEven(At(0.05), median, At(0.95), Math.Clamp(without, 0, 1), atMean, median * requestsPerDay);
    }

    private double[] FixedOf(int view)
    {
        var sum = new double[table.Weights.Length];
        foreach (var (design, sign) in table.Views[view].Sides)
        {
            for (var k = 0; table.FixedParts.Length > 0 && k < table.FixedParts[design].Length; k++)
                for (var i = 0; i < sum.Length; i++)
                    sum[i] += sign * table.FixedParts[design][k][i];
        }

        return sum;
    }

    /// <summary>Differences at every factor of a grid, for costs that bend with volume.</summary>
    private sealed class Grid
    {
        private readonly double[] logs =
            [.. Enumerable.Range(0, Steps + 1).Select(i => Elementary.Log(10) * (-2 + ((double)i / StepsPerTen)))];
        private readonly double[][][] differences;
        private readonly List<double> weights = [];
        private readonly List<double> levels = [];

        // Some of the points stand for all, but the volume of each is a part of the mean volume of all of them.
        public Grid(ExactEngine engine, PointTable table, double meanRequests)
        {
            var blocks = Enumerable.Range(0, Math.Min(MostBlocks, table.Plan.Blocks))
                .Select(i => i * table.Plan.Blocks / Math.Min(MostBlocks, table.Plan.Blocks)).ToList();
            var column = new double[Columns.Length];
            var factors = logs.Select(Elementary.Exp).ToArray();
            differences = [.. logs.Select(_ => table.Views.Select(_ => new double[blocks.Count * Columns.Length]).ToArray())];
            for (var b = 0; b < blocks.Count; b++)
            {
                table.Plan.Fill(blocks[b], engine.Compiled.Block, column);
                weights.AddRange(column);
                levels.AddRange(table.Requests.AsSpan(blocks[b] * Columns.Length, Columns.Length));
                var means = engine.Compiled.MeansAt(factors);
                for (var f = 0; f < factors.Length; f++)
                    for (var v = 0; v < table.Views.Count; v++)
                        means[f][v].CopyTo(differences[f][v], b * Columns.Length);
            }

            var sum = weights.Sum();
            for (var i = 0; i < weights.Count; i++)
                (weights[i], levels[i]) = (weights[i] / sum, meanRequests > 0 ? levels[i] / meanRequests : 0);
        }

        public BreakEven Of(int view, double requestsPerDay)
        {
            var atMean = Crossings(step => weights.Select((w, i) => w * differences[step][view][i]).Sum());
            var own = weights.Select((_, i) => Crossings(step => differences[step][view][i])).ToList();
            // The crossing nearest to the plan is the one that a plan may meet. Where a cache makes two, they go opposite ways,
            // and what most trials meet is told, not a mixture of both.
            var ways = own.Select((crossings, i) => (Nearest: Nearest(crossings), Weight: weights[i]))
                .Where(c => c.Nearest is not null).ToList();
            var firstBelow = ways.Sum(c => c.Nearest!.Value.FirstBelow ? c.Weight : -c.Weight) > 0;
            var found = new List<(double Factor, double Weight)>();
            var without = 0.0;
            for (var i = 0; i < weights.Count; i++)
            {
                if (Nearest(own[i].Where(c => c.FirstBelow == firstBelow)) is { } nearest)
                    found.Add((nearest.Factor * levels[i], weights[i]));
                else
                    without += weights[i];
            }

            return Summary(found, without, [.. atMean.Select(c => c.Factor)], requestsPerDay) with { FirstIsCheaperBelow = firstBelow };
        }

        private static (double Factor, bool FirstBelow)? Nearest(IEnumerable<(double Factor, bool FirstBelow)> crossings) =>
            crossings.OrderBy(c => Math.Abs(Elementary.Log(c.Factor))).Select(c => ((double, bool)?)c).FirstOrDefault();

        private List<(double Factor, bool FirstBelow)> Crossings(Func<int, double> difference)
        {
            var found = new List<(double, bool)>();
            var b = difference(0);
            for (var step = 0; step < Steps; step++)
            {
                (var a, b) = (b, difference(step + 1));
                if (a * b < 0 || (a == 0 && b != 0))
                    found.Add((Elementary.Exp(logs[step] + (a / (a - b) * (logs[step + 1] - logs[step]))), a < b));
            }

            return found;
        }
    }
}
