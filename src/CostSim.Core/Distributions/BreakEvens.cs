namespace CostSim.Distributions;

/// <summary>The factor on the whole traffic path at which two designs cost the same.</summary>
internal static class BreakEvens
{
    /// <summary>Where a request's cost does not hang on the volume a cost is fixed + factor x variable, and the crossing is one division a trial.</summary>
    public static BreakEven Of(SpendModel model, PointTable table, int view)
    {
        var difference = table.Totals[view][0];
        var fixedPart = FixedOf(model, table, view);
        var crossings = new List<(double Factor, double Weight)>();
        var (without, meanFixed, meanAll) = (0.0, 0.0, 0.0);
        for (var i = 0; i < table.Weights.Length; i++)
        {
            var weight = table.Weights[i];
            meanFixed += weight * fixedPart[i];
            meanAll += weight * difference[i];
            var factor = -fixedPart[i] / (difference[i] - fixedPart[i]);
            if (factor > 0 && double.IsFinite(factor))
                crossings.Add((factor, weight));
            else
                without += weight;
        }

        var atMean = -meanFixed / (meanAll - meanFixed);
        return Summary(crossings, without, atMean > 0 && double.IsFinite(atMean) ? [atMean] : [], RequestsPerDay(model, table));
    }

    public static BreakEven Summary(List<(double Factor, double Weight)> crossings, double without, IReadOnlyList<double> atMean, double requestsPerDay)
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

    public static double RequestsPerDay(SpendModel model, PointTable table) =>
        table.Sums.Sum(b => b.Requests.Sum(c => c.Sum())) / model.Calendar.Days;

    private static double[] FixedOf(SpendModel model, PointTable table, int view)
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
}
