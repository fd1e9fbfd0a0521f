namespace CostSim.Capacity.Queues;

/// <summary>How long a system spends with n customers in it, where they come one by one and go one by one.</summary>
internal static class BirthDeath
{
    private const double Negligible = 1e-18;

    /// <summary>Shares of the time with 0, 1, 2, .. customers, up to a number or until the rest does not count.</summary>
    public static IReadOnlyList<double> Shares(double births, Func<int, double> deaths, int most = int.MaxValue)
    {
        var weights = new List<double> { 1 };
        var (sum, peak) = (1.0, 1.0);
        for (var n = 1; n <= most; n++)
        {
            var weight = weights[^1] * births / deaths(n);
            weights.Add(weight);
            sum += weight;
            peak = Math.Max(peak, weight);
            // Scaled down before a long queue's weights leave the range of doubles.
            if (sum > 1e250)
            {
                for (var i = 0; i < weights.Count; i++)
                    weights[i] /= sum;
                (sum, peak) = (1, peak / sum);
            }

            if (weight < peak * Negligible && births < deaths(n))
                break;
        }

        var total = weights.Sum();
        return [.. weights.Select(w => w / total)];
    }

    /// <summary>The smallest n with at least a share of the time at or below it.</summary>
    public static int Quantile(IReadOnlyList<double> shares, double share)
    {
        var (n, sum) = (0, shares[0]);
        while (sum < share && n + 1 < shares.Count)
            sum += shares[++n];
        return n;
    }
}
