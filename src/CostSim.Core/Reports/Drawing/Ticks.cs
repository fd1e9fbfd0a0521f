using CostSim.Randomness;

namespace CostSim.Reports.Drawing;

/// <summary>Where the marks of an axis are, at values that people can say.</summary>
internal static class Ticks
{
    /// <summary>The step of 1, 2, 2.5 or 5 times a power of ten that gives at most so many intervals.</summary>
    public static double Step(double low, double high, int intervals)
    {
        var least = (high - low) / Math.Max(1, intervals);
        var power = Elementary.Pow(10, Math.Floor(Elementary.Log10(least)));
        foreach (var nice in (ReadOnlySpan<double>)[1, 2, 2.5, 5])
        {
            // A step that is short by rounding alone is the step meant.
            if (nice * power >= least * (1 - 1e-9))
                return nice * power;
        }

        return 10 * power;
    }

    /// <summary>The multiples of a step from low to high.</summary>
    public static IReadOnlyList<double> Multiples(double low, double high, double step)
    {
        var first = Math.Ceiling(low / step - 1e-6);
        var last = Math.Floor(high / step + 1e-6);
        var ticks = new List<double>();
        for (var i = first; i <= last && ticks.Count < 100; i++)
            ticks.Add(i * step + 0.0);
        return ticks;
    }

    /// <summary>The ticks of a logarithmic axis from dense to sparse: 1-2-5, 1-3, decades, every second decade and so on.</summary>
    public static IEnumerable<IReadOnlyList<double>> Decades(double low, double high)
    {
        var first = (int)Math.Floor(Elementary.Log10(low) + 1e-9);
        var last = (int)Math.Ceiling(Elementary.Log10(high) - 1e-9);
        foreach (var factors in (double[][])[[1, 2, 5], [1, 3], [1]])
            yield return Within(Enumerable.Range(first, last - first + 1).SelectMany(e => factors.Select(f => f * Elementary.Pow(10, e))));
        for (var stride = 2; stride <= last - first; stride++)
            yield return Within(Enumerable.Range(first, last - first + 1).Where(e => (e - first) % stride == 0)
                .Select(e => Elementary.Pow(10, e)));

        IReadOnlyList<double> Within(IEnumerable<double> ticks) => [.. ticks.Where(t => t >= low * (1 - 1e-9) && t <= high * (1 + 1e-9))];
    }

    /// <summary>First days of months, quarters, half-years or years, at most so many.</summary>
    public static IReadOnlyList<DateOnly> Dates(DateOnly low, DateOnly high, int most)
    {
        foreach (var months in (ReadOnlySpan<int>)[1, 2, 3, 6, 12, 24, 60, 120])
        {
            var ticks = new List<DateOnly>();
            for (var at = new DateOnly(low.Year, 1, 1); at <= high && ticks.Count <= most; at = at.AddMonths(months))
            {
                if (at >= low)
                    ticks.Add(at);
            }

            if (ticks.Count <= most)
                return ticks;
        }

        return [low, high];
    }

    /// <summary>The decimals that a multiple of the step needs.</summary>
    public static int Decimals(double step)
    {
        for (var decimals = 0; decimals < 15; decimals++)
        {
            var scaled = Math.Abs(step) * Elementary.Pow(10, decimals);
            if (scaled > 0.5 && Math.Abs(scaled - Math.Round(scaled)) < 1e-6 * scaled)
                return decimals;
        }

        return step == 0 ? 0 : 15;
    }
}
